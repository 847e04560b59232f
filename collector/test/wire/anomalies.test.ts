/** Finds sources that do not behave like users, and erases what one of them sent. */
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCollectorCli } from "../support/cli-collector.js";
import { DAY_MS, FakeClock, HOUR_MS } from "../support/fake-clock.js";
import { type SentEvent, sendEvents, sendSpans } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";

const TRUSTED = '[server]\ntrusted_proxies = ["127.0.0.1"]\n';
const START = Date.UTC(2026, 10, 28, 9);

interface Source {
  readonly tag: string;
  readonly batches: number;
  readonly events: number;
  readonly replays: number;
  readonly reasons: readonly string[];
}

async function listSources(collector: TestCollector, ...flags: string[]) {
  const { code, stdout, stderr } = await runCollectorCli(["anomalies", "--data", collector.data, ...flags]);
  expect([code, stderr]).toEqual([0, ""]);
  const { sources, of } = JSON.parse(stdout);
  return { sources: sources as readonly Source[], of: Number(of) }; // the tests check their content
}

/** Sends as the client at an address, with the time of the clock. */
const sendFrom = (
  collector: TestCollector,
  clock: FakeClock,
  address: string,
  events: readonly SentEvent[],
) => {
  const timestamp = new Date(clock.now).toISOString();
  return sendEvents(
    collector.url,
    events.map((event) => ({ timestamp, ...event })),
    {
      headers: { "X-Forwarded-For": address },
    },
  );
};

const search = (properties: object = {}): SentEvent => ({ event: "search", properties });

/** Pauses of people, in minutes. */
const PAUSES = [1, 7, 2, 33, 4, 1, 12, 90, 3, 5, 21, 2, 8, 1, 44, 6, 2, 17, 3, 9, 1, 28, 2, 5];

