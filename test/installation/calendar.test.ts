import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  countDays,
  getEarlierWeek,
  getFirstNoon,
  getMidweekNoon,
  getPeriodKeys,
} from "../../src/installation/calendar.js";

const times = fc.date({
  min: new Date("2026-01-08"),
  max: new Date("9990-01-01"),
  noInvalidDate: true,
});

describe("getPeriodKeys", () => {
  // The weeks are those of `date --utc --date=… +%G-W%V` (GNU coreutils).
  it.each([
    ["2026-11-27T14:04:35Z", "2026-11-27", "2026-W48", "2026-11"],
    ["2026-11-29T23:59:59.999Z", "2026-11-29", "2026-W48", "2026-11"],
    ["2026-11-30T00:00:00Z", "2026-11-30", "2026-W49", "2026-11"],
    ["2026-01-01T00:00:00Z", "2026-01-01", "2026-W01", "2026-01"],
    ["2027-01-01T00:00:00Z", "2027-01-01", "2026-W53", "2027-01"],
    ["2027-01-04T00:00:00Z", "2027-01-04", "2027-W01", "2027-01"],
    ["2029-12-31T12:00:00Z", "2029-12-31", "2030-W01", "2029-12"],
    ["2028-02-29T12:00:00Z", "2028-02-29", "2028-W09", "2028-02"],
  ])("names the periods of %s", (time, day, week, month) => {
    expect(getPeriodKeys(Date.parse(time))).toEqual({ day, week, month });
  });

  it.each([
    ["no number", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["a time before 1970", -1],
    ["a clock without a battery", 0],
    ["a year with five digits", Date.UTC(12000, 1, 1)],
    ["more than a Date can hold", 9e15],
  ])("has none for %s", (_, time) => {
    expect(getPeriodKeys(time)).toBeUndefined();
  });

  it("depends on UTC alone", () => {
    const before = process.env.TZ;
    try {
      const inZones = ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York"].map((zone) => {
        process.env.TZ = zone;
        return getPeriodKeys(Date.parse("2026-11-30T00:30:00Z"));
      });
      expect(new Set(inZones.map((keys) => JSON.stringify(keys))).size).toBe(1);
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it("names later periods by texts that sort later", () => {
    fc.assert(
      fc.property(times, times, (a, b) => {
        const [earlier, later] = [a.getTime(), b.getTime()].sort((x, y) => x - y).map(getPeriodKeys);
        for (const period of ["day", "week", "month"] as const)
          expect((earlier?.[period] ?? "") <= (later?.[period] ?? "")).toBe(true);
      }),
    );
  });
});

describe("the noon of a period", () => {
  it("is in the period, in every time zone from -11 to +11 hours", () => {
    fc.assert(
      fc.property(times, fc.integer({ min: -11, max: 11 }), (date, zone) => {
        const keys = getPeriodKeys(date.getTime());
        if (keys === undefined) throw new Error("no keys");
        for (const period of ["day", "week", "month"] as const) {
          const noon = getFirstNoon(period, keys[period]);
          expect(getPeriodKeys(noon + zone * 3_600_000)?.[period]).toBe(keys[period]);
        }
        expect(new Date(getMidweekNoon(keys.week)).getUTCDay()).toBe(4);
        expect(getPeriodKeys(getMidweekNoon(keys.week))?.week).toBe(keys.week);
      }),
    );
  });
});

describe("getEarlierWeek", () => {
  it("crosses years of 52 and of 53 weeks", () => {
    expect(getEarlierWeek("2027-W01", 1)).toBe("2026-W53");
    expect(getEarlierWeek("2026-W01", 1)).toBe("2025-W52");
    expect(getEarlierWeek("2026-W02", 4)).toBe("2025-W50");
  });
});

describe("countDays", () => {
  it("counts days across months and leap years", () => {
    expect(countDays("2024-02-28", "2024-03-01")).toBe(2);
    expect(countDays("2026-11-27", "2026-11-26")).toBe(-1);
  });
});
