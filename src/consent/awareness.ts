/** Finds out whether the person knows of telemetry, and how. */
import { isFromThisRun, readNoticeRecord } from "./notice-record.js";
import { type FoundChoice, hasEnabledUnderPolicy } from "./saved-choice.js";

/** The way in which the person knows of telemetry, or the reason why they do not have to know. */
export type Awareness =
  | "opted_in"
  /** The person named the destination in their own environment or file. */
  | "named_destination"
  /** Nothing is sent to another machine, so no notice is needed. */
  | "stays_here"
  | "in_earlier_run"
  /** Nothing is sent in the run that shows the notice, so that the person can opt out before the next run. */
  | "in_this_run"
  | "never";

/** Returns whether events may be sent, because the person knew of telemetry before this run or does not have to know. */
export function isInformed(awareness: Awareness): boolean {
  return awareness !== "never" && awareness !== "in_this_run";
}

export interface AwarenessInputs {
  /** A variable of the environment turns telemetry on. */
  readonly isEnabledByVariable: boolean;
  readonly savedChoice: FoundChoice;
  /** The date of the current policy. */
  readonly policy: string;
  /** The record of the last notice. Undefined without a home directory. */
  readonly noticeFile: string | undefined;
  readonly isDestinationNamedByPerson: boolean;
  /** Nothing is sent to another machine. */
  readonly isDestinationLocal: boolean;
}

export interface FoundAwareness {
  readonly awareness: Awareness;
  /** Why the record of the last notice cannot be read. */
  readonly noticeError?: string | undefined;
}

/** Reads the record of the last notice only if it matters. */
export function findAwareness(inputs: AwarenessInputs): FoundAwareness {
  const { policy, noticeFile } = inputs;
  if (inputs.isEnabledByVariable || hasEnabledUnderPolicy(inputs.savedChoice, policy))
    return { awareness: "opted_in" };
  if (inputs.isDestinationNamedByPerson) return { awareness: "named_destination" };
  if (inputs.isDestinationLocal) return { awareness: "stays_here" };
  const notice = noticeFile === undefined ? undefined : readNoticeRecord(noticeFile);
  if (notice?.policy !== policy) return { awareness: "never", noticeError: notice?.error };
  return { awareness: isFromThisRun(notice) ? "in_this_run" : "in_earlier_run" };
}
