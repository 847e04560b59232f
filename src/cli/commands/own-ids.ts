/** Collects the ids under which this machine has sent events: from the request log, the list of ids, and the identity file. */
import { join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import type { ToolFolders } from "../../config/file-locations.js";
import { IDENTITY_FILE } from "../../config/identity.js";
import type { RequestLogContents } from "../../delivery/request-log-reader.js";
import { readSentIds } from "../../installation/sent-ids.js";
import { getErrorMessage } from "../../internal/errors.js";
import { EMPTY_REQUEST_LOG, loadRequestLog, requireFolders } from "../local-data.js";
import { formatPath, formatTime, pluralize } from "../terminal-format.js";
import { collectDistinctIds, hasUnreadableIds, readStoredId } from "./erasure-request.js";

export interface OwnIds extends Pick<RequestLogContents, "requests" | "damagedLineCount" | "damagedFiles"> {
  /** Each id once. */
  readonly ids: readonly string[];
  /** Sentences about files that cannot be read, so that ids may be missing. */
  readonly damage: readonly string[];
}

/** Reads the ids as far as possible. @throws when the operating system knows no home folder */
export function collectOwnIds(telemetry: ResolvedTelemetry): OwnIds {
  const stored = readStoredIds(requireFolders(telemetry));
  const { damage, ...receipts } = readReceipts(telemetry);
  return {
    ...receipts,
    ids: [...new Set([...collectDistinctIds(receipts.requests), ...stored.ids])],
    damage: [...damage, ...stored.damage],
  };
}

interface Receipts extends RequestLogContents {
  /** A sentence about receipts that cannot be read. Empty if all can be. */
  readonly damage: readonly string[];
}

/** Reads the receipts as far as possible. */
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

/** Reads the list of ids, and the id of `identity = "install"`. */
function readStoredIds({ data, ids: idsFolder }: ToolFolders): Pick<OwnIds, "ids" | "damage"> {
  const ids: string[] = [];
  const damage: string[] = [];
  const attempt = (path: string, read: () => readonly string[]) => {
    try {
      for (const id of read()) ids.push(id); // a call with all of them as arguments would fail
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
