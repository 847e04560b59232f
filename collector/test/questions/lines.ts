/** Writes the lines of spans for tests of questions, and reads their answers. */
import type { Answer, AnswerValue } from "../../src/questions/answer.js";
import { createSpanLine } from "../store/contract.js";

/** The time of the events of `createLine`, in nanoseconds. */
const START_NS = BigInt(Date.parse("2026-11-28T10:00:00.000Z")) * 1_000_000n;
const NANOSECONDS_PER_MS = 1_000_000n;

export interface SpanFields {
  readonly durationMs?: number;
  readonly [field: string]: unknown;
}

/** Writes a span that lasts 1,000 ms unless it says otherwise. */
export function createSpan(attributes: object, { durationMs = 1000, ...fields }: SpanFields = {}): string {
  return createSpanLine({
    start_ns: String(START_NS),
    end_ns: String(START_NS + BigInt(durationMs) * NANOSECONDS_PER_MS),
    attributes,
    ...fields,
  });
}

/** Returns the rows without the bounds of shares, which the tests of shares are about. Numbers are rounded to 12 digits. */
export function listRows({ columns, rows }: Answer): readonly (readonly AnswerValue[])[] {
  return rows.map((row) =>
    row
      .filter((_, index) => columns[index]?.kind !== "bound")
      .map((value) => (typeof value === "number" ? Number(value.toPrecision(12)) : value)),
  );
}
