/** Sends what manifests list and what they do not, and looks at what is kept, counted and answered. */
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CleanUps } from "../support/clean-ups.js";
import { runCollectorCli } from "../support/cli-collector.js";
import { MANIFEST, NEXT_MANIFEST } from "../support/manifests.js";
import { type SentEvent, sendEvents, sendSpans, sendV1Events } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const DAY_MS = 24 * 3600 * 1000;
const HASH = "ab".repeat(32);

const toDropped = (reason: string, project = "default") =>
  `collector_dropped_total{project="${project}",reason="${reason}"}`;

describe("a project with a manifest", () => {
  let collector: TestCollector;
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    collector = await startCollector({ manifests: [MANIFEST], onFinished: cleanUps.add });
    return cleanUps.run;
  });

  /** Sends one event. Returns what is kept of it, and how often each reason was counted. */
  async function sendOne(event: SentEvent) {
    const before = await collector.readMetrics();
    const lineCount = (await collector.readJournal()).length;
    expect(await sendEvents(collector.url, [event])).toMatchObject({ status: 200 });
    const after = await collector.readMetrics();
    const names = Object.keys(after).filter((name) => name.startsWith("collector_dropped_total"));
    const counts = names.map((name) => [
      /reason="(\w+)"/.exec(name)?.[1],
      (after[name] ?? 0) - (before[name] ?? 0),
    ]);
    const [line] = (await collector.readJournal()).slice(lineCount);
    return { line, counts: Object.fromEntries(counts.filter(([, count]) => count !== 0)) };
  }

  it("keeps all listed fields, in the journal and in columns of the index", async () => {
    const properties = {
      tool_version: "1.2.3",
      $session_id: randomUUID(),
      mode: "hybrid",
      note: "two words",
      returned_count: 7,
      took_ms: 12.5,
      cached: true,
      hash: HASH,
      results: { tokens: 1500 },
      strategies: ["keyword", "semantic"],
      languages: { rust: 3, python: 4 },
      "$feature/new_reranker": "test",
    };
    const uuid = randomUUID();
    const { line, counts } = await sendOne({ event: "search", uuid, properties });
    expect([line, counts]).toEqual([expect.objectContaining({ uuid, event: "search", properties }), {}]);
    const columns =
      'mode, note, returned_count, took_ms, cached, hash, "results.tokens", strategies, tool_version';
    const rows = await collector.query(`SELECT ${columns} FROM event.search WHERE uuid = '${uuid}'`);
    expect(rows).toEqual([
      ["hybrid", "two words", 7, 12.5, true, HASH, 1500, '["keyword","semantic"]', "1.2.3"],
    ]);
    const entries = await collector.query(
      `SELECT field, key, number, text FROM entries WHERE uuid = '${uuid}' ORDER BY field, key`,
    );
    expect(entries).toEqual([
      ["$feature/", "new_reranker", null, "test"],
      ["languages", "python", 4, "4"],
      ["languages", "rust", 3, "3"],
    ]);
    const all = await collector.query(`SELECT event, tool_version FROM events WHERE uuid = '${uuid}'`);
    expect(all).toEqual([["search", "1.2.3"]]);
  });

  const dropped = (count = 1) => ({ property_not_in_manifest: count });
  it.each<[string, object, object, object]>([
    ["an unlisted property", { mode: "dense", query: "word" }, { mode: "dense" }, dropped()],
    ["several unlisted properties", { a: 1, b: 2, mode: "dense" }, { mode: "dense" }, dropped(2)],
    [
      "a listed name at another place",
      { results: { tokens: 1, note: "word" } },
      { results: { tokens: 1 } },
      dropped(),
    ],
    ["a text in place of a number", { returned_count: "7" }, {}, dropped()],
    ["a number in place of a text", { note: 7 }, {}, dropped()],
    ["a number in place of a boolean", { cached: 1 }, {}, dropped()],
    ["an object in place of a text", { note: { a: "word" } }, {}, dropped()],
    ["a list in place of a text", { note: ["word"] }, {}, dropped()],
    ["a text that is none of the values", { mode: "other" }, {}, dropped()],
    ["a hash in upper case", { hash: HASH.toUpperCase() }, {}, dropped()],
    ["a hash that is too short", { hash: HASH.slice(1) }, {}, dropped()],
    ["a negative count", { returned_count: -1 }, {}, dropped()],
    ["a negative duration", { took_ms: -1 }, {}, dropped()],
    ["a duration of more than a year", { took_ms: 4e10 }, {}, dropped()],
    ["a text in a map of numbers", { languages: { rust: "3", go: 1 } }, { languages: { go: 1 } }, dropped()],
    ["a number in a list of texts", { strategies: ["a", 1] }, { strategies: ["a"] }, dropped()],
    ["null, which every field may be", { mode: null, took_ms: null }, { mode: null, took_ms: null }, {}],
  ])("keeps the rest of an event with %s", async (_, properties, kept, counts) => {
    const result = await sendOne({ event: "search", properties });
    expect(result).toEqual({ line: expect.objectContaining({ event: "search" }), counts });
    expect(result.line?.properties).toEqual(kept);
  });

  it.each<[string, SentEvent, string]>([
    ["no manifest lists", { event: "unknown" }, "event_not_in_manifest"],
    ["has the name of the common fields", { event: "*" }, "event_not_in_manifest"],
    ["has the name of the spans", { event: "span" }, "event_not_in_manifest"],
    ["has a name of every object", { event: "toString" }, "event_not_in_manifest"],
    [
      "is too old",
      { event: "search", timestamp: new Date(Date.now() - 91 * DAY_MS).toISOString() },
      "expired",
    ],
    [
      "is in the future",
      { event: "search", timestamp: new Date(Date.now() + 2 * DAY_MS).toISOString() },
      "from_the_future",
    ],
  ])("drops an event that %s", async (_, event, reason) => {
    expect(await sendOne(event)).toEqual({ line: undefined, counts: { [reason]: 1 } });
  });

  it("keeps an event without an id that is neither random nor a word", async () => {
    const { line, counts } = await sendOne({ event: "search", distinct_id: "jane.smith@globex.example" });
    expect(counts).toEqual({ distinct_id: 1 });
    expect(line).not.toHaveProperty("distinct_id");
  });

  it("keeps the listed attributes of spans", async () => {
    await sendSpans(collector.url, [
      {
        attributes: { tokens: 12, note: "a word", query: "unlisted" },
        resource: { "service.name": "mytool", "host.name": "unlisted" },
      },
    ]);
    const [line] = await collector.readJournal("spans");
    expect(line).toMatchObject({ name: "work", attributes: { tokens: 12, note: "a word" } });
    expect(line?.resource).toEqual({ "service.name": "mytool" });
    const columns = "attributes->>'tokens', attributes->>'note', resource->>'service.name'";
    expect(await collector.query(`SELECT ${columns} FROM spans`)).toEqual([["12", "a word", "mytool"]]);
  });

  it("names the events that it dropped in the answer of the newer format", async () => {
    const [kept, unknown, old, unnamed] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const timestamp = new Date(Date.now() - 91 * DAY_MS).toISOString();
    const { status, body } = await sendV1Events(collector.url, [
      { event: "unknown", uuid: unknown },
      { event: "search", uuid: kept },
      { event: "", uuid: unnamed },
      { event: "search", uuid: old, timestamp },
    ]);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      results: {
        [kept]: { result: "ok" },
        [unknown]: { result: "drop", details: "event_not_in_manifest" },
        [unnamed]: { result: "drop", details: "missing_event_name" },
        [old]: { result: "drop", details: "expired" },
      },
    });
  });
});