describe("anomalies", () => {
  it("lists a source that replays, one with identical timing and one that floods, and no ordinary one", async () => {
    const clock = new FakeClock(START);
    await using collector = await startCollector({ toml: TRUSTED, clock: clock.steady });
    const send = (address: string, events: readonly SentEvent[]) =>
      sendFrom(collector, clock, address, events);
    for (const [index, minutes] of PAUSES.entries()) {
      clock.advance(minutes * 60_000);
      for (let person = 1; person <= 5; person++)
        if ((index + person) % 2 === 0)
          await send(`203.0.113.${person}`, [search({ index, person }), search({ person })]);
    }
    const replayed = {
      distinct_id: randomUUID(),
      timestamp: new Date(clock.now).toISOString(),
      ...search({ mode: "hybrid" }),
    };
    for (const minutes of [1, 5, 2, 9, 3]) {
      clock.advance(minutes * 60_000);
      await send(
        "198.51.100.1",
        Array.from({ length: 4 }, () => ({ ...replayed, uuid: randomUUID() })),
      );
    }
    for (let index = 0; index < 25; index++) {
      clock.advance(60_000);
      await send("198.51.100.2", [search({ index })]);
    }
    for (const minutes of [1, 20, 3]) {
      clock.advance(minutes * 60_000);
      await send(
        "198.51.100.3",
        Array.from({ length: 500 }, (_, index) => search({ index, minutes })),
      );
    }
    // A retry of a client whose answer was lost.
    const retried = { ...search({ mode: "dense" }), uuid: randomUUID(), distinct_id: randomUUID() };
    for (let attempt = 0; attempt < 3; attempt++) await send("203.0.113.1", [retried]);

    const { sources, of } = await listSources(collector);
    expect(of).toBe(8);
    const described = sources.map(({ tag, reasons, batches, events, replays }) => ({
      tag,
      reasons,
      batches,
      events,
      replays,
    }));
    const tag = expect.stringMatching(/^[0-9a-f]{16}$/);
    expect(described).toEqual([
      { tag, reasons: ["volume"], batches: 3, events: 1500, replays: 0 },
      { tag, reasons: ["identical timing"], batches: 25, events: 25, replays: 0 },
      { tag, reasons: ["replays"], batches: 5, events: 20, replays: 19 },
    ]);
    const all = await listSources(collector, "--all");
    expect(all.sources).toHaveLength(8);
    expect(all.sources.slice(3).map(({ reasons }) => reasons)).toEqual([[], [], [], [], []]);
  });

  it("removes with --drop exactly what a source sent, also from compressed segments and the index", async () => {
    const clock = new FakeClock(START);
    await using collector = await startCollector({ toml: TRUSTED, clock: clock.steady });
    const send = (address: string, marker: string, count: number) =>
      sendFrom(
        collector,
        clock,
        address,
        Array.from({ length: count }, (_, number) => search({ marker, number })),
      );
    await send("203.0.113.1", "person", 3);
    await send("198.51.100.3", "flood", 1200);
    await send("203.0.113.2", "person", 4);
    await sendSpans(collector.url, [{ attributes: { marker: "person" } }]);
    const floodTag = (await listSources(collector)).sources[0]?.tag ?? "";
    clock.advance(DAY_MS); // the next segment begins, and the source has another tag
    await send("198.51.100.3", "tomorrow", 2);
    await send("203.0.113.1", "person", 5);
    const events = join(collector.data, "projects", "default", "events");
    await expect
      .poll(() => readdirSync(events).sort())
      .toEqual(["00000001-2026-11-28.ndjson.gz", "00000002-2026-11-29.ndjson"]);
    const countByMarker =
      "SELECT properties->>'marker' AS marker, count(*) FROM events GROUP BY marker ORDER BY marker";
    expect(await collector.query(countByMarker)).toEqual([
      ["flood", "1200"],
      ["person", "12"],
      ["tomorrow", "2"],
    ]);

    const dropped = await runCollectorCli(["anomalies", "--drop", floodTag, "--data", collector.data]);
    expect(dropped).toMatchObject({
      code: 0,
      stdout: `1200 events and spans of ${floodTag} are erased\n`,
      stderr: "",
    });
    const kept = (await collector.readJournal()).map(({ properties }) => Object(properties).marker);
    expect(kept.filter((marker) => marker === "person")).toHaveLength(12);
    expect(kept.filter((marker) => marker === "tomorrow")).toHaveLength(2);
    expect(kept).toHaveLength(14);
    expect(await collector.readJournal("spans")).toHaveLength(1);
    expect(await collector.query(countByMarker)).toEqual([
      ["person", "12"],
      ["tomorrow", "2"],
    ]);
    const again = await runCollectorCli(["anomalies", "--drop", floodTag, "--data", collector.data]);
    expect(again.stdout).toBe(`0 events and spans of ${floodTag} are erased\n`);
  });

  it("refuses with --drop a tag that no source has", async () => {
    await using collector = await startCollector();
    const dropped = await runCollectorCli(["anomalies", "--drop", "nope", "--data", collector.data]);
    expect(dropped).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "codeweaver-collector: no source of the last 48 hours has the tag nope\n",
    });
  });

  it("gives a source another tag each day, and after a restart", async () => {
    const clock = new FakeClock(START);
    const setup = { toml: TRUSTED, clock: clock.steady };
    const tags: string[] = [];
    const collector = await startCollector(setup);
    for (const hours of [0, 1, 24]) {
      clock.advance(hours * HOUR_MS);
      await sendFrom(collector, clock, "203.0.113.1", [search()]);
      const { sources } = await listSources(collector, "--all");
      tags.push(...sources.map(({ tag }) => tag).filter((tag) => !tags.includes(tag)));
    }
    expect(tags).toHaveLength(2);
    await collector[Symbol.asyncDispose]();
    await using restarted = await startCollector({ ...setup, data: collector.data });
    await sendFrom(restarted, clock, "203.0.113.1", [search()]);
    expect((await listSources(restarted, "--all")).of).toBe(3);
  });

  it("forgets tags after 48 hours", async () => {
    const clock = new FakeClock(START);
    await using collector = await startCollector({ toml: TRUSTED, clock: clock.steady });
    await sendFrom(collector, clock, "203.0.113.1", [search()]);
    const sources = join(collector.data, "projects", "default", "sources");
    clock.advance(48 * HOUR_MS - 1);
    await collector.server.collector.maintain();
    expect((await listSources(collector, "--all")).of).toBe(1);
    expect(readdirSync(sources)).toHaveLength(1);
    clock.advance(1);
    expect((await listSources(collector, "--all")).of).toBe(0);
    await collector.server.collector.maintain();
    expect(readdirSync(sources)).toEqual([]);
    expect(await collector.readJournal()).toHaveLength(1);
  });
});
