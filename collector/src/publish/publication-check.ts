/** Decides whether a period may be published now: whether it is complete, and nothing of it was deleted yet. */
import type { PublicationPeriod } from "./publication-period.js";

/** Thrown if a period cannot be published now. The message says why, and from or until when it could. */
export class PublicationRefusedError extends Error {
  override readonly name = "PublicationRefusedError";
}

const DAY_MS = 24 * 3600 * 1000;
/** A report is sent with the first use of the tool after its week. Those that arrive later are not published. */
export const WAIT_DAYS = 7;

export interface PublicationLimits {
  readonly project: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly retentionDays: number;
  /** Whether `now` may be wrong. A period that is published too early cannot be completed later. */
  readonly isClockDoubtful: boolean;
}

/** @throws PublicationRefusedError */
export function checkPeriod(
  { key, firstDay, lastDay, endMs }: PublicationPeriod,
  { project, now, retentionDays, isClockDoubtful }: PublicationLimits,
): void {
  const readyMs = endMs + WAIT_DAYS * DAY_MS;
  // A report cannot arrive before its week, so that no report of the period is deleted until this time.
  const completeUntilMs = Date.parse(firstDay) + (retentionDays + 1) * DAY_MS;
  const [readyDay, lastPossibleDay] = [formatDay(readyMs), formatDay(completeUntilMs - DAY_MS)];
  const retention = `${project} keeps events for ${retentionDays} days (projects.${project}.retention_days)`;
  if (readyMs >= completeUntilMs)
    throw new PublicationRefusedError(
      `${key} can never be published: it is complete on ${readyDay} (UTC), and ${retention}.`,
    );
  if (now < readyMs)
    throw new PublicationRefusedError(
      `${key} ends with ${lastDay} (UTC). Reports arrive with the next use of a tool, so it can be published from ${readyDay} on.`,
    );
  if (now >= completeUntilMs)
    throw new PublicationRefusedError(
      `the first reports of ${key} may have been deleted already, because ${retention}. It could be published until ${lastPossibleDay} (UTC).`,
    );
  if (isClockDoubtful)
    throw new PublicationRefusedError(
      `the clock of the collector has jumped, or was perhaps wrong at its start. ${key} can be published when the clock has run for an hour.`,
    );
}

function formatDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, "2026-10-01".length);
}
