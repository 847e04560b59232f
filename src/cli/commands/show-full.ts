/** Formats requests in full for `show --full`: those that were sent and those that are pending. */
import type { LoggedRequest } from "../../delivery/request-log-reader.js";
import { getRequestContent } from "../request-body.js";
import type { CommandContext } from "../subcommand.js";
import { formatBytes, formatJson, formatTime, pluralize } from "../terminal-format.js";
import type { PendingFileReport } from "./pending-report.js";

export function formatSentRequests(requests: readonly LoggedRequest[], { colors }: CommandContext): string[] {
  return requests.flatMap((request) => {
    const { time, method, url, status, bytes, text } = request;
    const answer = formatAnswer(request);
    const head = `${formatTime(time)}  ${method} ${url}`;
    const sizes = `${formatBytes(bytes.length)} on the wire, ${formatBytes(Buffer.byteLength(text))}`;
    const content = getRequestContent(request);
    if (content.kind === "binary")
      return [
        colors.bold(`${head}  ${answer}`),
        colors.dim(`spans in protobuf, ${sizes} of protobuf; --json prints them in base64`),
        "",
      ];
    const label =
      content.kind === "flags"
        ? "a flag request"
        : pluralize(content.items.length, content.items[0]?.kind ?? "event");
    return [
      colors.bold(`${head}  ${status === undefined ? colors.red(answer) : answer}`),
      colors.dim(`${label}, ${sizes} of JSON:`),
      indentJson(text),
      "",
    ];
  });
}

export function formatAnswer({
  status,
  isIncomplete,
}: Pick<LoggedRequest, "status" | "isIncomplete">): string {
  if (status === undefined) return "no answer; may have been sent";
  return `answered ${status}${isIncomplete ? ", before all of it was sent" : ""}`;
}

export function formatPendingFiles(
  reports: readonly PendingFileReport[],
  { colors }: CommandContext,
): string[] {
  if (reports.length === 0) return ["Nothing is pending."];
  return reports.flatMap(({ file, heldBy, events, bodies, envelopes }) => [
    colors.bold(`pending: ${pluralize(events, "event")} in ${file}`),
    ...(heldBy === null ? [] : [colors.dim(`process ${heldBy} will send it`)]),
    colors.dim(
      bodies === null
        ? "for a server that this command does not know, such as one in the tool's own code; the events:"
        : "as it would be sent now, except for the time in sent_at:",
    ),
    ...(bodies === null ? [formatJson(envelopes)] : bodies.map(indentJson)),
    "",
  ]);
}

/** Adds line breaks for people. `--json` prints the text unchanged. */
function indentJson(text: string): string {
  try {
    return formatJson(JSON.parse(text));
  } catch {
    return text;
  }
}
