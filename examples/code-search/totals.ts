/** Prints the totals of the session: events, bytes, the client's counters, and where to look next. */
import type { ReceivedEvent, Receiver } from "codeweaver-telemetry/receiver";
import { formatValue } from "../shared/comparison.js";
import { cut, getTerminalWidth, printHeading, printParagraph } from "../shared/terminal.js";
import type { Collected } from "./collector.js";
import type { Session } from "./report.js";

/** Explains each event to a reader who sees its name for the first time. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
  codeweaver_search: "one for each search",
  codeweaver_session: "the sums of the session",
  $feature_flag_called: "the flag new_reranker chose how results are ranked",
};

/** Explains why the collector does not keep some of what the demo sends. */
const REASONS: Readonly<Record<string, string>> = {
  property_not_in_manifest: "no manifest lists what this tool adds: its version and its backend",
};

export function printTotals(session: Session): void {
  const { receiver, collected, telemetry } = session;
  printHeading("Totals");
  if (telemetry.state.status !== "on") {
    printParagraph("All searches ran as usual. No event was captured or sent.");
  } else {
    if (receiver !== undefined) {
      printRequests(receiver);
      printPrivacy(session, receiver.requests.map(({ text }) => text).join("\n"), "that were sent");
    }
    printCounters(session);
    if (collected !== undefined) {
      printCollected(collected);
      printPrivacy(session, collected.journal, "that the collector keeps");
    }
  }
  printWhereNext();
}

function printRequests({ events, requests }: Receiver): void {
  const posts = requests.filter(({ method }) => method === "POST");
  const bytes = posts.reduce((sum, { body }) => sum + body.length, 0);
  printParagraph(
    `${events.length} events in ${posts.length} requests (one of them asks for the flag), ${bytes} bytes on the wire:`,
  );
  printEvents(events);
}

function printEvents(events: readonly ReceivedEvent[]): void {
  const counts = new Map<string, number>();
  for (const { event } of events) counts.set(event, (counts.get(event) ?? 0) + 1);
  for (const [event, count] of counts) printCount(count, `${event.padEnd(21)} ${EXPLANATIONS[event] ?? ""}`);
}

function printCollected({ counts, events, journal }: Collected): void {
  const { accepted, indexed, dropped } = counts;
  printParagraph(
    `The collector accepted ${accepted} events and indexed ${indexed}. Its journal has ${Buffer.byteLength(journal)} bytes:`,
  );
  printEvents(events);
  if (Object.keys(dropped).length > 0) printParagraph("It dropped parts of them, by reason:");
  for (const [reason, count] of Object.entries(dropped))
    printCount(count, `${reason}: ${REASONS[reason] ?? "see the README of the collector"}`);
}

function printCount(count: number, text: string): void {
  console.log(cut(`${String(count).padStart(4)}  ${text}`, getTerminalWidth()));
}

/** Searches the texts themselves, so that the sentence is true whatever the settings are. */
function printPrivacy({ searches }: Session, text: string, which: string): void {
  const known = searches.flatMap(({ query, response, hits }) => [
    query,
    response.summary,
    ...hits.flatMap((hit) => [hit.path, ...hit.text.split("\n").filter(isLongEnough)]),
  ]);
  const found = [...new Set(known)].filter((each) => text.includes(JSON.stringify(each.trim()).slice(1, -1)));
  printParagraph(
    found.length === 0
      ? `None of the questions, paths, code lines and summaries is in the ${text.length} characters ${which}.`
      : `${found.length} of the questions, paths, code lines and summaries were sent, as your settings allow: ${formatValue(found.slice(0, 2))}`,
  );
}

function printCounters({ telemetry, receiver, collected }: Session): void {
  const { captured, sent, pending, refused, omitted } = telemetry.stats();
  const events = `The client captured ${captured} events: ${sent} were sent, ${pending} are pending`;
  const dropped = Object.keys(refused).length === 0 ? "none was dropped" : `dropped: ${formatValue(refused)}`;
  const fields =
    Object.keys(omitted).length === 0 ? "no field was left out" : `fields left out: ${formatValue(omitted)}`;
  printParagraph(`${events}, ${dropped}, ${fields}.`);
  if (receiver === undefined && collected === undefined)
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
