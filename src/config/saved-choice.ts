/** The person's saved choice, which the `enable` and `disable` verbs write. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isAbsence } from "../disk/file-errors.js";

export const CHOICE_FILE = "telemetry-choice.json";

export type SavedChoice = "enabled" | "disabled" | "unreadable" | undefined;

/** What the person chose; undefined where they never did. A file that is damaged may have said no, so it counts as no. */
export async function readSavedChoice(configFolder: string): Promise<SavedChoice> {
  let text: string;
  try {
    text = await readFile(join(configFolder, CHOICE_FILE), "utf8");
  } catch (error) {
    return isAbsence(error) ? undefined : "unreadable";
  }
  try {
    const parsed: unknown = JSON.parse(text);
    const choice: unknown =
      typeof parsed === "object" && parsed !== null ? Reflect.get(parsed, "telemetry") : undefined;
    return choice === "enabled" || choice === "disabled" ? choice : "unreadable";
  } catch {
    return "unreadable";
  }
}
