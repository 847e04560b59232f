/** Defines the subcommand `forget`, which deletes everything that identifies this installation. */
import { basename, join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import type { ToolFolders } from "../../config/file-locations.js";
import { IDENTITY_FILE, isIdentityName } from "../../config/identity.js";
import { clearRequestLog, type LoggedRequest, parseJsonObject } from "../../delivery/request-log-reader.js";
import { clearSpool } from "../../delivery/spool-contents.js";
import { getErrorMessage } from "../../internal/errors.js";
import { checkFile } from "../../internal/file-checks.js";
import { readOwnFile } from "../../internal/own-files.js";
import { deleteOwnFiles, removeEmptyFolder } from "../../internal/own-folders.js";
import { loadRequestLog, requireFolders } from "../local-data.js";
import type { Subcommand } from "../subcommand.js";
import { formatPath } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";
import { listRemaining } from "./enable-disable.js";

export const forget: Subcommand = {
  description: "Delete the ids, the salt, pending events and receipts from this machine",
  failure: "Something could not be deleted.",
  async run({ loadTelemetry, tool, command, toolFlag, width }) {
    const telemetry = await loadTelemetry();
    const folders = requireFolders(telemetry);
    const { data } = folders;
    const requests = loadLoggedRequests(telemetry);
    const ids = collectDistinctIds(requests, data);
    // The request is made first, because the deletion takes away what it is made of.
    const request =
      ids.length === 0
        ? null
        : formatErasureRequest({ tool, ids, requests, host: telemetry.destination.host });
    const { removed, remaining, failures } = deleteLocalData(folders);
    const removedNames = removed.map((path) => basename(path)).join(", ");
    const explanation = [
      removed.length === 0
        ? `There was nothing to delete in ${formatPath(data)}.`
        : `Deleted from ${formatPath(data)}: ${removedNames}.`,
      ...listRemaining(remaining),
      ...failures.map((failure) => `Not deleted: ${failure}.`),
      "Hashes and ids are new from now on, so later events cannot be linked to earlier ones.",
      "A running process keeps its ids until it ends. Your choice of on or off is unchanged.",
      "",
      explainServerData(tool, request),
    ];
    // The request is not wrapped, because it is to be copied.
    const text = [
      ...explanation.map((line) => wrapText(line, width)),
      ...(request === null ? [] : ["", request]),
      ...(telemetry.state.status === "on"
        ? ["", `To turn telemetry off: ${command} disable${toolFlag}`]
        : []),
    ];
    const code = failures.length === 0 ? 0 : 1;
    return { code, json: { removed, ids, request }, text: text.join("\n") };
  },
};

interface LocalDeletion {
  /** The paths of the folders and files that are gone. */
  readonly removed: readonly string[];
  /** The paths that remain because this library did not create them. */
  readonly remaining: readonly string[];
  /** The reasons why other things remain, such as a folder that is a link. */
  readonly failures: readonly string[];
}

/** Deletes the pending events, the receipts, the salt and the id, as far as that is possible. */
function deleteLocalData({ data, spool, receipts }: ToolFolders): LocalDeletion {
  const removed: string[] = [];
  const remaining: string[] = [];
  const failures = new Set<string>();
  const attempt = (deletion: () => unknown) => {
    try {
      deletion();
    } catch (error) {
      failures.add(getErrorMessage(error));
    }
  };
  // A file in place of a folder is deleted. A link is not, because events may be behind it.
  const folderNames = [spool, receipts].map((folder) => basename(folder));
  const isFileInPlace = (name: string) =>
    folderNames.includes(name) && checkFile(join(data, name)) === undefined;
  attempt(() => removed.push(...deleteFiles(data, isFileInPlace)));
  attempt(() => remaining.push(...clearSpool(spool).remaining));
  attempt(() => remaining.push(...clearRequestLog(receipts).remaining));
  removed.push(...[spool, receipts].filter(removeEmptyFolder));
  attempt(() => removed.push(...deleteFiles(data, isIdentityName)));
  return { removed, remaining, failures: [...failures] };
}

/** Returns the paths of the deleted files. @throws as `deleteOwnFiles` */
function deleteFiles(folder: string, isOwnName: (name: string) => boolean): string[] {
  return deleteOwnFiles(folder, isOwnName).deleted.map((name) => join(folder, name));
}

/** Explains what the server may still have, before the request to erase it if the ids are known. */
function explainServerData(tool: string, erasureRequest: string | null): string {
  return erasureRequest === null
    ? "The server may still have events that were sent more than seven days ago, or while no receipts were kept. They have random ids, which this machine no longer knows."
    : `The server may still have events that were sent. To have them erased, send this text to the author of ${tool}. This machine no longer has a copy of the ids:`;
}

/** Returns an empty list when the log cannot be read. The log is deleted anyway. */
function loadLoggedRequests(telemetry: ResolvedTelemetry): readonly LoggedRequest[] {
  try {
    return loadRequestLog(telemetry).requests;
  } catch {
    return [];
  }
}

/** Returns the ids under which events were sent, from the request log and the identity file. */
function collectDistinctIds(requests: readonly LoggedRequest[], data: string): string[] {
  const ids = new Set<string>();
  const addId = (id: unknown) => typeof id === "string" && ids.add(id);
  for (const { text } of requests) {
    const { batch, distinct_id } = parseJsonObject(text);
    addId(distinct_id);
    if (Array.isArray(batch)) for (const event of batch) addId(Object(event).distinct_id);
  }
  try {
    addId(parseJsonObject(readOwnFile(join(data, IDENTITY_FILE)) ?? "").id);
  } catch {
    // The file must not be used.
  }
  return [...ids];
}

interface ErasureFacts {
  readonly tool: string;
  readonly ids: readonly string[];
  readonly requests: readonly LoggedRequest[];
  /** The server in the current settings, which is named if no request is logged. */
  readonly host: string;
}

function formatErasureRequest({ tool, ids, requests, host }: ErasureFacts): string {
  const since = requests[0]?.time.slice(0, 10);
  const urls = requests.map(({ url }) => url).filter((url) => URL.canParse(url)); // the log may be damaged
  const servers = new Set(urls.map((url) => new URL(url).origin));
  const server = [...servers].join(" and ") || host;
  return [
    `Please erase the usage data of ${tool} that you store under these ids of PostHog (distinct_id), at ${server}${since === undefined ? "" : `, sent since ${since}`}:`,
    "",
    ...ids.map((id) => `  ${id}`),
    "",
    "I ask for this under article 17 of the GDPR, or the law that gives me the same right. Please tell me when it is done.",
  ].join("\n");
}
