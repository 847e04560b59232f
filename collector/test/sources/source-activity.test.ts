/** Summing up what a source sent. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SourceActivity } from "../../src/sources/source-activity.js";

function observe(times: readonly number[]): SourceActivity {
  const activity = new SourceActivity();
  for (const time of times)
    activity.add({ tag: "a", time, kind: "events", sequence: 1, start: 0, end: 10, count: 2 });
  return activity;
}

describe("SourceActivity", () => {
  it("computes the variation of the pauses as the standard deviation over the mean", () => {
    const pauses = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(pauses, (lengths) => {
        let time = 1_000_000;
        const activity = observe([time, ...lengths.map((length) => (time += length))]);
        const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
        const variance = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / lengths.length;
        expect(activity.pauseVariation).toBeCloseTo(Math.sqrt(variance) / mean, 9);
      }),
    );
  });

  it("has no variation without a pause, because nothing can be compared", () => {
    expect(observe([]).pauseVariation).toBe(Number.POSITIVE_INFINITY);
    expect(observe([5000]).pauseVariation).toBe(Number.POSITIVE_INFINITY);
    expect(observe([5000, 5000]).pauseVariation).toBe(Number.POSITIVE_INFINITY);
  });

  it("knows the first and the last time, also when the clock was set back", () => {
    const activity = observe([5000, 2000, 9000]);
    expect(activity).toMatchObject({ batches: 3, events: 6, firstTime: 2000, lastTime: 9000 });
  });
});
