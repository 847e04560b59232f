/** `flush`: sends pending events now. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { getSharedFilePaths } from "../../src/delivery/spool-destination.js";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import {
  createReceiverEnv,
  hasTerminals,
  MAIN,
  runCli,
  runCliJson,
  runNodeOnTerminal,
} from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { runProgram } from "../support/run.js";
import { startServerWithStatus } from "../support/status-server.js";
import { createUsedHome } from "../support/used-home.js";

describe("flush", () => {
  it("sends pending events although the circuit breaker is open, and closes it", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = { ...createReceiverEnv(receiver.url), ...DELIVERY_BY_SPOOL };
    for (let run = 0; run < 3; run++) await runProgram(createProgram(""), { home, env });
    const folder = join(home, ".data", "codeweaver", "telemetry", "spool");
    const { breaker } = getSharedFilePaths({ folder, host: receiver.url, apiKey: "phc_x", proxy: undefined });
    writeFileSync(breaker, JSON.stringify({ failures: 6, until: Date.now() + 600_000 }));
    await receiver.close();
    const down = await runCli(["flush"], { home, env });
    expect(down.code).toBe(1);
    expect(down.stdout).toMatch(
      /^0 events were delivered\.\n {2}3 events are still pending \(network\)\.\n {2}To find out why: codeweaver-telemetry doctor\n$/,
    );

    await using again = await startReceiver({ port: receiver.port });
    expect(await runCliJson(["flush"], { home, env })).toMatchObject({
      code: 0,
      json: { delivered: 3, lost: {}, left: 0 },
    });
    expect(again.events).toHaveLength(3);
    expect(existsSync(breaker)).toBe(false);
  });

  it("reports the events that the server refuses", async () => {
    const home = createUsedHome();
    const env = { ...createReceiverEnv(await startServerWithStatus(400)), ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram(""), { home, env });
    expect(await runCliJson(["flush"], { home, env })).toMatchObject({
      code: 1,
      json: { delivered: 0, lost: { http_400: 1 }, left: 0 },
    });
  });

  it("sends nothing when telemetry is off", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = { ...createReceiverEnv(receiver.url), ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram(""), { home, env });
    const { code, stdout } = await runCli(["flush"], { home, env: { ...env, DO_NOT_TRACK: "1" } });
    expect(code).toBe(1);
    expect(stdout).toContain("DO_NOT_TRACK");
    expect(receiver.requests).toEqual([]);
  });

  it.skipIf(!hasTerminals)("shows a progress bar on a terminal (skipped without script(1))", async () => {
    const url = await startServerWithStatus(200, { delayMs: 300 }); // long enough for one frame
    const home = createUsedHome();
    const env = { ...createReceiverEnv(url), ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram(""), { home, env });
    const { output } = await runNodeOnTerminal([MAIN, "flush"], { home, env });
    expect(output).toContain("━");
    expect(output).toContain("1 event was delivered.");
  });
});
