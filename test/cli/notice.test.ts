/** The notice: it is shown once, on a terminal, before anything is sent. Authors can replace it. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { hasTerminals, runNodeOnTerminal } from "../support/cli.js";
import { type Proxy as HttpProxy, startProxy } from "../support/network.js";
import { createTempFolder, DIST, listFiles, runNode } from "../support/run.js";

/** Sending to this machine needs no notice, so the events are for another host, behind a proxy of the test. */
const HOST = "https://events.example";

let home: string;
let proxy: HttpProxy;
let env: Record<string, string>;
beforeEach(async () => {
  home = createTempFolder();
  proxy = await startProxy("502 Bad Gateway");
  env = { HTTPS_PROXY: `http://${proxy.host}` };
});

const runTool = (args: readonly string[], more: Record<string, string> = {}) =>
  runNode(args, { home, env: { ...env, ...more } });
const runOnTerminal = (args: readonly string[], more: Record<string, string> = {}) =>
  runNodeOnTerminal(args, { home, env: { ...env, ...more } });

/** Creates a tool with the client's `options`, which captures one event and prints its state. */
function createTool(options = "", codeAfterCapture = ""): string[] {
  const file = join(home, "mytool.mjs");
  writeFileSync(
    file,
    `
    import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
    const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", posthogHost: "${HOST}", ${options} });
    telemetry.capture("e");
    ${codeAfterCapture}
    await telemetry.getFeatureFlag("f");
    const { status, reason = "" } = telemetry.state;
    await telemetry.endSession();
    console.log("state:", status, reason);
    `,
  );
  return [file];
}

const getNoticeLines = (output: string) =>
  output.split("\n").filter((line) => line !== "" && !line.startsWith("state:"));

// script(1) of util-linux provides the terminal, so these tests run on Linux only.
describe.skipIf(!hasTerminals)("on a terminal (skipped without script(1))", async () => {
  it("is four lines in the first run, which sends nothing; telemetry is on in the second run", async () => {
    const first = await runOnTerminal(createTool('command: "mytool telemetry"'));
    expect(getNoticeLines(first.output)).toEqual([
      "mytool sends usage data to its authors: what runs, how long, and how well. Paths, addresses and keys are removed.",
      "Once a week it sends totals of that week. The data shows what is slow or broken. Nothing is sent in this run.",
      "Turn it off: mytool telemetry disable, or MYTOOL__TELEMETRY__DISABLE_TELEMETRY=1, or DO_NOT_TRACK=1",
      expect.stringMatching(/^Read more: mytool telemetry preview, .*DATA\.md$/),
    ]);
    expect(first.output).toContain("state: off not_told");
    expect(proxy.tunnels).toEqual([]);
    expect(
      listFiles(home)
        .map((file) => file.slice(home.length + 1))
        .sort(),
    ).toEqual([".config/mytool/telemetry-notice.json", "mytool.mjs"]);

    const second = await runOnTerminal(createTool());
    expect(second.output).toBe("state: on \n");
  });

  it("turns telemetry off in other clients, threads and child processes of that run, too", async () => {
    const [file = ""] = createTool();
    const also = join(home, "also.mjs");
    writeFileSync(
      also,
      `import { fork } from "node:child_process";
      import { Worker } from "node:worker_threads";
      await import(${JSON.stringify(file)});
      await import(${JSON.stringify(`${file}?again`)});
      await new Promise((resolve) => new Worker(${JSON.stringify(file)}).on("exit", resolve));
      await new Promise((resolve) => fork(${JSON.stringify(file)}).on("exit", resolve));`,
    );
    const { output } = await runOnTerminal([also]);
    expect(output.match(/state: off not_told/g)).toHaveLength(4);
    expect(proxy.tunnels).toEqual([]);
    expect((await runOnTerminal(createTool())).output).toBe("state: on \n");
  });

  it("is shown again when the policy's date changes", async () => {
    await runOnTerminal(createTool('policyDate: "2026-01-01"'));
    expect(getNoticeLines((await runOnTerminal(createTool('policyDate: "2026-01-01"'))).output)).toEqual([]);
    expect(getNoticeLines((await runOnTerminal(createTool('policyDate: "2026-02-01"'))).output)).toHaveLength(
      4,
    );
    expect(getNoticeLines((await runOnTerminal(createTool('policyDate: "2026-02-01"'))).output)).toEqual([]);
  });

  it.each([
    ["telemetry is off", "disableTelemetry: true"],
    ["the person has not opted in", 'consent: "opt-in"'],
    ["events are printed instead", "dryRun: true"],
  ])("is not shown when %s", async (_, options) => {
    expect((await runOnTerminal(createTool(options))).output).not.toContain("Turn it off");
    expect(proxy.tunnels).toEqual([]);
  });

  it("is not shown in CI, where nothing is sent either", async () => {
    expect((await runOnTerminal(createTool(), { CI: "true" })).output).toBe("state: off not_told\n");
    expect(proxy.tunnels).toEqual([]);
  });

  it("is not shown to a person who has chosen under this policy", async () => {
    mkdirSync(join(home, ".config", "mytool"), { recursive: true });
    writeFileSync(
      join(home, ".config", "mytool", "telemetry-choice.json"),
      '{"telemetry":"enabled","policy":"2026-03-01"}',
    );
    expect((await runOnTerminal(createTool('policyDate: "2026-03-01"'))).output).toBe("state: on \n");
    expect(getNoticeLines((await runOnTerminal(createTool('policyDate: "2026-03-02"'))).output)).toHaveLength(
      4,
    );
  });

  it("is replaced by the author's own text", async () => {
    expect(getNoticeLines((await runOnTerminal(createTool('notice: "We count builds.\\n"'))).output)).toEqual(
      ["We count builds."],
    );
  });

  it("does not delay sending under opt-out-immediately", async () => {
    const { output } = await runNodeOnTerminal(
      createTool('consent: "opt-out-immediately", delivery: "inline", exitBudgetMs: 5000'),
      { home },
    );
    expect(getNoticeLines(output)).toHaveLength(4);
    expect(output).not.toContain("Nothing is sent in this run");
    expect(output).toContain("state: on");
  });

  it("is not shown, and nothing is sent, when it cannot be recorded", async () => {
    mkdirSync(join(home, ".config"));
    writeFileSync(join(home, ".config", "mytool"), "a file where the folder should be");
    expect((await runOnTerminal(createTool())).output).toMatch(/^state: off/);
    expect(proxy.tunnels).toEqual([]);
  });

  it("is shown again when its record is damaged, and the record is replaced", async () => {
    mkdirSync(join(home, ".config", "mytool"), { recursive: true });
    const record = join(home, ".config", "mytool", "telemetry-notice.json");
    writeFileSync(record, "{");
    expect(getNoticeLines((await runOnTerminal(createTool())).output)).toHaveLength(4);
    expect(JSON.parse(readFileSync(record, "utf8"))).toHaveProperty("policy");
  });
});

