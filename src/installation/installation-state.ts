/** Decides which reports of an installation are due, from what it remembers of earlier ones. */
import type { InstallAge } from "../events/active-event.js";
import type { StoredValues } from "../events/metric-values.js";
import { countDays, getEarlierWeek, PERIODS, type Period, type PeriodKeys } from "./calendar.js";
import {
  type ExperimentStates,
  endExperiments,
  hasEnrollment,
  type OutcomeReport,
  parseExperimentStates,
} from "./experiment-state.js";
import { isSent, markSent, NONE_SENT, parseSentPeriods, type SentPeriods } from "./sent-periods.js";
import { parseSetupState, type SetupReport, type SetupState } from "./setup-observer.js";

/** A report needs the four weeks before its own week, which may be several weeks ago. */
const MAX_RECENT_WEEKS = 8;

/** The state that an installation keeps from run to run. */
export interface InstallationState {
  /** The UTC day of the first use. */
  readonly firstDay: string;
  /** The periods for which `telemetry_active` was sent. */
  readonly active: Readonly<Record<Period, SentPeriods>>;
  /** The last weeks of use, from earlier to later. */
  readonly recentWeeks: readonly string[];
  /** The weeks for which `telemetry_week` was sent. */
  readonly reportedWeeks: SentPeriods;
  /** The numbers of the week in which the tool was used last. They are sent when the week is over. */
  readonly week?: WeekNumbers;
  /** The states of experiments. Undefined if the installation was never enrolled in one. */
  readonly experiments?: ExperimentStates;
  /** The state of the setup. Undefined if it was never observed. */
  readonly setup?: SetupState;
}

export interface WeekNumbers {
  /** The ISO week. */
  readonly key: string;
  /** The tool's version that counted last. Undefined if its author does not state one. */
  readonly version?: string | undefined;
  readonly sessions: number;
  readonly values: StoredValues;
}

/** A report to send now. It is recorded as sent before it is sent, so that a killed process cannot send it twice. */
export type DueReport = PeriodReport | OutcomeReport | SetupReport;

/** A report about a day, a week or a month. */
export type PeriodReport = ActiveReport | WeekReport;

export interface ActiveReport {
  readonly kind: "active";
  readonly period: Period;
  readonly key: string;
  readonly installAge: InstallAge;
}

export interface WeekReport {
  readonly kind: "week";
  readonly numbers: WeekNumbers;
  readonly wasActiveWeekBefore: boolean;
  readonly wasActiveFourWeeksBefore: boolean;
}

export function createState(today: PeriodKeys): InstallationState {
  return {
    firstDay: today.day,
    active: { day: NONE_SENT, week: NONE_SENT, month: NONE_SENT },
    recentWeeks: [],
    reportedWeeks: NONE_SENT,
  };
}

/** Creates the state that replaces a damaged one. It marks all reports as sent, because some may have been sent before the damage. */
export function createStateAfterDamage(today: PeriodKeys): InstallationState {
  const reportedWeeks = markSent(NONE_SENT, "week", today.week);
  return { ...markActive(createState(today), today), reportedWeeks, experiments: "damaged", setup: "ended" };
}

/** Deletes everything that is not reported yet: the week, the experiments and the setup. It is not reported later. */
export function deleteNumbers({ week, experiments, ...state }: InstallationState): InstallationState {
  const ended = experiments && { experiments: endExperiments(experiments) };
  return { ...state, ...ended, setup: "ended" };
}

/** Returns whether the state has numbers that are not sent yet. */
export function hasNumbers({ week, experiments, setup }: InstallationState): boolean {
  const isEnrolled = experiments !== undefined && hasEnrollment(experiments);
  const hasSetupAttempts = typeof setup === "object" && setup.attempts > 0;
  return week !== undefined || isEnrolled || hasSetupAttempts;
}

