/** Asks questions as an analyst does: over HTTP, and with `report` in a terminal. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { MANIFEST } from "../store/contract.js";
import { CleanUps } from "../support/clean-ups.js";
import { type CollectorProcess, runCollectorCli, startCollectorProcess } from "../support/cli-collector.js";
import { send, sendEvents } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";

const SEARCHES = [
  { execution_time_ms: 10, search_mode: "dense", tool_version: "1.0.0", platform: "linux" },
  { execution_time_ms: 30, search_mode: "dense", tool_version: "1.0.0", platform: "darwin" },
  { execution_time_ms: 9999, search_mode: "dense", tool_version: "1.0.0", is_ci: true },
].map((properties) => ({ event: "codeweaver_search", properties }));

describe("a project without manifests", () => {
  it("answers from the properties, which are in one column of JSON", async () => {
    const collector = await startCollector();
    await sendEvents(collector.url, SEARCHES);
    await collector.query("SELECT 1");
    const token = readFileSync(collector.server.tokenPath, "utf8").trim();
    const { status, body } = await send(`${collector.url}/api/questions/search-latency`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ n: 2, rows: [["1.0.0", "dense", 2, 20, 29, 29.8]] });
  });
});

describe("GET /api/questions", () => {
  let collector: TestCollector;
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    collector = await startCollector({
      manifests: [MANIFEST],
      onFinished: cleanUps.add,
    });
    await sendEvents(collector.url, SEARCHES);
    await collector.query("SELECT 1");
    return cleanUps.run;
  });

  const get = (path: string, options: object = {}) => {
    const token = readFileSync(collector.server.tokenPath, "utf8").trim();
    return send(`${collector.url}${path}`, { headers: { Authorization: `Bearer ${token}` }, ...options });
  };

  it("lists every question with its sentence", async () => {
    const { status, body } = await get("/api/questions");
    expect(status).toBe(200);
    expect(JSON.parse(body).questions).toEqual(
      QUESTIONS.map(({ id, sentence, audience, shape }) => ({ id, sentence, audience, shape })),
    );
  });

  it("answers a question with what was asked, n, columns, rows and notes", async () => {
    const { status, body } = await get("/api/questions/search-latency");
    expect(status).toBe(200);
    const answer = JSON.parse(body);
    expect(answer).toMatchObject({
      question: "search-latency",
      asked: { from: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), filters: {} },
      asOf: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      n: 2,
      notes: [expect.any(String)],
    });
    const names = answer.columns.map(({ name }: { name: string }) => name);
    const [row] = answer.rows;
    expect(row[names.indexOf("p50")]).toBe(20);
    expect(answer.rows).toHaveLength(1);
  });

  it.each([
    ["platform=linux", 1],
    ["version=2.0.0", 0],
    ["ci=include", 3],
    ["from=2020-01-01&to=2020-01-02", 0],
    ["project=default", 2],
  ])("answers with the filter %s", async (filter, n) => {
    const { body } = await get(`/api/questions/search-latency?${filter}`);
    expect(JSON.parse(body).n).toBe(n);
  });

  it("has the same answer as CSV", async () => {
    const { status, headers, body } = await get("/api/questions/search-latency.csv?platform=linux");
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": 'attachment; filename="search-latency.csv"',
    });
    const [head, first] = body.split("\r\n");
    expect(head).toMatch(/^version,mode,/);
    expect(first).toMatch(/^1\.0\.0,dense,/);
  });

  it.each([
    ["/api/questions/search-latenci", 404, /did you mean .*search-latency/],
    ["/api/questions/search-latency?from=soon", 400, /from=soon is not a day/],
    ["/api/questions/search-latency?project=other", 400, /project must be one of default/],
    ["/api/questions/search-latency/rows", 404, /not a path/],
    ["/api/questions/..%2f..%2fetc", 404, /no question/],
  ])("refuses %s", async (path, status, message) => {
    const answer = await get(path);
    expect([answer.status, answer.body]).toEqual([status, expect.stringMatching(message)]);
  });

  it("requires the admin token", async () => {
    expect(await get("/api/questions", { headers: {} })).toMatchObject({ status: 401 });
    expect(await get("/api/questions/search-latency", { headers: {} })).toMatchObject({ status: 401 });
  });

  it("is only read", async () => {
    expect(await get("/api/questions", { method: "POST", headers: {} })).toMatchObject({ status: 401 });
    const token = readFileSync(collector.server.tokenPath, "utf8").trim();
    const headers = { Authorization: `Bearer ${token}` };
    expect(await get("/api/questions", { method: "POST", headers })).toMatchObject({ status: 405 });
  });
});

describe("report", () => {
  let collector: CollectorProcess;
  const run = (...args: string[]) => runCollectorCli(["report", ...args, "--data", collector.data]);

  it("prints answers, and names the questions without one", async () => {
    collector = await startCollectorProcess();
    const manifest = join(import.meta.dirname, "../../../config/telemetry-manifest.json");
    await runCollectorCli(["manifest", "add", manifest, "--data", collector.data]);
    await sendEvents(collector.url, SEARCHES);
    await expect
      .poll(async () => (await run("search-latency")).stdout, { timeout: 15_000 })
      .toContain("20 ms");

    const all = await run();
    expect(all).toMatchObject({ code: 0, stderr: "" });
    expect(all.stdout).toContain("How long do searches take");
    expect(all.stdout).toMatch(/Nothing was received for: .*run-costs/);

    const json = JSON.parse((await run("search-latency", "search-outcomes", "--json", "--ci")).stdout);
    expect(json.map(({ question, n }: { question: string; n: number }) => [question, n])).toEqual([
      ["search-latency", 3],
      ["search-outcomes", 3],
    ]);

    expect(await run("search-latency", "--from", "soon")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("from=soon is not a day"),
    });
    expect(await run("serch")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("there is no question"),
    });
  }, 60_000);
});