describe("without a terminal", async () => {
  it("prints nothing and sends nothing in any run", async () => {
    for (let run = 0; run < 2; run++)
      expect(await runTool(createTool())).toMatchObject({
        code: 0,
        stdout: "state: off not_told\n",
        stderr: "",
      });
    expect(proxy.tunnels).toEqual([]);
  });

  it("calls onNotice once, and sends nothing in that run", async () => {
    const args = createTool('onNotice: (text) => console.log("told:", text.split("\\n").length)');
    expect((await runTool(args)).stdout).toBe("told: 4\nstate: off not_told\n");
    expect(proxy.tunnels).toEqual([]);
    expect((await runTool(args)).stdout).toBe("state: on \n");
  });

  it.each([
    ["in a later turn", "", ""],
    ["while the process exits", "process.exit(4);", ""],
    ["and then exit the process", "", "process.exit(4);"],
    ["and then exit the process while it exits", "process.exit(3);", "process.exit(4);"],
  ])(
    "lets onNotice capture an event %s, and does not call it again",
    async (_, codeAfterCapture, codeInNotice) => {
      const args = createTool(
        `onNotice() { console.log("asked"); telemetry.capture("asked"); ${codeInNotice} }`,
        codeAfterCapture,
      );
      const first = await runTool(args);
      expect([first.stdout.match(/asked/g), first.stderr]).toEqual([["asked"], ""]);
      if (codeInNotice !== "") expect(first.code).toBe(4);
      else expect((await runTool(args)).stdout).not.toContain("asked");
    },
  );

  it.each([
    ["throws", 'onNotice: () => { throw new Error("no"); }'],
    ["rejects", 'onNotice: async () => { throw new Error("no"); }'],
    ["never resolves", "onNotice: () => new Promise(() => {})"],
  ])("calls onNotice again in the next run when it %s", async (_, options) => {
    for (let run = 0; run < 2; run++)
      expect(await runTool(createTool(options))).toMatchObject({
        code: 0,
        stdout: "state: off not_told\n",
        stderr: "",
      });
  });

  it("does not call onNotice in CI", async () => {
    const args = createTool('onNotice: () => console.log("told")');
    expect((await runTool(args, { CI: "1" })).stdout).toBe("state: off not_told\n");
  });

  it.each([
    ["consent", 'consent: "yes"'],
    ["policyDate", 'policyDate: "tomorrow"'],
    ["a policyDate that throws", "policyDate: { toString() { throw new Error('no'); } }"],
    ["onNotice", 'onNotice: "print"'],
    ["notice", "notice: 4"],
    ["events", "events: 5"],
  ])("turns telemetry off when an option cannot be used: %s", async (_, options) => {
    const run = await runTool(createTool(options));
    expect([run.code, run.stdout]).toEqual([0, "state: off invalid_setting\n"]);
    expect(run.stderr).toMatch(/TelemetryWarning: telemetry is off: option \w+ is not /);
  });
});

describe("opt-in", async () => {
  it("is off until enable, on after it, and off again when the policy's date changes", async () => {
    const args = (policyDate: string) => createTool(`consent: "opt-in", policyDate: "${policyDate}"`);
    const runSubcommand = (subcommand: string) => {
      const file = join(home, "cli.mjs");
      writeFileSync(
        file,
        `import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli", "index.js"))};
        process.exitCode = await runTelemetryCli(["${subcommand}"], { tool: "mytool", consent: "opt-in", policyDate: "2026-01-01", posthogApiKey: "phc_x", posthogHost: "${HOST}" });`,
      );
      return runTool([file]);
    };
    expect((await runTool(args("2026-01-01"))).stdout).toBe("state: off not_opted_in\n");
    expect((await runSubcommand("status")).stdout).toContain(
      "  You have not opted in, and mytool sends nothing without that.\n  To turn it on: mytool telemetry enable\n",
    );
    expect((await runSubcommand("enable")).stdout).toContain("mytool telemetry is on.");
    expect((await runTool(args("2026-01-01"))).stdout).toBe("state: on \n");
    expect((await runTool(args("2026-02-01"))).stdout).toBe("state: off not_opted_in\n");
  });
});
