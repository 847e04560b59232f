/** A tool's own command: pipes that are closed early, mistakes in the author's events, and the server that is named. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import { createReceiverEnv, runCli, unwrap } from "../support/cli.js";
import { createBatchBody, writeRequestLog } from "../support/request-log.js";
import { createEnvironment, createTempFolder, DIST, runProgram } from "../support/run.js";

/** Returns the source text of a program that runs a subcommand. `options` are beside the tool's name. */
function createOwnCommand(args: readonly string[], options = ""): string {
  return `
    import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli", "index.js"))};
    process.exitCode = await runTelemetryCli(${JSON.stringify(args)}, { tool: "mytool", ${options} });`;
}

it.each([[["show", "--full"]], [["show", "--json"]]])(
  "%j ends without an error when the reader of a pipe ends",
  (args) => {
    const home = createTempFolder();
    const names = Array.from({ length: 2000 }, () => "e"); // more than a pipe holds
    writeRequestLog(home, [{ body: createBatchBody(...names) }], "mytool");
    const program = createOwnCommand(args);
    const command = `'${process.execPath}' --input-type=module -e '${program}' | head -1; echo "\${PIPESTATUS[0]}"`;
    const env = createEnvironment(home, {});
    const { stdout, stderr } = spawnSync("bash", ["-c", command], { env, encoding: "utf8" });
    expect([stdout.split("\n")[1], stderr]).toEqual(["0", ""]);
  },
);

it("ends when a test of the tool replaces the function that writes, which calls no callback", async () => {
  const replace = "process.stdout.write = () => true;";
  const program = `${replace}${createOwnCommand(["status"])} console.error("ended");`;
  const { stderr } = await runProgram(program, { home: createTempFolder() });
  expect(stderr).toBe("ended\n");
});

describe("the author's events", () => {
  it.each(["preview", "manifest"])("%s escapes the message of an event that throws", async (subcommand) => {
    const event = '{ toPosthogEvent() { throw new Error("boom \\u001b[2J"); } }';
    const program = createOwnCommand([subcommand], `events: [${event}]`);
    const { stdout } = await runProgram(program, { home: createTempFolder() });
    expect(stdout).toContain("boom \\u001b[2J");
    expect(stdout).not.toContain("\u001b");
  });

  it.each([
    ["preview", "7"],
    ["preview", "'e'"],
    ["manifest", "7"],
    ["manifest", "null"],
  ])("%s says that events: %s is not a list", async (subcommand, events) => {
    const program = createOwnCommand([subcommand], `events: ${events}`);
    const { stdout, stderr } = await runProgram(program, { home: createTempFolder() });
    expect([stdout.includes("option events is not a list"), stderr]).toEqual([true, ""]);
  });
});

describe("status of the standalone program", () => {
  it("names the default server if the person sets only a key", async () => {
    const env = { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CI: "" };
    const { stdout } = await runCli(["status"], { home: createTempFolder(), env });
    expect(unwrap(stdout)).toContain("You named the server to send to (CODEWEAVER_POSTHOG_API_KEY)");
    expect(unwrap(stdout)).toContain("sends to https://us.i.posthog.com, without a proxy");
  });

  it("does not say that it sends while it is off", async () => {
    const env = { DO_NOT_TRACK: "1" };
    const { stdout } = await runCli(["status"], { home: createTempFolder(), env });
    expect(unwrap(stdout)).toContain("sends to the server that the tool's own code names, when it is on");
  });

  it("agrees with show and flush about pending events for other servers", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram(""), { home, env });
    const forOthers = /(\d+ events?)( in 1 file, all)? for servers that this command does not know/;
    const [, count = "none"] = forOthers.exec(unwrap((await runCli(["status"], { home })).stdout)) ?? [];
    expect(unwrap((await runCli(["show"], { home })).stdout)).toContain(
      `${count} in 1 file, all for servers`,
    );
    const flush = await runCli(["flush"], { home, env: createReceiverEnv("http://127.0.0.1:10") });
    expect(unwrap(flush.stdout)).toMatch(
      new RegExp(`^No event is pending for the current server, and ${count} (is|are) pending for servers`),
    );
  });
});

it.each([["status"], ["--help"], ["preview"], ["manifest"], ["show"]])(
  "%s has no line beyond 20 columns, except for words that are longer",
  async (...args) => {
    const home = createTempFolder();
    writeRequestLog(home, [{ body: createBatchBody("a name of three or four words".repeat(3)) }]);
    const { stdout } = await runCli(args, { home, env: { COLUMNS: "20" } });
    expect(stdout.split("\n").filter((line) => line.length > 20)).toEqual([]);
  },
);
