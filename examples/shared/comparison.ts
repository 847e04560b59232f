/** One row of a comparison: what the program knew, and the properties that were sent of it. */
import { getColumnWidths, type Row, wrap } from "./terminal.js";

const LABEL_WIDTH = 10;
const MAX_KNOWN_LINES = 3;
const MAX_LINES_OF_A_PROPERTY = 4;

/**
 * @param known what the program knew, in words
 * @param properties everything that was sent
 * @param names the properties that are made of what was known; "nothing" is shown where none of them was sent
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
      sent.length === 0 ? ["nothing"] : sent.flatMap((name) => listProperty(name, properties[name], right)),
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

/** Further lines of the same property are indented. */
function listProperty(name: string, value: unknown, width: number): string[] {
  const lines = wrap(`${name}: ${formatValue(value)}`, width - 2, MAX_LINES_OF_A_PROPERTY);
  return lines.map((line, index) => (index === 0 ? line : `  ${line}`));
}
