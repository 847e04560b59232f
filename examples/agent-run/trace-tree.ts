/** Draws a trace as a tree with the time and the cost of each step and, on a wide terminal, when it happened. */
import type { ReceivedSpan } from "codeweaver-telemetry/receiver";
import { cut, getTerminalWidth, measure, pad } from "../shared/terminal.js";

/** A step of the trace, with the branches of the tree before its name. */
interface Step {
  readonly name: string;
  readonly span: ReceivedSpan;
}

interface Column {
  readonly title: string;
  readonly width: number;
  readonly format: (span: ReceivedSpan) => string;
}

const COLUMNS: readonly Column[] = [
  { title: "ms", width: 8, format: ({ start, end }) => toMs(end - start).toFixed(1) },
  { title: "in", width: 5, format: (span) => formatTokens(span, "input") },
  { title: "out", width: 5, format: (span) => formatTokens(span, "output") },
  { title: "cached", width: 8, format: (span) => formatTokens(span, "cache_read") },
  { title: "to cache", width: 10, format: (span) => formatTokens(span, "cache_creation") },
  { title: "cost", width: 11, format: formatCost },
];
const COLUMNS_WIDTH = COLUMNS.reduce((sum, { width }) => sum + width, 0);
/** The rest of a longer trace is not shown, because it would scroll everything else off the screen. */
const MAX_STEPS = 100;
const MAX_BAR = 60;
const MIN_BAR = 20;

export function drawTree(spans: readonly ReceivedSpan[]): string[] {
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
  const steps = roots.flatMap((root) => listSteps(root, spans, "", ""));
  const longest = Math.max(...steps.map(({ name }) => measure(name)));
  const nameWidth = Math.min(longest, getTerminalWidth() - COLUMNS_WIDTH);
  const barWidth = Math.min(MAX_BAR, getTerminalWidth() - COLUMNS_WIDTH - nameWidth - 2);
  const head = pad("step", nameWidth) + COLUMNS.map(({ title, width }) => title.padStart(width)).join("");
  const lines = steps.slice(0, MAX_STEPS).map(({ name, span }) => {
    const cells = COLUMNS.map(({ width, format }) => format(span).padStart(width)).join("");
    const bar = barWidth < MIN_BAR || roots[0] === undefined ? "" : `  ${drawBar(span, roots[0], barWidth)}`;
    return (pad(name, nameWidth) + cells + bar).trimEnd();
  });
  const hidden = steps.length - lines.length;
  return [head, ...lines, ...(hidden > 0 ? [cut(`(and ${hidden} more steps)`, nameWidth)] : [])];
}

function listSteps(span: ReceivedSpan, spans: readonly ReceivedSpan[], first: string, rest: string): Step[] {
  const children = spans
    .filter(({ parentSpanId }) => parentSpanId === span.spanId)
    .sort((a, b) => Number(a.start - b.start));
  const failure =
    span.status === 2 ? ` failed (${span.attributes["error.type"] ?? span.attributes["zen.status"]})` : "";
  return [
    { name: first + span.name + failure, span },
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return listSteps(child, spans, `${rest}${isLast ? "└─ " : "├─ "}`, `${rest}${isLast ? "   " : "│  "}`);
    }),
  ];
}

function formatTokens({ attributes }: ReceivedSpan, kind: string): string {
  const isOfModel = Number(attributes["zen.tokens.output"] ?? 0) > 0;
  return isOfModel ? String(attributes[`zen.tokens.${kind}`] ?? 0) : "";
}

function formatCost({ attributes }: ReceivedSpan): string {
  const cost = attributes["zen.cost.usd"];
  return cost === undefined ? "" : `$${Number(cost).toFixed(6)}`;
}

/** Draws when the step began and how long it took, within the time of the whole run. */
function drawBar({ start, end }: ReceivedSpan, root: ReceivedSpan, width: number): string {
  const scale = width / Math.max(toMs(root.end - root.start), 0.001);
  const before = Math.min(Math.floor(toMs(start - root.start) * scale), width - 1);
  const length = Math.max(1, Math.min(Math.round(toMs(end - start) * scale), width - before));
  return " ".repeat(before) + "━".repeat(length);
}

function toMs(nanoseconds: bigint): number {
  return Number(nanoseconds) / 1e6;
}
