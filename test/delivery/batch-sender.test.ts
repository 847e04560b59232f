import { describe, expect, it, vi } from "vitest";
import { BatchSender, type BatchSenderOptions } from "../../src/delivery/batch-sender.js";
import { CircuitBreaker } from "../../src/delivery/circuit-breaker.js";
import { EventQueue } from "../../src/delivery/event-queue.js";
import type { Envelope } from "../../src/envelope.js";
import type { SendOutcome } from "../../src/transports/transport.js";
import { envelope } from "../support/envelope.js";

/** A courier whose transport answers from a script (the last answer repeats) and notes what it was given. */
function courierWith(script: readonly (SendOutcome | "hang")[], options: Partial<BatchSenderOptions> = {}) {
  const queue = new EventQueue(1000, 1, () => {});
  const sent: string[][] = [];
  const delivered: number[] = [];
  const refused: [string, number][] = [];
  const courier = new BatchSender({
    queue,
    transport: {
      prepare: () => Promise.resolve(),
      send: async (batch, signal) => {
        sent.push(batch.map(({ event }) => event));
        const answer = script[Math.min(sent.length, script.length) - 1] ?? { kind: "delivered" };
        if (answer !== "hang") return answer;
        await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
        return { kind: "retry", reason: "network" };
      },
    },
    batchSize: 2,
    intervalMs: 60_000,
    maxRetries: 2,
    backoffFactor: 2,
    notBefore: 0,
    breaker: new CircuitBreaker({ file: undefined, now: Date.now }),
    random: () => 0,
    now: Date.now,
    onDelivered: (batch) => delivered.push(batch.length),
    onDropped: (reason, events) => refused.push([reason, events]),
    backlog: undefined,
    ...options,
  });
  const push = (...names: string[]) => {
    for (const name of names) {
      queue.enqueue(envelope(name));
      courier.scheduleSend();
    }
  };
  return { courier, queue, sent, delivered, refused, push };
}

const OK: SendOutcome = { kind: "delivered" };
const BUSY: SendOutcome = { kind: "retry", reason: "http_503" };
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("when a batch goes", () => {
  it("at once when it is full, and with the interval when it is not", async () => {
    vi.useFakeTimers();
    const { push, sent, delivered } = courierWith([OK]);
    push("a", "b", "c");
    await settle();
    expect(sent).toEqual([["a", "b"]]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([["a", "b"], ["c"]]);
    expect(delivered).toEqual([2, 1]);
    vi.useRealTimers();
  });

  it("when the process has lived long enough, if it was full before", async () => {
    vi.useFakeTimers();
    const { push, sent } = courierWith([OK], { notBefore: Date.now() + 3000 });
    push("a", "b", "c");
    await vi.advanceTimersByTimeAsync(2999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([["a", "b"], ["c"]]);
    vi.useRealTimers();
  });

  it("all of it at a flush", async () => {
    const { courier, push, sent } = courierWith([OK], { batchSize: 100 });
    push("a", "b", "c");
    await courier.flush(1000);
    expect(sent).toEqual([["a", "b", "c"]]);
  });
});

describe("a batch that was given up", () => {
  it("waits for the interval, and the other half of a split with it", async () => {
    vi.useFakeTimers();
    const { courier, push, sent, queue } = courierWith([{ kind: "too_large" }, "hang", OK], { batchSize: 9 });
    push("a", "b");
    const flush = courier.flush(300);
    await vi.advanceTimersByTimeAsync(301);
    await flush;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual([["a", "b"], ["a"]]);
    expect(queue.length).toBe(2);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.slice(2)).toEqual([["a", "b"]]);
    vi.useRealTimers();
  });
});

describe("a batch that fails", () => {
  it("is tried again after a backoff, the same batch, so many times", async () => {
    vi.useFakeTimers();
    const { push, sent, queue } = courierWith([BUSY]);
    push("a", "b");
    await settle();
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(499);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual([
      ["a", "b"],
      ["a", "b"],
      ["a", "b"],
    ]);
    expect(queue.length).toBe(2);
    vi.useRealTimers();
  });

  it("goes at once again after a flush that got through", async () => {
    vi.useFakeTimers();
    const { courier, push, sent } = courierWith([BUSY, OK], { maxRetries: 0 });
    push("a", "b");
    await settle();
    push("c", "d");
    const flushed = courier.flush(1000);
    await settle();
    await flushed;
    const before = sent.length;
    push("e", "f", "g", "h");
    await vi.advanceTimersByTimeAsync(1);
    expect(sent.slice(before)).toEqual([
      ["e", "f"],
      ["g", "h"],
    ]);
    vi.useRealTimers();
  });

  it("then waits for the interval, however many events come", async () => {
    vi.useFakeTimers();
    const { push, sent, delivered } = courierWith([BUSY, BUSY, BUSY, OK]);
    push("a", "b");
    await vi.advanceTimersByTimeAsync(2000);
    push("c", "d");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent.slice(3)).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
    expect(delivered).toEqual([2, 2]);
    vi.useRealTimers();
  });

  it("keeps the patience that the server asks for, even when somebody flushes", async () => {
    vi.useFakeTimers();
    const { courier, push, sent, queue } = courierWith([{ ...BUSY, retryAfterMs: 20_000 }, OK]);
    push("a", "b");
    await vi.advanceTimersByTimeAsync(5000);
    await courier.flush(1000);
    expect([sent.length, queue.length]).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sent.length, queue.length]).toEqual([2, 0]);
    vi.useRealTimers();
  });

  it("is counted and let go when the server will not have it", async () => {
    const { courier, push, refused, queue } = courierWith([{ kind: "rejected", reason: "http_400" }]);
    push("a", "b");
    await courier.flush(1000);
    expect(refused).toEqual([["http_400", 2]]);
    expect(queue.length).toBe(0);
  });

  it("is split when it is too large, down to the event that is", async () => {
    const { courier, push, sent, refused, delivered } = courierWith(
      [{ kind: "too_large" }, OK, { kind: "too_large" }, { kind: "too_large" }, OK],
      { batchSize: 4 },
    );
    push("a", "b", "c", "d");
    await courier.flush(1000);
    expect(sent).toEqual([["a", "b", "c", "d"], ["a", "b"], ["c", "d"], ["c"], ["d"]]);
    expect([refused, delivered]).toEqual([[["too_large", 1]], [2, 1]]);
  });

  it.each<[string, () => Promise<SendOutcome>]>([
    ["says that it cannot be written", async () => ({ kind: "unwritable" })],
    ["throws", () => Promise.reject(new TypeError("frames.map"))],
  ])("does not hold the others where its transport %s", async (_, fail) => {
    const send = (batch: readonly Envelope[]) =>
      batch.some(({ event }) => event === "bad") ? fail() : Promise.resolve(OK);
    const { courier, push, refused, delivered, queue } = courierWith([], {
      batchSize: 4,
      transport: { prepare: () => Promise.resolve(), send },
    });
    push("a", "bad", "c", "d");
    await courier.flush(1000);
    expect([refused, delivered, queue.length]).toEqual([[["unwritable", 1]], [1, 2], 0]);
  });
});

