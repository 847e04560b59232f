/** `compare --from`: which addresses are asked, what a request contains, and which answers are refused. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { fetchPublishedPeriod } from "../../src/cli/commands/published-source.js";
import { runCli, runCliJson, unwrap } from "../support/cli.js";
import {
  createDistribution,
  createHomeWithReports,
  createNames,
  createPeriod,
  createPeriodList,
  createTotal,
} from "../support/published-period.js";
import { createFolderWithFiles, createTempFolder } from "../support/run.js";
import { startTestServer } from "../support/test-server.js";

const TABLES = [createTotal(100), createDistribution("searches", "searches", [20, 25, 45, 10])];
const OWN = { week: "2026-W40", searches: 12 };

type Answers = Readonly<Record<string, string | ((response: ServerResponse) => void)>>;

/** Starts a site, and records the requests to it. Every other path is not found. */
async function startSite(answers: Answers) {
  const requests: Pick<IncomingMessage, "method" | "url" | "rawHeaders">[] = [];
  const url = await startTestServer(({ method, url: path = "", rawHeaders }, response) => {
    requests.push({ method, url: path, rawHeaders });
    const answer = answers[path];
    if (typeof answer === "function") return answer(response);
    if (answer === undefined) response.statusCode = 404;
    response.end(answer);
  });
  return { url, requests, listPaths: () => requests.map((request) => request.url) };
}

const listSite = (...periods: readonly string[]): Answers => ({
  "/stats/periods.json": createPeriodList(...periods),
  ...Object.fromEntries(
    periods.map((period) => [`/stats/${period}/data.json`, createPeriod(TABLES, period)] as const),
  ),
});

