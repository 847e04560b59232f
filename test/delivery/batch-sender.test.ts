import { describe, expect, it, vi } from "vitest";
import { BatchSender, type BatchSenderOptions } from "../../src/delivery/batch-sender.js";
import { CircuitBreaker } from "../../src/delivery/circuit-breaker.js";
import { EventQueue } from "../../src/delivery/event-queue.js";
import type { Envelope } from "../../src/envelope.js";
import type { SendOutcome } from "../../src/transports/transport.js";
import { createEnvelope } from "../support/envelope.js";
import { useFakeClock } from "../support/fake-clock.js";
import { createSenderOptions } from "../support/sender-options.js";

const OK: SendOutcome = { kind: "delivered" };
const REQUEST_TIMEOUT_MS = 5000;

/** An outcome, after a time in milliseconds, and the times at which phases of the request end. */
type Answer = SendOutcome & { readonly after?: number; readonly phasesMs?: readonly number[] };
type ScriptedAnswer = Answer | "hang";

const NO_ANSWER: Answer = { kind: "retry", reason: "network", after: REQUEST_TIMEOUT_MS };

/** A sender whose transport answers from a script (the last answer repeats) and records what it was given. */
function createSender(script: readonly ScriptedAnswer[], options: Partial<BatchSenderOptions> = {}) {
  const queue = new EventQueue(1000, 1, () => {});
  const sent: string[][] = [];
  const delivered: number[] = [];
  const refused: [string, number][] = [];
  const sender = new BatchSender(
    createSenderOptions({
      queue,
      transport: {
        prepare: () => Promise.resolve(),
        send: async (batch, signal, observer) => {
          sent.push(batch.map(({ event }) => event));
          const answer: ScriptedAnswer = script[Math.min(sent.length, script.length) - 1] ?? OK;
          const {
            after: durationMs,
            phasesMs = [],
            ...outcome
          }: Answer = answer === "hang" ? NO_ANSWER : answer;
          for (const ms of phasesMs) setTimeout(() => observer?.onPhaseEnded?.(), ms);
          if (answer !== "hang") observer?.onSent?.();
          if (durationMs === undefined) return outcome;
          const aborted = new Promise((resolve) => signal.addEventListener("abort", () => resolve(true)));
          const ended = new Promise((resolve) => setTimeout(resolve, durationMs));
          return (await Promise.race([aborted, ended])) === true ? NO_ANSWER : outcome;
        },
      },
      batchSize: 2,
      maxRetries: 2,
      now: Date.now,
      onDelivered: (batch) => delivered.push(batch.length),
      onDropped: (reason, events) => refused.push([reason, events]),
      ...options,
    }),
  );
  const push = (...names: string[]) => {
    for (const name of names) {
      queue.enqueue(createEnvelope(name));
      sender.scheduleSend();
    }
  };
  return { sender, queue, sent, delivered, refused, push };
}

const BUSY: SendOutcome = { kind: "retry", reason: "http_503" };
const settle = () => vi.advanceTimersByTimeAsync(0);

