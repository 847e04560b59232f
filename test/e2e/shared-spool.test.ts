/** Processes of one tool deliver the events that others have spooled. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createReceiverEnv } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, runProgram } from "../support/run.js";
import { countSpooled, createProgram, getSpool, readSpool } from "../support/spool.js";
import { startTestServer } from "../support/test-server.js";
import { createUsedHome } from "../support/used-home.js";

/** Creates an empty file where telemetry needs a folder. */
function writeFile(home: string, path: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), "");
}

describe("the spool", () => {
  it("delivers every event once if many processes of its tool run at the same time", {
    timeout: 60_000,
  }, async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = createReceiverEnv(receiver.url);
    const runs = await Promise.all(
      Array.from({ length: 12 }, () => runProgram(createProgram(), { home, env })),
    );
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, ""]));
    await vi.waitFor(() => expect(readSpool(home)).toEqual([]), { timeout: 15_000, interval: 50 });
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
  ])("delivers the spooled events of another process if it %s", { timeout: 30_000 }, async (_, more, end) => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = {
      ...createReceiverEnv(receiver.url),
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
    };
    await runProgram(createProgram(), { home, env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" } });
    expect(receiver.events).toEqual([]);
    await runProgram(createProgram(end), { home, env: { ...env, ...more } });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(6), { timeout: 15_000 });
  });

  it("delivers to a server although another server has failed", { timeout: 30_000 }, async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();

    for (let run = 0; run < 5; run++)
      await runProgram(createProgram("await telemetry.endSession();"), {
        home,
        env: createReceiverEnv("http://127.0.0.1:9"),
      });
    await runProgram(createProgram(), { home, env: createReceiverEnv(receiver.url) });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(3), { timeout: 15_000 });
  });

  it("starts no child for a server that has failed five times in a row", { timeout: 60_000 }, async () => {
    let requestCount = 0;
    const url = await startTestServer((_, response) => {
      requestCount++;
      response.writeHead(503).end();
    });
    const home = createUsedHome();
    const env = {
      ...createReceiverEnv(url),
      CODEWEAVER__TELEMETRY__MAX_RETRIES: "0",
    };
    for (let run = 1; run <= 5; run++) {
      await runProgram(createProgram(), { home, env });
      await vi.waitFor(() => expect(requestCount).toBe(run), { timeout: 10_000 });
      await vi.waitFor(() =>
        expect(readdirSync(getSpool(home)).filter((file) => file.endsWith(".lock"))).toEqual([]),
      );
    }
    await runProgram(createProgram(), { home, env });
    await new Promise((resolve) => setTimeout(resolve, 1500)); // a child would have sent a request by now
    expect(requestCount).toBe(5);
    expect(countSpooled(home)).toBe(18);
  });

  it.each([
    [
      "a file where the spool should be",
      (home: string) => writeFile(home, ".data/codeweaver/telemetry/spool"),
    ],
    ["a file where the data should be", (home: string) => writeFile(home, ".data")],
  ])("sends the events itself with %s", async (_, spoil) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    spoil(home);
    const run = await runProgram(createProgram(), {
      home,
      env: {
        ...createReceiverEnv(receiver.url),
        CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
      },
    });
    expect(run).toMatchObject({ code: 0, stdout: "ready\n", stderr: "" });
    expect(receiver.events).toHaveLength(3);
  });

  it("writes no file and starts no process if `spool` is false", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const run = await runProgram(createProgram(), {
      home,
      env: {
        ...createReceiverEnv(receiver.url),
        CODEWEAVER__TELEMETRY__SPOOL: "false",
      },
    });
    expect(run).toMatchObject({ code: 0, stdout: "ready\n", stderr: "" });
    expect(receiver.events).toHaveLength(3); // in this process, for there is no other
    expect(readdirSync(home)).toEqual([]);
  });

  it("spools every event if `delivery` is spool", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = createReceiverEnv(receiver.url);
    const run = await runProgram(
      createProgram("await telemetry.endSession(); console.log(telemetry.stats().pending);"),
      {
        home,
        env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" },
      },
    );
    expect(run).toMatchObject({ code: 0, stdout: "ready\n3\n", stderr: "" });
    expect(receiver.events).toHaveLength(0);
    expect(countSpooled(home)).toBe(3);
  });
});
