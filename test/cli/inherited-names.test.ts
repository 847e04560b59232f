/** Names from outside that every plain object of JavaScript inherits, such as `constructor`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Counters } from "../../src/client/counters.js";
import { runCli, runCliJson, unwrap } from "../support/cli.js";
import { createBatchBody, readShowLines, writeRequestLog } from "../support/request-log.js";
import { createTempFolder } from "../support/run.js";

const NAMES = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf"];

/** Returns JSON with each name as a key. `__proto__` in a literal of JavaScript would be no key. */
function toCounts(count: number): string {
  return `{${NAMES.map((name) => `"${name}":${count}`).join(",")}}`;
}

function createHome(): string {
  const home = createTempFolder();
  writeRequestLog(home, [{ body: createBatchBody(...NAMES, ...NAMES) }]);
  const file = join(
    home,
    ".data/codeweaver/telemetry/receipts",
    `${new Date().toISOString().slice(0, 10)}-0001.jsonl`,
  );
  const line = `{"refused":${toCounts(2)},"omitted":${toCounts(3)}}`;
  writeFileSync(file, `${line}\n${line}\n`);
  return home;
}

it("status sums the counters of such names", async () => {
  const home = createHome();
  const stdout = unwrap((await runCli(["status"], { home })).stdout);
  for (const name of NAMES) {
    expect(stdout).toContain(`4 events (${name})`);
    expect(stdout).toContain(`6 texts (${name})`);
  }
  const { stdout: json } = await runCliJson(["status"], { home });
  const { refused } = JSON.parse(json).lastSevenDays;
  expect(Object.entries(refused)).toEqual(NAMES.map((name) => [name, 4]));
});

it("show counts events of such names", async () => {
  const lines = await readShowLines(createHome());
  for (const name of NAMES) expect(lines).toContain(`  2  ${name}`);
});

describe.each(NAMES)("the name %s", (name) => {
  it("is found by show and preview if an event has it, and by neither if none has", async () => {
    const home = createHome();
    for (const subcommand of ["show", "preview"]) {
      expect((await runCli([subcommand, "--event", name], { home })).code).toBe(0);
      expect((await runCli([subcommand, "--event", name], { home: createTempFolder() })).code).toBe(2);
    }
  });

  it("is an unknown subcommand, topic, flag and setting", async () => {
    const home = createTempFolder();
    for (const args of [[name], ["help", name], [`--${name}`], ["status", `--${name}=1`]])
      expect([args, (await runCli(args, { home })).code]).toEqual([args, 2]);
    const env = { [`CODEWEAVER__TELEMETRY__${name}`]: "1" };
    expect(unwrap((await runCli(["status"], { home, env })).stdout)).toContain("is not a setting");
  });

  it("is a tool", async () => {
    const run = await runCli(["status", "--tool", name], { home: createTempFolder() });
    const isAllowed = name !== "__proto__"; // a name begins with a letter or a digit
    expect([run.code, run.stdout.includes(`telemetry is on`) || run.stderr !== ""]).toEqual(
      isAllowed ? [0, true] : [2, true],
    );
  });

  it("is counted as a reason in stats()", () => {
    const counters = new Counters(() => {});
    counters.countDropped(name, 2);
    counters.countDropped(name);
    counters.countOmitted(name);
    const { refused, omitted } = counters.getStats(0);
    expect([Object.entries(refused), Object.entries(omitted)]).toEqual([[[name, 3]], [[name, 1]]]);
  });
});