describe("manifest add", () => {
  const addManifest = async (collector: TestCollector, text: string, ...flags: string[]) => {
    const file = join(createTempFolder(), "telemetry-manifest.json");
    writeFileSync(file, text);
    return runCollectorCli(["manifest", "add", file, "--data", collector.data, ...flags]);
  };

  it("has a running collector accept new events and fields, in columns of their own", async () => {
    const data = join(createTempFolder(), "data");
    const manifests = [MANIFEST];
    const events = [
      { event: "search", properties: { mode: "dense", reranker: "small" } },
      { event: "indexing", properties: { files: 12 } },
    ];
    const rows = async (collector: TestCollector) => [
      await collector.query("SELECT mode, reranker FROM event.search ORDER BY reranker"),
      await collector.query("SELECT files FROM event.indexing"),
      await collector.query("SELECT count(*) FROM events"),
    ];
    const expected = [
      [
        ["dense", "small"],
        ["dense", null],
      ],
      [[12]],
      [["3"]],
    ];
    {
      await using collector = await startCollector({ manifests, data });
      await sendEvents(collector.url, events);
      expect(await collector.query("SELECT mode FROM event.search")).toEqual([["dense"]]);
      const added = await addManifest(collector, JSON.stringify(NEXT_MANIFEST));
      expect(added).toMatchObject({ code: 0, stderr: "" });
      expect(added.stdout).toMatch(
        /^added as .*telemetry-manifest-1\.json\nit lists 2 events, of which these are the tool's own: search, indexing\n$/,
      );
      await sendEvents(collector.url, events);
      expect(await rows(collector)).toEqual(expected);
    }
    await using restarted = await startCollector({ manifests, data });
    expect(await rows(restarted)).toEqual(expected);
  });

  it("has the index rebuilt, and says why", async () => {
    await using collector = await startCollector();
    await sendEvents(collector.url, [{ event: "search", properties: { mode: "dense" } }]);
    expect(await collector.query("SELECT count(*) FROM events")).toEqual([["1"]]);
    await addManifest(collector, JSON.stringify(MANIFEST));
    expect(await collector.query("SELECT mode FROM event.search")).toEqual([["dense"]]);
    expect(collector.log).toContain("the index of default is rebuilt, because its manifests changed");
  });

  it("gives the events of a project without a manifest columns", async () => {
    await using collector = await startCollector();
    await sendEvents(collector.url, [{ event: "search", properties: { mode: "dense", other: 1 } }]);
    expect(await collector.query("SELECT properties FROM events")).toEqual([['{"mode":"dense","other":1}']]);
    expect(await addManifest(collector, JSON.stringify(MANIFEST))).toMatchObject({ code: 0 });
    expect(await collector.query("SELECT mode FROM event.search")).toEqual([["dense"]]);
  });

  it("warns if a manifest lists only the events of the library, and names the others", async () => {
    await using collector = await startCollector();
    const library: { events: object[] } = JSON.parse(
      readFileSync(new URL("../../../config/telemetry-manifest.json", import.meta.url), "utf8"),
    );
    const warned = await addManifest(collector, JSON.stringify(library));
    expect(warned).toMatchObject({ code: 0, stdout: expect.stringMatching(/^added as [^\n]+\n$/) });
    expect(warned.stderr).toMatch(/^it lists no event of a tool, so the tool's own events will be dropped: /);
    const events = [
      { event: "build_done", fields: [{ path: "modules", type: "number" }] },
      ...library.events,
    ];
    const added = await addManifest(collector, JSON.stringify({ events }));
    expect(added).toMatchObject({ code: 0, stderr: "" });
    expect(added.stdout).toContain(`it lists ${library.events.length - 1} events, of which these are`);
    expect(added.stdout).toContain("the tool's own: build_done\n");
  });

  it("takes only a version as the version, and a file that exists", async () => {
    await using collector = await startCollector();
    const text = JSON.stringify(MANIFEST);
    expect(await addManifest(collector, text, "--version", "1.4.0-rc.1")).toMatchObject({ code: 0 });
    for (const version of ["../../x", "v1", "1.0 beta"])
      expect(await addManifest(collector, text, "--version", version)).toMatchObject({
        code: 2,
        stderr: "codeweaver-collector: --version must be a version of the tool, such as 1.4.0.\n",
      });
    const missing = await runCollectorCli(["manifest", "add", "missing.json", "--data", collector.data]);
    expect(missing).toMatchObject({
      code: 2,
      stderr: "codeweaver-collector: missing.json could not be read.\n",
    });
  });

  it("refuses a manifest without events, and changes nothing", async () => {
    await using collector = await startCollector();
    const refused = await addManifest(collector, '{"events":[]}');
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(/ lists no event, so it was not added\.\n$/);
    await sendEvents(collector.url, [{ event: "search" }]);
    expect(await collector.readJournal()).toMatchObject([{ event: "search" }]);
  });

  it.each([
    ["is no JSON", "{"],
    ["is another JSON", '{"events":[{"name":"x"}]}'],
  ])("refuses a file that %s, in one sentence, and changes nothing", async (_, text) => {
    await using collector = await startCollector({ manifests: [MANIFEST] });
    const refused = await addManifest(collector, text);
    expect(refused).toMatchObject({ code: 1, stdout: "" });
    expect(refused.stderr).toMatch(
      /^codeweaver-collector: \/.*\.json must be a manifest, as .* prints it\.\n$/,
    );
    await sendEvents(collector.url, [{ event: "search", properties: { mode: "dense" } }]);
    expect(await collector.query("SELECT mode FROM event.search")).toEqual([["dense"]]);
  });
});

describe("several projects", () => {
  it("are chosen by the key, and do not see each other's events", async () => {
    const toml = '[projects.first]\nkey = "phc_first"\n[projects.second]\nkey = "phc_second"\n';
    await using collector = await startCollector({ toml });
    for (const [key, number] of [
      ["phc_first", 1],
      ["phc_second", 2],
    ] as const) {
      expect(
        await sendEvents(collector.url, [{ event: "search", properties: { number } }], { key }),
      ).toMatchObject({ status: 200 });
      expect(
        await sendV1Events(collector.url, [{ event: "search", properties: { number } }], key),
      ).toMatchObject({ status: 200 });
    }
    for (const [project, number] of [
      ["first", 1],
      ["second", 2],
    ] as const) {
      const kept = (await collector.readJournal("events", project)).map(
        ({ properties }) => Object(properties).number,
      );
      expect(kept).toEqual([number, number]);
      const rows = await collector.query("SELECT DISTINCT properties->>'number' FROM events", project);
      expect(rows).toEqual([[String(number)]]);
    }
  });

  it.each(["events", "v1", "spans", "flags", "erasure", "export"])(
    "refuse %s under an unknown key with 401",
    async (kind) => {
      const toml = '[projects.first]\nkey = "phc_first"\n[projects.second]\nkey = "phc_second"\n';
      await using collector = await startCollector({ toml });
      const { url } = collector;
      const post = (path: string, body: object) =>
        fetch(url + path, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
        });
      const statuses: Record<string, () => Promise<{ readonly status: number }>> = {
        events: () => sendEvents(url, [{ event: "search" }], { key: "phc_other" }),
        v1: () => sendV1Events(url, [{ event: "search" }], "phc_other"),
        spans: () => sendSpans(url, [{}]),
        flags: () => post("/flags/?v=2", { token: "phc_other", distinct_id: "a" }),
        erasure: () => post("/api/erasure", { api_key: "phc_other", ids: [randomUUID()] }),
        export: () => post("/api/export", { ids: [randomUUID()] }),
      };
      expect(await statuses[kind]?.()).toMatchObject({ status: 401 });
      for (const project of ["first", "second"])
        expect(await collector.readJournal("events", project)).toEqual([]);
    },
  );

  it("are not mixed up with a single project that has a key", async () => {
    await using collector = await startCollector({ toml: '[projects.default]\nkey = "phc_only"\n' });
    expect(await sendEvents(collector.url, [{ event: "search" }], { key: "phc_other" })).toMatchObject({
      status: 401,
    });
    expect(await sendEvents(collector.url, [{ event: "search" }], { key: "phc_only" })).toMatchObject({
      status: 200,
    });
    expect(await collector.readJournal()).toHaveLength(1);
  });
});

describe("a project without a manifest", () => {
  it("keeps numbers and words only", async () => {
    await using collector = await startCollector();
    const properties = {
      number: 1.5,
      flag: true,
      empty: null,
      word: "hybrid",
      list: ["word", "two words", 3],
      nested: { word: "dense", path: "src/main.rs" },
      sentence: "two words",
      path: "/home/jane/plan.md",
      email: "jane@globex.example",
      password: "hunter22",
      "a key with blanks": 1,
    };
    await sendEvents(collector.url, [{ event: "search", properties }]);
    const [line] = await collector.readJournal();
    expect(line?.properties).toEqual({
      number: 1.5,
      flag: true,
      empty: null,
      word: "hybrid",
      list: ["word", 3],
      nested: { word: "dense" },
    });
    expect((await collector.readMetrics())[toDropped("property_undeclared")]).toBe(7);
  });
});
