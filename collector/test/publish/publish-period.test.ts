/** A publication counts, protects and keeps figures, and has no exact number of a period with noise. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PublishConfig } from "../../src/config/collector-config.js";
import { PublicationFolder } from "../../src/publish/publication-folder.js";
import { type PublicationRequest, publishPeriod } from "../../src/publish/publish-period.js";
import { parsePublishedPeriod } from "../../src/publish/published-period.js";
import { ColumnLayout } from "../../src/questions/column-layout.js";
import { DIALECTS } from "../../src/store/dialect.js";
import { MANIFEST } from "../store/contract.js";
import { createTempFolder } from "../support/temp-folder.js";
import { REPORT_TABLES, WITH_MODELS } from "./weekly-reports.js";

/** Answers each statement with a count that no other number of a publication can be. */
const EXACT = 48_611;
const LAYOUT = new ColumnLayout(DIALECTS.duckdb, REPORT_TABLES);

function createRequest(config: PublishConfig = {}, fields: Partial<PublicationRequest> = {}) {
  const path = join(createTempFolder(), "publications");
  let queries = 0;
  const request: PublicationRequest = {
    project: "mytool",
    now: Date.parse("2026-10-12T08:00:00Z"),
    retentionDays: 90,
    isClockDoubtful: false,
    config,
    manifests: [WITH_MODELS],
    folder: new PublicationFolder(path),
    openSource: async () => ({
      layout: LAYOUT,
      runQuery: async (sql) => {
        queries++;
        const cell = sql.includes("AS amount") ? "0" : "1.2.0";
        return { columns: [], rows: [[sql.includes("'all' AS cell") ? "all" : cell, String(EXACT)]] };
      },
    }),
    drawNoise: () => 7n,
    ...fields,
  };
  return { request, path, countQueries: () => queries };
}

function parse(figures: string) {
  const period = parsePublishedPeriod(figures);
  if (period === undefined) throw new Error("these are no figures");
  return period;
}

