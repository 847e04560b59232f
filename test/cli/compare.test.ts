/** `compare`: ranks the person's own weekly reports among published figures, and sends nothing of them. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatPath } from "../../src/cli/terminal-format.js";
import { createState, type InstallationState } from "../../src/installation/installation-state.js";
import { OWN_REPORTS_FILE } from "../../src/installation/own-reports-file.js";
import { runCli, runCliJson, runToolCommand, unwrap } from "../support/cli.js";
import { getDataFolder } from "../support/data-server.js";
import { findUnsafeText, HOSTILE_TEXT } from "../support/hostile-text.js";
import {
  createDistribution,
  createHomeWithReports,
  createNames,
  createPeriod,
  createTotal,
} from "../support/published-period.js";
import { createFolderWithFiles, createTempFolder } from "../support/run.js";

const OWN = {
  week: "2026-W40",
  tool_version: "1.2.0",
  sessions: 6,
  searches: 12,
  search_successes: 9,
  search_time: { p50_ms: 340, p95_ms: 900, n: 12 },
  features: ["text_search", "dense_only", "symbol_search"],
};

const SEARCHES = createDistribution("searches", "searches", [20, 25, 45, 10]);

const VERSIONS = createNames("versions", "tool_version", { "1.2.0": 1, "1.1.0": 2500 });

interface CompareOptions {
  readonly tables: readonly object[];
  readonly home?: string;
  readonly period?: string;
}

/** Runs it with the figures in a file. */
function createRun({ tables, home = createHomeWithReports(OWN), period }: CompareOptions) {
  const folder = createFolderWithFiles({ "data.json": createPeriod(tables, period) });
  return { args: ["compare", "--offline", join(folder, "data.json")], home };
}

async function compareAsText(options: CompareOptions): Promise<string> {
  const { args, home } = createRun(options);
  const { code, stdout, stderr } = await runCli(args, { home });
  expect([code, stderr]).toEqual([0, ""]);
  return unwrap(stdout);
}

async function compareAsJson(options: CompareOptions) {
  const { args, home } = createRun(options);
  const { code, json } = await runCliJson(args, { home });
  expect(code).toBe(0);
  return json;
}

