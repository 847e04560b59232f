// Checks config/alerts.yml with promtool, and lets a real Prometheus read the metrics of a real collector.
// `npm run build -w collector && npm run test:alerts -w collector` needs Debian's package `prometheus`.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";

const CONFIG = resolve(import.meta.dirname, "../../config");
const MAIN = resolve(import.meta.dirname, "../../dist/cli/main.js");
const EVENTS = 5;
const TIMEOUT_MS = 30_000;

const work = mkdtempSync(join(tmpdir(), "collector-alerts-"));
const started = [];

try {
  requirePrograms();
  report("the rules are valid", () => runPromtool(["check", "rules", join(CONFIG, "alerts.yml")]));
  report("each alert is raised by what it describes", () => {
    runPromtool(["test", "rules", join(CONFIG, "alerts.test.yml")]);
    assert.deepEqual(
      listAlerts().filter((alert) => !readConfig("alerts.test.yml").includes(alert)),
      [],
      "alerts without a test",
    );
  });
  const collector = await startCollector();
  await sendEvents(collector);
  await report("promtool accepts the metrics in the text format", () => checkTextFormat(collector));
  await report("the metrics in OpenMetrics end as they should", () => checkOpenMetrics(collector));
  await report("Prometheus scrapes the collector, and its rules have no error", () =>
    checkPrometheus(collector),
  );
} finally {
  for (const child of started) {
    child.kill();
    if (child.exitCode === null) await new Promise((done) => child.once("exit", done));
  }
  rmSync(work, { recursive: true, force: true });
}

async function report(title, check) {
  await check();
  process.stdout.write(`✓ ${title}\n`);
}

function requirePrograms() {
  for (const name of ["promtool", "prometheus"])
    if (spawnSync(name, ["--version"]).error !== undefined)
      throw new Error(`${name} is missing: apt-get install --no-install-recommends prometheus`);
}

/** Throws with what promtool has printed, which is on stderr or on stdout. */
function runPromtool(args, input) {
  const { status, stdout, stderr } = spawnSync("promtool", args, { input, encoding: "utf8" });
  assert.equal(status, 0, `promtool ${args.join(" ")}\n${stdout}${stderr}`);
}

function readConfig(name) {
  return readFileSync(join(CONFIG, name), "utf8");
}

function listAlerts() {
  return [...readConfig("alerts.yml").matchAll(/^ +- alert: (\w+)$/gm)].map(([, name]) => name);
}

async function startCollector() {
  const data = join(work, "data");
  const args = [MAIN, "serve", "--data", data, "--port", "0"];
  const child = spawn(process.execPath, args, { cwd: work, stdio: ["ignore", "ignore", "pipe"] });
  started.push(child);
  for await (const line of createInterface(child.stderr)) {
    const [, url] = /^listening on (.+)$/.exec(line) ?? [];
    if (url === undefined) continue;
    child.stderr.resume();
    return { url, data, token: readFileSync(join(data, "admin-token"), "utf8").trim() };
  }
  throw new Error("the collector ended");
}

async function sendEvents({ url, data }) {
  const batch = Array.from({ length: EVENTS }, (_, number) => ({
    event: "alert_test",
    distinct_id: crypto.randomUUID(),
    properties: { number, title: "a text that is not kept" },
  }));
  const { status } = await fetch(`${url}/batch/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ api_key: "phc_alerts", batch }),
  });
  assert.equal(status, 200);
  await waitFor(() => {
    const text = execFileSync(process.execPath, [MAIN, "status", "--data", data], { encoding: "utf8" });
    return JSON.parse(text).projects[0].sinceStart.indexed.events === EVENTS;
  });
}

async function fetchMetrics({ url, token }, accept) {
  const headers = { Authorization: `Bearer ${token}`, Accept: accept };
  const response = await fetch(`${url}/metrics`, { headers });
  assert.equal(response.status, 200);
  return { contentType: response.headers.get("content-type"), text: await response.text() };
}

async function checkTextFormat(collector) {
  const { contentType, text } = await fetchMetrics(collector, "text/plain");
  assert.match(contentType, /^text\/plain; version=0\.0\.4\b/);
  runPromtool(["check", "metrics"], text);
  const missing = [...readConfig("alerts.yml").matchAll(/collector_[a-z_]+/g)].filter(
    ([name]) => !text.includes(`# TYPE ${name.replace(/_bucket$/, "")} `),
  );
  assert.deepEqual(missing, [], "metrics of the rules that the collector does not have");
}

async function checkOpenMetrics(collector) {
  const { contentType, text } = await fetchMetrics(collector, "application/openmetrics-text; version=1.0.0");
  assert.match(contentType, /^application\/openmetrics-text; version=1\.0\.0; charset=utf-8$/);
  assert.ok(text.endsWith("\n# EOF\n"));
  assert.deepEqual(
    text.split("\n").filter((line, index, lines) => line === "" && index < lines.length - 1),
    [],
    "empty lines",
  );
}

/** Starts Prometheus with the files of config/, but with the address and the token of this collector. */
async function checkPrometheus({ url, token }) {
  const port = await findFreePort();
  cpSync(join(CONFIG, "alerts.yml"), join(work, "alerts.yml"));
  writeFileSync(join(work, "token"), `${token}\n`, { mode: 0o600 });
  const file = join(work, "prometheus.yml");
  writeFileSync(
    file,
    readConfig("prometheus.yml")
      .replace("/etc/prometheus/codeweaver-collector.token", join(work, "token"))
      .replace("127.0.0.1:8123", new URL(url).host)
      .replaceAll("_interval: 30s", "_interval: 1s"),
  );
  runPromtool(["check", "config", file]);
  const args = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${join(work, "prometheus")}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ];
  started.push(spawn("prometheus", args, { cwd: work, stdio: "ignore" }));
  const ask = async (path) => (await (await fetch(`http://127.0.0.1:${port}/api/v1/${path}`)).json()).data;
  const query = async (expression) => (await ask(`query?query=${encodeURIComponent(expression)}`)).result;

  await waitFor(async () => (await query("collector_accepted_total").catch(() => [])).length > 0);
  const values = (await query('collector_accepted_total{kind="events"}')).map(({ value }) => value[1]);
  assert.deepEqual(values, [String(EVENTS)]);
  const [{ lastError, health }] = (await ask("targets")).activeTargets;
  assert.deepEqual({ lastError, health }, { lastError: "", health: "up" });
  // Without `_total`, the name is that of OpenMetrics.
  assert.equal((await ask("metadata")).collector_accepted?.[0].type, "counter");
  await waitFor(async () => {
    const rules = (await ask("rules")).groups.flatMap((group) => group.rules);
    assert.deepEqual(
      rules.filter(({ lastError: problem }) => problem !== undefined && problem !== ""),
      [],
    );
    return rules.length === listAlerts().length && rules.every((rule) => rule.health === "ok");
  });
}

async function waitFor(isTrue) {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!(await isTrue())) {
    assert.ok(performance.now() < deadline, `not true within ${TIMEOUT_MS} ms: ${isTrue}`);
    await sleep(200);
  }
}

/** Prometheus does not say which port it has chosen. */
function findFreePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