describe("BatchSender, scheduling", () => {
  it("sends a full batch at once, and a partial one after the interval", async () => {
    useFakeClock();
    const { push, sent, delivered } = createSender([OK]);
    push("a", "b", "c");
    await settle();
    expect(sent).toEqual([["a", "b"]]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sent).toEqual([["a", "b"], ["c"]]);
    expect(delivered).toEqual([2, 1]);
    vi.useRealTimers();
  });

  it("waits until the process has lived long enough before it sends a full batch", async () => {
    useFakeClock();
    const { push, sent } = createSender([OK], { notBefore: Date.now() + 3000 });
    push("a", "b", "c");
    await vi.advanceTimersByTimeAsync(2999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([["a", "b"], ["c"]]);
    vi.useRealTimers();
  });

  it("does not send a partial batch earlier than a full one, however short the interval is", async () => {
    useFakeClock();
    const { push, sent } = createSender([OK], { notBefore: Date.now() + 3000, intervalMs: 300 });
    push("a");
    await vi.advanceTimersByTimeAsync(2999);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([["a"]]);
    vi.useRealTimers();
  });

  it("sends a flush at once, however short the process has lived", async () => {
    const { sender, push, sent } = createSender([OK], { notBefore: Date.now() + 3000 });
    push("a");
    await sender.flush({ timeoutMs: 1000 });
    expect(sent).toEqual([["a"]]);
  });

  it("sends everything with a flush", async () => {
    const { sender, push, sent } = createSender([OK], { batchSize: 100 });
    push("a", "b", "c");
    await sender.flush({ timeoutMs: 1000 });
    expect(sent).toEqual([["a", "b", "c"]]);
  });
});

describe("BatchSender, a batch without an answer", () => {
  it("waits for the interval, together with the other half of a split", async () => {
    useFakeClock();
    const { sender, push, sent, queue } = createSender([{ kind: "too_large" }, "hang", OK], { batchSize: 9 });
    push("a", "b");
    const flush = sender.flush({ timeoutMs: 300 });
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

describe("BatchSender, a failing batch", () => {
  it("retries the same batch after a backoff, up to the limit", async () => {
    useFakeClock();
    const { push, sent, queue } = createSender([BUSY]);
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

  it("sends at once again after a successful flush", async () => {
    useFakeClock();
    const { sender, push, sent } = createSender([BUSY, OK], { maxRetries: 0 });
    push("a", "b");
    await settle();
    push("c", "d");
    const flushed = sender.flush({ timeoutMs: 1000 });
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

  it("waits for the interval after the last retry, however many events come", async () => {
    useFakeClock();
    const { push, sent, delivered } = createSender([BUSY, BUSY, BUSY, OK]);
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

  it("waits for the Retry-After of the server, even with a flush", async () => {
    useFakeClock();
    const { sender, push, sent, queue } = createSender([{ ...BUSY, retryAfterMs: 20_000 }, OK]);
    push("a", "b");
    await vi.advanceTimersByTimeAsync(5000);
    await sender.flush({ timeoutMs: 1000 });
    expect([sent.length, queue.length]).toEqual([1, 2]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect([sent.length, queue.length]).toEqual([2, 0]);
    vi.useRealTimers();
  });

  it("retries at the end of Retry-After, although the timer's clock is faster than the sender's", async () => {
    useFakeClock();
    const start = Date.now();
    const now = () => start + (Date.now() - start) * 0.999;
    const breaker = new CircuitBreaker({ file: undefined, now });
    const { push, sent, delivered } = createSender([{ ...BUSY, retryAfterMs: 1000 }, OK], { now, breaker });
    push("a", "b");
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(10);
    expect([sent.length, delivered]).toEqual([2, [2]]);
    vi.useRealTimers();
  });

  it("delivers after a cool-down, although one event cannot be serialized", async () => {
    useFakeClock();
    let failureCount = 0;
    const send = async (batch: readonly Envelope[]): Promise<SendOutcome> => {
      if (failureCount++ < 5) return BUSY;
      return batch.some(({ event }) => event === "bad") ? { kind: "unwritable" } : OK;
    };
    const { push, refused, delivered, queue } = createSender([], {
      batchSize: 8,
      maxRetries: 4,
      transport: { prepare: () => Promise.resolve(), send },
    });
    push("a", "b", "c", "d", "e", "bad", "g", "h");
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect([refused, delivered, queue.length]).toEqual([[["unwritable", 1]], [4, 1, 2], 0]);
    vi.useRealTimers();
  });

  it("neither retries nor counts as the server's failure that the user has opted out", async () => {
    useFakeClock();
    const breaker = new CircuitBreaker({ file: undefined, now: Date.now });
    const { push, sent, queue } = createSender([{ kind: "not_sent" }], { breaker });
    push("a", "b");
    await vi.advanceTimersByTimeAsync(30_000);
    expect([sent.length, queue.length, breaker.failures]).toEqual([1, 2, 0]);
    vi.useRealTimers();
  });

  it("drops and counts a batch that the server rejects", async () => {
    const { sender, push, refused, queue } = createSender([{ kind: "rejected", reason: "http_400" }]);
    push("a", "b");
    await sender.flush({ timeoutMs: 1000 });
    expect(refused).toEqual([["http_400", 2]]);
    expect(queue.length).toBe(0);
  });

  it("splits a batch that is too large down to the event that is too large", async () => {
    const { sender, push, sent, refused, delivered } = createSender(
      [{ kind: "too_large" }, OK, { kind: "too_large" }, { kind: "too_large" }, OK],
      { batchSize: 4 },
    );
    push("a", "b", "c", "d");
    await sender.flush({ timeoutMs: 1000 });
    expect(sent).toEqual([["a", "b", "c", "d"], ["a", "b"], ["c", "d"], ["c"], ["d"]]);
    expect([refused, delivered]).toEqual([[["too_large", 1]], [2, 1]]);
  });

  it.each<[string, () => Promise<SendOutcome>]>([
    ["reports an unwritable event", async () => ({ kind: "unwritable" })],
    ["throws", () => Promise.reject(new TypeError("frames.map"))],
  ])("delivers the other events if the transport %s", async (_, fail) => {
    const send = (batch: readonly Envelope[]) =>
      batch.some(({ event }) => event === "bad") ? fail() : Promise.resolve(OK);
    const { sender, push, refused, delivered, queue } = createSender([], {
      batchSize: 4,
      transport: { prepare: () => Promise.resolve(), send },
    });
    push("a", "bad", "c", "d");
    await sender.flush({ timeoutMs: 1000 });
    expect([refused, delivered, queue.length]).toEqual([[["unwritable", 1]], [1, 2], 0]);
  });
});

describe("BatchSender.flush", () => {
  it("ends after its timeout if the transport cannot be loaded meanwhile", async () => {
    const never = new Promise<never>(() => {});
    const queue = new EventQueue(10, 1, () => {});
    queue.enqueue(createEnvelope("a"));
    const transport = { prepare: () => never, send: () => never };
    const sender = new BatchSender(createSenderOptions({ queue, transport }));
    await expect(sender.flush({ timeoutMs: 10 })).resolves.toBeUndefined();
    expect(sender.inFlightCount).toBe(1);
  });

  it("ends after its timeout, and sends events without an answer after the interval", async () => {
    useFakeClock();
    const { sender, push, delivered } = createSender(["hang", OK], { batchSize: 10 });
    push("a");
    let ended = false;
    const flushed = sender.flush({ timeoutMs: 300 }).then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(299);
    expect(ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await flushed;
    await vi.advanceTimersByTimeAsync(REQUEST_TIMEOUT_MS + 54_000);
    expect(delivered).toEqual([]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(delivered).toEqual([1]);
    vi.useRealTimers();
  });

  it("does not send events again whose answer comes after its timeout", async () => {
    useFakeClock();
    const { sender, push, sent, delivered } = createSender([{ after: 400, ...OK }], { intervalMs: 1000 });
    push("a");
    const flushed = sender.flush({ timeoutMs: 300 });
    await vi.advanceTimersByTimeAsync(300);
    await flushed;
    expect([delivered, sender.inFlightCount]).toEqual([[], 1]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect([sent, delivered, sender.inFlightCount]).toEqual([[["a"]], [1], 0]);
    vi.useRealTimers();
  });

  it("aborts a request after its timeout that was not sent completely, which would keep the process alive", async () => {
    vi.useFakeTimers();
    const { sender, push, queue } = createSender(["hang"], { batchSize: 10 });
    push("a");
    void sender.flush({ timeoutMs: 300 });
    await vi.advanceTimersByTimeAsync(301);
    expect([queue.length, sender.inFlightCount]).toEqual([1, 0]);
    vi.useRealTimers();
  });

  it("starts no other request after its timeout", async () => {
    useFakeClock();
    const { sender, push, sent } = createSender([{ after: 400, ...OK }], { batchSize: 1 });
    push("a");
    push("b");
    void sender.flush({ timeoutMs: 300 });
    await vi.advanceTimersByTimeAsync(399);
    expect(sent).toEqual([["a"]]);
    vi.useRealTimers();
  });

  it("waits for a slow line as long as its phases end in time, and sends all batches", async () => {
    useFakeClock();
    const slow = { phasesMs: [0, 240, 480], after: 720, ...OK };
    const { sender, push, delivered } = createSender([slow, { after: 240, ...OK }]);
    push("a", "b", "c");
    const flushed = sender.flush({ timeoutMs: 5000, phaseTimeoutMs: 300 });
    await vi.advanceTimersByTimeAsync(960);
    await flushed;
    expect(delivered).toEqual([2, 1]);
    vi.useRealTimers();
  });

  it("does not wait for a backoff that is longer than its timeout", async () => {
    const { sender, push, sent, queue } = createSender([BUSY], { batchSize: 10 });
    push("a");
    await sender.flush({ timeoutMs: 100 });
    expect([sent.length, queue.length]).toEqual([1, 1]);
  });

  it("skips the backoff", async () => {
    const { sender, push, delivered } = createSender([BUSY, OK]);
    push("a", "b");
    await new Promise(setImmediate); // the first try has failed, the second is half a second away
    expect(delivered).toEqual([]);
    await sender.flush({ timeoutMs: 5000 });
    expect(delivered).toEqual([2]);
  });

  it.each([
    ["first", [true, false]],
    ["last", [false, true]],
  ])("sends the backlog of two flushes at once if the %s one asks for it", async (_, wishes) => {
    const claimFiles = vi.fn(() => Promise.resolve([]));
    const { sender, push, delivered } = createSender([OK], { batchSize: 10, backlog: { claimFiles } });
    push("a");
    await Promise.all(wishes.map((includesBacklog) => sender.flush({ timeoutMs: 1000 }, includesBacklog)));
    expect([delivered, claimFiles.mock.calls.length]).toEqual([[1], 1]);
  });

  it("sends the backlog after a round that is running without it", async () => {
    const claimFiles = vi.fn(() => Promise.resolve([]));
    const { sender, push, delivered } = createSender([OK], { backlog: { claimFiles } });
    push("a", "b");
    await sender.flush({ timeoutMs: 1000 }, true);
    expect([delivered, claimFiles.mock.calls.length]).toEqual([[2], 1]);
  });

  it("is not ended by the timeout of another caller", async () => {
    const { sender, push, delivered } = createSender([OK], { batchSize: 10 });
    push("a");
    await Promise.all([sender.flush({ timeoutMs: 0 }), sender.flush({ timeoutMs: 1000 })]);
    expect(delivered).toEqual([1]);
  });
});

it("does not count a flush that ran out of time as the test of the server after a cool-down", async () => {
  useFakeClock();
  const breaker = new CircuitBreaker({ file: undefined, now: Date.now });
  for (let failure = 0; failure < 5; failure++) breaker.startAttempt()?.fail();
  const { sender, push, delivered } = createSender(["hang", OK], {
    batchSize: 10,
    intervalMs: 600_000,
    breaker,
  });
  push("a");
  await vi.advanceTimersByTimeAsync(60_000);
  const flushed = sender.flush({ timeoutMs: 300 });
  await vi.advanceTimersByTimeAsync(300);
  await flushed;
  expect([breaker.failures, breaker.isOpen]).toEqual([5, false]);
  sender.abort();
  await sender.waitUntilIdle();
  await sender.flush({ timeoutMs: 1000 });
  expect([breaker.failures, delivered]).toEqual([0, [1]]);
  vi.useRealTimers();
});

it("does not return events in flight to the queue that another process is going to send", async () => {
  useFakeClock();
  const { sender, push, queue } = createSender([NO_ANSWER], { batchSize: 10 });
  push("a");
  const flushed = sender.flush({ timeoutMs: 300 });
  await vi.advanceTimersByTimeAsync(300);
  await flushed;
  sender.disownInFlight();
  await vi.advanceTimersByTimeAsync(REQUEST_TIMEOUT_MS);
  expect([queue.length, sender.inFlightCount]).toEqual([0, 0]);
  vi.useRealTimers();
});

describe("BatchSender.stop", () => {
  it("sends nothing any more, neither after a backoff nor after the interval", async () => {
    useFakeClock();
    const { sender, push, sent, queue } = createSender([BUSY, OK]);
    push("a", "b");
    await settle();
    expect(sent).toHaveLength(1);
    sender.stop();
    queue.clear();
    await vi.advanceTimersByTimeAsync(600_000);
    push("c", "d");
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sent).toHaveLength(1);
    vi.useRealTimers();
  });

  it("aborts the current request", async () => {
    const { sender, push, sent } = createSender(["hang"]);
    push("a", "b");
    sender.stop();
    await new Promise(setImmediate);
    expect([sent.length, sender.inFlightCount]).toEqual([1, 0]);
  });
});

it("counts the events in flight until they are delivered or dropped", async () => {
  const { sender, push } = createSender(["hang", OK]);
  push("a", "b");
  expect(sender.inFlightCount).toBe(2);
  sender.abort();
  await vi.waitFor(() => expect(sender.inFlightCount).toBe(0), { timeout: 3000 });
});
