import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/envelope.js";
import { getPeriodKeys } from "../../src/installation/calendar.js";
import { parseSetupState, SetupObserver, type SetupState } from "../../src/installation/setup-observer.js";

const START = Date.parse("2026-11-27T10:00:00Z");
const MINUTE_MS = 60_000;

/** An attempt: minutes after the first run, whether it succeeds, and the kinds of its errors. */
type Attempt = readonly [minutes: number, success: unknown, ...errors: string[]];

/** Runs the tool once for each list of attempts. Returns the reports of each run. */
function runWith(runs: readonly (readonly Attempt[])[], first?: SetupState) {
  let state = first;
  const reports = runs.map((attempts) => {
    let time = START;
    const observer = new SetupObserver(() => time);
    for (const [minutes, success, ...errors] of attempts) {
      time = START + minutes * MINUTE_MS;
      const properties: JsonObject = typeof success === "boolean" ? { success, errors } : {};
      observer.observe(typeof success === "boolean" ? "codeweaver_setup" : "other", properties);
    }
    const today = getPeriodKeys(time);
    if (today === undefined) throw new Error("no periods");
    const advanced = observer.applyTo(state, today);
    state = parseSetupState(JSON.parse(JSON.stringify(advanced.state)));
    return advanced.due.map(({ result, attempts, errors, minutes }) => [result, attempts, errors, minutes]);
  });
  return { reports, state };
}

const FIRST_RUN: readonly Attempt[] = [[0, undefined]];

describe("the setup of an installation", () => {
  it("is reported when it succeeds, with its attempts, errors and minutes", () => {
    const { reports, state } = runWith([
      FIRST_RUN,
      [[5, false, "syntax"]],
      [[9, false, "syntax", "missing_key"]],
      [[42.4, true]],
    ]);
    expect(reports).toEqual([
      [],
      [["failed", 1, ["syntax"], 5]],
      [],
      [["succeeded", 3, ["missing_key", "syntax"], 42]],
    ]);
    expect(state).toBe("ended");
  });

  it("is reported once if the first attempt succeeds", () => {
    const { reports } = runWith([[[0, true]], [[5, true]], [[6, false, "syntax"]]]);
    expect(reports).toEqual([[["succeeded", 1, [], 0]], [], []]);
  });

  it("is reported with both results if they are in one run", () => {
    const { reports } = runWith([[...FIRST_RUN, [3, false, "network"], [7, true], [8, false]]]);
    expect(reports).toEqual([
      [
        ["failed", 1, ["network"], 3],
        ["succeeded", 2, ["network"], 7],
      ],
    ]);
  });

  it("takes 0 minutes if the clock was set back", () => {
    const { reports } = runWith([FIRST_RUN, [[-50, true]]]);
    expect(reports.flat()).toEqual([["succeeded", 1, [], 0]]);
  });

  it("is not reported after its file was damaged or its numbers were deleted", () => {
    expect(runWith([[[1, false]], [[2, true]]], "ended").reports.flat()).toEqual([]);
  });

  it("counts an attempt once in a run that saves twice", () => {
    const observer = new SetupObserver(() => START);
    const today = getPeriodKeys(START);
    if (today === undefined) throw new Error("no periods");
    observer.observe("codeweaver_setup", { success: false, errors: [] });
    const { state } = observer.applyTo(undefined, today);
    observer.reset();
    expect(observer.applyTo(state, today)).toEqual({ state, due: [] });
  });
});
