import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createTransport } from "../../src/bootstrap/create-transport.js";
import { BatchSender } from "../../src/delivery/batch-sender.js";
import { CircuitBreaker } from "../../src/delivery/circuit-breaker.js";
import { EventQueue } from "../../src/delivery/event-queue.js";
import type { WireFormat } from "../../src/transports/transport.js";
import { createEnvelope } from "../support/envelope.js";
import { createTempFolder } from "../support/run.js";
import { createSenderOptions } from "../support/sender-options.js";

describe("createTransport, after the user has opted out", () => {
  it.each<WireFormat>(["posthog", "http", "otlp"])(
    "sends nothing as %s, and writes no failure of the server to the disk",
    async (wireFormat) => {
      const home = createTempFolder();
      const choiceFile = join(home, "choice.json");
      writeFileSync(choiceFile, '{"telemetry":"disabled","refused":"2"}');
      const fetch = vi.fn(() => Promise.reject(new Error("not expected")));
      const { transport } = createTransport(
        {
          wireFormat,
          otlp:
            wireFormat === "otlp" ? { exporter: "otlp", protocol: "json", gcpProject: undefined } : undefined,
          host: "http://127.0.0.1:9",
          apiKey: "phc_test",
          proxy: undefined,
          requestTimeoutMs: 1000,
          batchSize: 10,
          maxRetries: 3,
          backoffFactor: 2,
          maxBytes: 1,
          maxAgeMs: 1,
          requestLogFolder: join(home, "requests"),
          consentSnapshot: { file: choiceFile, signature: "", optOutDate: undefined, isForcedOn: false },
        },
        { customFetch: fetch },
      );
      const breakerFile = join(home, "removed", "breaker.json");
      const queue = new EventQueue(10, 1, () => {});
      const sender = new BatchSender(
        createSenderOptions({
          queue,
          transport,
          breaker: new CircuitBreaker({ file: breakerFile, now: Date.now }),
        }),
      );
      queue.enqueue(createEnvelope("a"));
      await sender.flush({ timeoutMs: 10_000 });
      sender.stop();
      expect([fetch.mock.calls.length, queue.length]).toEqual([0, 1]);
      expect([existsSync(join(home, "removed")), existsSync(join(home, "requests"))]).toEqual([false, false]);
    },
  );
});
