import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { createRandomHex, createShortHash, createUuidV7 } from "../../src/internal/ids.js";
import { createTempFolder, LIB, runNode } from "../support/run.js";

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it.each([0, 1.5, 1_763_000_000_000, 1_763_000_000_000.79, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])(
  "creates a valid UUID for the time %d",
  (time) => {
    expect(createUuidV7(time)).toMatch(V7);
  },
);

it("creates UUIDs that begin with their time and never repeat", () => {
  expect(createUuidV7(0x0192_0000_0001).startsWith("01920000-0001-7")).toBe(true);
  expect(new Set(Array.from({ length: 10_000 }, () => createUuidV7())).size).toBe(10_000);
});

describe("createShortHash", () => {
  // http://www.isthe.com/chongo/tech/comp/fnv/ publishes these values of FNV-1a with 32 bits.
  it.each([
    ["", "811c9dc5"],
    ["a", "e40c292c"],
    ["foobar", "bf9cf968"],
  ])("returns the published value of %j", (text, hash) => {
    expect(createShortHash(text)).toBe(hash);
  });
});

describe("createRandomHex", () => {
  it("returns two digits for each byte, and others each time", () => {
    const texts = Array.from({ length: 100 }, () => createRandomHex(32));
    expect(texts.every((text) => /^[0-9a-f]{64}$/.test(text))).toBe(true);
    expect(new Set(texts).size).toBe(100);
  });

  it("does so where the files of the system may not be read", async () => {
    const flag = process.allowedNodeEnvironmentFlags.has("--permission")
      ? "--permission"
      : "--experimental-permission";
    const program = `import { createRandomHex } from ${JSON.stringify(pathToFileURL(join(LIB, "internal", "ids.js")).href)};
      console.log(createRandomHex(4));`;
    const args = [
      "--no-warnings",
      flag,
      `--allow-fs-read=${resolve(".")}/*`,
      "--input-type=module",
      "-e",
      program,
    ];
    const { stdout } = await runNode(args, { home: createTempFolder() });
    expect(stdout).toMatch(/^[0-9a-f]{8}\n$/);
  });
});
