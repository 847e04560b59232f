/** Tests which parts of a span reach the journal. */
import type { ReceivedSpan } from "codeweaver-telemetry/receiver";
import { expect, it } from "vitest";
import { checkSpan } from "../../src/ingest/span-check.js";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const START = BigInt(NOW) * 1_000_000n;
const SPAN: ReceivedSpan = {
  name: "run",
  traceId: "0af7651916cd43dd8448eb211c80319c",
  spanId: "b7ad6b7169203331",
  parentSpanId: undefined,
  traceState: undefined,
  kind: 1,
  start: START,
  end: START,
  status: 0,
  attributes: {},
  links: [],
  leftOut: { attributes: 0, events: 0, links: 0 },
  resource: {},
  scope: "",
};

function check(fields: Partial<ReceivedSpan>): Record<string, unknown> {
  const limits = { now: NOW, retentionDays: 30, isClockDoubtful: false };
  return JSON.parse(checkSpan({ ...SPAN, ...fields }, undefined, limits, () => {}) ?? "{}");
}

it.each([
  ["ot=th:8", "ot=th:8"],
  ["ot=th:0", "ot=th:0"],
  ["vendor=jane", undefined],
  ["ot=th:8,vendor=jane", undefined],
  ["ot=th:8;rv:0123456789abcd", undefined],
  [undefined, undefined],
])("the trace state %s is stored as %s", (traceState, stored) => {
  expect(check({ traceState }).trace_state).toBe(stored);
});

it("the ids of links have the names of the manifest", () => {
  const { traceId, spanId } = SPAN;
  expect(check({ links: [{ traceId, spanId }] }).links).toEqual([{ trace_id: traceId, span_id: spanId }]);
});

it("the numbers of parts that were left out are stored if there are any", () => {
  const leftOut = { attributes: 0, events: 2, links: 0 };
  expect(check({ leftOut }).left_out).toEqual(leftOut);
  expect(check({})).not.toHaveProperty("left_out");
});
