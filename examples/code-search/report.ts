/** Prints the session: two searches in full, the others in one line each, the saved tokens, and the totals. */
import type { TelemetryClient, TelemetryState } from "codeweaver-telemetry";
import type { SessionStatistics } from "codeweaver-telemetry/models";
import type { ReceivedEvent, Receiver } from "codeweaver-telemetry/receiver";
import { printWhyOff } from "../shared/telemetry-off.js";
import { printColumns, printHeading, printParagraph } from "../shared/terminal.js";
import type { Collected } from "./collector.js";
import { printSavings } from "./savings.js";
import { describeSearch, type Search, summarizeSearch } from "./search-rows.js";
import { printTotals } from "./totals.js";

export interface Session {
  readonly root: string;
  readonly files: number;
  readonly passages: number;
  readonly searches: readonly Search[];
  readonly statistics: SessionStatistics;
  /** The events that the receiver got, or the collector kept. Empty for a PostHog project. */
  readonly events: readonly ReceivedEvent[];
  /** Undefined if the events are sent to a collector or a PostHog project. */
  readonly receiver: Receiver | undefined;
  readonly collected: Collected | undefined;
  /** Describes where the events are sent. */
  readonly destination: string;
  readonly telemetry: TelemetryClient;
}

const SHOWN_IN_FULL = 2;
const SEPARATOR = { left: [""], right: [""] };

export function printIntroduction(state: TelemetryState, destination: string): void {
  printHeading("A code search, and what its telemetry sends");
  if (state.status === "off") return printWhyOff(state, { command: "npm start", destination });
  printParagraph(
    "A search knows your questions, your files and the code that it finds. " +
      "By default its telemetry sends only numbers and words from fixed lists. " +
      `Here the events are sent to ${destination}.`,
  );
}

export function printReport(session: Session): void {
  const { root, files, passages, searches, events, collected } = session;
  printHeading(`${searches.length} questions about a source tree`);
  printParagraph(`${root}: ${files} files, ${passages} passages`);
  console.log();
  const found = searches.map((search) => ({
    search,
    event: events.find(({ uuid }) => uuid === search.eventId),
  }));
  const arrived = collected === undefined ? "was sent" : "the collector kept";
  const inFull = found
    .slice(0, SHOWN_IN_FULL)
    .flatMap(({ search, event }) => (event === undefined ? [] : [describeSearch(search, event)]));
  if (inFull.length > 0) {
    const rows = inFull.flatMap((rows, index) => (index === 0 ? rows : [SEPARATOR, ...rows]));
    printColumns(["What the search knew", `What ${arrived} of it`], rows);
    console.log();
  }
  const others = found.slice(inFull.length);
  printColumns(
    inFull.length > 0
      ? [`The other ${others.length} searches`, `What ${arrived}, in short`]
      : ["The searches", "What they found"],
    others.map(({ search, event }) => summarizeSearch(search, event)),
  );
  printSavings(session.statistics, searches.length);
  printTotals(session);
}
