import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { deliverBacklog } from "../../src/delivery/backlog-delivery.js";
import { BatchDelivery } from "../../src/delivery/batch-delivery.js";
import { EventQueue } from "../../src/delivery/event-queue.js";
import { readSpoolFiles } from "../../src/delivery/spool-contents.js";
import { trustStored } from "../../src/privacy/sanitizer/seal.js";
import type { SendOutcome } from "../../src/transports/transport.js";
import { createEnvelope } from "../support/envelope.js";
import { createTempFolder } from "../support/run.js";
import { createSenderOptions } from "../support/sender-options.js";
import { openTestSpool } from "../support/test-spool.js";

const OK: SendOutcome = { kind: "delivered" };
const BUSY: SendOutcome = { kind: "retry", reason: "http_503" };

/**
 * Creates a spool with files of the given numbers of events, named by their position, and delivers it.
 * @param answer called with the index of each request
 */
async function deliverFiles(
  eventCounts: readonly number[],
  answer: (request: number, folder: string) => SendOutcome = () => OK,
) {
  const folder = join(createTempFolder(), "spool");
  let time = Date.now();
  const { spool, files } = openTestSpool(folder, {
    maxBytes: Number.POSITIVE_INFINITY,
    maxAgeMs: Number.POSITIVE_INFINITY,
    now: () => ++time,
  });
  let position = 0;
  for (const count of eventCounts)
    spool.store(Array.from({ length: count }, () => createEnvelope(`e${position++}`)));
  const requests: string[][] = [];
  const { transport: _, ...options } = createSenderOptions({
    queue: new EventQueue(1, 1, () => {}),
    transport: { prepare: async () => {}, send: async () => OK },
    maxRetries: 0,
  });
  const delivery = new BatchDelivery({
    ...options,
    transport: {
      prepare: async () => {},
      send: async (batch) => {
        requests.push(batch.map(({ event }) => event));
        return answer(requests.length - 1, folder);
      },
    },
  });
  await deliverBacklog(spool, {
    delivery,
    batchSize: 10,
    round: {
      signal: new AbortController().signal,
      shouldEnd: () => false,
      getRetryDeadline: () => undefined,
      onPhaseEnded: () => {},
      onDelivered: () => {},
      onDropped: () => {},
    },
  });
  const left = readSpoolFiles(folder, trustStored);
  return {
    requests,
    files: files(),
    left: left.flatMap(({ envelopes }) => envelopes.map(({ event }) => event)),
  };
}

const names = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `e${from + i}`);

describe("deliverBacklog", () => {
  it("sends files of single events in full batches, oldest first", async () => {
    const { requests, files } = await deliverFiles(Array(250).fill(1));
    expect(requests).toEqual([names(0, 100), names(100, 200), names(200, 250)]);
    expect(files).toEqual([]);
  });

  it("splits a large file, together with the files before it", async () => {
    const { requests, files } = await deliverFiles([30, 150, 40]);
    expect(requests).toEqual([names(0, 100), names(100, 180), names(180, 220)]);
    expect(files).toEqual([]);
  });

  it("returns all claimed files if a batch is not delivered, and claims no others", async () => {
    const { requests, left } = await deliverFiles([1, 1, 120, 1], () => BUSY);
    expect(requests).toEqual([names(0, 100)]);
    expect(left).toEqual(names(0, 123));
  });

  it("keeps only the undelivered events of a file that was delivered in part", async () => {
    const { requests, left, files } = await deliverFiles([1, 150, 1], (request) =>
      request === 0 ? OK : BUSY,
    );
    expect(requests).toEqual([names(0, 100), names(100, 151)]);
    expect(left).toEqual(names(100, 152));
    expect(files).toHaveLength(2);
  });

  it("does not send events again whose files were removed after the first attempt", async () => {
    const { requests, files } = await deliverFiles([1, 1], (request, folder) => {
      if (request === 0) for (const file of readdirSync(folder)) rmSync(join(folder, file));
      return { kind: "too_large" };
    });
    expect(requests).toEqual([names(0, 2)]);
    expect(files).toEqual([]);
  });
});
