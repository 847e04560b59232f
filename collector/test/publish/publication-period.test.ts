/** Periods have the weeks and days that the calendar gives them. */
import { describe, expect, it } from "vitest";
import { isPeriodOver, type PublicationPeriod, parsePeriod } from "../../src/publish/publication-period.js";

const FIRST_YEAR = 2020;
const LAST_YEAR = 2100;

/** The years from 2020 to 2100 with 53 weeks: those that begin on a Thursday, and leap years that begin on a Wednesday. */
const LONG_YEARS = [2020, 2026, 2032, 2037, 2043, 2048, 2054, 2060, 2065, 2071, 2076, 2082, 2088, 2093, 2099];

interface CalendarWeek {
  readonly key: string;
  readonly days: readonly string[];
}

/** Counts days and weeks from the Monday that begins 2020-W01, with no arithmetic of time. */
function listCalendarWeeks(): CalendarWeek[] {
  const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const countDays = (year: number, month: number) =>
    month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  const day = { year: 2019, month: 12, day: 30 };
  const nextDay = () => {
    const text = `${day.year}-${String(day.month).padStart(2, "0")}-${String(day.day).padStart(2, "0")}`;
    day.day++;
    if (day.day > countDays(day.year, day.month)) {
      day.day = 1;
      day.month = (day.month % 12) + 1;
      if (day.month === 1) day.year++;
    }
    return text;
  };
  const weeks: CalendarWeek[] = [];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++)
    for (let week = 1; week <= (LONG_YEARS.includes(year) ? 53 : 52); week++)
      weeks.push({
        key: `${year}-W${String(week).padStart(2, "0")}`,
        days: Array.from({ length: 7 }, nextDay),
      });
  return weeks;
}

const CALENDAR = listCalendarWeeks();

function requirePeriod(text: string): PublicationPeriod {
  const period = parsePeriod(text);
  if (period === undefined) throw new Error(`${text} is a period`);
  return period;
}

describe("parsePeriod", () => {
  it("finds the days of every week from 2020 to 2100", () => {
    expect(CALENDAR.length).toBe(81 * 52 + LONG_YEARS.length);
    for (const { key, days } of CALENDAR)
      expect(parsePeriod(key)).toEqual({
        key,
        weeks: [key],
        firstDay: days[0],
        lastDay: days[6],
        endMs: Date.parse(`${days[6]}T23:59:59.999Z`) + 1,
      });
  });

  it("finds the weeks of every month from 2020 to 2100, by their Thursdays", () => {
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year++)
      for (let month = 1; month <= 12; month++) {
        const key = `${year}-${String(month).padStart(2, "0")}`;
        const weeks = CALENDAR.filter(({ days }) => days[3]?.startsWith(key));
        const { weeks: found, firstDay, lastDay, endMs } = requirePeriod(key);
        expect(found).toEqual(weeks.map((week) => week.key));
        expect([firstDay, lastDay]).toEqual([weeks[0]?.days[0], weeks.at(-1)?.days[6]]);
        expect(endMs).toBe(Date.parse(`${lastDay}T23:59:59.999Z`) + 1);
      }
  });

  it("puts the first week of October 2026 into October, although it begins in September", () => {
    expect(requirePeriod("2026-10")).toMatchObject({
      weeks: ["2026-W40", "2026-W41", "2026-W42", "2026-W43", "2026-W44"],
      firstDay: "2026-09-28",
      lastDay: "2026-11-01",
    });
  });

  it("refuses the week 53 of years that have 52", () => {
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year++)
      expect(parsePeriod(`${year}-W53`) !== undefined, `${year}`).toBe(LONG_YEARS.includes(year));
  });

  it.each([
    "",
    "2026",
    "2026-W00",
    "2026-W54",
    "2026-W4",
    "2026-w40",
    "2026-W401",
    "2026W40",
    "2026-00",
    "2026-13",
    "2026-1",
    "2026-10-01",
    " 2026-10",
    "2026-10\n",
    "26-10",
    "12026-10",
    "-2026-10",
    "0026-10",
    "0026-W10",
    "9999-12",
    "9999-W52",
  ])("refuses %j", (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });
});

describe("isPeriodOver", () => {
  it.each(["2026-W40", "2026-09", "2026-10"])(
    "is true from the midnight in UTC after the last day of %s",
    (text) => {
      const period = requirePeriod(text);
      const lastMs = Date.parse(`${period.lastDay}T23:59:59.999Z`);
      expect(isPeriodOver(period, lastMs)).toBe(false);
      expect(isPeriodOver(period, lastMs + 1)).toBe(true);
    },
  );
});
