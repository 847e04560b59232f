// Prints the results of a bench, compares them with its targets, and writes them to a file.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";

/** The results of quick runs are not precise enough to quote, so they are kept apart. */
export const getResultFile = (name, quick) => join("build/bench", quick ? "quick" : "", `${name}.json`);

/** Returns whether a target is a ratio. Quick runs check only those, because they are similar on every machine. */
export const isRatio = ({ over, unit }) => over !== undefined || unit === "×";

/**
 * Compares the measured rows with a target.
 *
 * A target names a row and a column and, with `over`, the row or column that the value is divided by. `limit` is the
 * largest value that meets it, or with `atLeast` the smallest. Quick runs, which check only ratios, allow `slack` times that.
 * `reference` is the value of a row on the machine where the target was set. If a target is missed, the text also says
 * what its value would be on that machine.
 */
export function evaluateTarget(target, rows, { quick }) {
  const { title, row, column, over, limit, slack = 1, atLeast = false, unit = "", reference } = target;
  const getValue = (name, key) => rows.find((each) => each.name === name)?.[key];
  const divisor = over ? getValue(over.row ?? row, over.column ?? column) : 1;
  const measured = getValue(row, column) / divisor;
  const suffix = isRatio(target) ? "×" : unit && ` ${unit}`;
  const bound = quick ? (atLeast ? limit / slack : limit * slack) : limit;
  const isMet = Number.isFinite(measured) ? (atLeast ? measured >= bound : measured <= bound) : undefined;
  const allowed = quick && slack !== 1 ? `, with slack ${formatNumber(bound)}${suffix}` : "";
  const outcome =
    isMet === undefined ? "not measured" : `${formatNumber(measured)}${suffix} ${isMet ? "met" : "missed"}`;
  // This is added to the verdict and does not replace it, because it is calculated and not measured.
  const slowness = getValue(reference?.row, column) / reference?.value;
  const scaled =
    isMet === false && Number.isFinite(slowness)
      ? `; ${reference.row} takes ${formatNumber(slowness)} times as long here as where the target was set; there this would be ${formatNumber(measured / slowness)}`
      : "";
  const text = `${title} ${atLeast ? "≥" : "≤"} ${limit}${suffix}${allowed}: ${outcome}${scaled}`;
  return { title, limit, atLeast, unit: isRatio(target) ? "×" : unit, measured, isMet, text };
}

export function printResult({ name, title, rows, notes, verdicts, seconds }) {
  console.log(`\n${name}: ${title} (${seconds.toFixed(0)} s)\n`);
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const cells = [columns.map((column) => (column === "name" ? "" : column))];
  for (const row of rows) cells.push(columns.map((column) => formatNumber(row[column])));
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index].length)));
  for (const line of cells) {
    const padded = line.map((cell, index) =>
      index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index]),
    );
    console.log(`  ${padded.join("  ")}`);
  }
  console.log("");
  for (const { text } of verdicts) console.log(`  ${text}`);
  for (const note of notes) console.log(`  (${note})`);
}

export function writeResult({ name, quick, ...result }) {
  const file = getResultFile(name, quick);
  mkdirSync(dirname(file), { recursive: true });
  const about = { name, quick, node: process.versions.node, date: new Date().toISOString() };
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  writeFileSync(file, `${JSON.stringify({ ...about, ...machine, ...result }, null, 2)}\n`);
}

/** Formats a number with three significant digits, and returns texts unchanged. */
function formatNumber(value) {
  if (typeof value !== "number") return value ?? "";
  if (!Number.isFinite(value)) return "";
  const size = Math.abs(value);
  if (size >= 100) return String(Math.round(value));
  return String(Number(size < 0.005 ? 0 : value.toPrecision(3)));
}
