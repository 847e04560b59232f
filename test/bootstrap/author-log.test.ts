import { afterEach, describe, expect, it, vi } from "vitest";
import { createAuthorLog } from "../../src/bootstrap/author-log.js";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import { startTestServer } from "../support/test-server.js";

/** A logger that records its lines, such as `debug: a request failed`. */
function createLogger() {
  const lines: string[] = [];
  return {
    lines,
    warn: (line: string) => void lines.push(`warn: ${line}`),
    debug: (line: string) => void lines.push(`debug: ${line}`),
  };
}

describe("createAuthorLog", () => {
  it("reports each message once", () => {
    const logger = createLogger();
    const log = createAuthorLog(logger);
    for (let i = 0; i < 3; i++) log.debug("a");
    log.warn("b");
    expect(logger.lines).toEqual(["debug: a", "warn: b"]);
  });

  it.each([
    ["no logger", undefined],
    ["a logger without methods", {}],
    [
      "a logger that throws",
      {
        warn: () => {
          throw new Error("broken");
        },
        debug: () => Promise.reject(new Error("broken")),
      },
    ],
  ])("does not throw with %s", (_, logger) => {
    const log = createAuthorLog(logger);
    expect(() => log.warn("a")).not.toThrow();
    expect(() => log.debug("b")).not.toThrow();
  });
});

describe("a client with a logger", () => {
  afterEach(() => vi.unstubAllEnvs());

  /** Captures events, delivers them to a server that answers with a status, and returns what the logger receives. */
  async function logDelivery(status: number, options: TelemetryOptions, eventCount: number) {
    const posthogHost = await startTestServer((request, response) => {
      request.resume();
      response.writeHead(status).end("{}");
    });
    const logger = createLogger();
    const telemetry = createTelemetryClient({
      tool: "testtool",
      posthogApiKey: "phc_x",
      posthogHost,
      spool: false,
      logger,
      ...options,
    });
    for (let i = 0; i < eventCount; i++) telemetry.capture("e", { i });
    await telemetry.shutdown();
    return logger.lines.map((line) => line.replace(new URL(posthogHost).host, "HOST"));
  }

  const dropped = (reason: string) =>
    `events are dropped for the reason ${reason}. stats().refused counts them`;

  it.each([
    ["the rate limit", 200, { eventsPerMinute: 1 }, 3, [`debug: ${dropped("rate_limited")}`]],
    [
      "a full queue",
      200,
      { batchSize: 1000, eventsPerMinute: 5000 },
      1001,
      [`debug: ${dropped("overflow")}`],
    ],
    [
      "an answer that rejects events",
      400,
      {},
      1,
      ["debug: a request to HOST failed: http_400", `debug: ${dropped("http_400")}`],
    ],
    [
      "failed requests, and events that are lost at the end",
      503,
      {},
      1,
      ["debug: a request to HOST failed: http_503", `debug: ${dropped("not_delivered")}`],
    ],
    ["nothing that was intended", 200, { sampleRate: 0 }, 3, []],
  ])("reports %s", async (_, status, options, eventCount, lines) => {
    vi.stubEnv("NODE_ENV", "production");
    expect(await logDelivery(status, options, eventCount)).toEqual(lines);
  });

  it("warns of dropped events during development", async () => {
    vi.stubEnv("NODE_ENV", "development");
    expect(await logDelivery(400, {}, 1)).toEqual([
      "debug: a request to HOST failed: http_400",
      `warn: ${dropped("http_400")}`,
    ]);
  });
});
