import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "../../src/delivery/event-queue.js";
import { calculateBackoffMs } from "../../src/transports/retry-policy.js";
import { envelope } from "../support/envelope.js";

const names = (queue: EventQueue) => queue.dequeue(queue.length).map(({ event }) => event);

describe("the queue", () => {
  it("gives the oldest first, and takes back what could not be sent in front", () => {
    const queue = new EventQueue(10, 1, () => {});
    for (const name of ["a", "b", "c"]) queue.enqueue(envelope(name));
    const claimed = queue.dequeue(2);
    queue.enqueue(envelope("d"));
    queue.requeue(claimed);
    expect(names(queue)).toEqual(["a", "b", "c", "d"]);
  });

  it("lets the oldest give way when it is full, and counts each", () => {
    let lost = 0;
    const queue = new EventQueue(2, 1, () => lost++);
    for (const name of ["a", "b", "c"]) queue.enqueue(envelope(name));
    const claimed = queue.dequeue(1);
    for (const name of ["d", "e"]) queue.enqueue(envelope(name));
    queue.requeue(claimed);
    expect([names(queue), lost]).toEqual([["d", "e"], 3]);
  });
});

describe("backoff", () => {
  const between = (attempt: number, factor: number) =>
    [0, 1].map((random) => calculateBackoffMs(attempt, factor, random));

  it("doubles to half a minute, between half and the whole of it", () => {
    expect([0, 1, 2, 3, 4, 5, 20].map((attempt) => between(attempt, 2))).toEqual([
      [500, 1000],
      [1000, 2000],
      [2000, 4000],
      [4000, 8000],
      [8000, 16_000],
      [15_000, 30_000],
      [15_000, 30_000],
    ]);
  });

  it("grows by the factor that is set", () => {
    expect([1, 3, 10].map((factor) => between(1, factor))).toEqual([
      [500, 1000],
      [1500, 3000],
      [5000, 10_000],
    ]);
  });

  it("is never shorter than the server asks", () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(10_000_000),
        (attempt, random, afterMs) => {
          expect(calculateBackoffMs(attempt, 2, random, afterMs)).toBeGreaterThanOrEqual(afterMs);
        },
      ),
    );
  });
});