describe("compare", () => {
  it.each<[string, object, string]>([
    [
      "a count",
      SEARCHES,
      "searches: 12 in your week 2026-W40. About 68 % of installations have fewer (between 45 % and 90 %). Median: 5 to 19.",
    ],
    [
      "the lowest value of a cell, whose rank is exact",
      createDistribution("sessions", "sessions", [20, 30, 0, 50], {
        cells: [
          { name: "5", from: 5, value: 30 },
          { name: "6", from: 6, value: 70 },
        ],
      }),
      "sessions: 6 in your week 2026-W40. 30 % of installations have fewer. Median: 6.",
    ],
    [
      "a share, which is computed from two numbers",
      createDistribution("search-success", "search_successes/searches", [], {
        unit: "share",
        cells: [
          { name: "below 0.5", from: 0, value: 10 },
          { name: "0.5 and more", from: 0.5, value: 90 },
        ],
      }),
      "search-success: 75 % in your week 2026-W40. Between 10 % and 100 % of installations have a lower share. Median: 0.5 and more.",
    ],
    [
      "a time in a nested field",
      createDistribution("search-time", "search_time.p50_ms", [90, 4, 3, 3], { unit: "milliseconds" }),
      "search-time: 340 ms in your week 2026-W40. About 99 % of installations have a shorter time (between 97 % and 100 %). Median: 0.",
    ],
    [
      "a number that the report does not have",
      createDistribution("tool-calls", "tool_calls", [90, 4, 3, 3]),
      "tool-calls: Your report has nothing for this table. Median: 0.",
    ],
    [
      "a name that an object inherits",
      createDistribution("hostile", "constructor.length", [90, 4, 3, 3]),
      "hostile: Your report has nothing for this table. Median: 0.",
    ],
    [
      "a table without enough reports",
      createDistribution("searches", "searches", [], { outcome: "not enough reports", cells: [] }),
      "searches: 12 in your week 2026-W40. There were not enough reports to publish this table.",
    ],
    [
      "a table with withheld numbers",
      createDistribution("searches", "searches", [20, null, null, 60]),
      "searches: 12 in your week 2026-W40. About 30 % of installations have fewer (between 20 % and 40 %). Median: 20 and more. Some numbers of this table are withheld.",
    ],
    [
      "noise, which widens the bounds",
      createDistribution("searches", "searches", [200, 300, 0, 500], { marginOfError: 50 }),
      "searches: 12 in your week 2026-W40. About 50 % of installations have fewer (between 45 % and 55 %). Median: 1 to 4, or 5 to 19, or 20 and more.",
    ],
    [
      "a version",
      createNames("versions", "tool_version", { "1.2.0": 25, "1.1.0": 75 }),
      "versions: Your week 2026-W40 has 1.2.0 (25 % of the reports). Most frequent: 1.1.0 (75 % of the reports).",
    ],
    [
      "a list of names",
      createNames("features", "features[]", { text_search: 90, dense_only: null }),
      "features: Your week 2026-W40 has text_search (90 % of the reports), dense_only (withheld), symbol_search (not listed, because it was counted in few or no reports). Most frequent: text_search (90 % of the reports). Some numbers of this table are withheld.",
    ],
    [
      "a list of which few names of each report are counted",
      createNames("features", "features[]", { text_search: 90 }, { cellsPerReport: 2 }),
      "Most frequent: text_search (90 % of the reports). At most 2 names of each report are counted, so the shares may be higher.",
    ],
    [
      "names with noise",
      createNames("versions", "tool_version", { "1.2.0": 50 }, { marginOfError: 10 }),
      "versions: Your week 2026-W40 has 1.2.0 (about 50 % of the reports, between 40 % and 60 %).",
    ],
    [
      "a list that the report does not have",
      createNames("models", "models_used[]", { "claude-sonnet-4-5": 60 }),
      "models: Your report has nothing for this table. Most frequent: claude-sonnet-4-5 (60 % of the reports).",
    ],
  ])("says in a sentence how to read %s", async (_, table, expected) => {
    expect(await compareAsText({ tables: [createTotal(100), table] })).toContain(expected);
  });

  it("names the figures, and says that nothing was sent", async () => {
    const text = await compareAsText({ tables: [createTotal(812, { marginOfError: 51 })] });
    expect(text).toContain(
      "The figures of 2026-W40 (2026-09-28 to 2026-10-04) of the project default are from ",
    );
    expect(text).toContain("They count 812 (± 51) weekly reports, one of each installation and week.");
    expect(text).toContain("Your reports were compared on this machine, and nothing of them was sent.");
  });

  it.each<[string, object[], string]>([
    ["one report", [createTotal(1)], "They count 1 weekly report. searches:"],
    [
      "thousands of reports",
      [createTotal(40_000, { marginOfError: 1200 })],
      "They count 40,000 (± 1,200) weekly reports, one of each installation and week.",
    ],
    ["a name in thousands of reports", [VERSIONS], "Most frequent: 1.1.0 (2,500 reports)."],
    ["a name in one report", [VERSIONS], "Your week 2026-W40 has 1.2.0 (1 report)."],
  ])("writes numbers of %s as the pages do", async (_, tables, expected) => {
    expect(await compareAsText({ tables: [...tables, SEARCHES] })).toContain(expected);
  });

  it("says of all weeks of a month that they have nothing for a table", async () => {
    const home = createHomeWithReports({ week: "2026-W40" }, { week: "2026-W41" });
    const text = await compareAsText({ tables: [SEARCHES], home, period: "2026-10" });
    expect(text).toContain("searches: Your reports have nothing for this table.");
  });

  it("prints the ranks as JSON", async () => {
    const names = createNames("versions", "tool_version", { "1.2.0": 25 });
    const json = await compareAsJson({ tables: [createTotal(100), SEARCHES, names] });
    expect(json).toMatchObject({
      period: "2026-W40",
      reports: { count: 100, marginOfError: 0 },
      ownWeeks: ["2026-W40"],
      isOwnWeekInPeriod: true,
      tables: [
        {
          id: "searches",
          kind: "distribution",
          outcome: "published",
          unit: "count",
          isWithheld: false,
          own: [
            { week: "2026-W40", value: 12, less: { low: 0.45, high: 0.9, estimate: 0.675, cell: "5 to 19" } },
          ],
        },
        { id: "versions", own: [{ week: "2026-W40", name: "1.2.0", count: 25, share: { estimate: 0.25 } }] },
      ],
    });
    expect(json).not.toHaveProperty("note");
  });

  it("compares all weeks of a month, which has those whose Thursday it contains", async () => {
    const weeks = ["2026-W39", "2026-W40", "2026-W44", "2026-W45"].map((week) => ({ ...OWN, week }));
    const home = createHomeWithReports(...weeks);
    const json = await compareAsJson({ tables: [SEARCHES], home, period: "2026-10" });
    expect(json.ownWeeks).toEqual(["2026-W40", "2026-W44"]);
    expect(json.tables[0].own.map(({ week }: { week: string }) => week)).toEqual(["2026-W40", "2026-W44"]);
  });

  it("compares the last report with a period of which there is none, and says so", async () => {
    const home = createHomeWithReports({ ...OWN, week: "2026-W45" }, { ...OWN, week: "2026-W46" });
    const text = await compareAsText({ tables: [SEARCHES], home });
    expect(text).toContain("You have no report of 2026-W40, so your last one, of week 2026-W46, is compared");
    expect(text).toContain("12 in your week 2026-W46.");
    expect(text).not.toContain("2026-W45");
  });

  it("is readable in 60 columns and in a pipe", async () => {
    const { args, home } = createRun({ tables: [createTotal(100), SEARCHES] });
    const { stdout } = await runCli(args, { home, env: { COLUMNS: "60" } });
    const lines = stdout.split("\n");
    expect(lines.filter((line) => line.length > 60 && !line.includes("/"))).toEqual([]);
    expect(stdout).toContain(
      "\n  searches:  12 in your week 2026-W40. About 68 % of\n             installations have fewer",
    );
    expect(stdout).not.toContain("\u001b");
  });

  it("prints no text of the figures or the reports as a terminal would interpret it", async () => {
    const home = createHomeWithReports({ ...OWN, features: [HOSTILE_TEXT], tool_version: HOSTILE_TEXT });
    const tables = [
      createNames("features", "features[]", { [HOSTILE_TEXT]: 3 }),
      createDistribution(HOSTILE_TEXT, "searches", [], {
        cells: [{ name: HOSTILE_TEXT, from: 0, value: 9 }],
      }),
    ];
    const { args } = createRun({ tables });
    for (const flags of [[], ["--json"]]) {
      const { stdout, stderr } = await runCli([...args, ...flags], { home });
      expect(findUnsafeText(stdout + stderr, false)).toEqual([]);
    }
  });
});

