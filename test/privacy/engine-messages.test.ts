/** What is sent of the errors that Node and its engine throw. The golden file has the code that throws, with canaries. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createLazy } from "../../src/internal/lazy-module.js";
import { createTempFolder } from "../support/run.js";

/** `type code: message`; of each version of Node if they differ, and null where it has no such error. */
type Sent = string | null;
type Golden = Readonly<Record<string, Sent | Readonly<Record<string, Sent>>>>;

interface SentError {
  readonly type: string;
  readonly code?: string | number;
  readonly message?: string;
  readonly causes?: readonly SentError[];
}

const GOLDEN: Golden = JSON.parse(
  readFileSync(new URL("engine-messages.golden.json", import.meta.url), "utf8"),
);
const VERSIONS = ["20", "22", "24", "26"];
const [VERSION = ""] = process.versions.node.split(".");
/** Part of each name and value in the code. */
const CANARY = /jane|plan/i;
const CODE = Object.keys(GOLDEN);

/** Runs the code in a process of its own, and returns what is sent of each error. */
function runCode(...options: string[]): Sent[] {
  const folder = createTempFolder();
  mkdirSync(join(folder, "src"));
  const input = join(folder, "code.json");
  const output = join(folder, "errors.json");
  writeFileSync(input, JSON.stringify(CODE));
  const script = resolve("test/privacy/throw-errors.mjs");
  spawnSync(process.execPath, ["--no-warnings", script, resolve("lib"), input, output, ...options], {
    cwd: folder,
  });
  const errors: (SentError | null)[] = JSON.parse(readFileSync(output, "utf8"));
  return errors.map((error) => (error === null ? null : formatError(error)));
}

function formatError({ type, code, message, causes = [] }: SentError): string {
  const head = [type, code].filter((part) => part !== undefined).join(" ");
  const tail = causes.map((cause) => ` < ${formatError(cause)}`).join("");
  return `${message === undefined ? head : `${head}: ${message}`}${tail}`;
}

function getExpected(code: string): Sent | undefined {
  const golden = GOLDEN[code];
  return typeof golden === "object" && golden !== null ? golden[VERSION] : golden;
}

describe("an error of Node or its engine", () => {
  const runOnce = createLazy(() => runCode());

  it("has no value of the program in any message", () => {
    const sent = runOnce();
    expect(sent.length).toBeGreaterThan(400);
    expect(CODE.filter((_, index) => CANARY.test(sent[index] ?? ""))).toEqual([]);
  });

  it.runIf(VERSIONS.includes(VERSION))("has the message that the golden file has", () => {
    const sent = runOnce();
    const actual = Object.fromEntries(CODE.map((code, index) => [code, sent[index]]));
    expect(actual).toEqual(Object.fromEntries(CODE.map((code) => [code, getExpected(code)])));
  });

  it("would have values in most messages without the templates", () => {
    const leaks = runCode("--without-templates").filter((message) => CANARY.test(message ?? ""));
    expect(leaks.length).toBeGreaterThan(150);
  });
});
