/** Opens the pages as browsers do. */
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { MANIFEST } from "../store/contract.js";
import { CleanUps } from "../support/clean-ups.js";
import { KEY, postJson, type SentEvent, send, sendEvents, sendSpans } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const SEARCH = {
  event: "codeweaver_search",
  properties: { execution_time_ms: 10, search_mode: "dense", tool_version: "1.0.0", platform: "linux" },
};

describe("the pages", () => {
  let collector: TestCollector;
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    collector = await startCollector({ manifests: [MANIFEST], onFinished: cleanUps.add });
    await sendEvents(collector.url, [SEARCH]);
    await collector.query("SELECT 1");
    return cleanUps.run;
  });

  const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = "GET") => {
    const token = readFileSync(collector.server.tokenPath, "utf8").trim();
    const authorization = `Basic ${Buffer.from(`anybody:${token}`).toString("base64")}`;
    return send(`${collector.url}${path}`, { method, headers: { Authorization: authorization, ...headers } });
  };

  it.each([
    ["/", 200, "How is the tool used"],
    ["/questions/search-latency", 200, "How long do searches take"],
    ["/questions/search-latency?platform=linux", 200, "Remove all filters"],
    ["/questions/search-latency?platform=darwin", 200, "No event answers this question"],
    ["/questions/search-latency?from=yesterday", 400, "from=yesterday is not a day"],
    ["/questions/search-latency?project=other", 400, "project must be one of default"],
    ["/questions/search-latency?x=%3Cscript%3E", 400, "is not a filter"],
    ["/questions/search-late", 404, "did you mean"],
    ["/questions/", 200, "How is the tool used"],
    ["/questions", 200, "How is the tool used"],
    ["/questions/search-latency/", 200, "How long do searches take"],
    ["/experiments", 200, "No installation has reported the result of an experiment"],
    ["/experiments/", 200, "No installation has reported the result of an experiment"],
    ["/experiments/other", 404, "no installation has reported an experiment with the name other"],
    ["/experiments/%E0%A4%A", 404, "with the name %E0%A4%A"],
    ["/experiments?from=soon", 400, "from=soon is not a day"],
    ["/experiments?version=1.0.0", 400, "version is not a filter of experiments: use from, to"],
    ["/claims", 200, "The project default makes no claims yet"],
    ["/claims?platform=linux", 200, "platform"],
    ["/claims/", 200, "The project default makes no claims yet"],
  ])("answer %s with status %i", async (path, status, text) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(text);
    expect(answer.body).not.toContain("<script");
    expect(answer.headers).toMatchObject({ "content-type": "text/html; charset=utf-8" });
  });

  it("allow no script, no style inside of them and nothing from elsewhere", async () => {
    const { headers, body } = await get("/");
    expect(headers).toMatchObject({
      "content-security-policy":
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "private, no-cache",
    });
    expect(headers).not.toHaveProperty("set-cookie");
    expect(body).not.toMatch(/\sstyle=|<style|\son\w+="|https?:\/\/(?!127)/);
  });

  it("ask for the admin token, in a page", async () => {
    const { status, headers, body } = await send(`${collector.url}/`);
    expect(status).toBe(401);
    expect(headers).toMatchObject({
      "www-authenticate": expect.stringMatching(/^Basic /),
      "content-type": "text/html; charset=utf-8",
    });
    expect(body).toContain("enter the token as the password");
    expect(body).not.toContain(collector.data);
  });

  it("are answered without a body to HEAD", async () => {
    const { status, body } = await get("/questions/search-latency", {}, "HEAD");
    expect({ status, body }).toEqual({ status: 200, body: "" });
  });

  it("have a stylesheet that needs no token, and is kept as long as it does not change", async () => {
    const { body } = await get("/");
    const [, path = ""] = /<link rel="stylesheet" href="([^"]+)">/.exec(body) ?? [];
    expect(path).toMatch(/^\/assets\/style-[0-9a-f]{12}\.css$/);
    const { status, headers, body: style } = await send(`${collector.url}${path}`);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    });
    expect(style).toContain("prefers-color-scheme: dark");
    expect((await send(`${collector.url}/assets/style-000000000000.css`)).status).toBe(404);
  });

  it("can be reached by a link of another site, which cannot load anything of them", async () => {
    const fromElsewhere = {
      "Sec-Fetch-Site": "cross-site",
      "Sec-Fetch-Mode": "navigate",
      "Sec-Fetch-Dest": "document",
    };
    expect((await get("/", fromElsewhere)).status).toBe(200);
    expect((await get("/", { ...fromElsewhere, "Sec-Fetch-Dest": "iframe" })).status).toBe(403);
    expect((await get("/", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" })).status).toBe(
      403,
    );
    expect((await get("/api/questions", fromElsewhere)).status).toBe(403);
  });

  it("do not take the events that tools post to the same paths", async () => {
    const body = { api_key: KEY, event: "codeweaver_search", distinct_id: "a", properties: {} };
    const answer = await postJson(`${collector.url}/`, body);
    expect(answer.headers).not.toMatchObject({ "content-type": "text/html; charset=utf-8" });
  });
});

describe("the first page of a tool whose events are its own", () => {
  it("shows how many there are", async () => {
    const fields = [
      { path: "modules", type: "number", purpose: "Tests.", sensitivity: "usage", since: "1.0.0" },
    ];
    const manifest = { events: [{ event: "build_done", fields }] };
    const collector = await startCollector({ toml: "[server]\npublic = true\n", manifests: [manifest] });
    await sendEvents(collector.url, [{ event: "build_done", properties: { modules: 3 } }]);
    await collector.query("SELECT 1");
    const { body } = await send(`${collector.url}/`);
    expect(body).toContain('id="chart-events-title">How many events are there each day, by name?</title>');
  });
});

