/** Erases and exports a person's events with the real commands, and searches every file of the collector afterwards. */
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { CleanUps } from "../support/clean-ups.js";
import { runCollectorCli, startCollectorProcess } from "../support/cli-collector.js";
import { findTexts } from "../support/data-files.js";
import { DAY_MS, FakeClock } from "../support/fake-clock.js";
import { runTelemetryCli } from "../support/node-process.js";
import { Person } from "../support/person.js";
import { postJson, sendEvents, sendSpans } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const listSegments = (data: string, kind = "events") =>
  readdirSync(join(data, "projects", "default", kind)).sort();

const hasId = (line: object, ids: readonly string[]) => ids.some((id) => JSON.stringify(line).includes(id));

/** Sends events of many other people. */
const sendOthers = (url: string, count: number) =>
  sendEvents(
    url,
    Array.from({ length: count }, (_, number) => ({ event: "search", properties: { number } })),
  );

describe("erase FILE", () => {
  it("erases what was sent under a word or a UUID in any case, and nothing that only mentions it", async () => {
    await using collector = await startCollector();
    const { url, data } = collector;
    const id = randomUUID();
    await sendEvents(url, [
      { event: "search", distinct_id: "zebrafinch", properties: { number: 1 } },
      { event: "search", distinct_id: id.toUpperCase(), properties: { number: 2 } },
      { event: "search", distinct_id: "woodpecker", properties: { bird: "zebrafinch", number: 3 } },
      { event: "search", distinct_id: "zebrafinch-2", properties: { number: 4 } },
    ]);
    expect(await collector.query("SELECT count(*) FROM events")).toEqual([["4"]]);
    const exported = await postJson(`${url}/api/export`, { ids: [id] });
    expect(JSON.parse(exported.body)).toMatchObject({ properties: { number: 2 } });
    const file = join(createTempFolder(), "ids.txt");
    writeFileSync(file, `zebrafinch\n\n${id.toUpperCase()}\n`);
    const erased = await runCollectorCli(["erase", file, "--data", data]);
    expect(erased).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(erased.stdout)).toEqual({ events: 2, spans: 0, idsFound: 2 });
    const rest = (await collector.readJournal()).map(({ properties }) => Object(properties).number);
    expect(rest).toEqual([3, 4]);
    expect(await collector.query("SELECT count(*) FROM events")).toEqual([["2"]]);
  });
});

