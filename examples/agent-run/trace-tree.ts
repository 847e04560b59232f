/** A trace as a tree: what each step took, and what its run cost. */
import type { ReceivedSpan } from "codeweaver-telemetry/receiver";

export function treeOf(spans: readonly ReceivedSpan[]): string[] {
  const roots = spans.filter(({ parentSpanId }) => parentSpanId === undefined);
  return roots.flatMap((root) => branch(root, spans, "", ""));
}

function branch(span: ReceivedSpan, spans: readonly ReceivedSpan[], first: string, rest: string): string[] {
  const children = spans
    .filter(({ parentSpanId }) => parentSpanId === span.spanId)
    .sort((a, b) => Number(a.start - b.start));
  return [
    `${first}${lineOf(span)}`,
    ...children.flatMap((child, index) => {
      const isLast = index === children.length - 1;
      return branch(child, spans, `${rest}${isLast ? "└─ " : "├─ "}`, `${rest}${isLast ? "   " : "│  "}`);
    }),
  ];
}

function lineOf({ name, start, end, status, attributes }: ReceivedSpan): string {
  const ms = (Number(end - start) / 1e6).toFixed(1);
  const tokens = (kind: string) => Number(attributes[`zen.tokens.${kind}`] ?? 0);
  const cost = attributes["zen.cost.usd"];
  return [
    name,
    `${ms} ms`,
    ...(status === 2 ? [`failed (${attributes["error.type"] ?? attributes["zen.status"]})`] : []),
    ...(tokens("output") > 0
      ? [
          `${tokens("input")} in, ${tokens("output")} out, ${tokens("cache_read")} from the cache, ${tokens("cache_creation")} into it`,
        ]
      : []),
    ...(cost === undefined ? [] : [`$${Number(cost).toFixed(6)}`]),
  ].join("  ");
}
