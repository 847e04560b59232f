/** The page about publishing has the margins and thresholds that follow from the formulas. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { computeTailProbability } from "../../src/publish/discrete-laplace.js";
import { deriveNoiseMechanism } from "../../src/publish/noise-mechanism.js";
import { getCellsPerReport, TABLES } from "../../src/publish/published-tables.js";

const PAGE = readFileSync(new URL("../../docs/PUBLISH.md", import.meta.url), "utf8");
/** A table that no report is in is published with at most this probability. */
const MAX_EMPTY_PUBLISHED = 0.01;

function createRow(cells: string, epsilon: string): string {
  const budget = { epsilon: Number(epsilon), delta: 1e-6 };
  const { scale, threshold, marginOfError } = deriveNoiseMechanism(budget, Number.parseInt(cells, 10), 1);
  let least = 1;
  while (computeTailProbability(least, scale) > MAX_EMPTY_PUBLISHED) least++;
  return `| ${cells} | ${epsilon} | ± ${marginOfError} | ${threshold} | ${least} |`;
}

it("has a row of computed numbers for each protection", () => {
  const [, listed = ""] = /<!-- margins -->\n.*\n.*\n([\s\S]*?)<!-- \/margins -->/.exec(PAGE) ?? [];
  const rows = listed.trim().split("\n");
  expect(rows.length).toBeGreaterThan(5);
  for (const row of rows) {
    const [, cells = "", epsilon = ""] = row.split("|").map((cell) => cell.trim());
    expect(row).toBe(createRow(cells, epsilon));
  }
});

it("says how many cells of each table and of all tables a report is in", () => {
  const sum = TABLES.reduce((total, table) => total + getCellsPerReport(table), 0);
  expect(PAGE).toContain(`| ${sum} (all tables) |`);
  for (const table of TABLES)
    expect(PAGE).toMatch(
      new RegExp(`^\\| .*\`${table.id}\`.* \\| .* \\| ${getCellsPerReport(table)}(?: each)? \\|$`, "m"),
    );
});
