/** `show`: the exact bytes that left this machine, or would. */
import { createTransport, getSendOptions } from "../../bootstrap/create-transport.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { getBacklogBatchSize } from "../../delivery/batch-sender.js";
import { decodeBody, type LoggedRequest } from "../../delivery/request-log-reader.js";
import type { SpoolFile } from "../../delivery/spool-contents.js";
import type { Fetch } from "../../net/http-client.js";
import { toPostHogEvent } from "../../transports/posthog.js";
import { countEventsInBody, loadRequestLog, readPendingFiles, requireFolders } from "../local-data.js";
import type { CommandContext, Subcommand } from "../subcommand.js";
import { formatBytes, formatTime, pluralize } from "../terminal-format.js";

export const show: Subcommand = {
  description: "The exact bytes that were sent in the last seven days (--sent), or wait (--pending)",
  args: {
    sent: { type: "boolean", description: "What left this machine" },
    pending: { type: "boolean", description: "What would leave it" },
  },
  async run(context) {
    const { sent, pending } = context.args;
    const isBoth = sent !== true && pending !== true;
    const situation = await context.resolveTelemetry();
    const left = sent === true || isBoth ? loadRequestLog(situation) : undefined;
    const waiting = pending === true || isBoth ? await describePendingFiles(situation) : undefined;
    return {
      code: 0,
      json: {
        ...(left && { sent: left.requests.map(toReceiptJson), damagedReceipts: left.damagedLineCount }),
        ...(waiting && { pending: waiting }),
      },
      text: [
        ...(left ? formatSentRequests(left.requests, situation, context) : []),
        ...(waiting ? formatPendingFiles(waiting, context) : []),
      ].join("\n"),
    };
  },
};

interface PendingFileReport {
  readonly file: string;
  /** The process that is about to send it. */
  readonly heldBy: number | null;
  readonly events: number;
  /** The requests as they would be made now, but for their `sent_at`; null for another server's, whose key is not known here. */
  readonly bodies: readonly string[] | null;
  /** For those, the events. */
  readonly envelopes?: readonly object[];
}

async function describePendingFiles(telemetry: ResolvedTelemetry): Promise<PendingFileReport[]> {
  const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
  const describeFile = ({ path, ownerPid, envelopes }: SpoolFile) => ({
    file: path,
    heldBy: ownerPid ?? null,
    events: envelopes.length,
  });
  const waiting: PendingFileReport[] = [];
  for (const file of forThisServer)
    waiting.push({ ...describeFile(file), bodies: await buildRequestBodies(file, telemetry) });
  for (const file of forOtherServers)
    waiting.push({ ...describeFile(file), bodies: null, envelopes: file.envelopes.map(toPostHogEvent) });
  return waiting;
}

/** What the transport would put on the wire: it is asked to, with a `fetch` that keeps it. */
async function buildRequestBodies({ envelopes }: SpoolFile, telemetry: ResolvedTelemetry): Promise<string[]> {
  const bodies: string[] = [];
  const recordRequest: Fetch = (_, { body = "" }) => {
    bodies.push(decodeBody(body));
    return Promise.reject(new Error("not sent"));
  };
  const sending = { ...getSendOptions(telemetry), receiptsFolder: undefined, obedience: undefined };
  const { transport } = createTransport(sending, recordRequest);
  const size = getBacklogBatchSize(sending.batchSize);
  for (let from = 0; from < envelopes.length; from += size)
    await transport.send(envelopes.slice(from, from + size), new AbortController().signal);
  return bodies;
}

function toReceiptJson({ time, method, url, status, isIncomplete, bytes, text }: LoggedRequest): object {
  const answer = { status: status ?? null, ...(isIncomplete && { isCut: isIncomplete }) };
  return { time, method, url, ...answer, body: text, base64: bytes.toString("base64") };
}

function formatSentRequests(
  receipts: readonly LoggedRequest[],
  telemetry: ResolvedTelemetry,
  { colors, tool }: CommandContext,
): string[] {
  if (telemetry.resolved.settings.receipts === false)
    return ["What was sent is not kept, as receipts = false."];
  if (receipts.length === 0)
    return [
      `Nothing of ${tool} left this machine in the last seven days, or no receipt of it is in ${requireFolders(telemetry).receipts}.`,
    ];
  return receipts.flatMap(({ time, method, url, status, isIncomplete, bytes, text }) => {
    const events = countEventsInBody(text);
    const what = events === undefined ? "a question for flags" : pluralize(events, "event");
    const answer =
      status === undefined
        ? colors.bad("no answer; it may have left")
        : `answered ${status}${isIncomplete ? ", before all of it had left" : ""}`;
    return [
      colors.strong(`${formatTime(time)}  ${method} ${url}  ${answer}`),
      colors.faint(
        `${what}, ${formatBytes(bytes.length)} on the wire, ${formatBytes(Buffer.byteLength(text))} of JSON:`,
      ),
      indentJson(text),
      "",
    ];
  });
}

function formatPendingFiles(waiting: readonly PendingFileReport[], { colors }: CommandContext): string[] {
  if (waiting.length === 0) return ["Nothing waits to be sent."];
  return waiting.flatMap(({ file, heldBy, events, bodies, envelopes }) => [
    colors.strong(`waits: ${pluralize(events, "event")} in ${file}`),
    ...(heldBy === null ? [] : [colors.faint(`process ${heldBy} has it`)]),
    colors.faint(
      bodies === null
        ? "for a server that this command does not know, as one that is set in a tool's code; the events:"
        : "as it would be sent now, but for the time in sent_at:",
    ),
    ...(bodies === null ? [JSON.stringify(envelopes, null, 2)] : bodies.map(indentJson)),
    "",
  ]);
}

/** Line breaks are added, and nothing else; `--json` has the text as it is. */
function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
