/** Delivery at the end of a process on a slow line, where nothing can be kept on the disk. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CERTIFICATE, startBlackHole, startSlowLine, startTlsFront } from "../support/network.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

const BUDGET_MS = 1000;

/** Captures events without a home folder, ends, and prints the time that the end took. */
async function runWithoutDisk(host: string, end: string): Promise<number> {
  const program = `
    import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
    const telemetry = getTelemetryClient();
    for (let i = 0; i < 25; i++) telemetry.capture("e", { i });
    await telemetry.ready();
    const startedAt = performance.now();
    await ${end};
    console.log(performance.now() - startedAt);
  `;
  const run = await runProgram(program, {
    home: createTempFolder(),
    env: {
      HOME: "",
      XDG_CONFIG_HOME: "",
      XDG_DATA_HOME: "",
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: host,
      CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY: "false",
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: String(BUDGET_MS),
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
    },
  });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  return Number(run.stdout);
}

describe.each(["telemetry.endSession()", "telemetry.shutdown()"])("%s without a disk", (end) => {
  it("delivers every event once if no round trip takes as long as the exit budget", async () => {
    await using receiver = await startReceiver();
    const roundTripMs = 0.6 * BUDGET_MS; // the handshake and three batches take more than twice the budget
    const host = await startSlowLine(await startTlsFront(receiver.port), roundTripMs / 2);
    await runWithoutDisk(host, end);
    expect(receiver.events.map(({ properties }) => properties.i)).toEqual([...Array(25).keys()]);
  });

  it("ends after the exit budget if the server accepts the connection and never answers", async () => {
    const spentMs = await runWithoutDisk(`http://${await startBlackHole()}`, end);
    expect(spentMs).toBeGreaterThanOrEqual(BUDGET_MS - 2);
    expect(spentMs).toBeLessThan(2 * BUDGET_MS);
  });
});
