/** Generates weekly reports, and counts them in TypeScript as the tables of a period do. */
import { createHash } from "node:crypto";
import type { Manifest } from "codeweaver-telemetry/manifest";
import fc from "fast-check";
import { listCells } from "../../src/publish/cell-names.js";
import type { DistributionTable, TableDefinition } from "../../src/publish/published-tables.js";
import { deriveManifestTables } from "../../src/store/tables.js";
import { MANIFEST } from "../store/contract.js";

/** The package's own manifest, with the list of models, which older versions of it do not have. */
export const WITH_MODELS: Manifest = {
  ...MANIFEST,
  events: MANIFEST.events.map((event) =>
    event.event === "telemetry_week"
      ? {
          ...event,
          fields: [
            ...event.fields.filter(({ path }) => path !== "models_used[]"),
            {
              path: "models_used[]",
              type: "string",
              purpose: "Which models are used.",
              sensitivity: "usage",
              since: "0.1.0",
            },
          ],
        }
      : event,
  ),
};
export const REPORT_TABLES = deriveManifestTables([WITH_MODELS]);

export interface WeeklyReport {
  readonly uuid: string;
  readonly timestamp: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 4 });
/** Bounds of cells are frequent, because mistakes are there. */
const COUNT = fc.oneof(fc.constantFrom(0, 1, 2, 4, 5, 10, 20, 50, 99, 100, 1000), fc.nat({ max: 5000 }));
const TIME = fc.oneof(fc.constantFrom(0, 19.9, 20, 50, 1000, 5000, 10_000), fc.nat({ max: 60_000 }));
const TOKENS = fc.oneof(
  fc.constantFrom(-1000, 0, 250, 500, 900, 1000),
  fc.integer({ min: -2000, max: 2000 }),
);
/** Some names are of a form that is not counted. */
const NAMES = fc.array(
  fc.constantFrom("alpha", "beta", "gamma", "delta", "Epsilon.x", "zeta/2", "it's", "two words", ""),
  { maxLength: 8 },
);

export const REPORT: fc.Arbitrary<WeeklyReport> = fc.record({
  uuid: fc.uuid(),
  timestamp: fc.constantFrom(
    "2026-10-01T12:00:00.000Z",
    "2026-10-08T12:00:00.000Z",
    "2026-11-28T12:00:00.000Z",
  ),
  properties: fc.record({
    week: fc.constantFrom("2026-W40", "2026-W40", "2026-W40", "2026-W41"),
    is_ci: optional(fc.boolean()),
    tool_version: optional(fc.constantFrom("1.0.0", "1.1.0", "2.0.0-rc.1", "nightly", "1 of Ann's")),
    sessions: COUNT,
    searches: optional(COUNT),
    search_successes: optional(COUNT),
    search_time: optional(fc.record({ p50_ms: TIME, p95_ms: TIME, n: COUNT })),
    tool_calls: optional(COUNT),
    agent_calls: optional(COUNT),
    settings_used: optional(NAMES),
    features: optional(NAMES),
    models_used: optional(NAMES),
    tokens_baseline: optional(fc.record({ whole_files: TOKENS.map(Math.abs) })),
    tokens_saved: optional(fc.record({ whole_files: TOKENS })),
  }),
});

export function toLine({ uuid, timestamp, properties }: WeeklyReport): string {
  return JSON.stringify({ distinct_id: uuid, uuid, event: "telemetry_week", timestamp, properties });
}

/** Returns the number of reports by cell. Cells without any are not in it. */
export function countByHand(
  table: TableDefinition,
  reports: readonly WeeklyReport[],
  weeks: readonly string[],
): Record<string, number> {
  const counted = reports.filter(
    ({ properties: { week, is_ci } }) => weeks.includes(String(week)) && is_ci !== true,
  );
  const counts: Record<string, number> = {};
  for (const report of counted)
    for (const cell of listReportCells(table, report)) counts[cell] = (counts[cell] ?? 0) + 1;
  return counts;
}

function listReportCells(table: TableDefinition, report: WeeklyReport): readonly string[] {
  switch (table.kind) {
    case "total":
      return ["all"];
    case "distribution": {
      const value = readValue(table, report);
      if (value === undefined) return [];
      const [lowest, ...others] = listCells(table);
      const cell = others.findLast(({ from }) => from !== null && from <= value) ?? lowest;
      return cell === undefined ? [] : [cell.name];
    }
    case "names":
      return chooseNames(readPath(report, table.field.replace("[]", "")), report.uuid)
        .slice(0, table.namesPerReport)
        .filter((name) => table.form.test(name));
  }
}

function readValue({ field, unit }: DistributionTable, report: WeeklyReport): number | undefined {
  if (unit !== "share") return toNumber(readPath(report, field));
  const [part, whole] = field.split("/").map((path) => toNumber(readPath(report, path)));
  return part === undefined || whole === undefined || whole <= 0 ? undefined : part / whole;
}

function chooseNames(value: unknown, uuid: string): readonly string[] {
  if (!Array.isArray(value)) return value === undefined ? [] : [String(value)];
  const hash = (name: string) => createHash("md5").update(`${uuid}${name}`).digest("hex");
  return [...new Set(value.map(String))].sort((a, b) => (hash(a) < hash(b) ? -1 : 1));
}

function readPath({ properties }: WeeklyReport, path: string): unknown {
  return path.split(".").reduce<unknown>((value, key) => Object(value)[key], properties);
}

function toNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}
