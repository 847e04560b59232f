/** The person's saved choice: what `enable` and `disable` write, and every process that runs obeys. */

import { statSync } from "node:fs";
import { getErrorCode, isNotFoundError } from "../internal/errors.js";
import { readUserFile, writeFileAtomic } from "../internal/files.js";

/** In the tool's folder for settings. */
export const CHOICE_FILE = "telemetry-choice.json";

export interface SavedChoice {
  readonly telemetry: "enabled" | "disabled";
  /** When it was made: ISO 8601, UTC. */
  readonly date?: string;
  /** The date of the policy that it was made under, where that was known. */
  readonly policy?: string;
  /** When a person last said no, whatever they said after it: what was captured before must not go. */
  readonly refused?: string;
}

/** A file that is damaged may have said no, so it counts as no. Undefined where nothing was ever chosen. */
export type FoundChoice = SavedChoice | "unreadable" | undefined;

/** At once, for a process may be in its last moment. */
export function readSavedChoice(file: string): FoundChoice {
  try {
    const text = readUserFile(file);
    return text === undefined ? undefined : parseChoice(text);
  } catch (error) {
    return isNotFoundError(error) ? undefined : "unreadable";
  }
}

/** Saves a choice for every process of the tool. @throws the system's error where the disk refuses */
export function writeSavedChoice(file: string, choice: SavedChoice): void {
  writeFileAtomic(file, `${JSON.stringify(choice)}\n`);
}

/**
 * Makes a choice of now. A refusal that was made before it stays noted.
 * @param policy undefined where it is not known under which policy the person chooses
 */
export function createChoice(
  telemetry: SavedChoice["telemetry"],
  previous: FoundChoice,
  policy: string | undefined,
): SavedChoice {
  const date = new Date().toISOString();
  const refused = telemetry === "disabled" ? date : getRefusalDate(previous);
  return {
    telemetry,
    date,
    ...(policy !== undefined && { policy }),
    ...(refused !== undefined && { refused }),
  };
}

/** What of a choice another process has to know to obey it later. */
export interface ConsentSnapshot {
  readonly file: string;
  /** The `refused` of the choice that it began under. */
  readonly refusedAt: string | undefined;
  /** By the environment, which overrides a no. */
  readonly isOffOverridden: boolean;
}

/** Whether a choice is a no that nothing overrides. */
export function isRefusal(choice: FoundChoice, isOffOverridden: boolean): boolean {
  if (choice === "unreadable") return true;
  return choice?.telemetry === "disabled" && !isOffOverridden;
}

/** Whether the person has said no since, be it that they have said yes again. Reads the file, at once. */
export function isRevoked(snapshot: ConsentSnapshot | undefined): boolean {
  if (snapshot === undefined) return false;
  const { file, refusedAt, isOffOverridden } = snapshot;
  const choice = readSavedChoice(file);
  if (isRefusal(choice, isOffOverridden)) return true;
  return !isOffOverridden && getRefusalDate(choice) !== refusedAt;
}

export function getRefusalDate(choice: FoundChoice): string | undefined {
  return typeof choice === "object" ? choice.refused : undefined;
}

/** Two looks a second: a person who says no is obeyed within one. */
const POLL_INTERVAL_MS = 500;

interface ChoiceWatch {
  readonly callbacks: Set<() => void>;
  readonly timer: NodeJS.Timeout;
}

/** One look serves all that wait for a file. */
const watches = new Map<string, ChoiceWatch>();

/**
 * Calls back when the file has changed, until the returned function is called. By looking at it, for systems' own
 * notices do not come from every file system, and want the folder to be there. It holds no process open, for which
 * Node's `watchFile` cannot be trusted: on Deno it does.
 */
export function watchSavedChoice(file: string, onChange: () => void): () => void {
  const watch = watches.get(file) ?? startWatch(file);
  const callback = () => onChange(); // one for each call, should somebody give the same function twice
  watch.callbacks.add(callback);
  return () => {
    if (!watch.callbacks.delete(callback) || watch.callbacks.size > 0) return;
    clearInterval(watch.timer);
    watches.delete(file);
  };
}

function startWatch(file: string): ChoiceWatch {
  const callbacks = new Set<() => void>();
  let before = getFileSignature(file);
  const poll = () => {
    const now = getFileSignature(file);
    if (now === before) return;
    before = now;
    for (const each of callbacks) each();
  };
  const watch = { callbacks, timer: setInterval(poll, POLL_INTERVAL_MS).unref() };
  watches.set(file, watch);
  return watch;
}

/** Another one for each time that the file is written: it is a new file then. */
function getFileSignature(file: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(file);
    return `${ino} ${mtimeMs} ${size}`;
  } catch (error) {
    return String(getErrorCode(error)); // not there, or not for us to look at
  }
}

function parseChoice(text: string): FoundChoice {
  try {
    const parsed: unknown = JSON.parse(text);
    const { telemetry, date, policy, refused } = Object(parsed);
    if (telemetry !== "enabled" && telemetry !== "disabled") return "unreadable";
    return {
      telemetry,
      ...(typeof date === "string" && { date }),
      ...(typeof policy === "string" && { policy }),
      ...(typeof refused === "string" && { refused }),
    };
  } catch {
    return "unreadable";
  }
}
