/** Captures that are made after the caller's turn: in order, in slices, and in any case. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import { DeferredCaptures } from "../../src/client/deferred-captures.js";

function defer(count: number) {
  const deferred = new DeferredCaptures();
  const captured: number[] = [];
  const add = (index: number) => deferred.add(() => captured.push(index));
  for (let index = 0; index < count; index++) add(index);
  return { deferred, captured, add };
}

describe("DeferredCaptures", () => {
  it("captures nothing in the caller's turn, and everything in order soon after it", async () => {
    const { captured } = defer(3);
    expect(captured).toEqual([]);
    await nextTurn();
    expect(captured).toEqual([0, 1, 2]);
  });

  it("lets other work run between slices", async () => {
    const { captured } = defer(1000);
    await nextTurn();
    expect(captured.length).toBeGreaterThan(0);
    expect(captured.length).toBeLessThan(1000);
    await vi.waitFor(() => expect(captured).toEqual(Array.from({ length: 1000 }, (_, index) => index)));
  });

  it("captures the oldest at once if too many are deferred, and loses none", async () => {
    const { captured } = defer(5000);
    expect(captured.length).toBeGreaterThan(5000 - 2048 - 1);
    await vi.waitFor(() => expect(captured).toHaveLength(5000));
    expect(captured).toEqual([...captured].sort((a, b) => a - b));
  });

  it("captures at once what is needed now", () => {
    const { deferred, captured } = defer(200);
    deferred.captureNow();
    expect(captured).toHaveLength(200);
  });

  it("does not depend on the global setImmediate, which a host's tests replace", async () => {
    vi.useFakeTimers({ toFake: ["setImmediate"] });
    const { add, captured } = defer(1);
    vi.useRealTimers();
    add(1);
    await nextTurn();
    expect(captured).toEqual([0, 1]);
  });
});
