/** Defines the subcommand `forget`, which deletes everything that identifies this installation. */
import { basename, join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import type { ToolFolders } from "../../config/file-locations.js";
import { IDENTITY_FILE } from "../../config/identity.js";
import type { RequestLogContents } from "../../delivery/request-log-reader.js";
import { readSentIds } from "../../installation/sent-ids.js";
import { getErrorMessage } from "../../internal/errors.js";
import { EMPTY_REQUEST_LOG, loadRequestLog, requireFolders } from "../local-data.js";
import { LINE_BREAK } from "../styled-text.js";
import type { Subcommand } from "../subcommand.js";
import { formatPath, formatTime, pluralize } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";
import {
  collectDistinctIds,
  createErasureRequest,
  hasUnreadableIds,
  readStoredId,
} from "./erasure-request.js";
import { deleteLocalData, describeRemaining } from "./local-deletion.js";

export const forget: Subcommand = {
  description: "Delete the ids, the salt, pending events and receipts from this machine",
  failure: "Something could not be deleted, or ids may be missing in the request for erasure.",
  async run({ loadTelemetry, tool, command, toolFlag, colors, width }) {
    const telemetry = await loadTelemetry();
    const folders = requireFolders(telemetry);
    const { data } = folders;
    const { requests, damagedLineCount, damagedFiles, damage } = readReceipts(telemetry);
    const stored = readStoredIds(folders);
    const ids = [...new Set([...collectDistinctIds(requests), ...stored.ids])];
    // The request is made first, because the deletion takes away what it is made of.
    const request =
      ids.length === 0
        ? null
        : createErasureRequest({ tool, ids, requests, host: telemetry.destination.host });
    const { removed, remaining, failures } = deleteLocalData(folders);
    const problems = [...failures, ...damage, ...stored.damage];
    const explanation = [
      formatDeletion(removed, data),
      ...describeRemaining(remaining),
      ...(failures.length === 0
        ? ["Hashes and ids are new from now on, so later events cannot be linked to earlier ones."]
        : []),
      "A running process keeps its ids until it ends. Your choice of on or off is unchanged.",
      ...problems.map((problem) => colors.red(problem)),
      "",
      explainServerData(tool, { hasRequest: request !== null, isDeleted: failures.length === 0 }),
    ];
    const text = [
      ...explanation.map((line) => wrapText(line, width)),
      // The request is not wrapped, because it is to be copied.
      ...(request === null ? [] : ["", ...request]),
      ...(telemetry.state.status === "on"
        ? ["", `To turn telemetry off: ${command} disable${toolFlag}`]
        : []),
    ];
    return {
      code: problems.length === 0 ? 0 : 1,
      json: {
        removed,
        ids,
        request: request?.join("\n") ?? null,
        damagedReceipts: damagedLineCount,
        damagedFiles,
        problems,
      },
      text: text.join(LINE_BREAK),
    };
  },
};

interface Receipts extends RequestLogContents {
  /** A sentence about receipts that cannot be read. Empty if all can be. */
  readonly damage: readonly string[];
}

/** Reads the receipts as far as possible. They are deleted in any case. */
function readReceipts(telemetry: ResolvedTelemetry): Receipts {
  try {
    const log = loadRequestLog(telemetry);
    const { requests, damagedLineCount, damagedFiles } = log;
    const lines = pluralize(damagedLineCount, "line");
    const unreadable = requests.filter(hasUnreadableIds);
    const times = unreadable.map(({ time }) => formatTime(time)).join(", ");
    return {
      ...log,
      damage: [
        ...(damagedLineCount === 0
          ? []
          : [formatDamage(`${lines} of the receipts could not be read`, damagedFiles.join(", "))]),
        ...(unreadable.length === 0
          ? []
          : [formatDamage(`${pluralize(unreadable.length, "request")} could not be read`, times)]),
      ],
    };
  } catch (error) {
    const damage = formatDamage("the receipts could not be read", getErrorMessage(error));
    return { ...EMPTY_REQUEST_LOG, damage: [damage] };
  }
}

interface StoredIds {
  readonly ids: readonly string[];
  /** Sentences about files that cannot be read. */
  readonly damage: readonly string[];
}

/** Reads the list of ids, and the id of `identity = "install"`. */
function readStoredIds({ data, ids: idsFolder }: ToolFolders): StoredIds {
  const ids: string[] = [];
  const damage: string[] = [];
  const attempt = (path: string, read: () => readonly string[]) => {
    try {
      ids.push(...read());
    } catch (error) {
      damage.push(formatDamage(`${formatPath(path)} could not be read`, getErrorMessage(error)));
    }
  };
  const identityFile = join(data, IDENTITY_FILE);
  attempt(idsFolder, () => readSentIds(idsFolder, Date.now()));
  attempt(identityFile, () => [readStoredId(identityFile)].filter((id) => id !== undefined));
  return { ids, damage };
}

function formatDamage(problem: string, details: string): string {
  return `Ids may be missing here, because ${problem} (${details}).`;
}

function formatDeletion(removed: readonly string[], data: string): string {
  const names = removed.map((path) => basename(path)).join(", ");
  return removed.length === 0
    ? `There was nothing to delete in ${formatPath(data)}.`
    : `Deleted from ${formatPath(data)}: ${names}.`;
}

/** Explains what the server may still have, before the request to erase it if the ids are known. */
function explainServerData(
  tool: string,
  { hasRequest, isDeleted }: { readonly hasRequest: boolean; readonly isDeleted: boolean },
): string {
  if (!hasRequest)
    return "The server may still have events that were sent more than 90 days ago, or while nothing was kept on this machine. They have random ids, which this machine no longer knows.";
  const copy = isDeleted ? "This machine no longer has a copy of the ids:" : "Keep a copy of it:";
  return `The server may still have events that were sent. To have them erased, send this text to the author of ${tool}. ${copy}`;
}
