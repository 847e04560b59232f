import { describe, expect, it } from "vitest";
import { EventQueue } from "../../src/delivery/event-queue.js";
import { createEnvelope } from "../support/envelope.js";

const names = (queue: EventQueue) => queue.dequeue(queue.length).map(({ event }) => event);

describe("EventQueue", () => {
  it("returns the oldest first, and puts requeued events in front", () => {
    const queue = new EventQueue(10, 1, () => {});
    for (const name of ["a", "b", "c"]) queue.enqueue(createEnvelope(name));
    const claimed = queue.dequeue(2);
    queue.enqueue(createEnvelope("d"));
    queue.requeue(claimed);
    expect(names(queue)).toEqual(["a", "b", "c", "d"]);
  });

  it("evicts and counts the oldest when it is full", () => {
    let lost = 0;
    const queue = new EventQueue(2, 1, () => lost++);
    for (const name of ["a", "b", "c"]) queue.enqueue(createEnvelope(name));
    const claimed = queue.dequeue(1);
    for (const name of ["d", "e"]) queue.enqueue(createEnvelope(name));
    queue.requeue(claimed);
    expect([names(queue), lost]).toEqual([["d", "e"], 3]);
  });
});
