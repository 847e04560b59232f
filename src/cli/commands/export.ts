/** Defines the subcommand `export`, which fetches the person's own events from the server. */
import { resolve } from "node:path";
import { findWorkingDirectory } from "../../bootstrap/process-inputs.js";
import { describeFileError } from "../../internal/errors.js";
import type { CommandContext, CommandResult, Subcommand } from "../subcommand.js";
import { formatBytes, formatJson, formatPath, pluralize } from "../terminal-format.js";
import { announceWait, confirmRequest, printNote, requireTerminalOrYes, YES_ARG } from "./confirm-request.js";
import { type DataServer, DataServerError, findDataServer } from "./data-server.js";
import { listServerIds } from "./erase-on-server.js";
import { UNIDENTIFIED } from "./erasure-result.js";
import { createFileSink, createStdoutSink, type ExportSink } from "./export-sink.js";
import { type ExportCounts, fetchEvents } from "./fetch-events.js";
import { collectOwnIds } from "./own-ids.js";

export const exportData: Subcommand = {
  description: "Fetch the events that the server has of you, as one JSON object in each line",
  args: {
    out: { type: "string", description: "Write the events to a file", valueHint: "file" },
    yes: YES_ARG,
  },
  failure: "The events could not be fetched or written, or ids may be missing in the request.",
  examples: ["--out events.ndjson"],
  async run(context) {
    const telemetry = await context.loadTelemetry();
    const own = collectOwnIds(telemetry);
    const ids = listServerIds(own);
    const { damage } = own;
    if (ids.length === 0) return reportEmpty(damage, context);
    requireTerminalOrYes(context);
    try {
      const server = findDataServer(telemetry, context);
      if (!(await confirmRequest(describeRequest(server, ids.length, damage), context))) {
        printNote("Nothing was sent.", context);
        return { code: 1 };
      }
      announceWait(server.host, context);
      const counts = await transfer(server, ids, context);
      if (counts === undefined) return { code: 0 }; // the reader of a pipe, such as `head`, has what it wanted
      return reportSummary({ server: server.host, ids: ids.length, ...counts, problems: damage }, context);
    } catch (error) {
      if (!(error instanceof DataServerError)) throw error;
      throw new Error(`${error.message}; ask the author of ${context.tool} for your events`);
    }
  },
};

function describeRequest({ host }: DataServer, idCount: number, damage: readonly string[]): string[] {
  return [
    ...damage,
    `This sends ${pluralize(idCount, "id")} to ${host}, and asks that server for the events under ${idCount === 1 ? "it" : "them"}.`,
    "The request shows the operator of the server that these ids belong together.",
  ];
}

/** Signals that end the transfer, so that the unfinished file is removed. */
const END_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Writes the events, and returns their counts, or undefined if the reader of stdout has ended.
 * @throws a DataServerError, or an error about the file
 */
async function transfer(
  server: DataServer,
  ids: readonly string[],
  context: CommandContext,
): Promise<ExportCounts | undefined> {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  const sink = createSink(context);
  // Without a file there is nothing to remove, and a signal ends the process also while the reader of a pipe does not read.
  const signals = context.args.out === undefined ? [] : END_SIGNALS;
  for (const signal of signals) process.on(signal, interrupt);
  try {
    const counts = await fetchEvents(server, ids, { sink, signal: controller.signal });
    sink.publish();
    return counts;
  } finally {
    sink.discard();
    for (const signal of signals) process.off(signal, interrupt);
  }
}

function createSink({ args, printAndDrain }: CommandContext): ExportSink {
  if (args.out === undefined) return createStdoutSink(printAndDrain);
  const file = String(args.out);
  try {
    return createFileSink(resolve(findWorkingDirectory(), file));
  } catch (error) {
    throw new Error(`${file} cannot be written: ${describeFileError(error)}`);
  }
}

function reportEmpty(problems: readonly string[], context: CommandContext): CommandResult {
  const summary = { server: null, ids: 0, events: 0, spans: 0, bytes: 0, problems };
  const texts = [
    "There is nothing to export, because this machine knows no id under which events were sent.",
  ];
  return report(summary, [...texts, UNIDENTIFIED], context);
}

interface ExportSummary extends ExportCounts {
  readonly server: string | null;
  readonly ids: number;
  readonly problems: readonly string[];
}

function reportSummary(summary: ExportSummary, context: CommandContext): CommandResult {
  const { server, ids, events, spans, bytes } = summary;
  const { out } = context.args;
  const target = out === undefined ? "" : ` to ${formatPath(String(out))}`;
  const text = `Exported ${pluralize(events, "event")} and ${pluralize(spans, "span")} (${formatBytes(bytes)}) under ${pluralize(ids, "id")} from ${server}${target}.`;
  return report(summary, [text, UNIDENTIFIED], context);
}

/** Stdout is for the events. The summary is printed on stderr, or as JSON on stdout if the events are in a file. */
function report(summary: ExportSummary, texts: readonly string[], context: CommandContext): CommandResult {
  const { isJson, args, colors } = context;
  const code = summary.problems.length === 0 ? 0 : 1;
  if (isJson && args.out !== undefined) return { code, json: summary };
  if (isJson) context.printNote(formatJson(summary));
  else for (const text of [...texts, ...summary.problems.map(colors.red)]) printNote(text, context);
  return { code };
}
