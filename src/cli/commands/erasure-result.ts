/** Describes an erasure: its receipts, what could not be identified, and what another server may still have. */
import { joinLines, LINE_BREAK } from "../styled-text.js";
import type { CommandContext } from "../subcommand.js";
import { formatTime } from "../terminal-format.js";
import { formatWrappedColumns, wrapText } from "../text-wrap.js";
import type { DataServer } from "./data-server.js";
import { listServerIds, type ServerErasure } from "./erase-on-server.js";
import { collectDistinctIds, createErasureRequest } from "./erasure-request.js";
import type { OwnIds } from "./own-ids.js";
import { sumReceipts } from "./send-erasure.js";

/** What no request can name. */
export const UNIDENTIFIED =
  "Events that were sent more than 90 days ago, or while nothing was kept on this machine, could not be identified. They have random ids, which this machine does not know.";

/** Formats the receipts for a person. */
export function formatReceipts(
  { host }: DataServer,
  { receipts, laterReceipts }: ServerErasure,
  { colors, width }: CommandContext,
): string {
  const all = [...receipts, ...laterReceipts];
  const { ids, idsFound } = sumReceipts(receipts);
  const { events, spans } = sumReceipts(all);
  const rows = [
    ...all.flatMap(({ receipt, erasedAt }) => [
      ["receipt", receipt],
      ["time", formatTime(erasedAt)],
    ]),
    ["ids", `${ids}, of which the server knew ${idsFound}`],
    ["events", String(events)],
    ["spans", String(spans)],
  ];
  return (
    joinLines([
      colors.bold(wrapText(`Erased at ${host}`, width)),
      formatWrappedColumns(rows, width),
      ...(laterReceipts.length === 0
        ? []
        : [
            wrapText(
              "The second part are events that were sent while the server erased the first one.",
              width,
            ),
          ]),
      "",
      wrapText(UNIDENTIFIED, width),
    ]) + LINE_BREAK
  );
}

/** Returns the fields of the JSON output. They have the server's names. */
export function createErasureJson({ host }: DataServer, { receipts, laterReceipts }: ServerErasure): object {
  const all = [...receipts, ...laterReceipts];
  const { ids, idsFound } = sumReceipts(receipts);
  const { events, spans } = sumReceipts(all);
  return {
    server: host,
    receipts: all.map(({ receipt, erasedAt, ...counts }) => ({
      receipt,
      erased_at: erasedAt,
      ids: counts.ids,
      ids_found: counts.idsFound,
      events: counts.events,
      spans: counts.spans,
    })),
    ids,
    ids_found: idsFound,
    events,
    spans,
  };
}

/**
 * Returns the lines of requests as text, for what the server was not asked for: events under ids that are no UUIDs, and events
 * on other servers.
 * @param host the server in the current settings, which was asked
 */
export function createOtherRequests(tool: string, own: OwnIds, host: string): string[] {
  const asked = new Set(listServerIds(own));
  const hashes = own.ids.filter((id) => !asked.has(id.toLowerCase()));
  const otherRequests = own.requests.filter(({ url }) => isOtherServer(url, host));
  const otherIds = collectDistinctIds(otherRequests);
  return [
    ...(hashes.length === 0 ? [] : createErasureRequest({ tool, ids: hashes, requests: [], host })),
    ...(hashes.length === 0 || otherIds.length === 0 ? [] : [""]),
    ...(otherIds.length === 0
      ? []
      : createErasureRequest({ tool, ids: otherIds, requests: otherRequests, host: "" })),
  ];
}

function isOtherServer(url: string, host: string): boolean {
  return URL.canParse(url) && URL.canParse(host) && new URL(url).origin !== new URL(host).origin;
}
