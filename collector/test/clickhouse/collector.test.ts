/** Runs the whole collector with ClickHouse, over HTTP. */
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MANIFEST } from "../support/manifests.js";
import { sendEvents, sendSpans } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";
import { closeEngine, ENGINE_FOLDER } from "./engine.js";
import { type HttpBridge, PASSWORD, startHttpBridge, USERNAME } from "./http-bridge.js";

let bridge: HttpBridge;
beforeAll(async () => {
  bridge = await startHttpBridge();
});
afterAll(async () => {
  await bridge.close();
  await closeEngine();
});

function createToml(database: string): string {
  const passwordFile = join(createTempFolder(), "password");
  writeFileSync(passwordFile, `${PASSWORD}\n`);
  return `
[index]
engine = "clickhouse"
[index.clickhouse]
url = "${bridge.url}"
username = "${USERNAME}"
password_file = "${passwordFile}"
database = "${database}"
`;
}

function hasBytes(folder: string, bytes: string): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(bytes));
}

test("the index of the engine before is deleted, and the new one is filled from the journal", async () => {
  const before = await startCollector({ manifests: [MANIFEST] });
  await sendEvents(before.url, [{ event: "search" }]);
  expect(await before.query("SELECT count(*) FROM events")).toEqual([["1"]]);
  await before.server.close();
  const { data } = before;
  const after = await startCollector({ manifests: [MANIFEST], toml: createToml("changed"), data });
  expect(await after.query("SELECT count(*) FROM events")).toEqual([["1"]]);
  expect(existsSync(join(data, "projects", "default", "index.duckdb"))).toBe(false);
});

test("what is sent is indexed in the project's database, and questions only read", async () => {
  const collector = await startCollector({ manifests: [MANIFEST], toml: createToml("first") });
  const uuid = randomUUID();
  const search = { event: "search", uuid, properties: { mode: "hybrid", languages: { go: 2 } } };
  await sendEvents(collector.url, [search]);
  await sendEvents(collector.url, [search, { event: "search", properties: {} }]);
  await sendSpans(collector.url, [{}]);
  expect(await collector.query("SELECT mode FROM event.search ORDER BY mode")).toEqual([["hybrid"], [null]]);
  expect(await collector.query("SELECT key, number FROM entries WHERE field = 'languages'")).toEqual([
    ["go", 2],
  ]);
  await expect(collector.query("TRUNCATE TABLE positions")).rejects.toThrow("readonly");
  expect(bridge.requests.at(-1)).toMatchObject({ database: "first_default", isReadOnly: true });
});

test("several collectors answer from one database, and an erasure reaches the rows of all", async () => {
  const toml = createToml("shared");
  const first = await startCollector({ manifests: [MANIFEST], toml });
  const second = await startCollector({ manifests: [MANIFEST], toml });
  const [erased, kept] = [randomUUID(), randomUUID()];
  const event = (distinct_id: string) => ({ event: "search", distinct_id, properties: { mode: "hybrid" } });
  await sendEvents(first.url, [event(erased), event(kept)]);
  await first.query("SELECT 1");
  await sendEvents(second.url, [event(erased), event(kept)]);
  expect(await second.query("SELECT count(*), count(DISTINCT distinct_id) FROM events")).toEqual([
    ["4", "2"],
  ]);
  expect(hasBytes(ENGINE_FOLDER, erased)).toBe(true);

  for (const { server } of [first, second]) {
    const { collector } = server;
    const project = collector.projects.get("default");
    if (project === undefined) throw new Error("there is no project");
    expect(await collector.eraser.eraseIds(project, new Set([erased]))).toMatchObject({
      events: 1,
      idsFound: 1,
    });
  }

  expect(await first.query("SELECT DISTINCT distinct_id FROM events")).toEqual([[kept]]);
  for (const folder of [ENGINE_FOLDER, first.data, second.data]) expect(hasBytes(folder, erased)).toBe(false);
  await sendEvents(first.url, [event(kept)]);
  expect(await first.query("SELECT count(*) FROM events")).toEqual([["3"]]);
});

test("a collector accepts events while the server refuses, and rebuilds only its own rows", async () => {
  const toml = createToml("refusing");
  bridge.setRefusing(true);
  const collector = await startCollector({ manifests: [MANIFEST], toml });
  expect(await sendEvents(collector.url, [{ event: "search" }])).toMatchObject({ status: 200 });
  bridge.setRefusing(false);
  expect(await collector.query("SELECT count(*) FROM events")).toEqual([["1"]]);
  const other = await startCollector({ manifests: [MANIFEST], toml });
  await sendEvents(other.url, [{ event: "search" }]);
  await other.query("SELECT 1");
  await collector.server.collector.index.rebuild("default");
  expect(await collector.query("SELECT count(*) FROM events")).toEqual([["2"]]);
});
