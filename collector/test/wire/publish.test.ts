/** Publishes a week of reports that were received over HTTP, with the command line and a real server. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sendCommand } from "../../src/cli/running-server.js";
import { type PublicationPeriod, parsePeriod } from "../../src/publish/publication-period.js";
import { MANIFEST } from "../store/contract.js";
import { runCollectorCli, startCollectorProcess } from "../support/cli-collector.js";
import { DAY_MS } from "../support/journal.js";
import { sendEvents } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const REPORTS = 400;
/** With noise as small as this, a value is within 10 of the exact one but for one time in 10^14. */
const SETTINGS = 'epsilon = 10\ntables = ["reports", "versions", "searches"]';

/** Returns the newest week that can be published. */
function findWeek(): PublicationPeriod {
  for (let year = new Date().getUTCFullYear(); ; year--)
    for (let week = 53; week >= 1; week--) {
      const period = parsePeriod(`${year}-W${String(week).padStart(2, "0")}`);
      if (period !== undefined && period.endMs + 7 * DAY_MS <= Date.now()) return period;
    }
}

const WEEK = findWeek();
const NOON_OF_THURSDAY = new Date(WEEK.endMs - 3.5 * DAY_MS).toISOString();

function createReport(properties: object = {}) {
  return {
    event: "telemetry_week",
    uuid: randomUUID(),
    timestamp: NOON_OF_THURSDAY,
    properties: { week: WEEK.key, tool_version: "1.2.0", searches: 30, ...properties },
  };
}

async function startWithReports(data?: string, flags: readonly string[] = []) {
  const folder = createTempFolder();
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(MANIFEST));
  const toml = `[projects.default]\nmanifests = ["manifest.json"]\n[projects.default.publish]\n${SETTINGS}\n`;
  writeFileSync(join(folder, "collector.toml"), toml);
  const args = ["--config", join(folder, "collector.toml"), ...flags];
  const server = await startCollectorProcess(args, data === undefined ? {} : { data });
  if (data === undefined) {
    const reports = Array.from({ length: REPORTS }, () => createReport());
    await sendEvents(server.url, reports);
    await sendEvents(server.url, reports); // a client that got no answer sends them again
    await sendEvents(server.url, [
      ...Array.from({ length: 100 }, () => createReport({ is_ci: true })),
      ...Array.from({ length: 5 }, () => createReport({ tool_version: "7.7.7" })),
    ]);
  }
  const site = join(folder, "site");
  const publish = (period = WEEK.key, out = site) =>
    runCollectorCli(["publish", "--period", period, "--out", out, "--data", server.data]);
  return { server, site, publish };
}

const readData = (site: string) => readFileSync(join(site, WEEK.key, "data.json"), "utf8");

