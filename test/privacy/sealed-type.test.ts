import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Envelope, Sealed } from "../../src/envelope.js";
import type { Transport } from "../../src/transports/transport.js";

const listSources = (): string[] =>
  readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const readSource = (file: string): string => readFileSync(join("src", file), "utf8");

describe("the Sealed brand", () => {
  it("makes it a compile error to send raw values", () => {
    // Never run: `npm run types` reads it, and an error that is expected and does not come is an error.
    const compiles = (transport: Transport, sealed: Sealed, name: Sealed<string>) => {
      const envelope: Envelope = {
        uuid: "u",
        event: name,
        distinctId: name,
        timestamp: "t",
        properties: sealed,
      };
      void transport.send([envelope], new AbortController().signal);
      // @ts-expect-error a raw object is no sealed one
      const rawProperties: Envelope = { ...envelope, properties: { path: "/home/jane" } };
      // @ts-expect-error nor is a raw name
      const rawName: Envelope = { ...envelope, event: "name" };
      // @ts-expect-error nor what was made of a sealed one by hand
      const spread: Sealed = { ...sealed, path: "/home/jane" } as { path: string };
      return [rawProperties, rawName, spread];
    };
    expect(compiles).toBeTypeOf("function");
  });

  it("is applied in one module alone", () => {
    const casts = listSources().filter((file) => /\bas (?:unknown as )?Sealed\b/.test(readSource(file)));
    expect(casts).toEqual([join("privacy", "sanitizer", "sealed-brand.ts")]);
  });

  it("is used only by the functions that seal, and for nothing at all", () => {
    const users = listSources().filter((file) => /\bbrandSealed\(/.test(readSource(file)));
    expect(users.toSorted()).toEqual([
      join("noop", "index.ts"),
      join("privacy", "sanitizer", "seal.ts"),
      join("privacy", "telemetry-model.ts"),
    ]);
    for (const file of [join("noop", "index.ts"), join("privacy", "telemetry-model.ts")])
      expect(readSource(file).match(/brandSealed\(.*/g)).toEqual(["brandSealed(Object.freeze({}));"]);
  });
});