describe("compare --from", () => {
  it.each<[string, string]>([
    ["a site", "/stats"],
    ["a site with a slash", "/stats/"],
    ["the page of a site", "/stats/index.html"],
    ["the page about its methods", "/stats/methodology.html"],
    ["the list of periods", "/stats/periods.json"],
  ])("takes the newest period for the address of %s", async (_, path) => {
    const site = await startSite(listSite("2026-W41", "2026-W40"));
    const home = createHomeWithReports(OWN, { ...OWN, week: "2026-W41" });
    const { code, stderr, json } = await runCliJson(["compare", "--from", site.url + path], { home });
    expect([code, stderr]).toEqual([0, ""]);
    expect(json).toMatchObject({
      source: `${site.url}/stats/2026-W41/data.json`,
      ownWeeks: ["2026-W41"],
      tables: [{ own: [{ value: 12, less: { low: 0.45, high: 0.9 } }] }],
    });
    expect(site.listPaths()).toEqual(["/stats/periods.json", "/stats/2026-W41/data.json"]);
  });

  it.each<[string, string[]]>([
    ["of the newest period", ["2026-W41"]],
    ["of an older period", ["2026-W40"]],
    ["of no published period", ["2026-W20"]],
    ["at all", []],
  ])("asks for the same addresses whether or not the person has a report %s", async (_, weeks) => {
    const site = await startSite(listSite("2026-W41", "2026-W40"));
    const home = createHomeWithReports(...weeks.map((week) => ({ ...OWN, week })));
    const { json } = await runCliJson(["compare", "--from", `${site.url}/stats`], { home });
    expect(json).toMatchObject({ period: "2026-W41", ownWeeks: weeks });
    expect(site.listPaths()).toEqual(["/stats/periods.json", "/stats/2026-W41/data.json"]);
  });

  it.each<[string, string]>([
    ["the page of a period", "/stats/2026-W40/"],
    ["the page of a period without a slash", "/stats/2026-W40"],
    ["a table of that page", "/stats/2026-W40/#searches"],
    ["the file of that page", "/stats/2026-W40/index.html"],
    ["the data of a period", "/stats/2026-W40/data.json"],
  ])("takes that period for the address of %s", async (_, path) => {
    const site = await startSite(listSite("2026-W41", "2026-W40"));
    const home = createHomeWithReports(OWN);
    const { json } = await runCliJson(["compare", "--from", site.url + path], { home });
    expect(json).toMatchObject({ source: `${site.url}/stats/2026-W40/data.json`, period: "2026-W40" });
    expect(site.listPaths()).toEqual(["/stats/2026-W40/data.json"]);
  });

  it.each(["/stats/about.html", "/stats/2026-W40/versions.csv"])(
    "says which addresses it takes, and asks nothing, for %s",
    async (path) => {
      const site = await startSite({});
      const home = createTempFolder();
      const { code, stderr } = await runCli(["compare", "--from", site.url + path], { home });
      const help = "name the site, a period's page or its data.json";
      expect([code, unwrap(stderr)]).toEqual([
        2,
        expect.stringContaining(`--from cannot use ${site.url}${path}: ${help}`),
      ]);
      expect(site.requests).toEqual([]);
    },
  );

  it("takes the address of a period as it is", async () => {
    const site = await startSite({ "/a/data.json": createPeriod(TABLES) });
    const home = createHomeWithReports(OWN);
    const { code, stdout } = await runCli(["compare", "--from", `${site.url}/a/data.json`], { home });
    expect(code).toBe(0);
    expect(unwrap(stdout)).toContain("12 in your week 2026-W40. About 68 % of installations have fewer");
    expect(site.listPaths()).toEqual(["/a/data.json"]);
  });

  it("sends the address alone: no body, no cookie, no name of a program, and nothing of the reports", async () => {
    const site = await startSite(listSite("2026-W40"));
    const home = createHomeWithReports({ ...OWN, features: ["a_word_of_mine"] });
    await runCli(["compare", "--from", `${site.url}/stats`], { home });
    expect(site.requests).toHaveLength(2);
    for (const { method, url, rawHeaders } of site.requests) {
      expect(method).toBe("GET");
      expect(url).not.toContain("?");
      const names = rawHeaders.filter((_, index) => index % 2 === 0);
      expect(names.sort()).toEqual(["Accept", "Connection", "Content-Length", "Host"]);
      expect(rawHeaders.join(" ")).not.toMatch(/codeweaver|a_word_of_mine|node/i);
    }
  });

  it.each<[string, Answers, string]>([
    [
      "is not found",
      {},
      "URL/stats/periods.json answered with status 404: name the site, a period's page or its data.json",
    ],
    [
      "redirects to another address",
      {
        "/stats/periods.json": (response) =>
          void response.writeHead(301, { Location: "ftp://x.example/" }).end(),
      },
      "URL/stats/periods.json redirects to ftp://x.example/, and redirects are not followed",
    ],
    ["is a page", { "/stats/periods.json": "<!doctype html>" }, "URL/stats/periods.json is not JSON"],
    [
      "lists nothing",
      { "/stats/periods.json": createPeriodList() },
      "URL/stats/periods.json lists no period",
    ],
    [
      "lists a path of another folder",
      { "/stats/periods.json": createPeriodList("../../secret") },
      "URL/stats/periods.json is not published data of a known format: periods[0]: expected a week such as 2026-W40",
    ],
    [
      "has another format",
      { "/stats/periods.json": createPeriod([]) },
      'URL/stats/periods.json is not published data of a known format: format: expected "codeweaver-published-periods/1"',
    ],
    [
      "has a table without an id",
      {
        ...listSite("2026-W40"),
        "/stats/2026-W40/data.json": createPeriod([{ ...createTotal(3), id: undefined }]),
      },
      "URL/stats/2026-W40/data.json is not published data of a known format: tables[0].id: expected string, received undefined",
    ],
    [
      "has another period than the list",
      { ...listSite("2026-W40"), "/stats/2026-W40/data.json": createPeriod(TABLES, "2026-W30") },
      "URL/stats/2026-W40/data.json has the figures of 2026-W30, and not of 2026-W40",
    ],
    [
      "is larger than 5 MB",
      { "/stats/periods.json": (response) => void response.end(Buffer.alloc(6 * 1024 * 1024, " ")) },
      "URL/stats/periods.json is larger than 5 MB",
    ],
    [
      "ends in the middle",
      {
        "/stats/periods.json": (response) => {
          response.writeHead(200, { "Content-Length": 100 }).write("{");
          setTimeout(() => response.destroy(), 50);
        },
      },
      "URL/stats/periods.json cannot be fetched (",
    ],
  ])("says in one line what is wrong with an answer that %s", async (_, answers, expected) => {
    const site = await startSite(answers);
    const { code, stdout, stderr } = await runCli(["compare", "--from", `${site.url}/stats`], {
      home: createTempFolder(),
    });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr.replaceAll(site.url, "URL")).toContain(`codeweaver-telemetry compare: ${expected}`);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  it("gives up if an answer takes too long", async () => {
    const site = await startSite({ "/a/data.json": (response) => void response.write("{") });
    await expect(fetchPublishedPeriod(`${site.url}/a/data.json`, 300)).rejects.toThrow(
      `${site.url}/a/data.json took longer than 0.3 s`,
    );
  });

  it("names an address that nobody answers at", async () => {
    const address = "http://127.0.0.1:9/data.json";
    const { code, stderr } = await runCli(["compare", "--from", address], { home: createTempFolder() });
    expect([code, stderr.trim()]).toEqual([
      1,
      `codeweaver-telemetry compare: ${address} cannot be fetched (ECONNREFUSED)`,
    ]);
  });

  it.each([
    "http://stats.example.com",
    "ftp://stats.example.com",
    "file:///etc/passwd",
    "https://jane:secret@stats.example.com",
    "https://stats.example.com/?id=3",
    "stats.example.com",
  ])("does not ask %s", async (address) => {
    const { code, stderr } = await runCli(["compare", "--from", address], { home: createTempFolder() });
    expect([code, stderr]).toEqual([2, expect.stringContaining("--from needs an https:// URL")]);
  });
});

/** Of each: what is wrong, the data, and the problem in the message. */
const WRONG_FIELDS: readonly (readonly [description: string, json: string, problem: string])[] = [
  ["has half a report", createPeriod([createTotal(0.5)]), "tables[0].cells[0].value: expected int"],
  [
    "has a count that is not exact",
    createPeriod([createTotal(1e308)]),
    "tables[0].cells[0].value: Too big: expected int",
  ],
  [
    "has a count below zero",
    createPeriod([createDistribution("searches", "searches", [3, -1])]),
    "tables[0].cells[1].value: Too small: expected number to be >=0",
  ],
  [
    "counts half a name of each report",
    createPeriod([createNames("features", "features[]", {}, { cellsPerReport: 0.5 })]),
    "tables[0].cellsPerReport: expected int",
  ],
  [
    "has more noise than a number can have",
    createPeriod([createTotal(3, { marginOfError: 1e200 })]),
    "tables[0].marginOfError: Too big",
  ],
  [
    "has infinite noise",
    createPeriod([createTotal(3)]).replace('"marginOfError":0', '"marginOfError":1e999'),
    "tables[0].marginOfError: expected number, received Infinity",
  ],
  [
    "has a threshold below zero",
    createPeriod([createTotal(3, { threshold: -1 })]),
    "tables[0].threshold: Too small",
  ],
  [
    "has a first day of another form",
    createPeriod([]).replace("2026-09-28", "September 28"),
    "firstDay: expected a day such as 2026-09-28",
  ],
  [
    "has a last day with a line break",
    createPeriod([]).replace("2026-10-04", "2026-10-04\\n"),
    "lastDay: expected a day such as 2026-09-28",
  ],
  ["is of a week that no year has", createPeriod([], "2026-W99"), "period: expected a week such as 2026-W40"],
  ["is of a 13th month", createPeriod([], "2026-13"), "period: expected a week such as 2026-W40"],
];

describe("compare --offline", () => {
  it.each<[string, string, string]>([
    ["does not exist", "none.json", "none.json does not exist"],
    ["is a folder", ".", ". cannot be read: not a regular file"],
    ["is no JSON", "text.json", "text.json is not JSON"],
    [
      "has cells that do not ascend",
      "order.json",
      "order.json is not published data of a known format: tables[0].cells[1].from: expected more than",
    ],
    [
      "has a number that is a text",
      "number.json",
      "number.json is not published data of a known format: tables[0].cells[0].value: expected number, received string",
    ],
    ...WRONG_FIELDS.map(([description, , problem], index): [string, string, string] => [
      description,
      `${index}.json`,
      `${index}.json is not published data of a known format: ${problem}`,
    ]),
    [
      "has a table of an unknown kind",
      "kind.json",
      "kind.json is not published data of a known format: tables[0].kind: ",
    ],
  ])("says what is wrong with a file that %s", async (_, file, expected) => {
    const cells = [1, 1].map((from) => ({ name: "a", from, value: 3 }));
    const cwd = createFolderWithFiles({
      "text.json": "{",
      "order.json": createPeriod([createDistribution("searches", "searches", [], { cells })]),
      "number.json": createPeriod([createTotal(3, { cells: [{ name: "all", value: "3" }] })]),
      "kind.json": createPeriod([createTotal(3, { kind: "pie" })]),
      ...Object.fromEntries(WRONG_FIELDS.map(([, json], index) => [`${index}.json`, json])),
    });
    const { code, stdout, stderr } = await runCli(["compare", "--offline", file], {
      home: createTempFolder(),
      cwd,
    });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`codeweaver-telemetry compare: ${expected}`);
  });
});
