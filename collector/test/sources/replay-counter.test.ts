/** Counting the lines that a source sent again under another id. */
import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ReplayCounter } from "../../src/sources/replay-counter.js";

const createLine = (content: number) => `{"uuid":"${randomUUID()}","event":"search","n":${content}}`;

describe("ReplayCounter", () => {
  it("counts each copy under another id, and not the original", () => {
    const counter = new ReplayCounter();
    for (const content of [1, 2, 1, 3, 1]) counter.add(createLine(content), "a");
    expect(counter.getCount("a")).toBe(2);
  });

  it("does not count what another source sent", () => {
    const counter = new ReplayCounter();
    counter.add(createLine(1), "a");
    counter.add(createLine(1), "b");
    expect([counter.getCount("a"), counter.getCount("b")]).toEqual([0, 0]);
  });

  it("estimates the copies of more lines than it may remember, each with its original", () => {
    const counter = new ReplayCounter(2000);
    const count = 20_000;
    for (let content = 0; content < count; content++) {
      counter.add(createLine(content), "a");
      if (content % 2 === 0) counter.add(createLine(content), "a");
    }
    // About one line in sixteen is remembered, so the standard deviation is about 400.
    expect(counter.getCount("a")).toBeGreaterThan(count / 2 - 2000);
    expect(counter.getCount("a")).toBeLessThan(count / 2 + 2000);
  });
});
