/** The notice: said once, on a terminal, before anything is sent; and what authors may make of it. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { hasTerminals, runNodeOnTerminal } from "../support/cli.js";
import { type Proxy as HttpProxy, startProxy } from "../support/network.js";
import { createTempFolder, DIST, listFiles, runNode } from "../support/run.js";

/** What is sent to this machine needs no notice, so the events are for a host that stands behind a proxy of the test's. */
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

/** A tool of an author's, who says `options`; it captures one event and prints its state. */
function tool(options = "", atOnce = ""): string[] {
  const file = join(home, "mytool.mjs");
  writeFileSync(
    file,
    `
    import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
    const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", posthogHost: "${HOST}", ${options} });
    telemetry.capture("e");
    ${atOnce}
    await telemetry.getFeatureFlag("f");
    const { status, reason = "" } = telemetry.state;
    await telemetry.endSession();
    console.log("state:", status, reason);
    `,
  );
  return [file];
}

const said = (seen: string) => seen.split("\n").filter((line) => line !== "" && !line.startsWith("state:"));

// A person's terminal is script(1)'s here; util-linux, so on Linux alone.
describe.skipIf(!hasTerminals)("on a terminal (skipped without script(1))", async () => {
  it("is four lines in the first run, in which nothing is sent; then all goes on", async () => {
    const first = await runOnTerminal(tool('command: "mytool telemetry"'));
    expect(said(first.output)).toEqual([
      "mytool tells its authors what runs, how long and how well, with paths, addresses and keys taken out.",
      "It shows them what is slow or broken. Nothing is sent in this run.",
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

    const second = await runOnTerminal(tool());
    expect(second.output).toBe("state: on \n");
  });

  it("keeps back what other clients, threads and children of that run capture, too", async () => {
    const [file = ""] = tool();
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
    expect((await runOnTerminal(tool())).output).toBe("state: on \n");
  });

  it("comes again when the policy's date changes", async () => {
    await runOnTerminal(tool('policyDate: "2026-01-01"'));
    expect(said((await runOnTerminal(tool('policyDate: "2026-01-01"'))).output)).toEqual([]);
    expect(said((await runOnTerminal(tool('policyDate: "2026-02-01"'))).output)).toHaveLength(4);
    expect(said((await runOnTerminal(tool('policyDate: "2026-02-01"'))).output)).toEqual([]);
  });

  it.each([
    ["telemetry is off", "disableTelemetry: true"],
    ["a yes is waited for", 'consent: "opt-in"'],
    ["events are printed instead", "debug: true"],
  ])("is not said where %s", async (_, options) => {
    expect((await runOnTerminal(tool(options))).output).not.toContain("Turn it off");
    expect(proxy.tunnels).toEqual([]);
  });

  it("is not said in CI, where nothing is sent either", async () => {
    expect((await runOnTerminal(tool(), { CI: "true" })).output).toBe("state: off not_told\n");
    expect(proxy.tunnels).toEqual([]);
  });

  it("is not said to one who has chosen under this policy", async () => {
    mkdirSync(join(home, ".config", "mytool"), { recursive: true });
    writeFileSync(
      join(home, ".config", "mytool", "telemetry-choice.json"),
      '{"telemetry":"enabled","policy":"2026-03-01"}',
    );
    expect((await runOnTerminal(tool('policyDate: "2026-03-01"'))).output).toBe("state: on \n");
    expect(said((await runOnTerminal(tool('policyDate: "2026-03-02"'))).output)).toHaveLength(4);
  });

  it("says what the author says", async () => {
    expect(said((await runOnTerminal(tool('notice: "We count builds.\\n"'))).output)).toEqual([
      "We count builds.",
    ]);
  });

  it("does not keep anything back where the author says so", async () => {
    const { output } = await runOnTerminal(
      tool('consent: "opt-out-immediately", delivery: "inline", exitBudgetMs: 5000'),
      { home },
    );
    expect(said(output)).toHaveLength(4);
    expect(output).not.toContain("Nothing is sent in this run");
    expect(output).toContain("state: on");
  });

  it("is not said, and nothing is sent, where it could not be remembered", async () => {
    mkdirSync(join(home, ".config"));
    writeFileSync(join(home, ".config", "mytool"), "a file where the folder should be");
    expect((await runOnTerminal(tool())).output).toMatch(/^state: off/);
    expect(proxy.tunnels).toEqual([]);
  });

  it("is said again where its record is damaged, and the record mended", async () => {
    mkdirSync(join(home, ".config", "mytool"), { recursive: true });
    const record = join(home, ".config", "mytool", "telemetry-notice.json");
    writeFileSync(record, "{");
    expect(said((await runOnTerminal(tool())).output)).toHaveLength(4);
    expect(JSON.parse(readFileSync(record, "utf8"))).toHaveProperty("policy");
  });
});

describe("where nothing is a terminal", async () => {
  it("nothing is said, on either stream, and nothing is sent, in no run", async () => {
    for (let run = 0; run < 2; run++)
      expect(await runTool(tool())).toMatchObject({ code: 0, stdout: "state: off not_told\n", stderr: "" });
    expect(proxy.tunnels).toEqual([]);
  });

  it("the author may tell in their own way, once; and nothing is sent in that run", async () => {
    const args = tool('onNotice: (text) => console.log("told:", text.split("\\n").length)');
    expect((await runTool(args)).stdout).toBe("told: 4\nstate: off not_told\n");
    expect(proxy.tunnels).toEqual([]);
    expect((await runTool(args)).stdout).toBe("state: on \n");
  });

  it.each([
    ["in a turn of its own", "", ""],
    ["in the process's last moment", "process.exit(4);", ""],
    ["and end the process", "", "process.exit(4);"],
    ["and end the process in its last moment", "process.exit(3);", "process.exit(4);"],
  ])(
    "the author's way may capture %s: it is asked once, and that is remembered",
    async (_, atOnce, inNotice) => {
      const args = tool(
        `onNotice() { console.log("asked"); telemetry.capture("asked"); ${inNotice} }`,
        atOnce,
      );
      const first = await runTool(args);
      expect([first.stdout.match(/asked/g), first.stderr]).toEqual([["asked"], ""]);
      if (inNotice !== "") expect(first.code).toBe(4);
      else expect((await runTool(args)).stdout).not.toContain("asked");
    },
  );

  it.each([
    ["throws", 'onNotice: () => { throw new Error("no"); }'],
    ["rejects", 'onNotice: async () => { throw new Error("no"); }'],
    ["never ends", "onNotice: () => new Promise(() => {})"],
  ])("an author's way that %s has told nobody, so the next run tries again", async (_, options) => {
    for (let run = 0; run < 2; run++)
      expect(await runTool(tool(options))).toMatchObject({
        code: 0,
        stdout: "state: off not_told\n",
        stderr: "",
      });
  });

  it("the author's way is not asked in CI", async () => {
    const args = tool('onNotice: () => console.log("told")');
    expect((await runTool(args, { CI: "1" })).stdout).toBe("state: off not_told\n");
  });

  it.each([
    ["consent", 'consent: "yes"'],
    ["policyDate", 'policyDate: "tomorrow"'],
    ["a policyDate that throws", "policyDate: { toString() { throw new Error('no'); } }"],
    ["onNotice", 'onNotice: "print"'],
    ["notice", "notice: 4"],
    ["events", "events: 5"],
  ])("an option that cannot be used turns it off: %s", async (_, options) => {
    const run = await runTool(tool(options));
    expect([run.code, run.stdout]).toEqual([0, "state: off invalid_setting\n"]);
    expect(run.stderr).toMatch(/TelemetryWarning: telemetry is off: option \w+ is not /);
  });
});

describe("opt-in", async () => {
  it("is off until enable, on after it, and off again when the policy changes", async () => {
    const args = (policyDate: string) => tool(`consent: "opt-in", policyDate: "${policyDate}"`);
    const cli = (verb: string) => {
      const file = join(home, "cli.mjs");
      writeFileSync(
        file,
        `import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli", "index.js"))};
        process.exitCode = await runTelemetryCli(["${verb}"], { tool: "mytool", consent: "opt-in", policyDate: "2026-01-01", posthogApiKey: "phc_x", posthogHost: "${HOST}" });`,
      );
      return runTool([file]);
    };
    expect((await runTool(args("2026-01-01"))).stdout).toBe("state: off not_opted_in\n");
    expect((await cli("status")).stdout).toContain(
      "it waits for your yes (to change that: mytool telemetry enable)",
    );
    expect((await cli("enable")).stdout).toContain("mytool telemetry is on.");
    expect((await runTool(args("2026-01-01"))).stdout).toBe("state: on \n");
    expect((await runTool(args("2026-02-01"))).stdout).toBe("state: off not_opted_in\n");
  });
});
