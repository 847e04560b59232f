/** Defines the subcommand `show`, which prints the exact requests that were sent and those that are pending. */
import { createTransport, getSendOptions, type SendOptions } from "../../bootstrap/create-transport.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { getBacklogBatchSize } from "../../delivery/backlog-delivery.js";
import { decodeBody, type LoggedRequest } from "../../delivery/request-log-reader.js";
import type { SpoolFile } from "../../delivery/spool-contents.js";
import type { Fetch } from "../../net/http-client.js";
import { toPostHogEvent } from "../../transports/posthog.js";
import { countEventsInBody, loadRequestLog, readPendingFiles, requireFolders } from "../local-data.js";
import type { CommandContext, Subcommand } from "../subcommand.js";
import { formatBytes, formatTime, pluralize } from "../terminal-format.js";

export const show: Subcommand = {
  description: "The exact bytes that were sent in the last seven days (--sent), or are pending (--pending)",
  args: {
    sent: { type: "boolean", description: "Requests of the last seven days" },
    pending: { type: "boolean", description: "Requests that are not sent yet" },
  },
  async run(context) {
    const { sent, pending } = context.args;
    const showsBoth = sent !== true && pending !== true;
    const telemetry = await context.loadTelemetry();
    const requestLog = sent === true || showsBoth ? loadRequestLog(telemetry) : undefined;
    const pendingFiles = pending === true || showsBoth ? await describePendingFiles(telemetry) : undefined;
    return {
      code: 0,
      json: {
        ...(requestLog && {
          sent: requestLog.requests.map(toReceiptJson),
          damagedReceipts: requestLog.damagedLineCount,
        }),
        ...(pendingFiles && { pending: pendingFiles }),
      },
      text: [
        ...(requestLog ? formatSentRequests(requestLog.requests, telemetry, context) : []),
        ...(pendingFiles ? formatPendingFiles(pendingFiles, context) : []),
      ].join("\n"),
    };
  },
};

interface PendingFileReport {
  readonly file: string;
  /** The id of a running process that will send the file itself. */
  readonly heldBy: number | null;
  readonly events: number;
  /** The request bodies without `sent_at`. Null for another server, because its key is not known. */
  readonly bodies: readonly string[] | null;
  /** The events for another server. */
  readonly envelopes?: readonly object[];
}

async function describePendingFiles(telemetry: ResolvedTelemetry): Promise<PendingFileReport[]> {
  const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
  const describeFile = ({ path, ownerPid, envelopes }: SpoolFile) => ({
    file: path,
    heldBy: ownerPid ?? null,
    events: envelopes.length,
  });
  const reports: PendingFileReport[] = [];
  for (const file of forThisServer)
    reports.push({ ...describeFile(file), bodies: await buildRequestBodies(file, telemetry) });
  for (const file of forOtherServers)
    reports.push({ ...describeFile(file), bodies: null, envelopes: file.envelopes.map(toPostHogEvent) });
  return reports;
}

/** Builds the bodies with the real transport, over a `fetch` that records and sends nothing. */
async function buildRequestBodies({ envelopes }: SpoolFile, telemetry: ResolvedTelemetry): Promise<string[]> {
  const bodies: string[] = [];
  const captureBody: Fetch = (_, { body = "" }) => {
    bodies.push(decodeBody(body));
    return Promise.reject(new Error("not sent"));
  };
  const sendOptions: SendOptions = {
    ...getSendOptions(telemetry),
    requestLogFolder: undefined,
    consentSnapshot: undefined,
  };
  const { transport } = createTransport(sendOptions, captureBody);
  const size = getBacklogBatchSize(sendOptions.batchSize);
  for (let from = 0; from < envelopes.length; from += size)
    await transport.send(envelopes.slice(from, from + size), new AbortController().signal);
  return bodies;
}

function toReceiptJson({ time, method, url, status, isIncomplete, bytes, text }: LoggedRequest): object {
  const answer = { status: status ?? null, ...(isIncomplete && { isCut: isIncomplete }) };
  return { time, method, url, ...answer, body: text, base64: bytes.toString("base64") };
}

function formatSentRequests(
  requests: readonly LoggedRequest[],
  telemetry: ResolvedTelemetry,
  { colors, tool }: CommandContext,
): string[] {
  if (telemetry.settings.receipts === false) return ["Sent requests are not kept, because receipts = false."];
  if (requests.length === 0)
    return [
      `Nothing was sent by ${tool} in the last seven days, or no receipt of it is in ${requireFolders(telemetry).receipts}.`,
    ];
  return requests.flatMap(({ time, method, url, status, isIncomplete, bytes, text }) => {
    const events = countEventsInBody(text);
    const content = events === undefined ? "a flag request" : pluralize(events, "event");
    const answer =
      status === undefined
        ? colors.red("no answer; it may have been sent")
        : `answered ${status}${isIncomplete ? ", before all of it was sent" : ""}`;
    return [
      colors.bold(`${formatTime(time)}  ${method} ${url}  ${answer}`),
      colors.dim(
        `${content}, ${formatBytes(bytes.length)} on the wire, ${formatBytes(Buffer.byteLength(text))} of JSON:`,
      ),
      indentJson(text),
      "",
    ];
  });
}

function formatPendingFiles(reports: readonly PendingFileReport[], { colors }: CommandContext): string[] {
  if (reports.length === 0) return ["Nothing is pending."];
  return reports.flatMap(({ file, heldBy, events, bodies, envelopes }) => [
    colors.bold(`pending: ${pluralize(events, "event")} in ${file}`),
    ...(heldBy === null ? [] : [colors.dim(`process ${heldBy} will send it`)]),
    colors.dim(
      bodies === null
        ? "for a server that this command does not know, such as one in the tool's own code; the events:"
        : "as it would be sent now, except for the time in sent_at:",
    ),
    ...(bodies === null ? [JSON.stringify(envelopes, null, 2)] : bodies.map(indentJson)),
    "",
  ]);
}

/** Adds line breaks for people. `--json` prints the text unchanged. */
function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
