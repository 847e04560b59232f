/** Describes a search in rows of two columns: what it knew, and what was sent of it. */
import type { FindCodeResponseSummary } from "codeweaver-telemetry/models";
import type { ReceivedEvent } from "codeweaver-telemetry/receiver";
import { compare, formatValue } from "../shared/comparison.js";
import { cut, getColumnWidths, type Row } from "../shared/terminal.js";
import type { Ranker } from "./search.js";
import type { Passage } from "./tree.js";

export interface Search {
  readonly query: string;
  readonly intent: string;
  readonly ranker: Ranker;
  readonly executionTimeMs: number;
  /** Undefined if telemetry is off. */
  readonly eventId: string | undefined;
  readonly response: FindCodeResponseSummary;
  readonly hits: readonly Passage[];
}

/** From this width on, a column has space for more than the most important values. */
const WIDE_COLUMN = 70;
/** Shorter lines, such as a brace, are not worth showing. */
const MIN_LINE_LENGTH = 12;

export function describeSearch(search: Search, { properties }: ReceivedEvent): Row[] {
  const { query, ranker, executionTimeMs, response, hits } = search;
  const [best] = hits;
  const code = best?.text.split("\n").find((line) => line.trim().length > MIN_LINE_LENGTH);
  return [
    compare("question", query, properties, ["intent", "query"]),
    compare("best hit", locateBest(search), properties, ["languages", "match_types", "matches"]),
    compare("code", code?.trim() ?? "", properties, []),
    compare("names", best?.symbols.join(", ") ?? "", properties, []),
    compare("summary", response.summary, properties, ["summary_length", "results"]),
    compare("ranking", `ranker "${ranker}", ${executionTimeMs.toFixed(1)} ms`, properties, [
      "execution_time_ms",
      "quality",
      "strategies",
      "$feature/new_reranker",
    ]),
  ];
}

/** Describes a search in one line. Without an event in the receiver, the line says what was found. */
export function summarizeSearch(search: Search, event: ReceivedEvent | undefined): Row {
  const { left, right } = getColumnWidths();
  const known =
    left < WIDE_COLUMN || event === undefined ? search.query : `${search.query} → ${locateBest(search)}`;
  return {
    left: [cut(known, left)],
    right: [cut(event === undefined ? locateBest(search) : summarizeEvent(event, right), right)],
  };
}

function summarizeEvent({ properties }: ReceivedEvent, width: number): string {
  const { intent, results, execution_time_ms: time, languages } = properties;
  const { returned, candidates } = Object(results);
  const summary = `${intent}, ${returned} of ${candidates} results, ${Number(time).toFixed(1)} ms`;
  return width < WIDE_COLUMN ? summary : `${summary}, ${formatValue(languages)}`;
}

function locateBest({ hits: [best] }: Search): string {
  return best === undefined ? "nothing found" : `${best.path}, lines ${best.start}-${best.end}`;
}
