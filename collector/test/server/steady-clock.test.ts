/** A wrong clock must not delete what is to be kept. */
import { describe, expect, it } from "vitest";
import { DAY_MS, FakeClock, HOUR_MS } from "../support/fake-clock.js";

describe("a steady clock", () => {
  it("is steady after an hour without a jump", () => {
    const clock = new FakeClock();
    expect(clock.steady.isSteady()).toBe(false);
    clock.advance(HOUR_MS);
    expect([clock.steady.isSteady(), clock.steady.isDoubtful()]).toEqual([true, false]);
  });

  it.each([-400, -1, 1, 400])("is doubtful for an hour after a jump of %d days", (days) => {
    const clock = new FakeClock();
    clock.advance(2 * HOUR_MS);
    clock.jump(days * DAY_MS);
    expect([clock.steady.isSteady(), clock.steady.isDoubtful()]).toEqual([false, true]);
    clock.advance(HOUR_MS / 2);
    expect(clock.steady.isDoubtful()).toBe(true);
    clock.advance(HOUR_MS / 2);
    expect([clock.steady.isSteady(), clock.steady.isDoubtful()]).toEqual([true, false]);
  });

  it.each<[string, number, boolean]>([
    ["a minute before", -60_000, false],
    ["three days before", -3 * DAY_MS, false],
    ["400 days before", -400 * DAY_MS, true],
    ["a day after it", DAY_MS, true],
  ])("with a last write %s the start is doubtful: %s, %s", (_, offset, isDoubtful) => {
    const clock = new FakeClock();
    clock.steady.compareWithLastWrite(clock.now + offset);
    expect(clock.steady.isDoubtful()).toBe(isDoubtful);
  });
});
