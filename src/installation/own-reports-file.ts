/** Names and removes the file of the kept weekly reports, without the code that reads them. */
import { join } from "node:path";
import { removeOwnFile } from "../files/own-files.js";

export const OWN_REPORTS_FILE = "weekly-reports.json";

/** Removes the reports if there are any. Never throws. */
export function removeOwnReports(folder: string): void {
  try {
    removeOwnFile(join(folder, OWN_REPORTS_FILE));
  } catch {
    // There is no file, or it must not be used.
  }
}