describe("a flush", () => {
  it("ends with its budget, aborts what hangs, and the events go with the interval", async () => {
    vi.useFakeTimers();
    const { courier, push, delivered } = courierWith(["hang", OK], { batchSize: 10 });
    push("a");
    let ended = false;
    const flushed = courier.flush(300).then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(299);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await flushed;
    await vi.advanceTimersByTimeAsync(59_000);
    expect(delivered).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(delivered).toEqual([1]);
    vi.useRealTimers();
  });

  it("does not wait for a backoff that is longer than its budget", async () => {
    const { courier, push, sent, queue } = courierWith([BUSY], { batchSize: 10 });
    push("a");
    await courier.flush(100);
    expect([sent.length, queue.length]).toEqual([1, 1]);
  });

  it("cuts the courier's own backoff short", async () => {
    const { courier, push, delivered } = courierWith([BUSY, OK]);
    push("a", "b");
    await new Promise(setImmediate); // the first try has failed, the second is half a second away
    expect(delivered).toEqual([]);
    await courier.flush(5000);
    expect(delivered).toEqual([2]);
  });

  it("of one caller is not ended by another's", async () => {
    const { courier, push, delivered } = courierWith([OK], { batchSize: 10 });
    push("a");
    await Promise.all([courier.flush(0), courier.flush(1000)]);
    expect(delivered).toEqual([1]);
  });
});

describe("a courier that was stopped", () => {
  it("sends nothing more, not from a backoff, not with the interval", async () => {
    vi.useFakeTimers();
    const { courier, push, sent, queue } = courierWith([BUSY, OK]);
    push("a", "b");
    await settle();
    expect(sent).toHaveLength(1);
    courier.stop();
    queue.clear();
    await vi.advanceTimersByTimeAsync(600_000);
    push("c", "d");
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sent).toHaveLength(1);
    vi.useRealTimers();
  });

  it("aborts what it is sending", async () => {
    const { courier, push, sent } = courierWith(["hang"]);
    push("a", "b");
    courier.stop();
    await new Promise(setImmediate);
    expect([sent.length, courier.inFlightCount]).toEqual([1, 0]);
  });
});

it("what is claimed is counted until it is settled", async () => {
  const { courier, push } = courierWith(["hang", OK]);
  push("a", "b");
  expect(courier.inFlightCount).toBe(2);
  await courier.flush(10);
  await vi.waitFor(() => expect(courier.inFlightCount).toBe(0), { timeout: 3000 });
});
