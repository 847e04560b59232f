/** Tests that work runs one after the other. */
import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { SerialQueue } from "../../src/internal/serial-queue.js";

it("begins work when the work before it has ended, also if that failed", async () => {
  const queue = new SerialQueue();
  const steps: string[] = [];
  const work = (name: string, error?: Error) => async () => {
    steps.push(`${name} begins`);
    await setImmediate();
    steps.push(`${name} ends`);
    if (error !== undefined) throw error;
    return name;
  };
  const results = [queue.run(work("a")), queue.run(work("b", new Error("b failed"))), queue.run(work("c"))];
  expect(await Promise.allSettled(results)).toMatchObject([
    { status: "fulfilled", value: "a" },
    { status: "rejected", reason: { message: "b failed" } },
    { status: "fulfilled", value: "c" },
  ]);
  expect(steps).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
});

it("is idle when all work has ended, whatever its result", async () => {
  const queue = new SerialQueue();
  let hasEnded = false;
  const failing = queue.run(async () => {
    await setImmediate();
    hasEnded = true;
    throw new Error("failed");
  });
  failing.catch(() => {});
  await queue.waitUntilIdle();
  expect(hasEnded).toBe(true);
});