describe("the pages of several projects", () => {
  it("are about the first one, unless the address names another", async () => {
    const toml =
      '[server]\npublic = true\n[projects.one]\nkey = "phc_one"\n[projects.two]\nkey = "phc_two"\n';
    const collector = await startCollector({ toml });
    await collector.query("SELECT 1", "one");
    await collector.query("SELECT 1", "two");
    expect((await send(`${collector.url}/`)).body).toContain("The project one has no manifest yet,");
    const { body } = await send(`${collector.url}/?project=two`);
    expect(body).toContain("The project two has no manifest yet,");
    expect(body).toContain('href="/questions/search-latency?project=two"');
    const refused = await send(`${collector.url}/experiments?project=two&version=1`);
    expect(refused.body).toContain('<a href="/experiments?project=two">Show the page without filters</a>');
    const missing = await send(`${collector.url}/questions/other?project=two`);
    expect(missing.body).toContain('<a href="/?project=two">Show all questions</a>');
  });
});

describe("a page while the index is closed", () => {
  it("says when to load it again", async () => {
    const collector = await startCollector({ toml: "[server]\npublic = true\n", manifests: [MANIFEST] });
    await collector.query("SELECT 1");
    await collector.server.collector.index.close();
    const { status, headers, body } = await send(`${collector.url}/questions/search-latency?platform=linux`);
    expect(status).toBe(503);
    expect(headers).toMatchObject({ "retry-after": "2" });
    expect(body).toContain('<a href="/questions/search-latency?platform=linux">Load the page again</a>');
  });
});

describe("the pages of an experiment and of claims", () => {
  let collector: TestCollector;
  let claimsPath: string;
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    const folder = createTempFolder(cleanUps.add);
    claimsPath = join(folder, "claims.toml");
    writeFileSync(claimsPath, createClaims("Searches rarely fail."));
    const toml = `claims = ${JSON.stringify(claimsPath)}
[projects.default.experiments."new reranker"]
planned_installations = 700
[projects.default.experiments.later]
[server]
public = true
`;
    collector = await startCollector({ manifests: [MANIFEST], toml, onFinished: cleanUps.add });
    const reports = Array.from({ length: 120 }, (_, index) => createOutcome(index));
    await sendEvents(collector.url, reports.flat());
    await collector.query("SELECT 1");
    return cleanUps.run;
  });

  it("show the differences between the variants", async () => {
    const { body } = await send(`${collector.url}/experiments/new%20reranker`);
    expect(body).toContain("new reranker: 120 installations");
    expect(body).toMatch(/test: 8\d(?:\.\d)? \(n = 60\), 1\d.% below control/);
    expect(body).toContain("<dd>700</dd>");
  });

  it("show an experiment that is planned and not reported", async () => {
    const { status, body } = await send(`${collector.url}/experiments/later`);
    expect([status, body]).toEqual([200, expect.stringContaining("No installation has reported a result")]);
  });

  it("say that days without a report have no experiment", async () => {
    const { status } = await send(`${collector.url}/experiments/unknown?to=2020-01-31&from=2020-01-01`);
    expect(status).toBe(404);
  });

  it("say why an experiment cannot be analyzed", async () => {
    const outcome = { experiment: "odd", variant: "new", metrics: {} };
    await sendEvents(collector.url, [{ event: "telemetry_outcome", properties: outcome }]);
    await collector.query("SELECT 1");
    const { status, body } = await send(`${collector.url}/experiments/odd`);
    expect([status, body]).toEqual([
      200,
      expect.stringContaining("the control &quot;control&quot; is not one of the variants"),
    ]);
  });

  it("show the claims of the file, also after it changed", async () => {
    const read = async () => (await send(`${collector.url}/claims`)).body;
    expect(await read()).toContain('<h2 id="few-failures">Searches rarely fail.</h2>');
    writeFileSync(claimsPath, createClaims("Searches never fail."));
    await vi.waitFor(async () => expect(await read()).toContain("Searches never fail."), { timeout: 10_000 });
  });
});

describe("the first page of a project that sends traces only", () => {
  it("shows how long the work takes, and not that nothing has arrived", async () => {
    const toml = "[server]\npublic = true\n";
    const collector = await startCollector({ toml, manifests: [MANIFEST] });
    await sendSpans(collector.url, [{ name: "index" }]);
    await collector.query("SELECT 1");
    const { body } = await send(`${collector.url}/`);
    expect(body).not.toContain("No event has arrived");
    expect(body).toContain('id="chart-traces-title"');
    const page = (await send(`${collector.url}/questions/search-latency`)).body;
    expect(page).not.toContain("No event has arrived");
  });
});

function createClaims(sentence: string): string {
  return `[[claims]]
id = "few-failures"
sentence = "${sentence}"
question = "search-failures"
column = "failed_share"
at_most = 0.05
assumption = "Others fail as often."
`;
}

/** Returns the exposure and the outcome of an installation. */
function createOutcome(index: number): SentEvent[] {
  const distinct_id = randomUUID();
  const variant = index % 2 === 0 ? "control" : "test";
  const flag = { $feature_flag: "new reranker", $feature_flag_response: variant, locally_evaluated: true };
  const metrics = { search_ms_mean: (variant === "test" ? 80 : 95) + (index % 7), search_ms_n: 3 };
  return [
    { event: "$feature_flag_called", distinct_id, properties: flag },
    {
      event: "telemetry_outcome",
      distinct_id,
      properties: { experiment: "new reranker", variant, metrics },
    },
  ];
}
