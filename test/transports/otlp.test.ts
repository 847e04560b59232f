import { expect, it, vi } from "vitest";
import { BatchSender } from "../../src/delivery/batch-sender.js";
import { EventQueue } from "../../src/delivery/event-queue.js";
import type { Envelope } from "../../src/envelope.js";
import type { Fetch } from "../../src/net/http-client.js";
import { trustStored } from "../../src/privacy/sanitizer/seal.js";
import { createOtlpTransport } from "../../src/transports/otlp.js";
import { createEnvelope } from "../support/envelope.js";
import { createSenderOptions } from "../support/sender-options.js";

const SPAN = {
  trace_id: "0af7651916cd43dd8448eb211c80319c",
  span_id: "b7ad6b7169203331",
  name: "read_file",
  kind: 0,
  start_ns: "1700000000000000000",
  end_ns: "1700000000000000001",
  status: 0,
  scope: "test",
  left_out: { attributes: 0, events: 0, links: 0 },
};

it("sends the spans of a batch, and drops and counts an event that is no span", async () => {
  const fetch = vi.fn<Fetch>(async () => ({
    status: 200,
    headers: { get: () => null },
    body: null,
    bytes: async () => new TextEncoder().encode("{}"),
    text: async () => "{}",
    json: async () => ({}),
  }));
  const dropped: [string, number][] = [];
  const deliveredCounts: number[] = [];
  const queue = new EventQueue(10, 1, () => {});
  const sender = new BatchSender(
    createSenderOptions({
      queue,
      transport: createOtlpTransport({
        host: "http://127.0.0.1:9/v1/traces",
        apiKey: "",
        otlp: { exporter: "otlp", protocol: "json", gcpProject: undefined },
        requestTimeoutMs: 1000,
        loadFetch: async () => fetch,
        isSendingAllowed: () => true,
        library: { name: "test", version: "0" },
        now: Date.now,
      }),
      maxRetries: 0,
      onDelivered: (_, acceptedCount) => deliveredCounts.push(acceptedCount),
      onDropped: (reason, eventCount) => dropped.push([reason, eventCount]),
    }),
  );
  const span: Envelope = { ...createEnvelope("span"), properties: trustStored(SPAN) };
  queue.enqueue(createEnvelope("an_event", { count: 1 }));
  queue.enqueue(span);
  await sender.flush({ timeoutMs: 10_000 });
  sender.stop();
  expect([deliveredCounts, dropped]).toEqual([[1], [["unwritable", 1]]]);
  const bodies = fetch.mock.calls.map(([, { body }]) => Buffer.from(body ?? "").toString());
  expect(bodies).toEqual([expect.stringContaining(SPAN.span_id)]);
});
