/** `receive`: prints the events that arrive. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createProgram, DELIVERY_INLINE } from "../support/captured-event.js";
import { createReceiverEnv, MAIN, runCli, unwrap } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, runProgram } from "../support/run.js";

const FLAGS = `
[flags.new_reranker]
variants = { control = 50, test = 50 }
payloads = { test = '{"limit": 5}', control = '{"limit": 1}' }

[[flags.new_reranker.overrides]]
properties = { plan = "pro" }
variant = "test"

[flags.stopped]
enabled = false
`;

/** Starts the receiver as a process. It ends with the test. */
function startReceive(home: string, ...args: string[]) {
  const child = spawn(process.execPath, [MAIN, "receive", "--tool", "my-tool", ...args], {
    cwd: home,
    env: { PATH: process.env.PATH ?? "", HOME: home },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const run = { child, stdout: "" };
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    run.stdout += chunk;
  });
  return run;
}

describe("receive", () => {
  it("prints how to point a tool at it, and each event that arrives", async () => {
    const home = createTempFolder();
    const run = startReceive(home);
    await expect.poll(() => run.stdout, { timeout: 5000 }).toContain("phc_local");
    expect(run.stdout).toContain("export MY_TOOL__TELEMETRY__POSTHOG_API_KEY=phc_local");
    const url = /POSTHOG_HOST=(\S+)/.exec(run.stdout)?.[1] ?? "";
    await runProgram(createProgram("await telemetry.endSession();"), {
      home,
      env: { ...createReceiverEnv(url), ...DELIVERY_INLINE },
    });
    await expect.poll(() => run.stdout).toContain('"$lib": "codeweaver-telemetry"');
    const ended = new Promise((resolve) => run.child.on("exit", resolve));
    run.child.kill("SIGINT");
    expect(await ended).toBe(0);
  });

  it("explains that the port is taken", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const taken = await runCli(["receive", "--port", String(receiver.port)], { home });
    expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining("EADDRINUSE")]);
  });

  it("evaluates the rules of --flags for the client of a tool", async () => {
    const home = createTempFolder();
    writeFileSync(join(home, "flags.toml"), FLAGS);
    const run = startReceive(home, "--flags", "flags.toml");
    await expect.poll(() => run.stdout, { timeout: 5000 }).toContain("phc_local");
    expect(unwrap(run.stdout)).toContain("for new_reranker, stopped. Start it again");
    const url = /POSTHOG_HOST=(\S+)/.exec(run.stdout)?.[1] ?? "";
    const program = createProgram(`
      const read = async (key, options) => [
        await telemetry.getFeatureFlag(key, { fallback: "none", ...options }),
        await telemetry.getFeatureFlagPayload(key, options),
      ];
      const distinctIds = Array.from({ length: 20 }, (_, n) => "0198c0de-0000-7000-8000-0000000000" + (n + 10));
      const variants = [];
      for (const distinctId of distinctIds) variants.push((await read("new_reranker", { distinctId })).flat());
      const pro = await read("new_reranker", { personProperties: { plan: "pro" } });
      const stopped = await read("stopped");
      const unknown = await read("unknown");
      await telemetry.endSession();
      console.log(JSON.stringify({ variants, pro, stopped, unknown }));`);
    const { stdout } = await runProgram(program, {
      home: createTempFolder(),
      env: { ...createReceiverEnv(url), ...DELIVERY_INLINE },
    });
    const { variants, ...others } = JSON.parse(stdout);
    expect(others).toEqual({ pro: ["test", { limit: 5 }], stopped: [false, null], unknown: ["none", null] });
    expect(new Set(variants.map((variant: unknown) => JSON.stringify(variant)))).toEqual(
      new Set(['["control",{"limit":1}]', '["test",{"limit":5}]']),
    );
    await expect.poll(() => run.stdout).toContain('"$feature_flag_reason": "flag_disabled"');
  });

  it.each([
    [
      "flags.toml",
      "[flags.a]\nrolout = 5",
      "flags.toml: flags.a.rolout (5) is not a known key; did you mean ",
    ],
    ["flags.toml", "[flags.a]\nrollout = 101\nenabled = 2", "true or false."],
    ["flags.toml", "a = ", "flags.toml: line 1, column 5 is not TOML: invalid value."],
    ["none.toml", "", "none.toml cannot be read: there is no such file"],
    [".", "", ". cannot be read: not a regular file"],
  ])("does not start with --flags %s that has %j", async (file, text, message) => {
    const home = createTempFolder();
    writeFileSync(join(home, "flags.toml"), text);
    const failed = await runCli(["receive", "--flags", file, "--json"], { home });
    expect([failed.code, failed.stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(failed.stderr.split("\n")).toHaveLength(2);
    expect(JSON.parse(failed.stdout).error).toContain(message);
  });
});
