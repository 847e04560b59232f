// A bench's table, its targets, and the file that its result is kept in.
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { dirname, join } from "node:path";

/** Quick results are no figures to quote, so they are kept apart. */
export const resultFile = (name, quick) => join("build/bench", quick ? "quick" : "", `${name}.json`);

/** What a quick run looks at: it says the same on every machine. */
export const isRatio = ({ over, unit }) => over !== undefined || unit === "×";

/**
 * A target names a row and a column; with `over`, another row or column that it is divided by.
 * `limit` is the most it may be, or with `atLeast` the least; a quick run, which only looks at ratios, allows `slack` times that.
 * `there` is what a row took, in the same column, on the machine where the target was set (RESEARCH.md): what is missed is
 * also said as it would be there, by how long that row takes on each.
 */
export function verdictOf(target, rows, { quick }) {
  const { what, row, column, over, limit, slack = 1, atLeast = false, unit = "", there } = target;
  const value = (name, key) => rows.find((each) => each.name === name)?.[key];
  const divisor = over ? value(over.row ?? row, over.column ?? column) : 1;
  const measured = value(row, column) / divisor;
  const mark = isRatio(target) ? "×" : unit && ` ${unit}`;
  const bound = quick ? (atLeast ? limit / slack : limit * slack) : limit;
  const isMet = Number.isFinite(measured) ? (atLeast ? measured >= bound : measured <= bound) : undefined;
  const allowed = quick && slack !== 1 ? `, with slack ${short(bound)}${mark}` : "";
  const said = isMet === undefined ? "not measured" : `${short(measured)}${mark} ${isMet ? "met" : "missed"}`;
  // Said beside the verdict and not instead of it: it is reckoned, not measured.
  const slowness = value(there?.row, column) / there?.value;
  const scaled =
    isMet === false && Number.isFinite(slowness)
      ? `; ${there.row} takes ${short(slowness)} times as long here as there, where this would be ${short(measured / slowness)}`
      : "";
  const text = `${what} ${atLeast ? "≥" : "≤"} ${limit}${mark}${allowed}: ${said}${scaled}`;
  return { what, limit, atLeast, unit: isRatio(target) ? "×" : unit, measured, isMet, text };
}

export function print({ name, what, rows, notes, verdicts, seconds }) {
  console.log(`\n${name}: ${what} (${seconds.toFixed(0)} s)\n`);
  const columns = [...new Set(rows.flatMap(Object.keys))];
  const cells = [columns.map((column) => (column === "name" ? "" : column))];
  for (const row of rows) cells.push(columns.map((column) => short(row[column])));
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

export function write({ name, quick, ...result }) {
  const file = resultFile(name, quick);
  mkdirSync(dirname(file), { recursive: true });
  const about = { name, quick, node: process.versions.node, date: new Date().toISOString() };
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  writeFileSync(file, `${JSON.stringify({ ...about, ...machine, ...result }, null, 2)}\n`);
}

/** Three significant digits, or a text as it is. */
function short(value) {
  if (typeof value !== "number") return value ?? "";
  if (!Number.isFinite(value)) return "";
  const size = Math.abs(value);
  if (size >= 100) return String(Math.round(value));
  return String(Number(size < 0.005 ? 0 : value.toPrecision(3)));
}
