import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { getPeriodKeys } from "../../src/installation/calendar.js";
import { readInstallation } from "../../src/installation/installation-file.js";
import { createState, type InstallationState } from "../../src/installation/installation-state.js";
import { readOwnReports } from "../../src/installation/own-reports.js";
import { OWN_REPORTS_FILE } from "../../src/installation/own-reports-file.js";
import type { ReceivedEvent } from "../../src/receiver/received-event.js";
import { startReceiver } from "../../src/receiver/receiver.js";
import { createFolderWithFiles, createTempFolder, DIST, runNode, runProgram } from "../support/run.js";

interface ProgramOptions {
  readonly end?: string;
  readonly dist?: string;
}

/** A tool that captures one event, and ends in a way of its own. */
function createProgram({ end = "await telemetry.endSession();", dist = DIST }: ProgramOptions = {}): string {
  return `
    import { createTelemetryClient, defineMetric } from ${JSON.stringify(join(dist, "index.js"))};
    const telemetry = createTelemetryClient({
      tool: "mytool",
      metrics: [
        defineMetric("lines", { event: "index_done", property: "lines", aggregate: "sum", clip: [0, 1_000_000] }),
      ],
    });
    telemetry.capture("index_done", { lines: 10 });
    ${end}
  `;
}

function createSettings(host: string): Record<string, string> {
  return {
    MYTOOL_POSTHOG_API_KEY: "phc_test",
    MYTOOL__TELEMETRY__POSTHOG_HOST: host,
    MYTOOL__TELEMETRY__EXIT_BUDGET_MS: "5000",
  };
}

const getDataFolder = (home: string) => join(home, ".data", "mytool", "telemetry");

/** Writes the state of a tool that was used in the week before this one. */
function writePastWeek(home: string): void {
  const now = Date.now();
  const [past, present] = [now - 7 * 24 * 60 * 60 * 1000, now].map((time) => {
    const keys = getPeriodKeys(time);
    if (keys === undefined) throw new Error("no periods");
    return keys;
  });
  if (past === undefined || present === undefined || past.week === present.week)
    throw new Error("no past week");
  const state: InstallationState = {
    ...createState(past),
    week: { key: past.week, sessions: 3, values: { "metrics.lines": 70 } },
  };
  const folder = getDataFolder(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, "installation.json"), JSON.stringify({ version: 1, ...state }), { mode: 0o600 });
}

/** Names each report, without its ids. */
function listReports(events: readonly ReceivedEvent[]): string[] {
  const reports = events.filter(({ event }) => event === "telemetry_active" || event === "telemetry_week");
  const unique = new Map(reports.map((report) => [report.uuid, report])); // a batch may be sent twice
  return [...unique.values()]
    .map(({ event, properties }) => `${event} ${properties.period ?? properties.week}`)
    .sort();
}

const ACTIVE_REPORTS = ["telemetry_active day", "telemetry_active month", "telemetry_active week"];