/** Marks the installation as active, and returns the reports that are due. */
export function advanceState(
  state: InstallationState,
  today: PeriodKeys,
): { readonly state: InstallationState; readonly due: readonly PeriodReport[] } {
  const { active, week, recentWeeks, reportedWeeks } = state;
  const firstDay = state.firstDay < today.day ? state.firstDay : today.day; // the clock may have been set back
  const installAge = getInstallAge(countDays(firstDay, today.day));
  const due: PeriodReport[] = PERIODS.filter((period) => !isSent(active[period], today[period])).map(
    (period) => ({
      kind: "active",
      period,
      key: today[period],
      installAge,
    }),
  );
  const isWeekOver = week !== undefined && week.key < today.week;
  if (isWeekOver && !isSent(reportedWeeks, week.key)) due.push(createWeekReport(week, recentWeeks));
  return {
    state: {
      ...markActive(state, today),
      firstDay,
      reportedWeeks: isWeekOver ? markSent(reportedWeeks, "week", week.key) : reportedWeeks,
      ...(week !== undefined && isCurrent(week.key, today.week) && { week }),
    },
    due,
  };
}

/**
 * Returns whether numbers belong to the present week, or to the next one: a process that read its clock just before midnight
 * may save after one that read it just after. Numbers of any other later week come from a wrong clock, and are deleted.
 */
function isCurrent(week: string, present: string): boolean {
  return week === present || getEarlierWeek(week, 1) === present;
}

/** @param recentWeeks the last weeks of use */
export function createWeekReport(numbers: WeekNumbers, recentWeeks: readonly string[]): WeekReport {
  const wasActive = (weeks: number) => recentWeeks.includes(getEarlierWeek(numbers.key, weeks));
  return {
    kind: "week",
    numbers,
    wasActiveWeekBefore: wasActive(1),
    wasActiveFourWeeksBefore: wasActive(4),
  };
}

/** Returns the state without the numbers of the week. */
function markActive(
  { week, active, recentWeeks, ...state }: InstallationState,
  today: PeriodKeys,
): InstallationState {
  return {
    ...state,
    recentWeeks: [...recentWeeks.filter((week) => week !== today.week), today.week].slice(-MAX_RECENT_WEEKS),
    active: {
      day: markSent(active.day, "day", today.day),
      week: markSent(active.week, "week", today.week),
      month: markSent(active.month, "month", today.month),
    },
  };
}

function getInstallAge(days: number): InstallAge {
  if (days < 7) return "days";
  if (days < 30) return "weeks";
  return days < 365 ? "months" : "years";
}

/** @throws SyntaxError for fields that `advanceState` does not create */
export function parseState(fields: Readonly<Record<string, unknown>>): InstallationState {
  const { firstDay, active, recentWeeks, reportedWeeks, week, experiments, setup } = fields;
  const { day, week: weeks, month } = Object(active);
  if (typeof firstDay !== "string" || !/^\d{4}-\d\d-\d\d$/.test(firstDay))
    throw new SyntaxError("the first day is damaged");
  if (!Array.isArray(recentWeeks) || !recentWeeks.every((key) => typeof key === "string"))
    throw new SyntaxError("the recent weeks are damaged");
  return {
    firstDay,
    recentWeeks,
    active: {
      day: parseSentPeriods(day),
      week: parseSentPeriods(weeks),
      month: parseSentPeriods(month),
    },
    reportedWeeks: parseSentPeriods(reportedWeeks),
    ...(week !== undefined && { week: parseWeek(week) }),
    ...(experiments !== undefined && { experiments: parseExperimentStates(experiments) }),
    ...(setup !== undefined && { setup: parseSetupState(setup) }),
  };
}

function parseWeek(json: unknown): WeekNumbers {
  const { key, version, sessions, values } = Object(json);
  const isUsable = typeof key === "string" && /^\d{4}-W\d\d$/.test(key) && Number.isSafeInteger(sessions);
  if (!isUsable) throw new SyntaxError("the week is damaged");
  return {
    key,
    version: typeof version === "string" ? version : undefined,
    sessions,
    values: Object(values),
  };
}
