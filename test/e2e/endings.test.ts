/** However a process ends, it ends as it would without telemetry, and what it captured arrives. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { createTempFolder, DIST, type RunOptions, runProgram } from "../support/run.js";

const program = (end: string) => `
  import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  for (let i = 0; i < 3; i++) telemetry.capture("e", { i });
  await telemetry.ready();
  console.log("ready");
  ${end}
`;
const GOES_ON = "setInterval(() => {}, 1000);";

const spoolOf = (home: string) => join(home, ".data", "codeweaver", "telemetry", "spool");
const spooled = (home: string) =>
  existsSync(spoolOf(home))
    ? readdirSync(spoolOf(home)).map((file) => readFileSync(join(spoolOf(home), file), "utf8"))
    : [];
const writeFile = (home: string, path: string) => {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), "");
};
const inJournal = (home: string) => spooled(home).join("").split("distinctId").length - 1;

describe("a process that ends", () => {
  it.each<[string, string, NodeJS.Signals?]>([
    ["naturally", ""],
    ["by process.exit()", "process.exit(3);"],
    ["with an exit code of its own", "process.exitCode = 4;"],
    ["by an uncaught exception", "throw new TypeError('x');"],
    ["by an unhandled rejection", `Promise.reject(new TypeError("x")); ${GOES_ON}`],
    ["by SIGINT", GOES_ON, "SIGINT"],
    ["by SIGTERM", GOES_ON, "SIGTERM"],
    ["by SIGHUP", GOES_ON, "SIGHUP"],
    ["by SIGKILL", GOES_ON, "SIGKILL"],
    ["by its own handler of SIGTERM", `process.on("SIGTERM", () => process.exit(7)); ${GOES_ON}`, "SIGTERM"],
    [
      "later than its SIGINT",
      `process.on("SIGINT", () => { console.log(process.listenerCount("SIGINT")); setTimeout(() => process.exit(8), 20); }); ${GOES_ON}`,
      "SIGINT",
    ],
  ])(
    "%s, does so as without telemetry, and its events arrive",
    { timeout: 30_000 },
    async (_, end, signal) => {
      await using receiver = await startReceiver();
      const home = createTempFolder();
      const env = {
        CODEWEAVER_POSTHOG_API_KEY: "phc_x",
        CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url,
      };
      const started = Date.now();
      const run = (more: Partial<RunOptions>, when: () => boolean) =>
        runProgram(program(end), { home, env, ...(signal && { kill: { signal, when } }), ...more });

      const without = await run({ env: { DO_NOT_TRACK: "1" } }, () => Date.now() > started + 1500);
      expect(spooled(home)).toEqual([]);
      const { milliseconds: _with, ...ended } = await run({}, () => inJournal(home) === 3);
      const { milliseconds: _without, ...expected } = without;
      expect(ended).toEqual(expected);

      // Nobody was there to start a child; the next run does.
      if (receiver.events.length === 0 && signal !== undefined) await runProgram(program(""), { home, env });
      await vi.waitFor(
        () => {
          expect(spooled(home)).toEqual([]);
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
  )("that captures and %s loses nothing", async (_, end) => {
    const home = createTempFolder();
    const env = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: "http://127.0.0.1:9",
      CODEWEAVER__TELEMETRY__DELIVERY: "spool",
    };
    const text = program("").replace("await telemetry.ready();", end);
    const { milliseconds: _with, ...ended } = await runProgram(text, { home, env });
    expect(inJournal(home)).toBe(3);
    const { milliseconds: _without, ...expected } = await runProgram(text, {
      home,
      env: { DO_NOT_TRACK: "1" },
    });
    expect(ended).toEqual(expected);
  });

  it("keeps what a client that was made in the last moment captures", async () => {
    const home = createTempFolder();
    const run = await runProgram(
      `import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      process.on("exit", () => { for (let i = 0; i < 3; i++) getTelemetryClient().capture("e", { i }); });`,
      {
        home,
        env: { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__DELIVERY: "spool" },
      },
    );
    expect(run).toMatchObject({ code: 0, stdout: "", stderr: "" });
    expect(inJournal(home)).toBe(3);
  });

  it("keeps on the disk what a server that is not there has not taken", async () => {
    const home = createTempFolder();
    const env = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: "http://127.0.0.1:9",
    };
    const text = program("");
    const run = await runProgram(text, { home, env });
    expect(run).toMatchObject({ code: 0, stdout: "ready\n", stderr: "" });
    await vi.waitFor(() => expect(inJournal(home)).toBe(3));
  });

  it("with others of its tool at once: every event arrives, and once", { timeout: 60_000 }, async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url };
    const runs = await Promise.all(Array.from({ length: 12 }, () => runProgram(program(""), { home, env })));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, ""]));
    await vi.waitFor(() => expect(spooled(home)).toEqual([]), { timeout: 15_000, interval: 50 });
    const uuids = receiver.events.map(({ uuid }) => uuid);
    expect(new Set(uuids).size).toBe(36);
    expect(uuids).toHaveLength(36);
  });

  it.each<[string, Record<string, string>, string]>([
    ["ends by itself", {}, ""],
    ["awaits endSession()", {}, "await telemetry.endSession();"],
    ["shuts down", {}, "await telemetry.shutdown();"],
    ["sends inline", { CODEWEAVER__TELEMETRY__DELIVERY: "inline" }, ""],
    ["sends inline at once", { CODEWEAVER__TELEMETRY__DELIVERY: "inline" }, "await telemetry.endSession();"],
  ])("that %s delivers what another left behind", { timeout: 30_000 }, async (_, more, end) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url,
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
    };
    await runProgram(program(""), { home, env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" } });
    expect(receiver.events).toEqual([]);
    await runProgram(program(end), { home, env: { ...env, ...more } });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(6), { timeout: 15_000 });
  });

  it("minds no other server's trouble", { timeout: 30_000 }, async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const to = (url: string) => ({
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: url,
    });
    for (let run = 0; run < 5; run++)
      await runProgram(program("await telemetry.endSession();"), { home, env: to("http://127.0.0.1:9") });
    await runProgram(program(""), { home, env: to(receiver.url) });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(3), { timeout: 15_000 });
  });

  it("starts no child for a server that has failed five times in a row", { timeout: 60_000 }, async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.writeHead(503).end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const home = createTempFolder();
    const env = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      CODEWEAVER__TELEMETRY__MAX_RETRIES: "0",
    };
    for (let run = 1; run <= 5; run++) {
      await runProgram(program(""), { home, env });
      await vi.waitFor(() => expect(asked).toBe(run), { timeout: 10_000 });
      await vi.waitFor(() =>
        expect(readdirSync(spoolOf(home)).filter((file) => file.endsWith(".lock"))).toEqual([]),
      );
    }
    await runProgram(program(""), { home, env });
    await new Promise((resolve) => setTimeout(resolve, 1500)); // a child would have asked by now
    expect(asked).toBe(5);
    expect(inJournal(home)).toBe(18);
  });

  it.each([
    [
      "a file where the spool should be",
      (home: string) => writeFile(home, ".data/codeweaver/telemetry/spool"),
    ],
    ["a file where the data should be", (home: string) => writeFile(home, ".data")],
  ])("sends by itself with %s", async (_, spoil) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    spoil(home);
    const run = await runProgram(program(""), {
      home,
      env: {
        CODEWEAVER_POSTHOG_API_KEY: "phc_x",
        CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url,
        CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
      },
    });
    expect(run).toMatchObject({ code: 0, stdout: "ready\n", stderr: "" });
    expect(receiver.events).toHaveLength(3);
  });

  it("keeps what is captured in the host's own last moment", async () => {
    const home = createTempFolder();
    const run = await runProgram(program(`process.on("exit", () => telemetry.capture("last"));`), {
      home,
      env: {
        CODEWEAVER_POSTHOG_API_KEY: "phc_x",
        CODEWEAVER__TELEMETRY__POSTHOG_HOST: "http://127.0.0.1:9",
        CODEWEAVER__TELEMETRY__DELIVERY: "spool",
      },
    });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(inJournal(home)).toBe(4);
  });

  it("writes nothing where `spool` is false, and starts nothing", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const run = await runProgram(program(""), {
      home,
      env: {
        CODEWEAVER_POSTHOG_API_KEY: "phc_x",
        CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url,
        CODEWEAVER__TELEMETRY__SPOOL: "false",
      },
    });
    expect(run).toMatchObject({ code: 0, stdout: "ready\n", stderr: "" });
    expect(receiver.events).toHaveLength(3); // in this process, for there is no other
    expect(readdirSync(home)).toEqual([]);
  });

  it("keeps for later what `delivery = spool` asks it to", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url };
    const run = await runProgram(
      program("await telemetry.endSession(); console.log(telemetry.stats().pending);"),
      {
        home,
        env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" },
      },
    );
    expect(run).toMatchObject({ code: 0, stdout: "ready\n3\n", stderr: "" });
    expect(receiver.events).toHaveLength(0);
    expect(inJournal(home)).toBe(3);
  });
});
