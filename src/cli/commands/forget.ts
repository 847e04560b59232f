/** Defines the subcommand `forget`, which deletes everything that identifies this installation. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { IDENTITY_FILE, SALT_FILE } from "../../config/identity.js";
import { type LoggedRequest, parseJsonObject } from "../../delivery/request-log-reader.js";
import { loadRequestLog, requireFolders } from "../local-data.js";
import type { Subcommand } from "../subcommand.js";
import { formatPath } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";

export const forget: Subcommand = {
  description: "Delete the ids, the salt, pending events and receipts from this machine",
  async run({ loadTelemetry, tool, command, toolFlag, width }) {
    const telemetry = await loadTelemetry();
    const { data, spool, receipts: requestLogFolder } = requireFolders(telemetry);
    const requests = loadLoggedRequests(telemetry);
    const ids = collectDistinctIds(requests, data);
    const paths = [spool, requestLogFolder, join(data, SALT_FILE), join(data, IDENTITY_FILE)];
    const removed = paths.filter((path) => existsSync(path));
    // The request is made first, because the deletion takes away what it is made of.
    const request =
      ids.length === 0
        ? null
        : formatErasureRequest({ tool, ids, requests, host: telemetry.destination.host });
    for (const path of removed) rmSync(path, { recursive: true, force: true });
    const removedNames = removed.map((path) => basename(path)).join(", ");
    const explanation = [
      removed.length === 0
        ? `There was nothing to delete in ${formatPath(data)}.`
        : `Deleted from ${formatPath(data)}: ${removedNames}.`,
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
    return { code: 0, json: { removed, ids, request }, text: text.join("\n") };
  },
};

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
    addId(parseJsonObject(readFileSync(join(data, IDENTITY_FILE), "utf8")).id);
  } catch {
    // With `identity = "session"` there is no such file.
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