describe("compare without a weekly report", () => {
  const tables = [createTotal(100), SEARCHES, createNames("versions", "tool_version", { "1.1.0": 75 })];

  it("shows the medians, and when the first report will exist", async () => {
    const text = await compareAsText({ tables, home: createTempFolder() });
    expect(text).toContain("This machine has no weekly report yet.");
    expect(text).toContain("the first week in which you use codeweaver");
    expect(text).toContain("searches: Median: 5 to 19");
    expect(text).toContain("versions: Most frequent: 1.1.0 (75 % of the reports).");
    expect(text).not.toContain("nothing for this table");
  });

  it("names the day after the present week, whose numbers it has", async () => {
    const home = createTempFolder();
    const state: InstallationState = {
      ...createState({ day: "2026-11-25", week: "2026-W48", month: "2026-11" }),
      week: { key: "2026-W48", sessions: 3, values: {} },
    };
    mkdirSync(getDataFolder(home), { recursive: true, mode: 0o700 });
    const file = join(getDataFolder(home), "installation.json");
    writeFileSync(file, JSON.stringify({ version: 1, ...state }), { mode: 0o600 });
    const text = await compareAsText({ tables, home });
    expect(text).toContain(
      "The first one will have the numbers of week 2026-W48. It is sent when you use codeweaver on 2026-11-30 or later.",
    );
  });

  it.each<[string, Record<string, string>, string]>([
    ["telemetry is off", { DO_NOT_TRACK: "1" }, "None is made while telemetry is off. DO_NOT_TRACK is set"],
    [
      "the weekly report is off",
      { CODEWEAVER__TELEMETRY__WEEKLY_REPORT: "false" },
      "None is made, because weekly_report is false.",
    ],
    ["nothing is kept", { CI: "true" }, "nothing is kept on this machine"],
  ])("says that none will be made where %s", async (_, env, expected) => {
    const { args, home } = createRun({ tables, home: createTempFolder() });
    const settings = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: "http://127.0.0.1:9",
    };
    const { code, stdout } = await runCli(args, { home, env: { ...settings, ...env } });
    expect([code, unwrap(stdout)]).toEqual([0, expect.stringContaining(expected)]);
  });
});

