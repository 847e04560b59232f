/** Remembers that a person was told of telemetry, and of which policy. */
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isAbsence } from "../disk/file-errors.js";
import { makeFolder } from "../disk/folder.js";

/** Beside the saved choice. */
export const NOTICE_FILE = "telemetry-notice.json";

/** The date of the policy that the person was told of; empty where the file does not say, undefined where there is none. */
export async function policyTold(file: string): Promise<string | undefined> {
  try {
    const policy: unknown = Reflect.get(Object(JSON.parse(await readFile(file, "utf8"))), "policy");
    return typeof policy === "string" ? policy : "";
  } catch (error) {
    return isAbsence(error) ? undefined : "";
  }
}

/**
 * Takes it upon this process to tell: where nobody was told before, one alone of several that run at once. False where
 * another was faster, or the disk refuses, so that it could not be remembered.
 * @param told what `policyTold` has said
 */
export function takeNotice(
  file: string,
  record: { readonly policy: string; readonly date: string },
  told: string | undefined,
): boolean {
  try {
    makeFolder(dirname(file));
    writeFileSync(file, `${JSON.stringify(record)}\n`, {
      mode: 0o600,
      flag: told === undefined ? "wx" : "w",
    });
    return true;
  } catch {
    return false;
  }
}
