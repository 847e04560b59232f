/** Every subcommand, and a host, for an account or a process of which the system knows little. */
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MAIN, unwrap } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST } from "../support/run.js";

/** An account number without an entry in the system's list of accounts. */
const NAMELESS_ACCOUNT = 65_531;
const NO_HOME = /home folder/;

interface Process {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Runs in the new process before the program, with the program's path and its arguments as `$0` and `$@`. */
  readonly script?: string;
}

/** Runs node as the nameless account. */
async function run(args: readonly string[], { env = {}, cwd = "/", script = 'exec "$0" "$@"' }: Process) {
  const child = spawn("sh", ["-c", script, process.execPath, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", ...env },
    uid: NAMELESS_ACCOUNT,
    gid: NAMELESS_ACCOUNT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    stdout += chunk;
    if (stdout.includes("http://127.0.0.1")) child.kill("SIGINT"); // `receive` runs until then
  });
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}

/** The exit code of each subcommand, and what it prints. */
const SUBCOMMANDS: readonly (readonly [string, number, RegExp])[] = [
  ["status", 0, /cannot be determined here/],
  ["enable", 1, NO_HOME],
  ["disable", 1, NO_HOME],
  ["trust", 1, NO_HOME],
  ["show", 1, NO_HOME],
  ["show --full", 1, NO_HOME],
  ["show --pending", 1, NO_HOME],
  ["preview", 0, /codeweaver_search/],
  ["doctor", 1, NO_HOME],
  ["manifest", 0, /with every event/],
  ["export", 1, NO_HOME],
  ["forget", 1, NO_HOME],
  ["forget --send --yes", 1, NO_HOME],
  ["flush", 1, /posthog_api_key is not set/],
  ["receive", 0, /http:\/\/127\.0\.0\.1/],
  ["help", 0, /Subcommands/],
  ["--version", 0, /^\d/],
  ["complete -- st", 0, /status/],
];

describe.skipIf(process.getuid?.() !== 0)("an account without a home folder", () => {
  describe.each<[string, Process]>([
    ["neither HOME nor an entry", {}],
    ["an empty HOME", { env: { HOME: "" } }],
    ["a relative HOME", { env: { HOME: "some/where" } }],
    ["relative XDG folders", { env: { XDG_CONFIG_HOME: "a", XDG_DATA_HOME: "b" } }],
  ])("with %s", (_, process_) => {
    it.each(SUBCOMMANDS)("gets a sentence from %s", async (subcommand, code, text) => {
      const { stdout, stderr, code: found } = await run([MAIN, ...subcommand.split(" ")], process_);
      expect(unwrap(stdout + stderr)).toMatch(text);
      expect(stdout + stderr).not.toMatch(/^\s+at |node:internal|Node\.js v/m);
      expect(found ?? 0).toBe(code); // null: `receive` was interrupted before it listened to signals
    });
  });

  it("can use XDG folders without a home", async () => {
    const folder = createTempFolder();
    chmodSync(folder, 0o777);
    const env = { XDG_CONFIG_HOME: join(folder, "config"), XDG_DATA_HOME: join(folder, "data") };
    expect(await run([MAIN, "disable"], { env })).toMatchObject({ code: 0, stderr: "" });
    const { stdout } = await run([MAIN, "status", "--json"], { env });
    expect(JSON.parse(stdout)).toMatchObject({ reason: { name: "saved_choice" } });
  });

  it("sends events of a host, and keeps nothing", async () => {
    await using receiver = await startReceiver();
    const program = `
      import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const telemetry = createTelemetryClient({
        tool: "mytool", posthogApiKey: "phc_x", posthogHost: ${JSON.stringify(receiver.url)}, exitBudgetMs: 5000,
      });
      telemetry.capture("e");
      telemetry.captureException(new Error("failed"));
      await telemetry.endSession();
      console.log(telemetry.state.status);`;
    const host = await run(["--input-type=module", "-e", program], {});
    expect(host).toEqual({ code: 0, stdout: "on\n", stderr: "" });
    expect(receiver.events.map(({ event }) => event).sort()).toEqual(["$exception", "e"]);
  });
});

/** Runs a subcommand in a folder that changes after the process has started in it. */
async function runInChangedFolder(change: (folder: string) => void, subcommand: string) {
  const home = createTempFolder();
  const cwd = join(home, "parent", "cwd");
  mkdirSync(cwd, { recursive: true });
  for (const path of [home, join(home, "parent"), cwd]) chmodSync(path, 0o777);
  const changed = join(home, "changed");
  // The shell is in the folder when it changes.
  const script = `while [ ! -e ${changed} ]; do sleep 0.01; done; exec "$0" "$@"`;
  const running = run([MAIN, ...subcommand.split(" ")], { env: { HOME: home }, cwd, script });
  change(cwd);
  mkdirSync(changed);
  const result = await running;
  chmodSync(join(home, "parent"), 0o777);
  return result;
}

describe.skipIf(process.getuid?.() !== 0)("a working directory", () => {
  describe.each<[string, (folder: string) => void, RegExp]>([
    ["that was removed", rmdirSync, /The working directory cannot be read \(ENOENT: [a-z ]+\)/],
    [
      "below a folder that cannot be read",
      (folder) => chmodSync(join(folder, ".."), 0),
      /cannot be used: EACCES: permission denied/,
    ],
  ])("%s", (_, change, reason) => {
    it.each(SUBCOMMANDS)("lets %s answer, with the reason why telemetry is off", async (subcommand) => {
      const { stdout, stderr } = await runInChangedFolder(change, subcommand);
      expect(stdout + stderr).not.toMatch(/^\s+at |Node\.js v/m);
      expect(stdout + stderr).not.toBe("");
      if (["status", "doctor", "flush"].includes(subcommand)) expect(unwrap(stdout)).toMatch(reason);
    });
  });

  it.each(["trust", "trust codeweaver.toml", "trust --remove"])(
    "that was removed is named by %s",
    async (subcommand) => {
      const { code, stderr } = await runInChangedFolder(rmdirSync, subcommand);
      expect(unwrap(stderr)).toMatch(/the working directory cannot be read \(ENOENT: [a-z ]+\)/);
      expect(code).toBe(1);
    },
  );
});
