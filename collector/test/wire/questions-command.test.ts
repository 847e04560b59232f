/** Runs the subcommand `questions`, which needs no server. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { runCollectorCli } from "../support/cli-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const DAYS = ["--from", "2026-11-01", "--to", "2026-11-28"];

describe("questions", () => {
  it.each(["hogql", "clickhouse", "duckdb"])(
    "prints each question in %s, with its sentence as a comment",
    async (dialect) => {
      const { code, stdout, stderr } = await runCollectorCli(["questions", "--dialect", dialect]);
      expect([code, stderr]).toEqual([0, ""]);
      const sentences = QUESTIONS.map(({ id, sentence }) => `-- ${id}: ${sentence}`);
      expect(stdout.split("\n").filter((line) => sentences.includes(line))).toEqual(sentences);
    },
  );

  it("prints the questions that are named, for HogQL unless told otherwise, with the filters", async () => {
    const filters = ["--version", "1.2.0", "--platform", "linux"];
    const { stdout } = await runCollectorCli([
      "questions",
      "search-latency",
      "search-languages",
      ...DAYS,
      ...filters,
    ]);
    const ids = stdout.match(/^-- [\w-]+(?=: )/gm);
    expect(ids?.filter((id) => QUESTIONS.some((question) => id === `-- ${question.id}`))).toEqual([
      "-- search-latency",
      "-- search-languages",
    ]);
    expect(stdout).toContain("-- From 2026-11-01 to 2026-11-28, in UTC.");
    expect(stdout).toContain("toTimeZone(timestamp, 'UTC') < '2026-11-29 00:00:00'");
    expect(stdout).toContain("toString(properties.tool_version) = '1.2.0'");
    expect(stdout).toContain("toString(properties.platform) = 'linux'");
  });

  it("prints the settings of ClickHouse on which the answer depends, and the project of PostHog", async () => {
    const { stdout } = await runCollectorCli([
      "questions",
      "search-latency",
      "--dialect",
      "clickhouse",
      "--team",
      "3",
    ]);
    expect(stdout).toMatch(/\nSETTINGS final = 1, .*join_use_nulls = 1, .*;\n$/);
    expect(stdout).toMatch(/FROM events\s+WHERE team_id = 3\s+AND event = 'codeweaver_search'/);
  });

  it("reads the columns of a manifest for DuckDB, by default of the one that codeweaver-telemetry has", async () => {
    const args = ["questions", "search-latency", "--dialect", "duckdb"];
    expect((await runCollectorCli(args)).stdout).toContain('"execution_time_ms" AS duration');
    const file = join(createTempFolder(), "manifest.json");
    writeFileSync(file, JSON.stringify({ events: [{ event: "codeweaver_search", fields: [] }] }));
    const { stdout } = await runCollectorCli([...args, "--manifest", file]);
    expect(stdout).toContain("CAST(NULL AS DOUBLE) AS duration");
  });

  it.each([
    [["nonsense"], /^codeweaver-collector: there is no question with this id: use one of .*search-latency/],
    [["--dialect", "mysql"], /--dialect mysql is not known: use hogql, clickhouse, duckdb\./],
    [["--from", "soon"], /from=soon is not a day/],
    [["--platform", "a'b"], /platform has an unexpected value/],
    [["--team", "3"], /--team has a meaning only with --dialect clickhouse\./],
    [["--manifest", "x"], /--manifest has a meaning only with --dialect duckdb\./],
    [["--dialect", "clickhouse", "--team", "1 OR 1"], /--team must be a number\./],
    [["--dialect", "duckdb", "--manifest", "/nowhere"], /the manifest \/nowhere could not be read/],
  ])("refuses %j", async (args, expected) => {
    const { code, stdout, stderr } = await runCollectorCli(["questions", ...args]);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(expected);
  });
});