describe("reports about an installation", () => {
  it("are sent once by thirty processes at once, which add to the numbers of the week", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    writePastWeek(home);
    const runs = await Promise.all(
      Array.from({ length: 30 }, () =>
        runProgram(createProgram(), { home, env: createSettings(receiver.url) }),
      ),
    );
    for (const run of runs) expect(run).toMatchObject({ code: 0, stderr: "" });
    const [week] = listReports(receiver.events).filter((name) => name.startsWith("telemetry_week"));
    expect(listReports(receiver.events)).toEqual([...ACTIVE_REPORTS, week]);
    // A process that waits too long for the others gives up, so its numbers are missing.
    const { sessions = 0, values } = readInstallation(getDataFolder(home))?.week ?? {};
    expect(sessions).toBeGreaterThanOrEqual(10);
    expect(values).toEqual({ "metrics.lines": 10 * sessions });
  });

  it("add up the numbers of processes that run one after another", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    for (let index = 0; index < 3; index++)
      await runProgram(createProgram(), { home, env: createSettings(receiver.url) });
    expect(readInstallation(getDataFolder(home))?.week).toMatchObject({
      sessions: 3,
      values: { "metrics.lines": 30 },
    });
  });

  it("are sent once or not at all by processes that are killed at any moment", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    writePastWeek(home);
    const end =
      "await telemetry.flush(); setInterval(() => telemetry.capture('index_done', { lines: 1 }), 1);";
    for (let index = 0; index < 12; index++) {
      const started = performance.now();
      const when = () => performance.now() - started > 40 + index * 25;
      await runProgram(createProgram({ end }), {
        home,
        env: createSettings(receiver.url),
        kill: { signal: "SIGKILL", when },
      });
      expect(existsSync(join(getDataFolder(home), "installation.json"))).toBe(true);
    }
    await runProgram(createProgram(), { home, env: createSettings(receiver.url) });
    const reports = listReports(receiver.events);
    expect(new Set(reports).size).toBe(reports.length);
    expect(readInstallation(getDataFolder(home))?.week?.sessions).toBeGreaterThan(0);
  });

  it.each([
    ["ends by itself", ""],
    ["calls process.exit()", "process.exit();"],
    ["throws", "queueMicrotask(() => { throw new Error('of the host'); });"],
    ["captures in worker threads", threads()],
  ])("arrive from a process that %s", async (_, end) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    writePastWeek(home);
    await runProgram(createProgram({ end }), { home, env: createSettings(receiver.url) });
    await vi.waitFor(() => expect(listReports(receiver.events)).toHaveLength(4), { timeout: 10_000 });
    expect(listReports(receiver.events)).toEqual(expect.arrayContaining(ACTIVE_REPORTS));
  });

  it("arrive although no event is sampled and no event is kept on the disk", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const program = createProgram({ end: "" }).replace(
      'tool: "mytool",',
      'profile: { tool: "mytool", defaults: { spool: false, sampleRate: 0 } },',
    );
    await runProgram(program, { home, env: createSettings(receiver.url) });
    expect(listReports(receiver.events)).toEqual(ACTIVE_REPORTS);
  });

  it.each<[string, Record<string, string>]>([
    ["in CI", { CI: "true" }],
    ["with spool = false", { MYTOOL__TELEMETRY__SPOOL: "false" }],
    ["where telemetry is off", { DO_NOT_TRACK: "1" }],
  ])("do not exist %s, where nothing is remembered", async (_, env) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    await runProgram(createProgram(), { home, env: { ...createSettings(receiver.url), ...env } });
    expect(listReports(receiver.events)).toEqual([]);
    expect(existsSync(join(getDataFolder(home), "installation.json"))).toBe(false);
  });

  it.each<[string, Record<string, string>]>([
    ["in CI", { CI: "true" }],
    ["with spool = false", { MYTOOL__TELEMETRY__SPOOL: "false" }],
  ])("have no copies %s, where nothing is kept", async (_, env) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    writePastWeek(home);
    await runProgram(createProgram(), { home, env: { ...createSettings(receiver.url), ...env } });
    expect(existsSync(join(getDataFolder(home), OWN_REPORTS_FILE))).toBe(false);
  });

  it("do not exist until the person was told, and nothing is counted before", async () => {
    const home = createTempFolder();
    const program = createProgram().replace(
      'tool: "mytool",',
      'tool: "mytool", posthogHost: "https://telemetry.invalid", posthogApiKey: "phc_x",',
    );
    await runProgram(program, { home });
    expect(existsSync(getDataFolder(home))).toBe(false);
  });

  it.skipIf(process.getuid?.() !== 0)("do not exist in folders that cannot be written", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    chmodSync(home, 0o755); // of root
    const run = await runProgram(createProgram(), {
      home,
      cwd: "/",
      uid: 65534,
      env: createSettings(receiver.url),
    });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(receiver.events.map(({ event }) => event)).toEqual(["index_done"]);
  });

  it("are not made where a newer version of the package keeps its state", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    mkdirSync(getDataFolder(home), { recursive: true, mode: 0o700 });
    const file = join(getDataFolder(home), "installation.json");
    writeFileSync(file, '{"version":2}', { mode: 0o600 });
    await runProgram(createProgram(), { home, env: createSettings(receiver.url) });
    expect(receiver.events.map(({ event }) => event)).toEqual(["index_done"]);
    expect(readFileSync(file, "utf8")).toBe('{"version":2}');
  });

  it("are sent once by two copies of the package in turn", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const copy = createTempFolder();
    for (const name of ["dist", "config"]) cpSync(resolve(name), join(copy, name), { recursive: true });
    writeFileSync(
      join(copy, "package.json"),
      JSON.stringify({ ...JSON.parse(readFileSync("package.json", "utf8")), version: "0.0.9" }),
    );
    symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
    for (const dist of [DIST, join(copy, "dist"), DIST, join(copy, "dist")])
      await runProgram(createProgram({ dist }), { home, env: createSettings(receiver.url) });
    expect(listReports(receiver.events)).toEqual(ACTIVE_REPORTS);
    expect(readInstallation(getDataFolder(home))?.week?.sessions).toBe(4);
  });
});

