/** `forget`: removes what identifies this installation, and says what cannot be removed from here. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { IDENTITY_FILE, SALT_FILE } from "../../config/identity.js";
import type { LoggedRequest } from "../../delivery/request-log-reader.js";
import { loadRequestLog, requireFolders } from "../local-data.js";
import type { Subcommand } from "../subcommand.js";

export const forget: Subcommand = {
  description: "Remove salt, identity, what waits and what was sent from this machine",
  async run({ resolveTelemetry: ask, tool, command, toolFlag }) {
    const situation = await ask();
    const { data, spool, receipts: receiptsFolder } = requireFolders(situation);
    const receipts = loadReceiptsOrNone(situation); // they go, whether they can be read or not
    const ids = collectDistinctIds(receipts, data);
    const everything = [spool, receiptsFolder, join(data, SALT_FILE), join(data, IDENTITY_FILE)];
    const removed = everything.filter((path) => existsSync(path));
    for (const path of removed) rmSync(path, { recursive: true, force: true });
    const request = ids.length === 0 ? null : formatErasureRequest(tool, situation, ids, receipts);
    return {
      code: 0,
      json: { removed, ids, request },
      text: [
        removed.length === 0
          ? `There was nothing under ${data}.`
          : `Removed from ${data}: ${removed.map((path) => basename(path)).join(", ")}.`,
        "From now on hashes and ids are new ones; what is sent later cannot be linked to what was sent before.",
        "A process that runs now keeps its ids until it ends. Your choice of on or off stays as it is.",
        "",
        ...(request === null
          ? [
              "The server may still hold what was sent more than seven days ago, or without receipts: under random ids that nobody on this machine knows any more.",
            ]
          : [
              `The server may still hold what was sent. To have it erased, send this to whoever publishes ${tool}; the ids are nowhere else now:`,
              "",
              request,
            ]),
        ...(situation.state.status === "on"
          ? ["", `To send nothing more: ${command} disable${toolFlag}`]
          : []),
      ].join("\n"),
    };
  },
};

function loadReceiptsOrNone(telemetry: ResolvedTelemetry): readonly LoggedRequest[] {
  try {
    return loadRequestLog(telemetry).requests;
  } catch {
    return [];
  }
}

/** The ids that events were sent under: by the receipts, and by the identity where one is kept. */
function collectDistinctIds(receipts: readonly LoggedRequest[], data: string): string[] {
  const ids = new Set<string>();
  const addId = (id: unknown) => typeof id === "string" && ids.add(id);
  for (const { text } of receipts) {
    const { batch, distinct_id } = parseJsonObject(text);
    addId(distinct_id);
    if (Array.isArray(batch)) for (const event of batch) addId(Object(event).distinct_id);
  }
  try {
    addId(parseJsonObject(readFileSync(join(data, IDENTITY_FILE), "utf8")).id);
  } catch {
    // There is none: `identity = "session"`.
  }
  return [...ids];
}

function parseJsonObject(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function formatErasureRequest(
  tool: string,
  { destination }: ResolvedTelemetry,
  ids: readonly string[],
  receipts: readonly LoggedRequest[],
): string {
  const since = receipts[0]?.time.slice(0, 10);
  const servers = new Set(receipts.map(({ url }) => new URL(url).origin));
  const server = [...servers].join(" and ") || destination.host;
  return [
    `Please erase the usage data of ${tool} that you hold under these ids of PostHog (distinct_id), at ${server}${since === undefined ? "" : `, sent since ${since}`}:`,
    "",
    ...ids.map((id) => `  ${id}`),
    "",
    "I ask for this under article 17 of the GDPR, or the law that gives me the same right. Please tell me when it is done.",
  ].join("\n");
}