describe("publish", () => {
  it("writes a site from the reports of a week, once", async () => {
    const { server, site, publish } = await startWithReports();
    const first = await publish();
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain(`${WEEK.key} was published now: open ${join(site, "index.html")}`);
    const data = readData(site);
    const { protection, tables } = JSON.parse(data);
    expect(protection).toEqual({ kind: "noise", epsilon: 10, delta: 0.000001, cellsPerReport: 3 });
    const [total, versions, searches] = tables;
    expect(total.cells).toHaveLength(1);
    expect(Math.abs(total.cells[0].value - REPORTS - 5)).toBeLessThan(10);
    // The five reports of another version are below the threshold of six.
    expect(versions.threshold).toBe(6);
    expect(versions.cells.find(({ name }: { name: string }) => name === "1.2.0").value).toBeGreaterThan(390);
    expect(searches.cells.find(({ name }: { name: string }) => name === "20 to 49").value).toBeGreaterThan(
      390,
    );
    expect(existsSync(join(site, "index.html"))).toBe(true);

    await sendEvents(server.url, [createReport(), createReport()]); // late
    const second = await publish();
    expect(second).toMatchObject({ code: 1, stdout: "" });
    expect(second.stderr).toMatch(
      new RegExp(
        `^codeweaver-collector: ${WEEK.key} was published on \\S+Z, and cannot be published again\\. .*site has it\\.\\n$`,
      ),
    );
    expect(readData(site)).toBe(data);
  });

  it("writes the same figures again where they are missing, also after a restart", async () => {
    const { server, site, publish } = await startWithReports();
    await publish();
    await server.stop("SIGKILL");
    const restarted = await startWithReports(server.data);
    const { code, stdout } = await restarted.publish();
    expect(code).toBe(0);
    expect(stdout).toMatch(/ was published on \S+Z\. Its figures, as they were, are now in /);
    expect(readData(restarted.site)).toBe(readData(site));
    expect((await publish()).code).toBe(1);
  });

  it("ends a publication that the server could not end", async () => {
    const { server, site, publish } = await startWithReports();
    await publish();
    const folder = join(server.data, "projects", "default", "publications");
    const published = join(folder, `${WEEK.key}.json`);
    expect(readFileSync(published, "utf8")).toBe(readData(site));
    renameSync(published, `${published}.tmp`);
    const other = join(createTempFolder(), "site");
    expect((await publish(WEEK.key, other)).code).toBe(0);
    expect(readData(other)).toBe(readData(site));
    expect(readdirSync(folder).sort()).toEqual([`${WEEK.key}.json`, "ledger.jsonl"]);
  });

  it("publishes a period for one of several commands at the same time", async () => {
    const { publish } = await startWithReports();
    const sites = [1, 2, 3].map(() => join(createTempFolder(), "site"));
    const finished = await Promise.all(sites.map((site) => publish(WEEK.key, site)));
    expect(finished.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(finished.filter(({ stdout }) => stdout.includes(" was published now: "))).toHaveLength(1);
    expect(new Set(sites.map(readData)).size).toBe(1);
  });

  it("says in its help that a period cannot be published again", async () => {
    const { stdout } = await runCollectorCli(["publish", "--help"]);
    expect(stdout).toContain("It is published once, which cannot be taken back");
  });

  it("does not ask the collector for a period that the site has", async () => {
    const { server, site, publish } = await startWithReports();
    await publish();
    await server.stop();
    const { code, stderr } = await publish();
    expect(code).toBe(1);
    expect(stderr).toMatch(/ was published on \S+Z, and cannot be published again\. .*site has it\.\n$/);
    const other = await publish(WEEK.key, `${site}2`);
    expect(other.stderr).toContain("no collector serves");
    expect(existsSync(`${site}2`)).toBe(false);
  });

  it("warns that a public collector shows exact numbers", async () => {
    const { publish } = await startWithReports(undefined, ["--public"]);
    const { code, stderr } = await publish();
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: server\.public is true, so everybody can read the exact numbers .*\n$/);
  });

  it("refuses a week of which no report has arrived, and publishes it when one has", async () => {
    const { server, site, publish } = await startWithReports(join(createTempFolder(), "empty"));
    const refused = await publish();
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toContain(`no weekly report of ${WEEK.key} has arrived. Nothing is published`);
    expect(existsSync(site)).toBe(false);
    await sendEvents(server.url, [createReport()]);
    expect((await publish()).code).toBe(0);
  });

  it("says before the collector publishes anything that the folder cannot be used", async () => {
    const { server, publish } = await startWithReports();
    const folder = createTempFolder();
    writeFileSync(join(folder, "file"), "");
    mkdirSync(join(folder, "site", WEEK.key), { recursive: true });
    writeFileSync(join(folder, "site", WEEK.key, "notes.txt"), "");
    mkdirSync(join(folder, "busy"));
    writeFileSync(join(folder, "busy", ".publishing"), "");
    for (const [name, message] of [
      ["file", "file is not a folder, or is below a file: choose another folder with --out."],
      ["file/site", "file/site is not a folder, or is below a file: choose another folder with --out."],
      ["site", `${WEEK.key} was not made by publish: move it, or choose another folder with --out.`],
      ["busy", "If no other publication into this folder is running, one was interrupted: delete this file."],
    ] as const) {
      const { code, stderr } = await publish(WEEK.key, join(folder, name));
      expect(code).toBe(1);
      expect(stderr).toContain(message);
    }
    expect(readdirSync(join(folder, "site"))).toEqual([WEEK.key]);
    expect(existsSync(join(server.data, "projects", "default", "publications"))).toBe(false);
  });

  it("counts the reports that were received just before", async () => {
    const collector = await startCollector({
      manifests: [MANIFEST],
      toml: `publish = { epsilon = 10, tables = ["reports"] }\n`,
    });
    await collector.query("SELECT 1"); // the index is open
    await sendEvents(
      collector.url,
      Array.from({ length: REPORTS }, () => createReport()),
    );
    const { figures } = await sendCommand<{ figures: string }>(collector.data, {
      command: "publish",
      project: "default",
      period: WEEK.key,
    });
    expect(JSON.parse(figures).tables[0].cells[0].value).toBeGreaterThan(REPORTS - 10);
  });

  it("says in a sentence why a period cannot be published, and writes nothing", async () => {
    const { site, publish } = await startWithReports();
    const nextYear = new Date().getUTCFullYear() + 1;
    const cases = [
      [`${nextYear}-W20`, 1, /can be published from \d{4}-\d\d-\d\d on\./],
      [
        `${nextYear - 2}-W20`,
        1,
        /the first reports of \S+ may have been deleted already, because default keeps events for 90 days/,
      ],
      [
        "2026-W54",
        2,
        /--period 2026-W54 is not a period: expected a week such as 2026-W40, or a month such as 2026-10\./,
      ],
      ["", 2, /--period needs a value\./],
    ] as const;
    for (const [period, code, message] of cases) {
      const result = await publish(period);
      expect([result.code, result.stdout]).toEqual([code, ""]);
      expect(result.stderr).toMatch(message);
    }
    expect(existsSync(site)).toBe(false);
    const foreign = createTempFolder();
    writeFileSync(join(foreign, "index.html"), "<h1>My project</h1>");
    const refused = await publish(WEEK.key, foreign);
    expect([refused.code, readdirSync(foreign)]).toEqual([1, ["index.html"]]);
    expect((await publish()).stdout).toContain(`${WEEK.key} was published now: `);
  });
});
