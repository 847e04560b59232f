import { describe, expect, it, vi } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import type { TelemetryClient } from "../../src/client/client.js";
import { startTlsFront } from "../support/network.js";
import { startTestServer } from "../support/test-server.js";

function createClient(posthogHost: string): TelemetryClient {
  return createTelemetryClient({
    tool: "testtool",
    posthogApiKey: "phc_test",
    posthogHost,
    requestTimeoutSeconds: 1,
    exitBudgetMs: 100,
    maxRetries: 0,
    spool: false,
  });
}

/** Uses a client of a server, and returns `stats().lastError` after a request has failed. */
async function findLastError(posthogHost: string, use: (telemetry: TelemetryClient) => unknown) {
  const telemetry = createClient(posthogHost);
  telemetry.capture("index_done");
  await use(telemetry);
  const readError = () => telemetry.stats().lastError;
  await vi.waitFor(() => expect(readError()).toBeDefined(), { timeout: 5000 });
  const lastError = readError();
  await telemetry.shutdown();
  return lastError;
}

const flush = (telemetry: TelemetryClient) => telemetry.flush();

const startServerWithStatus = (status: number) =>
  startTestServer((request, response) => {
    request.resume();
    response.writeHead(status).end("{}");
  });

const startSilentServer = () => startTestServer((request) => request.resume());

describe("stats().lastError", () => {
  it.each([401, 429, 503, 302])("has the status %i of an answer", async (status) => {
    const server = await startServerWithStatus(status);
    const before = Date.now();
    const error = await findLastError(server, flush);
    expect(error).toEqual({
      code: `http_${status}`,
      host: new URL(server).host,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(Date.parse(error?.time ?? "")).toBeGreaterThanOrEqual(before);
  });

  it.each<[string, () => Promise<string>, string]>([
    ["refuses connections", async () => "http://127.0.0.1:9", "ECONNREFUSED"],
    ["has a certificate that nobody trusts", () => startTlsFront(9), "DEPTH_ZERO_SELF_SIGNED_CERT"],
    ["closes the connection", () => startTestServer((request) => request.socket.destroy()), "ECONNRESET"],
  ])("has the code of Node's error, if the server %s", async (_, start, code) => {
    expect(await findLastError(await start(), flush)).toMatchObject({ code });
  });

  it("tells a timeout from a client that was shut down", async () => {
    const server = await startSilentServer();
    expect(await findLastError(server, flush)).toMatchObject({ code: "timeout" });
    const shutDown = (telemetry: TelemetryClient) => telemetry.shutdown();
    expect(await findLastError(server, shutDown)).toMatchObject({ code: "aborted" });
  });

  it("also has failed requests for flags", async () => {
    const server = await startServerWithStatus(500);
    const error = await findLastError(server, (telemetry) => telemetry.getFeatureFlag("a_flag"));
    expect(error).toMatchObject({ code: "http_500" });
  });

  it("is undefined if no request failed", async () => {
    const telemetry = createClient(await startServerWithStatus(200));
    telemetry.capture("index_done");
    await telemetry.shutdown();
    expect(telemetry.stats()).toMatchObject({ sent: 1, lastError: undefined });
  });
});
