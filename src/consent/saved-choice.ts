/** Stores the person's choice, which `enable` and `disable` write, and which every running process applies. */

import { statSync } from "node:fs";
import { setImmediate } from "node:timers"; // a host's tests replace the global one
import { formatRecord, parseRecord } from "../files/own-records.js";
import { readUserFile, writeUserFile } from "../files/user-files.js";
import { describeFileError, getErrorCode, isNotFoundError } from "../internal/errors.js";

/** The name of the file in the tool's folder for settings. */
export const CHOICE_FILE = "telemetry-choice.json";

export interface SavedChoice {
  readonly telemetry: "enabled" | "disabled";
  /** The time of the choice: ISO 8601, UTC. */
  readonly date?: string;
  /** The date of the policy that the person chose under, if it was known. */
  readonly policy?: string;
  /** The date of the last opt-out, ISO 8601. Events that were captured before it must not be sent, even after an opt-in. */
  readonly refused?: string;
}

/** A file that cannot be used, for example because it is damaged. It may contain an opt-out, so it counts as one. */
export interface UnreadableChoice {
  readonly telemetry: "unreadable";
  /** Why it cannot be used: the system's error, or a clause such as `damaged`. */
  readonly error: string;
}

/** Undefined if the person never chose. */
export type FoundChoice = SavedChoice | UnreadableChoice | undefined;

const DAMAGED: UnreadableChoice = { telemetry: "unreadable", error: "damaged" };

/** Reads synchronously, because the process may be about to end. */
export function readSavedChoice(file: string): FoundChoice {
  try {
    const text = readUserFile(file);
    return text === undefined ? undefined : parseChoice(text);
  } catch (error) {
    if (isNotFoundError(error)) return undefined;
    return error instanceof SyntaxError
      ? DAMAGED
      : { telemetry: "unreadable", error: describeFileError(error) };
  }
}

/** @throws as `parseRecord` */
function parseChoice(text: string): FoundChoice {
  const { telemetry, date, policy, refused } = parseRecord(text);
  if (telemetry !== "enabled" && telemetry !== "disabled") return DAMAGED;
  return {
    telemetry,
    ...(typeof date === "string" && { date }),
    ...(typeof policy === "string" && { policy }),
    ...(typeof refused === "string" && { refused }),
  };
}

/** Saves a choice for every process of the tool. @throws the system's error if the file cannot be written */
export function writeSavedChoice(file: string, choice: SavedChoice): void {
  writeUserFile(file, `${formatRecord(choice)}\n`);
}

/**
 * Creates a choice with the current date. The date of an earlier opt-out is kept.
 * @param policy undefined if the policy that the person chooses under is not known
 */
export function createChoice(
  telemetry: SavedChoice["telemetry"],
  previous: FoundChoice,
  policy: string | undefined,
): SavedChoice {
  const date = new Date().toISOString();
  const optOutDate = telemetry === "disabled" ? date : getOptOutDate(previous);
  return {
    telemetry,
    date,
    ...(policy !== undefined && { policy }),
    ...(optOutDate !== undefined && { refused: optOutDate }),
  };
}

/** Compares two results of `readSavedChoice`, whose fields always have the same order. */
export function isSameChoice(a: FoundChoice, b: FoundChoice): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Returns the date of the last opt-out, which an opt-in does not remove. */
export function getOptOutDate(choice: FoundChoice): string | undefined {
  return choice?.telemetry === "unreadable" ? undefined : choice?.refused;
}

/** Returns whether a choice turns telemetry off. A variable forces telemetry on against an opt-out, but not against a damaged file. */
export function isOptedOut(choice: FoundChoice, isForcedOn: boolean): boolean {
  if (choice?.telemetry === "unreadable") return true;
  return choice?.telemetry === "disabled" && !isForcedOn;
}

/** Returns whether the person turned telemetry on under this policy. A choice without a policy counts by its date. */
export function hasEnabledUnderPolicy(choice: FoundChoice, policy: string): boolean {
  if (choice?.telemetry !== "enabled") return false;
  return choice.policy === undefined ? (choice.date ?? "") >= policy : choice.policy === policy;
}

/** The state of consent when a pipeline or a sender process was started. */
export interface ConsentSnapshot {
  /** The file of the saved choice. */
  readonly file: string;
  /** The signature of the file, from before it was read; see `getFileSignature`. */
  readonly signature: string;
  /** The date of the person's last opt-out at that time. */
  readonly optOutDate: string | undefined;
  /** A variable forces telemetry on against the saved choice. */
  readonly isForcedOn: boolean;
}

/**
 * Returns whether the person opted out after the snapshot, even if they opted in again. That the record of the last opt-out
 * is gone counts as one, too. Reads the file synchronously.
 */
export function hasOptedOutSince(snapshot: ConsentSnapshot | undefined): boolean {
  if (snapshot === undefined) return false;
  const { file, optOutDate, isForcedOn } = snapshot;
  const choice = readSavedChoice(file);
  if (isOptedOut(choice, isForcedOn)) return true;
  return !isForcedOn && getOptOutDate(choice) !== optOutDate;
}

/** An opt-out takes effect within one second. */
const POLL_INTERVAL_MS = 500;

interface Watcher {
  readonly onChange: () => void;
  /** The signature of the file in the snapshot, or at the last call. */
  signature: string;
}

interface ChoiceWatch {
  readonly watchers: Set<Watcher>;
  readonly timer: NodeJS.Timeout;
}

/** All watchers of one file share a timer. */
const watches = new Map<string, ChoiceWatch>();

/**
 * Calls back when the file has changed since the snapshot. Returns a function that ends the watch. The file is polled,
 * because notifications of the system do not work on every file system and require that the folder exists. Not by
 * `fs.watchFile`: on Deno it keeps the process alive.
 */
export function watchSavedChoice(
  { file, signature }: Pick<ConsentSnapshot, "file" | "signature">,
  onChange: () => void,
): () => void {
  let watch = watches.get(file);
  if (watch === undefined) {
    const watchers = new Set<Watcher>();
    watch = { watchers, timer: setInterval(() => poll(file, watchers), POLL_INTERVAL_MS).unref() };
    watches.set(file, watch);
  }
  const { watchers, timer } = watch;
  const watcher: Watcher = { onChange, signature };
  watchers.add(watcher);
  setImmediate(() => poll(file, watchers)); // the person may have chosen since the snapshot
  return () => {
    if (!watchers.delete(watcher) || watchers.size > 0) return;
    clearInterval(timer);
    watches.delete(file);
  };
}

function poll(file: string, watchers: ReadonlySet<Watcher>): void {
  const signature = getFileSignature(file);
  for (const watcher of [...watchers]) {
    if (watcher.signature === signature) continue;
    watcher.signature = signature;
    watcher.onChange();
  }
}

/** Returns a text that changes with every write, because a write replaces the file. */
export function getFileSignature(file: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(file);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    return String(getErrorCode(error)); // the file does not exist or cannot be read
  }
}
