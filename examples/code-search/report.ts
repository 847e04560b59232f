/** Shows, side by side, what each search knew and what of it left the machine. */
import type { TelemetryClient } from "codeweaver-telemetry";
import type { FindCodeResponseSummary } from "codeweaver-telemetry/models";
import type { ReceivedEvent, Receiver } from "codeweaver-telemetry/receiver";
import type { Ranker } from "./search.js";
import type { Passage } from "./tree.js";

export interface Search {
  readonly query: string;
  readonly intent: string;
  readonly ranker: Ranker;
  readonly executionTimeMs: number;
  /** Undefined where telemetry is off. */
  readonly eventId: string | undefined;
  readonly response: FindCodeResponseSummary;
  readonly hits: readonly Passage[];
}

export interface Session {
  readonly root: string;
  readonly files: number;
  readonly passages: number;
  readonly ranker: Ranker;
  readonly searches: readonly Search[];
  /** Undefined where the events went to a project of PostHog's. */
  readonly receiver: Receiver | undefined;
  readonly telemetry: TelemetryClient;
}

const LEFT = 46;
const RIGHT = 64;

export function printReport(session: Session): void {
  const { root, files, passages, ranker, searches, receiver, telemetry } = session;
  console.log(`\nA search session over ${root}`);
  console.log(`${files} files, ${passages} passages; the flag new_reranker chose the ranker "${ranker}".\n`);
  console.log(`  ${bold(pad("what the search knew", LEFT))} │ ${bold("what left this machine")}`);
  for (const search of searches) {
    const event = receiver?.events.find(({ uuid }) => uuid === search.eventId);
    const left = knew(search);
    const right = event === undefined ? notSeen(session) : sent(event);
    console.log(`  ${"─".repeat(LEFT)}─┼─${"─".repeat(RIGHT)}`);
    for (let line = 0; line < Math.max(left.length, right.length); line++) {
      console.log(`  ${pad(left[line] ?? "", LEFT)} │ ${right[line] ?? ""}`);
    }
  }
  console.log();
  if (receiver !== undefined) printReceived(receiver);
  printCounters(telemetry);
  printWhereNext(session);
}

function knew({ query, response, hits }: Search): string[] {
  const top = hits[0];
  const line = top?.text.split("\n").find((text) => text.trim().length > 12);
  return [
    `query   ${query}`,
    `best    ${top === undefined ? "(nothing found)" : `${top.path}:${top.start}-${top.end}`}`,
    `        ${line?.trim() ?? ""}`,
    `names   ${top?.symbols.join(", ") ?? ""}`,
    `summary ${response.summary}`,
  ].map((text) => cut(text, LEFT));
}

function sent({ properties }: ReceivedEvent): string[] {
  const keys = [
    ["intent", "status", "execution_time_ms"],
    ["results"],
    ["quality"],
    ["strategies"],
    ["match_types", "languages"],
    ["summary_length", "$feature/new_reranker"],
  ];
  return keys.map((line) => cut(line.map((key) => `${key} ${compact(properties[key])}`).join("  "), RIGHT));
}

function notSeen({ telemetry }: Session): string[] {
  const { state } = telemetry;
  return state.status === "off"
    ? [`nothing: telemetry is off (${state.reason}: ${state.source})`]
    : ["(see the project that your key belongs to)"];
}

function printReceived(receiver: Receiver): void {
  const counts = new Map<string, number>();
  for (const { event } of receiver.events) counts.set(event, (counts.get(event) ?? 0) + 1);
  const bytes = receiver.requests.reduce((sum, { body }) => sum + body.length, 0);
  console.log(bold("The receiver"));
  console.log(
    `  ${receiver.events.length} events in ${receiver.requests.filter(({ method }) => method === "POST").length} requests, ${bytes} bytes on the wire`,
  );
  for (const [event, count] of counts) console.log(`  ${pad(String(count), 4)} ${event}`);
  const session = receiver.events.find(({ event }) => event === "codeweaver_session");
  if (session === undefined) return;
  console.log(`\n${bold("The session's event, whole")}`);
  console.log(JSON.stringify(session, null, 2).replace(/^/gm, "  "));
}

function printCounters(telemetry: TelemetryClient): void {
  const { captured, sent: delivered, pending, refused, omitted } = telemetry.stats();
  console.log(`\n${bold("The client's counters")}`);
  console.log(
    `  captured ${captured}, sent ${delivered}, pending ${pending}, refused ${compact(refused)}, omitted ${compact(omitted)}`,
  );
}

function printWhereNext({ receiver }: Session): void {
  console.log(`\n${bold("Where to look next")}`);
  if (receiver !== undefined) {
    console.log("  examples/code-search/main.ts            how this was measured, in one short file");
    console.log(
      "  src/events/search-event.ts              every field of the event above, and what it may become",
    );
    console.log("  npm start -- <folder>                   the same over a tree of yours");
    console.log("  npm start --silent -- --json            all of it as JSON");
    console.log("  DO_NOT_TRACK=1 npm start                the same with telemetry off");
    console.log("  CODEWEAVER_POSTHOG_API_KEY=phc_… npm start   the same into a PostHog project of yours");
  } else
    console.log(
      "  The events are in the project that CODEWEAVER_POSTHOG_API_KEY belongs to, under Activity.",
    );
}

function compact(value: unknown): string {
  if (typeof value === "number") return String(Number(value.toFixed(2)));
  const rounded = JSON.stringify(value, (_, item) =>
    typeof item === "number" ? Number(item.toFixed(2)) : item,
  );
  return (rounded ?? "–").replaceAll('"', "").replaceAll(",", ", ").replaceAll(":", " ");
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

function pad(text: string, width: number): string {
  return cut(text, width).padEnd(width);
}

function bold(text: string): string {
  return process.stdout.isTTY && process.env.NO_COLOR === undefined ? `\u001b[1m${text}\u001b[22m` : text;
}
