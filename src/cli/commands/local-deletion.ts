/** Deletes the local files of a tool for `forget`, `disable` and `enable`, by their names. Nothing behind a link is deleted. */
import { basename, join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import type { ToolFolders } from "../../config/file-locations.js";
import { isIdentityName } from "../../config/identity.js";
import { clearRequestLog } from "../../delivery/request-log-reader.js";
import { clearSpool } from "../../delivery/spool-contents.js";
import { checkFile } from "../../files/file-checks.js";
import { deleteOwnFiles, removeEmptyFolder } from "../../files/own-folders.js";
import { getPeriodKeys } from "../../installation/calendar.js";
import { isFlagAnswersName } from "../../installation/flag-answers.js";
import {
  deleteSavedNumbers,
  INSTALLATION_FILE,
  isInstallationName,
} from "../../installation/installation-file.js";
import { isOwnReportsName } from "../../installation/own-reports.js";
import { OWN_REPORTS_FILE } from "../../installation/own-reports-file.js";
import { isSentIdsName } from "../../installation/sent-ids.js";
import { getErrorMessage } from "../../internal/errors.js";
import { requireFolders } from "../local-data.js";
import { formatPath } from "../terminal-format.js";

interface LocalDeletion {
  /** The paths of the folders and files that are gone. */
  readonly removed: readonly string[];
  /** The paths that remain because this library did not create them. */
  readonly remaining: readonly string[];
  /** Sentences about what could not be deleted, such as a folder that is a link. */
  readonly failures: readonly string[];
}

/** Deletes the pending events, the receipts, the salt, the ids, the reports and their state. A failure does not prevent the deletion of the others. */
export function deleteLocalData({ data, spool, ids, receipts }: ToolFolders): LocalDeletion {
  const removed: string[] = [];
  const remaining: string[] = [];
  const failures: string[] = [];
  const attempt = (path: string, deletion: () => unknown) => {
    try {
      deletion();
    } catch (error) {
      failures.push(`${formatPath(path)} could not be deleted (${getErrorMessage(error)}); remove it.`);
    }
  };
  // A file in place of a folder is deleted. A link is not, because events may be behind it.
  const folderNames = [spool, receipts, ids].map((folder) => basename(folder));
  const isFileInPlace = (name: string) =>
    folderNames.includes(name) && checkFile(join(data, name)) === undefined;
  attempt(data, () => removed.push(...deleteFiles(data, isFileInPlace)));
  attempt(spool, () => remaining.push(...clearSpool(spool).remaining));
  attempt(receipts, () => remaining.push(...clearRequestLog(receipts).remaining));
  removed.push(...[spool, receipts].filter(removeEmptyFolder));
  const isStateName = (name: string) =>
    isIdentityName(name) || isInstallationName(name) || isOwnReportsName(name) || isFlagAnswersName(name);
  attempt(data, () => removed.push(...deleteFiles(data, isStateName)));
  // The ids come last: without them, nobody can tell which events on the server are to be erased.
  attempt(ids, () => remaining.push(...deleteOwnFiles(ids, isSentIdsName, data).remaining));
  removed.push(...[ids].filter(removeEmptyFolder));
  return { removed, remaining, failures: [...new Set(failures)] };
}

/** Returns the paths of the deleted files. @throws as `deleteOwnFiles` */
function deleteFiles(folder: string, isOwnName: (name: string) => boolean): string[] {
  return deleteOwnFiles(folder, isOwnName).deleted.map((name) => join(folder, name));
}

interface PendingDeletion {
  readonly isDone: boolean;
  /** Sentences about what was deleted, or why that failed. */
  readonly text: string;
}

/** Deletes what would be sent later, pending events and the numbers of reports, and the copies of the weekly reports. */
export function deletePendingData(telemetry: ResolvedTelemetry): PendingDeletion {
  const { spool, data } = requireFolders(telemetry);
  const events = deletePendingEvents(spool);
  const today = getPeriodKeys(Date.now());
  const numbers = today === undefined ? "none" : deleteSavedNumbers(data, today);
  const reports = deleteOwnReports(data);
  return {
    isDone: events.isDone && numbers !== "failed" && reports.isDone,
    text: [
      events.text,
      ...describeNumbers(numbers, join(data, INSTALLATION_FILE)),
      ...(reports.text === "" ? [] : [reports.text]),
    ].join(" "),
  };
}

/** The text is empty if there was no report. */
function deleteOwnReports(data: string): PendingDeletion {
  try {
    const { deleted } = deleteOwnFiles(data, isOwnReportsName);
    return {
      isDone: true,
      text: deleted.length === 0 ? "" : "The copies of your weekly reports were deleted.",
    };
  } catch (error) {
    const why = getErrorMessage(error);
    const file = join(data, OWN_REPORTS_FILE);
    return {
      isDone: false,
      text: `The copies of your weekly reports could not be deleted (${why}); remove ${file}.`,
    };
  }
}

function describeNumbers(deletion: ReturnType<typeof deleteSavedNumbers>, file: string): string[] {
  if (deletion === "none") return [];
  return [
    deletion === "deleted"
      ? "The numbers of later reports were deleted."
      : `The numbers of later reports could not be deleted; remove ${file}.`,
  ];
}

function deletePendingEvents(spool: string): PendingDeletion {
  try {
    const { fileCount, remaining } = clearSpool(spool);
    const deletion = fileCount === 0 ? "No event was pending." : "Pending events were deleted.";
    return { isDone: true, text: [deletion, ...describeRemaining(remaining)].join(" ") };
  } catch (error) {
    const why = getErrorMessage(error);
    return { isDone: false, text: `Pending events could not be deleted (${why}); remove ${spool}.` };
  }
}

/** Returns a sentence about what is not deleted, because this library did not write it. Returns none without such paths. */
export function describeRemaining(paths: readonly string[]): string[] {
  if (paths.length === 0) return [];
  const names = paths.map((path) => formatPath(path)).join(", ");
  return [`Not deleted, because telemetry did not create it: ${names}.`];
}
