/** Parses the filters of a question: the days, the version, the platform, and what is excluded unless requested. */
import type { Asked } from "./answer.js";

/** A filter that cannot be used. The message names it, and what was expected. */
export class FilterError extends Error {
  override readonly name = "FilterError";
}

export interface AnswerFilter {
  /** The first and the last day, both included, in UTC. */
  readonly from: string;
  readonly to: string;
  readonly version?: string;
  readonly platform?: string;
  /** Whether runs in CI are among the events. */
  readonly includesCi: boolean;
  /** Whether the test events of `codeweaver-telemetry doctor` are among the events. */
  readonly includesDoctor: boolean;
}

/** Four whole weeks, so that each day of the week counts as often as the others. */
const DEFAULT_DAYS = 28;
const DAY_MS = 24 * 3600 * 1000;
const MAX_DAYS = 3660;
/** Matches a version or a platform. No such text needs quotes in SQL or in HTML. */
const WORD = /^[\w.+-]{1,64}$/;
const NAMES: ReadonlySet<string> = new Set(["from", "to", "version", "platform", "ci", "doctor"]);

/**
 * @param parameters of the query, such as `from=2026-11-01&version=1.2.0&ci=include`
 * @param now milliseconds since the epoch
 * @param defaultDays the days that end today. The default is four weeks
 * @throws FilterError
 */
export function parseFilter(
  parameters: URLSearchParams,
  now: number,
  defaultDays = DEFAULT_DAYS,
): AnswerFilter {
  for (const name of parameters.keys()) {
    if (!NAMES.has(name)) throw new FilterError(`${name} is not a filter: use ${[...NAMES].join(", ")}.`);
    if (parameters.getAll(name).length > 1) throw new FilterError(`${name} is given more than once.`);
  }
  const to = readDay(parameters, "to") ?? formatDay(now);
  const from = readDay(parameters, "from") ?? formatDay(Date.parse(to) - (defaultDays - 1) * DAY_MS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days < 1) throw new FilterError(`from=${from} is after to=${to}.`);
  if (days > MAX_DAYS) throw new FilterError(`from=${from} to to=${to} is longer than ${MAX_DAYS} days.`);
  const version = readWord(parameters, "version");
  const platform = readWord(parameters, "platform");
  return {
    from,
    to,
    ...(version !== undefined && { version }),
    ...(platform !== undefined && { platform }),
    includesCi: readInclusion(parameters, "ci"),
    includesDoctor: readInclusion(parameters, "doctor"),
  };
}

/** Describes the filter as an answer states it. */
export function describeFilter({
  from,
  to,
  version,
  platform,
  includesCi,
  includesDoctor,
}: AnswerFilter): Asked {
  const filters = {
    ...(version !== undefined && { version }),
    ...(platform !== undefined && { platform }),
    ...(includesCi && { ci: "include" }),
    ...(includesDoctor && { doctor: "include" }),
  };
  return { from, to, filters };
}

/** Returns the day after another one. */
export function addDay(day: string): string {
  return formatDay(Date.parse(day) + DAY_MS);
}

function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function readDay(parameters: URLSearchParams, name: string): string | undefined {
  const value = parameters.get(name) || undefined; // a form sends empty fields
  if (value === undefined) return undefined;
  const time = /^\d{4}-\d\d-\d\d$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time) || formatDay(time) !== value)
    throw new FilterError(`${name}=${value} is not a day: expected one such as 2026-11-28.`);
  return value;
}

function readWord(parameters: URLSearchParams, name: string): string | undefined {
  const value = parameters.get(name) || undefined;
  if (value !== undefined && !WORD.test(value))
    throw new FilterError(`${name} has an unexpected value: expected a word such as 1.2.0 or linux.`);
  return value;
}

function readInclusion(parameters: URLSearchParams, name: string): boolean {
  const value = parameters.get(name) || undefined;
  if (value !== undefined && value !== "include")
    throw new FilterError(`${name}=${value} is not known: expected ${name}=include.`);
  return value === "include";
}
