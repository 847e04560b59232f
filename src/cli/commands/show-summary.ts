/** Summarizes sent requests and pending events for `show`. */
import type { LoggedRequest } from "../../delivery/request-log-reader.js";
import { countValues } from "../../internal/count-values.js";
import { type BodyItem, getHost, getRequestContent, listSentItems } from "../request-body.js";
import type { CommandContext } from "../subcommand.js";
import { capitalize, formatBytes, formatTime, pluralize } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";
import { LAST_SEVEN_DAYS, type TimeWindow } from "../time-window.js";
import type { PendingItem } from "./pending-report.js";
import { formatAnswer } from "./show-full.js";

/** The requests of a tool, oldest first. */
interface SentRequests {
  readonly inWindow: readonly LoggedRequest[];
  readonly inSevenDays: readonly LoggedRequest[];
  readonly window: TimeWindow;
}

/** @param nothingSent The sentence for a request log without any request. */
export function formatSentSummary(
  { inWindow, inSevenDays, window }: SentRequests,
  nothingSent: string,
  { tool, colors, width }: CommandContext,
): string[] {
  const wrap = (text: string) => wrapText(text, width);
  if (inSevenDays.length === 0) return [wrap(nothingSent)];
  const shown = inWindow.length === 0 ? inSevenDays : inWindow;
  const items = listDistinctItems(shown);
  const itemsAndRequests = `${formatItemCount(items)} in ${pluralize(shown.length, "request")}`;
  if (inWindow.length === 0)
    return [
      wrap(
        `Nothing was sent by ${tool} ${window.label}. ${capitalize(LAST_SEVEN_DAYS.label)} (--last 7d): ${itemsAndRequests}, ${formatWireBytes(inSevenDays)}.`,
      ),
    ];
  const [first, last] = [inWindow[0]?.time ?? "", inWindow.at(-1)?.time ?? ""];
  return [
    colors.bold(wrap(`Sent by ${tool} ${window.label}: ${itemsAndRequests}`)),
    colors.dim(wrap(`${formatWireBytes(inWindow)}, first ${formatTime(first)}, last ${formatTime(last)}`)),
    "",
    ...formatCountRows(countNames(items), width),
    "",
    wrap("Requests:"),
    ...formatCountRows(countValues(inWindow.map(describeRequest)), width),
  ];
}

export function formatPendingSummary(
  items: readonly PendingItem[],
  { colors, width }: CommandContext,
): string[] {
  if (items.length === 0) return ["Nothing is pending."];
  const fileCount = new Set(items.map(({ file }) => file)).size;
  const otherCount = items.filter(({ isForThisServer }) => !isForThisServer).length;
  const others =
    otherCount === 0
      ? ""
      : `, ${otherCount === items.length ? "all" : otherCount} for servers that this command does not know`;
  const head = `Pending: ${formatItemCount(items)} in ${pluralize(fileCount, "file")}${others}`;
  return [colors.bold(wrapText(head, width)), "", ...formatCountRows(countNames(items), width)];
}

function formatWireBytes(requests: readonly LoggedRequest[]): string {
  const bytes = requests.reduce((sum, request) => sum + request.bytes.length, 0);
  return `${formatBytes(bytes)} on the wire`;
}

/** Such as `183 events and 20 spans`. */
function formatItemCount(items: readonly BodyItem[]): string {
  const spanCount = items.filter(({ kind }) => kind === "span").length;
  const eventCount = items.length - spanCount;
  const parts = [
    ...(eventCount > 0 || spanCount === 0 ? [pluralize(eventCount, "event")] : []),
    ...(spanCount > 0 ? [pluralize(spanCount, "span")] : []),
  ];
  return parts.join(" and ");
}

/** An event is sent again if the first request failed. It has the same id in each request, and is listed once. */
function listDistinctItems(requests: readonly LoggedRequest[]): BodyItem[] {
  const ids = new Set<string>();
  const isNew = ({ id }: BodyItem): boolean => {
    if (id === undefined) return true;
    const sizeBefore = ids.size;
    return ids.add(id).size > sizeBefore;
  };
  return listSentItems(requests).filter(isNew);
}

function countNames(items: readonly BodyItem[]): Map<string, number> {
  return countValues(items.map(({ kind, name }) => (kind === "span" ? `span ${name}` : name)));
}

function describeRequest(request: LoggedRequest): string {
  const { kind } = getRequestContent(request);
  const content = { flags: "flag requests to ", binary: "spans in protobuf to ", items: "to " }[kind];
  return `${content}${getHost(request.url)}, ${formatAnswer(request)}`;
}

const MAX_ROWS = 10;

/** Formats each name behind its count, the most frequent first. */
function formatCountRows(counts: ReadonlyMap<string, number>, width: number): string[] {
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  const rest = sorted.slice(MAX_ROWS);
  const countWidth = String(sorted[0]?.[1] ?? 0).length;
  const indent = 2 + countWidth + 2;
  const rows = sorted.slice(0, MAX_ROWS).map(([name, count]) => {
    const text = wrapText(name, width, indent).slice(indent);
    return `  ${String(count).padStart(countWidth)}  ${text}`;
  });
  const restCount = rest.reduce((sum, [, count]) => sum + count, 0);
  if (rest.length > 0)
    rows.push(wrapText(`${restCount} more under ${pluralize(rest.length, "other name")}`, width, 2));
  return rows;
}
