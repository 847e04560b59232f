/** However a process ends, it ends as it would without telemetry, and its events arrive. */
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createReceiverEnv } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { DIST, type RunOptions, runProgram } from "../support/run.js";
import { countSpooled, createProgram, readSpool } from "../support/spool.js";
import { createUsedHome } from "../support/used-home.js";

const KEEP_RUNNING = "setInterval(() => {}, 1000);";

describe("a process", () => {
  it.each<[string, string, NodeJS.Signals?]>([
    ["naturally", ""],
    ["by process.exit()", "process.exit(3);"],
    ["with an exit code of its own", "process.exitCode = 4;"],
    ["by an uncaught exception", "throw new TypeError('x');"],
    ["by an unhandled rejection", `Promise.reject(new TypeError("x")); ${KEEP_RUNNING}`],
    ["by SIGINT", KEEP_RUNNING, "SIGINT"],
    ["by SIGTERM", KEEP_RUNNING, "SIGTERM"],
    ["by SIGHUP", KEEP_RUNNING, "SIGHUP"],
    ["by SIGKILL", KEEP_RUNNING, "SIGKILL"],
    [
      "by its own handler of SIGTERM",
      `process.on("SIGTERM", () => process.exit(7)); ${KEEP_RUNNING}`,
      "SIGTERM",
    ],
    [
      "later than its SIGINT",
      `process.on("SIGINT", () => { console.log(process.listenerCount("SIGINT")); setTimeout(() => process.exit(8), 20); }); ${KEEP_RUNNING}`,
      "SIGINT",
    ],
  ])(
    "ends %s as it would without telemetry, and its events arrive",
    { timeout: 30_000 },
    async (_, end, signal) => {
      await using receiver = await startReceiver();
      const home = createUsedHome();
      const env = createReceiverEnv(receiver.url);
      const started = Date.now();
      const run = (more: Partial<RunOptions>, when: () => boolean) =>
        runProgram(createProgram(end), { home, env, ...(signal && { kill: { signal, when } }), ...more });

      const without = await run({ env: { DO_NOT_TRACK: "1" } }, () => Date.now() > started + 1500);
      expect(readSpool(home)).toEqual([]);
      const { milliseconds: _with, ...ended } = await run({}, () => countSpooled(home) === 3);
      const { milliseconds: _without, ...expected } = without;
      expect(ended).toEqual(expected);

      // A process that a signal ends cannot start a child, so the next run delivers its events.
      if (receiver.events.length === 0 && signal !== undefined)
        await runProgram(createProgram(), { home, env });
      await vi.waitFor(
        () => {
          expect(readSpool(home)).toEqual([]);
          expect(new Set(receiver.events.map(({ uuid }) => uuid)).size).toBeGreaterThanOrEqual(3);
        },
        { timeout: 10_000, interval: 50 },
      );
      const uuids = receiver.events.map(({ uuid }) => uuid);
      expect(new Set(uuids).size).toBe(uuids.length);
      expect(receiver.events.slice(0, 3).map(({ properties }) => properties.i)).toEqual([0, 1, 2]);
    },
  );

  const THEN = {
    "in the same turn": "",
    "a turn later": "await new Promise(setImmediate);",
    "5 ms later": "await new Promise((resolve) => setTimeout(resolve, 5));",
    "20 ms later": "await new Promise((resolve) => setTimeout(resolve, 20));",
  };
  it.each(
    Object.entries(THEN).flatMap(([when, wait]) => [
      [`ends by process.exit() ${when}`, `${wait} process.exit(3);`],
      [`throws ${when}`, `${wait} throw new TypeError("x");`],
    ]),
  )("loses nothing if it captures and %s", async (_, end) => {
    const home = createUsedHome();
    const env = {
      ...createReceiverEnv("http://127.0.0.1:9"),
      CODEWEAVER__TELEMETRY__DELIVERY: "spool",
    };
    const text = createProgram().replace("await telemetry.ready();", end);
    const { milliseconds: _with, ...ended } = await runProgram(text, { home, env });
    expect(countSpooled(home)).toBe(3);
    const { milliseconds: _without, ...expected } = await runProgram(text, {
      home,
      env: { DO_NOT_TRACK: "1" },
    });
    expect(ended).toEqual(expected);
  });

  it("spools the events of a client that is created during exit", async () => {
    const home = createUsedHome();
    const run = await runProgram(
      `import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      process.on("exit", () => { for (let i = 0; i < 3; i++) getTelemetryClient().capture("e", { i }); });`,
      {
        home,
        env: { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__DELIVERY: "spool" },
      },
    );
    expect(run).toMatchObject({ code: 0, stdout: "", stderr: "" });
    expect(countSpooled(home)).toBe(3);
  });

  it("spools events that an unreachable server has not accepted", async () => {
    const home = createUsedHome();
    const env = createReceiverEnv("http://127.0.0.1:9");
    const run = await runProgram(createProgram(), { home, env });
    expect(run).toMatchObject({ code: 0, stdout: "ready\n", stderr: "" });
    await vi.waitFor(() => expect(countSpooled(home)).toBe(3));
  });

  it("spools an event that is captured during exit", async () => {
    const home = createUsedHome();
    const run = await runProgram(createProgram(`process.on("exit", () => telemetry.capture("last"));`), {
      home,
      env: {
        ...createReceiverEnv("http://127.0.0.1:9"),
        CODEWEAVER__TELEMETRY__DELIVERY: "spool",
      },
    });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(countSpooled(home)).toBe(4);
  });
});
