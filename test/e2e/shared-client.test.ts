import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { readInstallation } from "../../src/installation/installation-file.js";
import { startReceiver } from "../../src/receiver/receiver.js";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

const urlOf = (dist: string) => JSON.stringify(pathToFileURL(join(dist, "index.js")).href);

/** Copies the built package, as a package manager does for two ranges of versions. */
function copyPackage(version: string): string {
  const copy = createTempFolder();
  for (const name of ["dist", "config"]) cpSync(resolve(name), join(copy, name), { recursive: true });
  const manifest = { ...JSON.parse(readFileSync("package.json", "utf8")), version };
  writeFileSync(join(copy, "package.json"), JSON.stringify(manifest));
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  return join(copy, "dist");
}

/** Runs a program that has two copies of the package, `first` and `second`, and returns the JSON that it prints. */
async function runWithTwoCopies(text: string): Promise<unknown> {
  const run = await runProgram(
    `import * as first from ${urlOf(DIST)};
     import * as second from ${urlOf(copyPackage("0.1.9"))};
     const warned = [];
     const logger = { warn: (line) => warned.push(line) };
     ${text}`,
    { home: createTempFolder() },
  );
  expect(run.stderr).toBe("");
  return JSON.parse(run.stdout);
}

describe("the client of getTelemetryClient, with two copies of the package in a process", () => {
  it("is the same for both", async () => {
    const printed = await runWithTwoCopies(`
      first.configureTelemetry({ tool: "mytool", posthogApiKey: "phc_x", posthogHost: "http://127.0.0.1:9" });
      const clients = [second.getTelemetryClient(), first.getTelemetryClient()];
      console.log(JSON.stringify([clients[0] === clients[1], clients[0].state]));
      process.reallyExit(0);`);
    expect(printed).toEqual([true, { status: "on" }]);
  });

  it("has the options of the copy that was configured first", async () => {
    const printed = await runWithTwoCopies(`
      first.configureTelemetry({ tool: "mytool", disableTelemetry: true });
      second.configureTelemetry({ tool: "mytool", logger });
      console.log(JSON.stringify([warned, second.getTelemetryClient().state.source]));`);
    expect(printed).toEqual([
      ["configureTelemetry is ignored: it was called before"],
      "option disableTelemetry",
    ]);
  });

  it("is one for each tool", async () => {
    const printed = await runWithTwoCopies(`
      first.configureTelemetry({ tool: "mytool", disableTelemetry: true });
      second.configureTelemetry({ tool: "othertool", logger });
      const clients = [first.getTelemetryClient(), second.getTelemetryClient()];
      console.log(JSON.stringify([warned, clients[0] === clients[1], clients.map(({ state }) => state.reason)]));`);
    const missingKey = "othertool: telemetry is off because posthog_api_key is not set";
    expect(printed).toEqual([[missingKey], false, ["disabled", "no_key"]]);
  });
});

/** A tool whose main thread and four worker threads capture with the shared client. */
function createThreadedTool(main: string, worker: string): string {
  return `
    import { configureTelemetry, getTelemetryClient } from ${urlOf(DIST)};
    import { once } from "node:events";
    import { isMainThread, threadId, Worker } from "node:worker_threads";
    configureTelemetry({ tool: "mytool" });
    const telemetry = getTelemetryClient();
    const source = new URL("data:text/javascript," + encodeURIComponent(process.env.SOURCE));
    const runWorkers = () => Promise.all([1, 2, 3, 4].map(() => once(new Worker(source), "exit")));
    if (isMainThread) { ${main} } else { ${worker} }`;
}

async function runThreads(main: string, worker = `telemetry.capture("work", { threadId });`) {
  await using receiver = await startReceiver();
  const home = createTempFolder();
  const text = createThreadedTool(main, worker);
  const run = await runProgram(text, {
    home,
    env: {
      SOURCE: text,
      MYTOOL_POSTHOG_API_KEY: "phc_test",
      MYTOOL__TELEMETRY__POSTHOG_HOST: receiver.url,
      MYTOOL__TELEMETRY__EXIT_BUDGET_MS: "5000",
    },
  });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const findOwn = () => receiver.events.filter(({ event }) => ["work", "main"].includes(event));
  await vi.waitFor(() => expect(findOwn().length).toBeGreaterThanOrEqual(5), { timeout: 10_000 });
  const events = findOwn();
  return {
    home,
    events,
    sessions: new Set(events.map(({ properties }) => properties.$session_id)),
    ids: new Set(events.map(({ distinct_id }) => distinct_id)),
  };
}

describe("the client of getTelemetryClient, in worker threads", () => {
  it("has the session and the id of the main thread, and the weekly report counts one session", async () => {
    const { home, events, sessions, ids } = await runThreads(`
      telemetry.capture("main");
      await telemetry.ready();
      await runWorkers();
      await telemetry.endSession();`);
    expect([events.length, sessions.size, ids.size]).toEqual([5, 1, 1]);
    const state = readInstallation(join(home, ".data", "mytool", "telemetry"));
    expect(state?.week?.sessions).toBe(1);
  });

  it("begins the session, if the main thread has none yet", async () => {
    const { sessions } = await runThreads(`
      await telemetry.ready();
      await runWorkers();
      telemetry.capture("main");
      await telemetry.endSession();`);
    expect(sessions.size).toBe(1);
  });

  it("follows the main thread to a new session, with the tags of its own thread", async () => {
    const { events, sessions } = await runThreads(
      `telemetry.startSession({ part: "main" });
       telemetry.capture("main");
       await telemetry.ready();
       const workers = runWorkers();
       await workers;
       telemetry.startSession();
       telemetry.capture("main");
       await telemetry.endSession();`,
      `telemetry.startSession({ part: "worker" });
       telemetry.capture("work");
       await telemetry.endSession();
       telemetry.capture("work");`,
    );
    expect(events.filter(({ event }) => event === "work")).toHaveLength(8);
    expect(new Set(events.map(({ event, properties }) => `${event} ${properties.part}`))).toEqual(
      new Set(["main main", "work worker", "main undefined"]),
    );
    expect(sessions.size).toBe(2); // the one of the workers, and the last one
    const last = events.find(({ properties }) => properties.part === undefined)?.properties.$session_id;
    expect(events.filter(({ properties }) => properties.$session_id === last)).toHaveLength(1);
  });
});
