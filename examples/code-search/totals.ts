/** Prints the totals of the session: events, bytes, the client's counters, and where to look next. */
import type { Receiver } from "codeweaver-telemetry/receiver";
import { formatValue } from "../shared/comparison.js";
import { cut, getTerminalWidth, printHeading, printParagraph } from "../shared/terminal.js";
import type { Session } from "./report.js";

/** Explains each event to a reader who sees its name for the first time. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  codeweaver_search: "one for each search",
  codeweaver_session: "the sums of the session",
  $feature_flag_called: "the flag new_reranker chose how results are ranked",
};

export function printTotals(session: Session): void {
  const { receiver, telemetry } = session;
  printHeading("Totals");
  if (telemetry.state.status !== "on") {
    printParagraph("All searches ran as usual. No event was captured or sent.");
  } else {
    if (receiver !== undefined) {
      printEvents(receiver);
      printPrivacy(session, receiver);
    }
    printCounters(session);
  }
  printWhereNext();
}

function printEvents({ events, requests }: Receiver): void {
  const posts = requests.filter(({ method }) => method === "POST");
  const bytes = posts.reduce((sum, { body }) => sum + body.length, 0);
  printParagraph(
    `${events.length} events in ${posts.length} requests (one of them asks for the flag), ${bytes} bytes on the wire:`,
  );
  const counts = new Map<string, number>();
  for (const { event } of events) counts.set(event, (counts.get(event) ?? 0) + 1);
  for (const [event, count] of counts) {
    const line = `${String(count).padStart(4)}  ${event.padEnd(21)} ${EXPLANATIONS[event] ?? ""}`;
    console.log(cut(line, getTerminalWidth()));
  }
}

/** Searches the requests themselves, so that the sentence is true whatever the settings are. */
function printPrivacy({ searches }: Session, { requests }: Receiver): void {
  const wire = requests.map(({ text }) => text).join("\n");
  const known = searches.flatMap(({ query, response, hits }) => [
    query,
    response.summary,
    ...hits.flatMap(({ path, text }) => [path, ...text.split("\n").filter(isLongEnough)]),
  ]);
  const sent = [...new Set(known)].filter((text) => wire.includes(JSON.stringify(text.trim()).slice(1, -1)));
  printParagraph(
    sent.length === 0
      ? `None of the questions, paths, code lines and summaries is in the ${wire.length} characters that were sent.`
      : `${sent.length} of the questions, paths, code lines and summaries were sent, as your settings allow: ${formatValue(sent.slice(0, 2))}`,
  );
}

function printCounters({ telemetry, receiver }: Session): void {
  const { captured, sent, pending, refused, omitted } = telemetry.stats();
  const events = `The client captured ${captured} events: ${sent} were sent, ${pending} are pending`;
  const dropped = Object.keys(refused).length === 0 ? "none was dropped" : `dropped: ${formatValue(refused)}`;
  const fields =
    Object.keys(omitted).length === 0 ? "no field was left out" : `fields left out: ${formatValue(omitted)}`;
  printParagraph(`${events}, ${dropped}, ${fields}.`);
  if (receiver === undefined)
    printParagraph("Events that were sent are in your PostHog project, under Activity.");
}

function printWhereNext(): void {
  printHeading("Where to look next");
  for (const line of [
    "npm start -- <folder>           the same over files of your own",
    "npm start --silent -- --json    every event in full, as JSON",
    "examples/code-search/main.ts    how it is measured, in one short file",
  ])
    console.log(line);
}

/** Short lines, such as a brace, are found in any text. */
function isLongEnough(line: string): boolean {
  return line.trim().length > 20;
}
