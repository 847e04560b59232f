/** The person's saved choice: what `enable` and `disable` write, and every process that runs obeys. */
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, unlinkSync, unwatchFile, watchFile, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isAbsence } from "../disk/file-errors.js";
import { makeFolder } from "../disk/folder.js";

/** In the tool's folder for settings. */
export const CHOICE_FILE = "telemetry-choice.json";

export interface SavedChoice {
  readonly telemetry: "enabled" | "disabled";
  /** When it was made: ISO 8601, UTC. */
  readonly date?: string;
  /** The date of the policy that it was made under. */
  readonly policy?: string;
}

/** A file that is damaged may have said no, so it counts as no. Undefined where nothing was ever chosen. */
export type FoundChoice = SavedChoice | "unreadable" | undefined;

export async function readSavedChoice(file: string): Promise<FoundChoice> {
  try {
    return choiceIn(await readFile(file, "utf8"));
  } catch (error) {
    return isAbsence(error) ? undefined : "unreadable";
  }
}

/** The same at once, for the last moment of a process. */
export function readSavedChoiceNow(file: string): FoundChoice {
  try {
    return choiceIn(readFileSync(file, "utf8"));
  } catch (error) {
    return isAbsence(error) ? undefined : "unreadable";
  }
}

/** The file appears whole, whoever reads it meanwhile. @throws the system's error where the disk refuses */
export function writeSavedChoice(file: string, choice: SavedChoice): void {
  const beside = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  makeFolder(dirname(file));
  try {
    writeFileSync(beside, `${JSON.stringify(choice)}\n`, { mode: 0o600, flag: "wx" });
    renameSync(beside, file);
  } catch (error) {
    try {
      unlinkSync(beside);
    } catch {
      // It was never made.
    }
    throw error;
  }
}

/** Whether a choice is a no that nothing overrides. */
export function isRefusal(choice: FoundChoice, enabledExplicitly: boolean): boolean {
  if (choice === "unreadable") return true;
  return choice?.telemetry === "disabled" && !enabledExplicitly;
}

/** Two looks a second: a person who says no is obeyed within one. */
const LOOK_MS = 500;

/**
 * Calls back when the file has changed, until the returned function is called. By looking at it, for systems' own
 * notices do not come from every file system, and want the folder to be there. It holds no process open.
 */
export function watchSavedChoice(file: string, onChange: () => void): () => void {
  const listener = () => onChange(); // one for each call: another client of the process may watch the same file
  try {
    watchFile(file, { persistent: false, interval: LOOK_MS }, listener);
  } catch {
    return () => {}; // not permitted: then it is read where the process ends
  }
  return () => unwatchFile(file, listener);
}

function choiceIn(text: string): FoundChoice {
  try {
    const parsed: unknown = JSON.parse(text);
    const { telemetry, date, policy } = Object(parsed);
    if (telemetry !== "enabled" && telemetry !== "disabled") return "unreadable";
    return {
      telemetry,
      ...(typeof date === "string" && { date }),
      ...(typeof policy === "string" && { policy }),
    };
  } catch {
    return "unreadable";
  }
}