describe("forget --send and export", () => {
  it("reach the events and spans of several days, compressed or not, and nobody else's", async () => {
    const clock = new FakeClock();
    await using collector = await startCollector({ clock: clock.steady });
    const { url, data } = collector;
    const jane = new Person(url, "zebrafinch");
    const john = new Person(url, "woodpecker");
    for (let day = 0; day < 3; day++) {
      if (day > 0) clock.advance(DAY_MS);
      for (const person of [jane, john]) {
        await person.useTool();
        const resource = { "service.instance.id": person.ids.at(-1) ?? "" };
        await sendSpans(url, [{ resource, attributes: { marker: person.marker } }]);
      }
      await sendOthers(url, 300);
    }
    await expect
      .poll(() => listSegments(data).map((name) => name.slice(0, 8) + name.slice(19)))
      .toEqual(["00000001.ndjson.gz", "00000002.ndjson.gz", "00000003.ndjson"]);

    const { ids } = jane;
    const [events, spans] = [await collector.readJournal(), await collector.readJournal("spans")];
    const isOfJane = (line: object) => hasId(line, ids);
    const counts = { events: events.filter(isOfJane).length, spans: spans.filter(isOfJane).length };
    expect(counts).toMatchObject({ spans: 3 });
    expect(counts.events).toBeGreaterThanOrEqual(15);
    const found = ids.filter((id) => [...events, ...spans].some((line) => hasId(line, [id])));
    const total = await collector.query("SELECT count(*) FROM events");
    // A client that had no time for an answer sends its events again.
    const countOnce = (lines: readonly Record<string, unknown>[]) =>
      String(new Set(lines.map(({ uuid }) => uuid)).size);
    expect(total).toEqual([[countOnce(events)]]);
    const places = findTexts(data, ["zebrafinch"]).map((place) =>
      place.replace(/.*\//, "").replace(/-.*ndjson/, ""),
    );
    const segments = ["00000001.gz", "00000002.gz", "00000003"]; // of events and of spans
    expect(new Set(places)).toEqual(new Set([...segments, "index.duckdb.wal"]));

    const exported = await jane.runCli("export", "--yes");
    expect(exported.code).toBe(0);
    expect(
      exported.stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual([...events.filter(isOfJane), ...spans.filter(isOfJane)]);

    const unused = randomUUID();
    jane.addUnusedId(unused);
    const forgotten = await jane.runCli("forget", "--send", "--yes", "--json");
    expect([forgotten.code, forgotten.stderr]).toEqual([0, expect.any(String)]);
    const receipts = { ids: ids.length + 1, ids_found: found.length, ...counts };
    expect(JSON.parse(forgotten.stdout).erasure).toMatchObject({
      server: url,
      ...receipts,
      receipts: [receipts],
    });
    expect(findTexts(data, [...ids, unused, "zebrafinch"])).toEqual([]);

    expect(await collector.readJournal()).toEqual(events.filter((line) => !isOfJane(line)));
    expect(await collector.readJournal("spans")).toEqual(spans.filter((line) => !isOfJane(line)));
    const rows = await collector.query(
      "SELECT CAST(uuid AS VARCHAR), event, distinct_id, properties FROM events ORDER BY uuid",
    );
    const rest = events.filter((line) => !isOfJane(line));
    const once = [...new Map(rest.map((line) => [line.uuid, line])).values()];
    const expected = once.map(({ uuid, event, distinct_id, properties }) => [
      uuid,
      event,
      distinct_id,
      JSON.stringify(properties),
    ]);
    expect(rows).toEqual(expected.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
    expect(await collector.query("SELECT attributes->>'marker' FROM spans")).toEqual([
      ["woodpecker"],
      ["woodpecker"],
      ["woodpecker"],
    ]);
    expect(findTexts(data, [...ids, unused, "zebrafinch"])).toEqual([]);

    const ofJohn = await john.runCli("export", "--yes");
    expect(ofJohn.stdout.trimEnd().split("\n")).toHaveLength(
      events.filter((line) => hasId(line, john.ids)).length + 3,
    );
    await collector[Symbol.asyncDispose]();
    expect(findTexts(data, [...ids, "zebrafinch"])).toEqual([]);
    expect(findTexts(data, ["woodpecker"]).length).toBeGreaterThan(3);

    rmSync(join(data, "projects", "default", "index.duckdb"));
    await using restarted = await startCollector({ data, clock: clock.steady });
    expect(await restarted.query("SELECT count(*) FROM events")).toEqual([[countOnce(rest)]]);
  });

  it("erase while others send, and what was erased does not come back after a kill", async () => {
    const collector = await startCollectorProcess();
    const { url, data } = collector;
    const people = ["zebrafinch", "woodpecker"].map((marker) => new Person(url, marker));
    for (const person of people) {
      await person.useTool(40);
      await sendOthers(url, 300);
    }
    let isSending = true;
    let sent = 600;
    const sending = (async () => {
      while (isSending) {
        expect(await sendOthers(url, 20)).toMatchObject({ status: 200 });
        sent += 20;
      }
    })();
    // The first erasure completes the segment, so the second one finds it compressed.
    for (const person of people) {
      const { ids } = person;
      const forgotten = await person.runCli("forget", "--send", "--yes", "--json");
      const { erasure } = JSON.parse(forgotten.stdout);
      expect([forgotten.code, erasure.spans]).toEqual([0, 0]);
      expect(erasure.events).toBeGreaterThanOrEqual(40);
      expect(findTexts(data, [...ids, person.marker])).toEqual([]);
    }
    isSending = false;
    await sending;
    await sleep(500); // the source tags of the last moments are not durable
    await collector.stop("SIGKILL");
    const restarted = await startCollectorProcess([], { data });
    await expect
      .poll(async () => JSON.parse((await runCollectorCli(["status", "--data", data])).stdout).projects[0], {
        timeout: 15_000,
      })
      .toMatchObject({ isIndexOpen: true, backlogBytes: 0 });
    const { stdout } = await runCollectorCli(["anomalies", "--all", "--data", data]);
    const { sources } = JSON.parse(stdout);
    expect(sources[0].events).toBeGreaterThanOrEqual(sent);
    expect(
      findTexts(
        data,
        people.map(({ marker }) => marker),
      ),
    ).toEqual([]);
    expect((await restarted.stop()).code).toBe(0);
  });

  it("report a machine whose events the server never had", async () => {
    await using collector = await startCollector();
    await using other = await startCollector();
    const person = new Person(other.url, "zebrafinch");
    await person.useTool();
    const env = { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__POSTHOG_HOST: collector.url };
    const forgotten = await runTelemetryCli(["forget", "--send", "--yes", "--json"], {
      home: person.home,
      env,
    });
    expect(JSON.parse(forgotten.stdout).erasure).toMatchObject({ ids_found: 0, events: 0, spans: 0 });
  });

  it("erase with the operator's command what its file lists", async () => {
    await using collector = await startCollector();
    const person = new Person(collector.url, "zebrafinch");
    await person.useTool();
    await sendOthers(collector.url, 10);
    const file = join(person.home, ".data", "codeweaver", "telemetry", "ids");
    const [name = ""] = readdirSync(file);
    const erased = await runCollectorCli(["erase", join(file, name), "--data", collector.data]);
    expect(erased).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(erased.stdout).events).toBeGreaterThanOrEqual(5);
    expect(readFileSync(join(file, name), "utf8")).toContain(person.ids[0]);
    expect(findTexts(collector.data, [...person.ids, "zebrafinch"])).toEqual([]);
    expect(await collector.query("SELECT count(*) FROM events")).toEqual([["10"]]);
    const metrics = await collector.readMetrics();
    expect(metrics['collector_erased_total{project="default"}']).toBe(JSON.parse(erased.stdout).events);
  });
});

describe("/api/erasure and /api/export", () => {
  let collector: TestCollector;
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    collector = await startCollector({
      toml: '[projects.default]\nkey = "phc_x"\n',
      onFinished: cleanUps.add,
    });
    return cleanUps.run;
  });

  const ID = "0198c0de-0000-7000-8000-000000000001";
  it.each<[string, object | string, number, string]>([
    ["no ids", { api_key: "phc_x", ids: [] }, 400, "ids: ids is a list with at least one id"],
    [
      "an e-mail address",
      { ids: ["jane@globex.example"] },
      400,
      "ids.0: an id is a random UUID or a hash in lower case",
    ],
    ["a short id", { ids: ["jane"] }, 400, "ids.0: an id is"],
    ["an id in upper case", { ids: [ID.toUpperCase()] }, 400, "ids.0: an id is"],
    [
      "too many ids",
      { ids: Array.from({ length: 20_001 }, () => ID) },
      400,
      "ids: ids has at most 20000 ids",
    ],
    ["no object", [], 400, "the body is not {api_key, ids}"],
    ["an unknown key", { api_key: "phc_other", ids: [ID] }, 401, "no project has this api_key"],
  ])("refuse a request with %s", async (_, body, status, reason) => {
    for (const path of ["/api/erasure", "/api/export"]) {
      const answer = await postJson(collector.url + path, Object(body));
      expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(reason)]);
      expect(await (await fetch(collector.url + path)).text()).toBe("POST only");
    }
  });

  it("leave the journal as it is if it does not have the ids", async () => {
    const body = { api_key: "phc_x", ids: [randomUUID()] };
    for (let round = 0; round < 3; round++) {
      await sendEvents(collector.url, [{ event: "search" }], { key: "phc_x" });
      expect(await postJson(`${collector.url}/api/erasure`, body)).toMatchObject({ status: 200 });
    }
    expect(listSegments(collector.data)).toEqual([expect.stringMatching(/^00000001-.*ndjson$/)]);
  });

  it("refuse an address that asks for an erasure again and again", async () => {
    const { url } = await startCollector({ toml: '[server]\ntrusted_proxies = ["127.0.0.1"]\n' });
    const ask = async (path: string, address: string) =>
      (await postJson(url + path, { ids: [ID] }, { "X-Forwarded-For": address })).status;
    const statuses: number[] = [];
    for (let count = 0; count < 21; count++) statuses.push(await ask("/api/erasure", "192.0.2.1"));
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]); // also if a minute begins meanwhile
    expect(await ask("/api/erasure", "192.0.2.2")).toBe(200);
    expect(await ask("/api/export", "192.0.2.1")).toBe(200);
  });

  it("answer a request without ids that the server knows with an empty result", async () => {
    const body = { api_key: "phc_x", ids: [ID, ID] };
    const erased = await postJson(`${collector.url}/api/erasure`, body);
    expect(JSON.parse(erased.body)).toEqual({
      receipt: expect.stringMatching(/^[0-9a-f-]{36}$/),
      erased_at: expect.stringMatching(/Z$/),
      ids: 1,
      ids_found: 0,
      events: 0,
      spans: 0,
    });
    const exported = await postJson(`${collector.url}/api/export`, body);
    expect(exported).toMatchObject({ status: 200, body: "" });
    expect(exported.headers["content-type"]).toBe("application/x-ndjson");
  });
});
