/** Builds a row that compares what the program knew with the properties that were sent of it. */
import { getColumnWidths, type Row, wrap } from "./terminal.js";

const LABEL_WIDTH = 10;
const MAX_KNOWN_LINES = 3;
const MAX_PROPERTY_LINES = 4;

/**
 * Compares one thing that the program knew with what was sent of it.
 * @param known what the program knew, as text
 * @param properties all properties that were sent
 * @param names the properties that depend on `known`; the row shows "nothing" if none of them was sent
 */
export function compare(
  label: string,
  known: string,
  properties: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Row {
  const { left, right } = getColumnWidths();
  const sent = names.filter((name) => properties[name] !== undefined);
  return {
    left: wrap(known, left - LABEL_WIDTH, MAX_KNOWN_LINES).map(
      (line, index) => (index === 0 ? label : "").padEnd(LABEL_WIDTH) + line,
    ),
    right:
      sent.length === 0 ? ["nothing"] : sent.flatMap((name) => wrapProperty(name, properties[name], right)),
  };
}

/** Writes a value as a person reads it: `{ candidates: 50, returned: 4 }` is "candidates 50, returned 4". */
export function formatValue(value: unknown): string {
  const rounded = JSON.stringify(value, (_, item) =>
    typeof item === "number" ? Number(item.toFixed(2)) : item,
  );
  return (rounded ?? "nothing")
    .replace(/["{}[\]]/g, "")
    .replaceAll(",", ", ")
    .replaceAll(":", " ");
}

/** Wraps a property, and indents its further lines. */
function wrapProperty(name: string, value: unknown, width: number): string[] {
  const lines = wrap(`${name}: ${formatValue(value)}`, width - 2, MAX_PROPERTY_LINES);
  return lines.map((line, index) => (index === 0 ? line : `  ${line}`));
}
