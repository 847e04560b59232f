/** Creates published figures, and homes with weekly reports to compare with them. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OWN_REPORTS_FILE } from "../../src/installation/own-reports-file.js";
import { getDataFolder } from "./data-server.js";
import { createTempFolder } from "./run.js";

const TABLE = { sentence: "A question?", unit: null, outcome: "published", threshold: 20, marginOfError: 0 };

/** Creates a table of the number of reports. */
export const createTotal = (value: number | null, fields: object = {}) => ({
  ...TABLE,
  id: "reports",
  kind: "total",
  field: null,
  cells: [{ name: "all", value }],
  ...fields,
});

/** Creates a table of names. */
export const createNames = (
  id: string,
  field: string,
  counts: Record<string, number | null>,
  fields: object = {},
) => ({
  ...TABLE,
  id,
  kind: "names",
  field,
  cells: Object.entries(counts).map(([name, value]) => ({ name, value })),
  ...fields,
});

/** Creates a distribution with the cells 0, 1 to 4, 5 to 19, and 20 and more. */
export const createDistribution = (
  id: string,
  field: string,
  values: readonly (number | null)[],
  fields: object = {},
) => ({
  ...TABLE,
  id,
  kind: "distribution",
  field,
  unit: "count",
  cells: [
    ["0", 0],
    ["1 to 4", 1],
    ["5 to 19", 5],
    ["20 and more", 20],
  ].map(([name, from], index) => ({ name, from, value: values[index] ?? null })),
  ...fields,
});

/** Creates the data.json of a period. */
export function createPeriod(tables: readonly object[], period = "2026-W40"): string {
  return JSON.stringify({
    format: "codeweaver-published-period/1",
    project: "default",
    period,
    firstDay: "2026-09-28",
    lastDay: "2026-10-04",
    publishedAt: "2026-10-14T08:00:00.000Z",
    protection: { kind: "minimum", minimumReports: 20 },
    tables,
  });
}

export function createPeriodList(...periods: readonly string[]): string {
  return JSON.stringify({ format: "codeweaver-published-periods/1", project: "default", periods });
}

/** Creates a home in which the tool has kept weekly reports. */
export function createHomeWithReports(...reports: readonly object[]): string {
  const home = createTempFolder();
  const folder = getDataFolder(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, OWN_REPORTS_FILE), JSON.stringify({ version: 1, reports }), { mode: 0o600 });
  return home;
}