describe("compare without figures", () => {
  it("lists the weeks that are kept, and their numbers as JSON", async () => {
    const home = createHomeWithReports(OWN, { ...OWN, week: "2026-W41" });
    const { code, stdout } = await runCli(["compare"], { home });
    expect(code).toBe(0);
    expect(unwrap(stdout)).toContain("This machine has your weekly reports of 2026-W40, 2026-W41.");
    expect(unwrap(stdout)).toContain("codeweaver-telemetry compare --from <url>");
    const { json } = await runCliJson(["compare"], { home });
    expect(json).toEqual({ ownReports: [OWN, { ...OWN, week: "2026-W41" }] });
  });

  it("names the command of a tool", async () => {
    const { stdout } = await runToolCommand(["compare"], "", { home: createTempFolder() });
    expect(unwrap(stdout)).toContain("mytool telemetry compare --from <url>");
  });

  it("does not accept two places at once", async () => {
    const args = ["compare", "--from", "https://a.example", "--offline", "data.json"];
    const { code, stderr } = await runCli(args, { home: createTempFolder() });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining("--from and --offline cannot be used together"),
    ]);
  });
});

describe("compare with a file of reports that cannot be used", () => {
  it.each<[string, (file: string) => void, string]>([
    ["can be changed by others", (file) => chmodSync(file, 0o666), "it can be written by other accounts"],
    ["is damaged", (file) => writeFileSync(file, '{"version":1,"reports":[{"we'), "it is not JSON"],
  ])("names it and still shows the figures, if it %s", async (_, damage, problem) => {
    const { args, home } = createRun({ tables: [SEARCHES] });
    const file = join(getDataFolder(home), OWN_REPORTS_FILE);
    damage(file);
    const { code, stdout } = await runCli(args, { home });
    expect(code).toBe(1);
    expect(unwrap(stdout)).toContain(
      `Your weekly reports in ${formatPath(file, home)} cannot be read: ${problem}.`,
    );
    expect(unwrap(stdout)).toContain("searches: Median: 5 to 19");
  });

  it("is named by doctor", async () => {
    const home = createHomeWithReports(OWN);
    chmodSync(join(getDataFolder(home), OWN_REPORTS_FILE), 0o666);
    const { stdout } = await runCli(["doctor"], { home, env: { DO_NOT_TRACK: "1" } });
    expect(unwrap(stdout)).toContain("weekly-reports.json can be written by other accounts");
  });
});
