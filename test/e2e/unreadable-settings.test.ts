/** Settings that the system cannot read turn telemetry off, and the reason is the system's. */
import { execFile } from "node:child_process";
import { chmodSync, chownSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { unwrap } from "../support/cli.js";
import { createEnvironment, createFolderWithFiles, DIST, runNode } from "../support/run.js";

const CONFIG = ".config/mytool";
const FILES: Readonly<Record<string, string>> = {
  [`${CONFIG}/mytool.toml`]: "[telemetry]\nbatch_size = 5",
  "project/mytool.toml": "[telemetry]\nbatch_size = 5",
  [`${CONFIG}/telemetry-choice.json`]: '{"telemetry":"enabled","policy":"2026-11-28"}',
  [`${CONFIG}/telemetry-notice.json`]: '{"policy":"2026-11-28","date":"2026-11-26T00:00:00.000Z"}',
};

/**
 * Opens files until the system refuses, leaves some to spare, and prints the state of a client.
 * @param warmUp runs before, so that the package's own files are loaded
 */
const createProgram = (spare: number, warmUp: string) => `
  import { closeSync, openSync } from "node:fs";
  import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  ${warmUp}
  const opened = [];
  try {
    for (;;) opened.push(openSync("/dev/null"));
  } catch {}
  for (let i = 0; i < ${spare}; i++) closeSync(opened.pop());
  const telemetry = createTelemetryClient({
    tool: "mytool", posthogApiKey: "phc_x", posthogHost: "https://telemetry.example.com",
  });
  await telemetry.ready();
  console.log(JSON.stringify(telemetry.state));
  process.exit();
`;

const WARM_UP = `await createTelemetryClient({
  tool: "another", posthogApiKey: "phc_x", posthogHost: "http://127.0.0.1:9", exitBudgetMs: 0,
}).ready();`;

/** Runs a program that may open 60 files at once. */
async function runWithFewFiles(home: string, program: string) {
  const command = `ulimit -n 60; exec "$0" --input-type=module -e "$1"`;
  const { stdout } = await promisify(execFile)("sh", ["-c", command, process.execPath, program], {
    cwd: join(home, "project"),
    env: createEnvironment(home),
  });
  return JSON.parse(stdout);
}

describe("a process that may open no more files", () => {
  it.each(Object.keys(FILES))("is off because of %s, and names the system's error", async (name) => {
    const home = createFolderWithFiles({
      "project/.keep": "",
      ".config/another/another.toml": "[telemetry]\nbatch_size = 5",
      [name]: FILES[name] ?? "",
    });
    expect(await runWithFewFiles(home, createProgram(0, WARM_UP))).toEqual({
      status: "off",
      reason: "unreadable_file",
      source: join(home, name),
      error: "EMFILE: too many open files",
    });
    // The same settings, as soon as there is room for them.
    const state = await runWithFewFiles(home, createProgram(10, WARM_UP));
    expect(state.reason ?? state.status).not.toBe("unreadable_file");
  });

  it("is off because of a file of this package, if none of its modules is loaded", async () => {
    const home = createFolderWithFiles(Object.assign({ "project/.keep": "" }, FILES));
    expect(await runWithFewFiles(home, createProgram(0, ""))).toEqual({
      status: "off",
      reason: "unreadable_file",
      source: expect.stringContaining(DIST),
      error: "EMFILE: too many open files",
    });
  });

  it("is on with room for one file, because files are read one after the other", async () => {
    const home = createFolderWithFiles(Object.assign({ "project/.keep": "" }, FILES));
    expect(await runWithFewFiles(home, createProgram(1, ""))).toEqual({ status: "on" });
  });
});

describe.skipIf(process.getuid?.() !== 0)("a file without permission to read it", () => {
  const OTHER_ACCOUNT = 65534;

  it.each(Object.keys(FILES))("is named by status with the reason: %s", async (name) => {
    const home = createFolderWithFiles({ "project/.keep": "", [name]: FILES[name] ?? "" });
    chmodSync(home, 0o755);
    chmodSync(join(home, name), 0);
    chownSync(join(home, name), 0, 0);
    const program = `
      import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli", "index.js"))};
      process.exitCode = await runTelemetryCli(["status"], {
        tool: "mytool", posthogApiKey: "phc_x", posthogHost: "https://telemetry.example.com",
      });`;
    const options = { home, cwd: join(home, "project"), uid: OTHER_ACCOUNT };
    const { code, stdout, stderr } = await runNode(["--input-type=module", "-e", program], options);
    expect([code, stderr]).toEqual([1, ""]);
    // A file that only this library writes is not opened if it belongs to another account.
    const reason = name.endsWith("notice.json")
      ? "it belongs to another account"
      : "EACCES: permission denied";
    expect(unwrap(stdout)).toContain(reason);
    expect(unwrap(stdout)).not.toContain("invalid");
  });
});
