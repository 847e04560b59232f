/** Sends private texts at every place of an event and of a span, and searches everything that the collector writes. */
import { describe, expect, it } from "vitest";
import { findTexts, readDataFiles } from "../support/data-files.js";
import { MANIFEST } from "../support/manifests.js";
import { postJson, type SentEvent, sendEvents, sendSpans, sendV1Events } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";

/** A text, and the parts of it of which none may be in a file. */
type PrivateText = readonly [text: string, ...parts: string[]];

/** What redaction recognises in any text. */
const RECOGNISED: readonly PrivateText[] = [
  ["could not read /home/jsmith/globex/takeover.md", "jsmith", "globex", "takeover"],
  ["C:\\Users\\jsmith\\globex\\takeover.docx is missing", "jsmith", "globex", "takeover"],
  ["no answer from jane.smith@globex.example", "jane.smith", "globex"],
  ["connect ECONNREFUSED 203.0.113.77:5432", "203.0.113.77"],
  ["connect ETIMEDOUT [2001:db8:cafe::17]:443", "2001:db8", "cafe::17"],
  ["401 for key sk-proj-Zq3vT8mWn5Rk2Ls9Xp4Bd7Yh", "Zq3vT8mWn5Rk2Ls9Xp4Bd7Yh"],
  ["ghp_Zq3vT8mWn5Rk2Ls9Xp4Bd7YhJc6Gf1Ve0Aa is revoked", "Zq3vT8mWn5Rk2Ls9Xp4Bd7YhJc6Gf1Ve0Aa"],
  ["AKIAIOSFODNN7EXAMPLE", "IOSFODNN7EXAMPLE"],
  ["password=correct-horse-battery", "correct-horse"],
  ["postgres://jsmith:hunter22@db.globex.example/staff", "jsmith", "hunter22", "globex"],
  ["Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJqYW5lIn0.c2lnbmF0dXJl", "eyJzdWIiOiJqYW5lIn0"],
];

/** What only an author can declare, so that a project without a manifest keeps nothing of it. */
const PROSE: readonly PrivateText[] = [
  ["Summarise the merger plan for the board", "merger", "Summarise"],
  ["function margin(price) { return price * 0.37; }", "margin", "0.37"],
  ["Jane Smith", "Smith"],
  ["SELECT salary FROM staff WHERE name = 'Smith'", "salary"],
  ['{"customer":"globex","price":12}', "globex"],
  ["Der Ümlaut-Plan für Zürich", "mlaut", "rich"],
];

const listParts = (texts: readonly PrivateText[]) => [...new Set(texts.flatMap(([, ...parts]) => parts))];

/** The places that no manifest lists, or whose types allow no such text. */
const createUnlisted = (text: string): readonly SentEvent[] => [
  { event: "search", properties: { languages: { [text]: 1 }, [`$feature/${text}`]: "word" } },
  {
    event: "search",
    properties: { query: text, nested: { deep: [{ text }] }, $set: { email: text }, $ip: text },
  },
  {
    event: "search",
    properties: { [text]: 1, results: { [text]: 1, tokens: text }, hash: text, mode: text },
  },
  { event: "search", properties: { cached: text, returned_count: text, languages: { rust: text } } },
  { event: "search", distinct_id: text },
  { event: "unknown", properties: { note: text } },
];

/** The places that the manifest lists as texts, and the name of an event, of which identifying parts are removed. */
const createListed = (text: string): readonly SentEvent[] => [
  {
    event: "search",
    properties: { note: text, $session_id: text, tool_version: text, strategies: [text, "word"] },
  },
  { event: "search", properties: { "$feature/known": text } },
  { event: "failure", properties: { message: text } },
  { event: text, properties: { note: "word" } },
];

async function sendEverywhere({ url }: TestCollector, events: readonly SentEvent[], text: string) {
  await sendEvents(url, events);
  await sendV1Events(
    url,
    events.filter(({ event, distinct_id }) => event !== "" && distinct_id === undefined),
  );
  const plain = {
    version: "1.0",
    events: events.map(({ event, properties }) => ({
      event_type: event,
      timestamp: Date.now() / 1000,
      ...properties,
    })),
  };
  await postJson(`${url}/telemetry`, plain);
  await sendSpans(url, [
    {
      attributes: { query: text, [text]: 1, tokens: text },
      resource: { "host.name": text, "process.command_args": text },
    },
  ]);
}

/** Waits for the index, and ends the collector, which writes the index's log into its file. */
async function searchFiles(collector: TestCollector, parts: readonly string[]): Promise<string[]> {
  await collector.query("SELECT 1");
  const found = findTexts(collector.data, parts);
  await collector[Symbol.asyncDispose]();
  return [
    ...found,
    ...findTexts(collector.data, parts),
    ...parts.filter((part) => collector.log.join().includes(part)),
  ];
}

describe("no file has", () => {
  it("a private text that was sent where the manifest lists no text", async () => {
    const collector = await startCollector({ manifests: [MANIFEST] });
    const texts = [...RECOGNISED, ...PROSE];
    for (const [text] of texts) await sendEverywhere(collector, createUnlisted(text), text);
    expect((await collector.readJournal()).length).toBeGreaterThan(100);
    expect(await searchFiles(collector, listParts(texts))).toEqual([]);
  });

  it("an address, a path or a secret that was sent in a listed text", async () => {
    const collector = await startCollector({ manifests: [MANIFEST] });
    for (const [text] of RECOGNISED) {
      await sendEverywhere(collector, createListed(text), text);
      await sendSpans(collector.url, [
        { name: text, attributes: { note: text }, resource: { "service.name": text } },
      ]);
    }
    expect((await collector.readJournal()).length).toBe(9 * RECOGNISED.length);
    expect(await collector.readJournal("spans")).toHaveLength(2 * RECOGNISED.length);
    expect(await searchFiles(collector, listParts(RECOGNISED))).toEqual([]);
  });

  it("a private text of a project without a manifest", async () => {
    const collector = await startCollector();
    const texts = [...RECOGNISED, ...PROSE];
    for (const [text] of RECOGNISED) await sendEverywhere(collector, createListed(text), text);
    for (const [text] of texts)
      await sendEverywhere(collector, [...createUnlisted(text), ...createListed(text).slice(0, -1)], text);
    expect((await collector.readJournal()).length).toBeGreaterThan(300);
    expect(await searchFiles(collector, listParts(texts))).toEqual([]);
  });

  it("what a second value under the same key replaced", async () => {
    await using collector = await startCollector();
    const body =
      '{"api_key":"phc_k","event":"search","distinct_id":"a","properties":{"a":"/home/jsmith/plan","a":3}}';
    const headers = { "Content-Type": "application/json" };
    const { status } = await fetch(`${collector.url}/e/`, { method: "POST", headers, body });
    expect(status).toBe(200);
    expect((await collector.readJournal()).map(({ properties }) => properties)).toEqual([{ a: 3 }]);
    expect(await searchFiles(collector, ["jsmith"])).toEqual([]);
  });

  it("but every file has what it may have, so that the search would find it", async () => {
    const collector = await startCollector({ manifests: [MANIFEST] });
    await sendEvents(collector.url, [{ event: "search", properties: { note: "visible-word" } }]);
    const found = await searchFiles(collector, ["visible-word"]);
    const segment = expect.stringMatching(/^visible-word in projects\/default\/events\/00000001-.*\.ndjson$/);
    const index = "visible-word in projects/default/index.duckdb";
    expect(found.sort()).toEqual([segment, segment, index, `${index}.wal`]);
    expect(readDataFiles(collector.data).map(({ path }) => path)).toContain("admin-token");
  });
});
