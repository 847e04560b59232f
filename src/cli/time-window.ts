/** Parses the flag `--last`, which names a span of time that ends now. */
import { type CommandContext, UsageError } from "./subcommand.js";
import { pluralize } from "./terminal-format.js";

export interface TimeWindow {
  readonly durationMs: number;
  /** Such as `in the last day` or `in the last 12 hours`. */
  readonly label: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS: Readonly<Record<string, { readonly name: string; readonly unitMs: number }>> = {
  m: { name: "minute", unitMs: MINUTE_MS },
  h: { name: "hour", unitMs: HOUR_MS },
  d: { name: "day", unitMs: DAY_MS },
};

export const LAST_DAY: TimeWindow = { durationMs: DAY_MS, label: "in the last day" };
/** The request log is kept as long. */
export const LAST_SEVEN_DAYS: TimeWindow = { durationMs: 7 * DAY_MS, label: "in the last 7 days" };

export const LAST_ARG = {
  type: "string",
  description: "How far back: minutes, hours or days, such as 30m, 12h or 7d (default: 1d, at most: 7d)",
  valueHint: "duration",
} as const;

/** Returns undefined without the flag. @throws UsageError if the value is not a duration of at most seven days */
export function parseLastFlag({ args }: Pick<CommandContext, "args">): TimeWindow | undefined {
  if (args.last === undefined) return undefined;
  const text = String(args.last);
  const [, digits = "", letter = ""] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const unit = UNITS[letter];
  const count = Number(digits);
  if (unit === undefined || count === 0)
    throw new UsageError(
      `--last is "${text}", and must be a number of minutes, hours or days, such as 30m, 12h or 7d`,
    );
  const durationMs = count * unit.unitMs;
  if (durationMs > LAST_SEVEN_DAYS.durationMs)
    throw new UsageError(
      `--last is "${text}", and must be at most 7d, because sent requests are kept for seven days`,
    );
  return {
    durationMs,
    label: `in the last ${count === 1 ? unit.name : pluralize(count, unit.name)}`,
  };
}

/** Returns the items whose ISO time is in the window. */
export function selectWithin<T extends { readonly time: string }>(
  items: readonly T[],
  { durationMs }: TimeWindow,
  now: number,
): T[] {
  return items.filter(({ time }) => Date.parse(time) > now - durationMs);
}