describe("publishPeriod", () => {
  it("publishes each table with the noise of its cells, and says how it is protected", async () => {
    const { request } = createRequest();
    const { figures, wasPublished } = await publishPeriod("2026-W40", request);
    expect(wasPublished).toBe(false);
    const period = parse(figures);
    expect(period).toMatchObject({
      format: "codeweaver-published-period/1",
      project: "mytool",
      period: "2026-W40",
      firstDay: "2026-09-28",
      lastDay: "2026-10-04",
      publishedAt: "2026-10-12T08:00:00.000Z",
      protection: { kind: "noise", epsilon: 1, delta: 1e-6, cellsPerReport: 17 },
    });
    expect(period.tables.map(({ id }) => id)).toEqual([
      "reports",
      "versions",
      "sessions",
      "searches",
      "search-success",
      "search-time",
      "slow-search-time",
      "saved-share",
      "tool-calls",
      "agent-calls",
      "settings",
      "features",
      "models",
    ]);
    expect(period.tables[0]).toMatchObject({
      outcome: "published",
      threshold: 273,
      marginOfError: 51,
      cells: [{ name: "all", value: EXACT + 7 }],
    });
    expect(period.tables[3]).toMatchObject({ kind: "distribution", field: "searches", unit: "count" });
    expect(period.tables[3]?.cells.slice(0, 2)).toEqual([
      { name: "0", from: 0, value: EXACT + 7 },
      { name: "1 to 4", from: 1, value: 7 },
    ]);
  });

  it("writes and returns no exact number", async () => {
    const { request, path } = createRequest();
    const { figures } = await publishPeriod("2026-W40", request);
    const files = readdirSync(path).map((name) => readFileSync(join(path, name), "utf8"));
    expect(files).toHaveLength(2);
    for (const text of [figures, ...files]) expect(text).not.toContain(String(EXACT));
  });

  it("draws no noise for a period that was published", async () => {
    const { request, countQueries } = createRequest();
    const { figures } = await publishPeriod("2026-W40", request);
    const queries = countQueries();
    // Long after, when the events are deleted.
    const later = { ...request, now: Date.parse("2027-10-12T08:00:00Z"), drawNoise: () => 900n };
    expect(await publishPeriod("2026-W40", later)).toEqual({ figures, wasPublished: true });
    expect(countQueries()).toBe(queries);
  });

  it("publishes exact numbers with a minimum of reports", async () => {
    const { request } = createRequest({ minimum_reports: 20 });
    const { protection, tables } = parse((await publishPeriod("2026-W40", request)).figures);
    expect(protection).toEqual({ kind: "minimum", minimumReports: 20 });
    expect(tables[0]).toMatchObject({
      threshold: 20,
      marginOfError: 0,
      cells: [{ name: "all", value: EXACT }],
    });
  });

  it("needs less noise for fewer tables", async () => {
    const { request } = createRequest({ tables: ["searches", "reports"], epsilon: 2, delta: 1e-5 });
    const { protection, tables } = parse((await publishPeriod("2026-W40", request)).figures);
    expect(protection).toMatchObject({ epsilon: 2, delta: 1e-5, cellsPerReport: 2 });
    expect(tables.map(({ id, marginOfError }) => [id, marginOfError])).toEqual([
      ["reports", 3],
      ["searches", 3],
    ]);
  });

  it("has no table of a field that no manifest lists", async () => {
    const events = MANIFEST.events.map(({ fields, ...event }) => ({
      ...event,
      fields: fields.filter(({ path }) => path !== "models_used[]" && path !== "features[]"),
    }));
    const { request } = createRequest({}, { manifests: [{ ...MANIFEST, events }] });
    const { protection, tables } = parse((await publishPeriod("2026-W40", request)).figures);
    expect(tables.map(({ id }) => id)).not.toEqual(expect.arrayContaining(["models"]));
    expect(tables.map(({ id }) => id)).not.toEqual(expect.arrayContaining(["features"]));
    expect(protection).toMatchObject({ cellsPerReport: 13 });
  });

  it("refuses a period without any report, which can be published when one has arrived", async () => {
    for (const config of [{}, { tables: ["searches"] }, { minimum_reports: 20 }] satisfies PublishConfig[]) {
      const { request, path } = createRequest(config);
      const emptySource = { layout: LAYOUT, runQuery: async () => ({ columns: [], rows: [["all", "0"]] }) };
      const refused = publishPeriod("2026-W40", { ...request, openSource: async () => emptySource });
      await expect(refused).rejects.toThrow("no weekly report of 2026-W40 has arrived. Nothing is published");
      expect(() => readdirSync(path)).toThrow("ENOENT");
      expect((await publishPeriod("2026-W40", request)).wasPublished).toBe(false);
    }
  });

  it.each<{
    title: string;
    key?: string;
    config?: PublishConfig;
    fields?: Partial<PublicationRequest>;
    message: string;
  }>([
    {
      title: "a text that is no period",
      key: "2026-W54",
      message: "2026-W54 is not a period: expected a week",
    },
    {
      title: "a period that is not complete",
      key: "2026-W41",
      message: "can be published from 2026-10-19 on",
    },
    {
      title: "a project without weekly reports",
      fields: { manifests: [{ ...MANIFEST, events: [] }] },
      message: "no manifest of mytool lists telemetry_week",
    },
    {
      title: "a table that a manifest does not list",
      config: { tables: ["settings"] },
      fields: { manifests: [{ ...MANIFEST, events: [] }] },
      message:
        "projects.mytool.publish.tables has settings, but no manifest of mytool lists week of telemetry_week.",
    },
  ])("refuses $title, and records nothing", async ({ key = "2026-W40", config, fields, message }) => {
    const { request, path } = createRequest(config, fields);
    await expect(publishPeriod(key, request)).rejects.toThrow(message);
    expect(() => readdirSync(path)).toThrow("ENOENT");
  });
});
