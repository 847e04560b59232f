/** Deletes the local data for `forget`, and describes what was deleted. */
import { basename } from "node:path";
import type { ToolFolders } from "../../config/file-locations.js";
import { type Colors, formatPath } from "../terminal-format.js";
import { deleteLocalData, describeRemaining } from "./local-deletion.js";

export interface DeletionReport {
  /** The paths of the folders and files that are gone. */
  readonly removed: readonly string[];
  /** Sentences about what could not be deleted or read. */
  readonly problems: readonly string[];
  /** Whether everything was deleted. */
  readonly isDeleted: boolean;
  /** Sentences for a person. They are not wrapped. */
  readonly lines: readonly string[];
}

/** @param damage sentences about files that could not be read before */
export function deleteWithReport(
  folders: ToolFolders,
  damage: readonly string[],
  colors: Colors,
): DeletionReport {
  const { removed, remaining, failures } = deleteLocalData(folders);
  const problems = [...failures, ...damage];
  const isDeleted = failures.length === 0;
  const lines = [
    formatDeletion(removed, folders.data),
    ...describeRemaining(remaining),
    ...(isDeleted
      ? ["Hashes and ids are new from now on, so later events cannot be linked to earlier ones."]
      : []),
    "A running process keeps its ids until it ends. Your choice of on or off is unchanged.",
    ...problems.map((problem) => colors.red(problem)),
  ];
  return { removed, problems, isDeleted, lines };
}

function formatDeletion(removed: readonly string[], data: string): string {
  const names = removed.map((path) => basename(path)).join(", ");
  return removed.length === 0
    ? `There was nothing to delete in ${formatPath(data)}.`
    : `Deleted from ${formatPath(data)}: ${names}.`;
}
