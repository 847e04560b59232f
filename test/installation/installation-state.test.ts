import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { getPeriodKeys, type PeriodKeys } from "../../src/installation/calendar.js";
import {
  advanceState,
  createState,
  createStateAfterDamage,
  type InstallationState,
  type PeriodReport,
  parseState,
} from "../../src/installation/installation-state.js";
import { isSent } from "../../src/installation/sent-periods.js";

function toKeys(time: string | number): PeriodKeys {
  const keys = getPeriodKeys(typeof time === "string" ? Date.parse(time) : time);
  if (keys === undefined) throw new Error(`no periods of ${time}`);
  return keys;
}

/** Uses the tool at each time, with one session. */
function useAt(times: readonly (string | number)[], first?: InstallationState) {
  let state = first ?? createState(toKeys(times[0] ?? 0));
  const runs: (readonly PeriodReport[])[] = [];
  for (const time of times) {
    const today = toKeys(time);
    const { state: next, due } = advanceState(state, today);
    const sessions = (next.week?.sessions ?? 0) + 1;
    const isReported = isSent(next.reportedWeeks, today.week);
    const key = next.week?.key ?? today.week;
    state = isReported ? next : { ...next, week: { key, sessions, values: {} } };
    state = parseState(JSON.parse(JSON.stringify(state)));
    runs.push(due);
  }
  return { state, runs };
}

const listActive = (due: readonly PeriodReport[]) =>
  due.flatMap((report) => (report.kind === "active" ? [`${report.period} ${report.key}`] : []));
const listWeeks = (due: readonly PeriodReport[]) =>
  due.flatMap((report) => (report.kind === "week" ? [report] : []));

describe("an installation", () => {
  it("is active once in a day, a week and a month", () => {
    const { runs } = useAt([
      "2026-11-27T08:00Z",
      "2026-11-27T23:59Z",
      "2026-11-28T00:00Z",
      "2026-11-30T00:00Z",
      "2026-12-01T00:00Z",
    ]);
    expect(runs.map(listActive)).toEqual([
      ["day 2026-11-27", "week 2026-W48", "month 2026-11"],
      [],
      ["day 2026-11-28"],
      ["day 2026-11-30", "week 2026-W49"],
      ["day 2026-12-01", "month 2026-12"],
    ]);
  });

  it.each([
    ["2026-11-27", "days"],
    ["2026-12-03", "days"],
    ["2026-12-04", "weeks"],
    ["2026-12-26", "weeks"],
    ["2026-12-27", "months"],
    ["2027-11-26", "months"],
    ["2027-11-27", "years"],
  ])("from 2026-11-27 has on %s the age of %s", (day, installAge) => {
    const { runs } = useAt(["2026-11-27T10:00Z", `${day}T11:00Z`, "2030-01-01"]);
    const [report] = runs[day === "2026-11-27" ? 0 : 1] ?? [];
    expect(report).toMatchObject({ kind: "active", installAge });
  });

  it("counts its age from today after the clock was in the future", () => {
    const { state } = useAt(["2038-01-01", "2026-11-27"]);
    expect(state.firstDay).toBe("2026-11-27");
  });

  it("reports a week in a later one, with whether it was active before", () => {
    const { runs } = useAt([
      "2026-11-02",
      "2026-11-25",
      "2026-11-27",
      "2026-11-30",
      "2026-12-09",
      "2026-12-31",
    ]);
    expect(runs.map((due) => listWeeks(due).map(({ numbers }) => [numbers.key, numbers.sessions]))).toEqual([
      [],
      [["2026-W45", 1]],
      [],
      [["2026-W48", 2]],
      [["2026-W49", 1]],
      [["2026-W50", 1]],
    ]);
    expect(runs.flatMap(listWeeks)).toMatchObject([
      { wasActiveWeekBefore: false, wasActiveFourWeeksBefore: false },
      { wasActiveWeekBefore: false, wasActiveFourWeeksBefore: false },
      { wasActiveWeekBefore: true, wasActiveFourWeeksBefore: true },
      { wasActiveWeekBefore: true, wasActiveFourWeeksBefore: false },
    ]);
  });

  it("counts on in the week of a process whose clock was ahead at midnight", () => {
    const uses = [
      "2026-11-30T00:00:00.050Z",
      "2026-11-29T23:59:59.990Z",
      "2026-12-01",
      "2026-12-02",
      "2026-12-07",
    ];
    const { runs } = useAt(uses);
    expect(runs.flatMap(listWeeks).map(({ numbers }) => [numbers.key, numbers.sessions])).toEqual([
      ["2026-W49", 4],
    ]);
  });

  it("reports no week of a clock that was weeks ahead", () => {
    const { runs } = useAt(["2026-11-25", "2028-03-01", "2026-11-26", "2026-11-27", "2026-11-30"]);
    expect(runs.flatMap(listWeeks).map(({ numbers }) => numbers.key)).toEqual(["2026-W48"]);
  });

  it("sends nothing for the present day, week and month after its state was damaged", () => {
    const { runs } = useAt(
      ["2026-11-27", "2026-11-28", "2026-11-30"],
      createStateAfterDamage(toKeys("2026-11-27")),
    );
    expect(runs.map(listActive)).toEqual([[], ["day 2026-11-28"], ["day 2026-11-30", "week 2026-W49"]]);
    expect(runs.flatMap(listWeeks)).toEqual([]);
  });

  it("reports nothing twice and has a bounded size, wherever the clock jumps", () => {
    const time = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2040, 0) });
    const nearTime = fc.integer({ min: Date.UTC(2026, 10, 1), max: Date.UTC(2026, 11, 31) });
    fc.assert(
      fc.property(fc.array(fc.oneof(time, nearTime), { minLength: 1, maxLength: 60 }), (times) => {
        const { runs, state } = useAt(times);
        const reports = runs
          .flat()
          .map((report) => (report.kind === "week" ? report.numbers.key : `${report.period} ${report.key}`));
        expect(new Set(reports).size).toBe(reports.length);
        expect(JSON.stringify(state).length).toBeLessThan(1000);
      }),
      { numRuns: 500 },
    );
  });

  it("counts every session of weeks that follow each other", () => {
    const start = Date.UTC(2026, 0, 1);
    const times = Array.from({ length: 400 }, (_, index) => start + index * 13 * 3_600_000);
    const { runs, state } = useAt(times);
    const reported = runs
      .flat()
      .reduce((sum, report) => sum + (report.kind === "week" ? report.numbers.sessions : 0), 0);
    expect(reported + (state.week?.sessions ?? 0)).toBe(times.length);
  });
});

describe("parseState", () => {
  const { state } = useAt(["2026-11-27"]);

  it.each([
    ["no first day", { ...state, firstDay: undefined }],
    ["a first day that is no date", { ...state, firstDay: "yesterday" }],
    ["no periods", { ...state, active: undefined }],
    ["no recent weeks", { ...state, recentWeeks: {} }],
    ["periods that are no lists", { ...state, active: { ...state.active, week: 5 } }],
    ["a week without a key", { ...state, week: { sessions: 1, values: {} } }],
    ["sessions that are no number", { ...state, week: { key: "2026-W48", sessions: "many" } }],
  ])("rejects %s", (_, fields) => {
    expect(() => parseState(JSON.parse(JSON.stringify(fields)))).toThrow(SyntaxError);
  });
});