describe("the numbers of the week", () => {
  it("are not touched by a run in a project that turns the report off", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const project = createFolderWithFiles({ "mytool.toml": "[telemetry]\nweekly_report = false\n" });
    writePastWeek(home);
    const env = createSettings(receiver.url);
    await runProgram(createProgram(), { home, cwd: project, env });
    expect(listReports(receiver.events)).toEqual(ACTIVE_REPORTS);
    await runProgram(createProgram(), { home, env });
    const report = receiver.events.find(({ event }) => event === "telemetry_week");
    expect(report?.properties).toMatchObject({ sessions: 3, metrics: { lines: 70 } });
    expect(readInstallation(getDataFolder(home))?.week).toMatchObject({ sessions: 1 });
    await runProgram(createProgram(), { home, cwd: project, env });
    expect(readOwnReports(getDataFolder(home))).toHaveLength(1);
  });

  const runCommand = (home: string, subcommand: string) =>
    runNode([join(DIST, "cli", "main.js"), "--tool", "mytool", subcommand], { home });

  it("are deleted by `disable`, and a running process does not write them again", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const end = `await telemetry.flush();
      setInterval(() => telemetry.capture("index_done", { lines: 1 }), 5);
      process.on("message", () => {});
      setTimeout(() => process.exit(), 4000);`;
    const running = runProgram(createProgram({ end }), { home, env: createSettings(receiver.url) });
    await vi.waitFor(() => expect(readInstallation(getDataFolder(home))?.week).toBeDefined(), {
      timeout: 5000,
    });
    const run = await runCommand(home, "disable");
    expect(run).toMatchObject({ code: 0 });
    expect(run.stdout.replaceAll(/\s+/g, " ")).toContain("The numbers of later reports were deleted.");
    await running;
    expect(readInstallation(getDataFolder(home))).toBeDefined();
    expect(readInstallation(getDataFolder(home))?.week).toBeUndefined();
  });

  it.each(["disable", "forget"])(
    "are deleted by `%s` with the copies of earlier reports",
    async (subcommand) => {
      await using receiver = await startReceiver();
      const home = createTempFolder();
      writePastWeek(home);
      await runProgram(createProgram(), { home, env: createSettings(receiver.url) });
      expect(readOwnReports(getDataFolder(home))).toMatchObject([{ sessions: 3, metrics: { lines: 70 } }]);
      const run = await runCommand(home, subcommand);
      expect(run).toMatchObject({ code: 0 });
      const named = { disable: "The copies of your weekly reports were deleted.", forget: OWN_REPORTS_FILE }[
        subcommand
      ];
      expect(run.stdout.replaceAll(/\s+/g, " ")).toContain(named);
      expect(existsSync(join(getDataFolder(home), OWN_REPORTS_FILE))).toBe(false);
    },
  );

  it("are deleted by `forget`, with the list of ids, which its request has", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    await runProgram(createProgram(), { home, env: createSettings(receiver.url) });
    const ids = new Set(receiver.events.map(({ distinct_id }) => distinct_id));
    const { stdout, code } = await runCommand(home, "forget");
    expect(code).toBe(0);
    for (const id of ids) expect(stdout).toContain(id);
    expect(existsSync(join(getDataFolder(home), "installation.json"))).toBe(false);
    expect(existsSync(join(getDataFolder(home), "ids"))).toBe(false);
  });
});

/** Captures in four threads besides the main one. */
function threads(): string {
  return `
    const { Worker, isMainThread } = await import("node:worker_threads");
    const { once } = await import("node:events");
    const code = ${JSON.stringify(createProgram())};
    const url = new URL("data:text/javascript," + encodeURIComponent(code.replace(/"([^"]*index.js)"/, '"file://$1"')));
    if (isMainThread) await Promise.all([1, 2, 3, 4].map(() => once(new Worker(url), "exit")));
    await telemetry.endSession();
  `;
}

/** A tool that reads the variant of an experiment, and captures nothing. */
function createExperimentProgram(end: string): string {
  return `
    import { createTelemetryClient, defineExperiment, defineMetric } from ${JSON.stringify(join(DIST, "index.js"))};
    const telemetry = createTelemetryClient({
      tool: "mytool",
      experiments: [
        defineExperiment("new_reranker", {
          variants: { control: 50, test: 50 },
          metrics: [
            defineMetric("lines", { event: "index_done", property: "lines", aggregate: "sum", clip: [0, 100] }),
          ],
          weeks: 1,
        }),
      ],
    });
    await telemetry.getFeatureFlag("new_reranker", { timeoutMs: 5000 });
    ${end}
  `;
}

describe("the outcome of an experiment", () => {
  it.each([
    ["ends by itself", ""],
    ["calls process.exit()", "process.exit();"],
    ["ends its session", "await telemetry.endSession();"],
  ])("is prepared by a process that captures nothing and %s", async (_, end) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const run = await runProgram(createExperimentProgram(end), { home, env: createSettings(receiver.url) });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(readInstallation(getDataFolder(home))?.experiments).toMatchObject({
      new_reranker: { variant: expect.stringMatching(/^(?:control|test)$/), values: {} },
    });
  });

  it("is sent once by thirty processes at once", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = createSettings(receiver.url);
    await runProgram(createExperimentProgram(""), { home, env });
    const file = join(getDataFolder(home), "installation.json");
    const { experiments, ...state } = JSON.parse(readFileSync(file, "utf8"));
    experiments.new_reranker.firstDay = "2026-11-01"; // more than a week ago
    writeFileSync(file, JSON.stringify({ ...state, experiments }), { mode: 0o600 });
    const program = createExperimentProgram("await telemetry.endSession();"); // which delivers before the process ends
    await Promise.all(Array.from({ length: 30 }, () => runProgram(program, { home, env })));
    const named = receiver.events.filter(({ event }) =>
      /^(?:telemetry_outcome|\$feature_flag_called)$/.test(event),
    );
    const unique = new Map(named.map((event) => [event.uuid, event])); // a batch may be sent twice
    expect([...unique.values()].map(({ event }) => event)).toEqual([
      "$feature_flag_called",
      "telemetry_outcome",
    ]);
    expect(new Set(named.map(({ distinct_id }) => distinct_id)).size).toBe(1);
  });
});
