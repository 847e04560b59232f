/** Prints a run of the agents: the trace as a tree, what was known beside what was sent, and the totals. */
import { relative } from "node:path";
import type { TelemetryState, TelemetryStats } from "codeweaver-telemetry";
import type { ReceivedSpan, Receiver } from "codeweaver-telemetry/receiver";
import { compare } from "../shared/comparison.js";
import { printWhyOff } from "../shared/telemetry-off.js";
import { printColumns, printHeading, printParagraph, type Row } from "../shared/terminal.js";
import type { Reading } from "./agents.js";
import { MODEL } from "./summariser.js";
import { drawTree } from "./trace-tree.js";

export interface AgentRun {
  readonly folder: string;
  readonly readings: readonly Reading[];
  readonly receiver: Receiver;
  /** The counters of the spans. */
  readonly stats: TelemetryStats;
}

export function printIntroduction(state: TelemetryState): void {
  printHeading("Two agents at work, and what their trace says");
  if (state.status === "off")
    return printWhyOff(state, { command: "npm run agents", destination: "a receiver inside this process" });
  printParagraph(
    "A librarian goes through a folder, and a reader summarises each document. " +
      "The model runs here and its tokens are words, so no AI service is needed. " +
      "Each step is a span of a trace, which is sent to a receiver inside this process.",
  );
}

export function printReport(run: AgentRun): void {
  const { readings, receiver } = run;
  const root = receiver.spans.find(({ parentSpanId }) => parentSpanId === undefined);
  if (root === undefined) {
    printHeading("Totals");
    printParagraph(`${readings.length} documents were read as usual. No span was sent.`);
  } else {
    printHeading("The trace, as the receiver has it");
    for (const line of drawTree(receiver.spans)) console.log(line);
    printHeading("The run's own span, in short");
    printColumns(["What the agents knew", "What was sent of it"], compareRun(run, root));
    printTotals(run, root);
  }
  printHeading("Where to look next");
  console.log("npm run agents -- <folder>      the same over Markdown documents of your own");
  console.log("examples/agent-run/agents.ts    how the agents are traced, in one short file");
}

function compareRun({ folder, readings }: AgentRun, { attributes }: ReceivedSpan): Row[] {
  const [first] = readings;
  return [
    compare("agent", "librarian", attributes, ["gen_ai.agent.name"]),
    compare("model", MODEL, attributes, ["gen_ai.request.model"]),
    compare("command", `/catalogue ${folder}`, attributes, ["zen.command"]),
    compare("folder", folder, attributes, ["zen.workspace.hash"]),
    compare("document", first === undefined ? "" : relative(folder, first.file), attributes, []),
    compare("summary", first?.sentences.join(" ") ?? "", attributes, []),
  ];
}

function printTotals(run: AgentRun, root: ReceivedSpan): void {
  const { receiver, stats } = run;
  const { spans, events, requests } = receiver;
  const bytes = requests.reduce((sum, { body }) => sum + body.length, 0);
  printHeading("Totals");
  printParagraph(
    `${stats.sent} of ${stats.captured} spans and ${events.length} events were sent in ${requests.length} requests, ${bytes} bytes on the wire.`,
  );
  const joined = events.filter(({ properties }) => properties.$ai_trace_id === root.traceId);
  printParagraph(
    `${joined.length} of ${events.length} events carry the trace's id, so PostHog shows them beside it.`,
  );
  const cost = spans.reduce((sum, { attributes }) => sum + Number(attributes["zen.cost.usd"] ?? 0), 0);
  printParagraph(`The run cost $${cost.toFixed(6)}, at the prices that the example gives its model.`);
  printPrivacy(run);
}

/** Searches the requests themselves, so that the sentence is true whatever the settings are. */
function printPrivacy({ folder, readings, receiver }: AgentRun): void {
  const wire = receiver.requests.map(({ text }) => text).join("\n");
  const known = [
    folder,
    ...readings.flatMap(({ file, sentences }) => [relative(folder, file), ...sentences]),
  ];
  const sent = known.filter((text) => wire.includes(JSON.stringify(text).slice(1, -1)));
  printParagraph(
    sent.length === 0
      ? `The folder, the documents' names and their sentences are not in the ${wire.length} characters that were sent.`
      : `${sent.length} of the paths and sentences were sent.`,
  );
}
