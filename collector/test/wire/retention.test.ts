/** Lets days pass, and looks at what is deleted from the journal and from the index. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DAY_MS, FakeClock, HOUR_MS } from "../support/fake-clock.js";
import { sendEvents, sendSpans } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";

const TOML = "[projects.default]\nretention_days = 3\ntrace_retention_days = 1\n";
const START = Date.UTC(2026, 10, 28, 9);

/** Sends an event and a span on each of several days. */
async function sendDaily(collector: TestCollector, clock: FakeClock, days: number) {
  for (let day = 0; day < days; day++) {
    if (day > 0) clock.advance(DAY_MS);
    const timestamp = new Date(clock.now).toISOString();
    await sendEvents(collector.url, [{ event: "search", timestamp, properties: { day } }]);
    await sendSpans(collector.url, [{ attributes: { day }, time: clock.now }]);
  }
}

/** Returns the days of the events and spans, in the journal and in the index. */
async function listDays(collector: TestCollector) {
  const readDays = async (kind: "events" | "spans", part: string) =>
    (await collector.readJournal(kind)).map((line) => Object(line[part]).day);
  const queryDays = async (sql: string) => (await collector.query(sql)).map(([day]) => Number(day));
  const days = {
    events: await readDays("events", "properties"),
    spans: await readDays("spans", "attributes"),
  };
  expect(await queryDays("SELECT properties->>'day' FROM events ORDER BY timestamp")).toEqual(days.events);
  expect(await queryDays("SELECT attributes->>'day' FROM spans ORDER BY start_ns")).toEqual(days.spans);
  return days;
}

describe("retention", () => {
  it("deletes old days from the journal and the index, and traces after their own number of days", async () => {
    const clock = new FakeClock(START);
    await using collector = await startCollector({ toml: TOML, clock: clock.steady });
    await sendDaily(collector, clock, 6);
    expect(await listDays(collector)).toEqual({ events: [0, 1, 2, 3, 4, 5], spans: [0, 1, 2, 3, 4, 5] });
    await collector.server.collector.maintain();
    expect(await listDays(collector)).toEqual({ events: [2, 3, 4, 5], spans: [4, 5] });
    expect(collector.log).toEqual([
      "retention of default: events before 2026-11-30 deleted (2 segments, 2 rows)",
      "retention of default: spans before 2026-12-02 deleted (4 segments, 4 rows)",
    ]);
    await collector.server.collector.maintain();
    expect(collector.log).toHaveLength(2);
    expect(readdirSync(join(collector.data, "projects", "default", "spans"))).toHaveLength(2);
  });

  it("deletes nothing before the clock has run for an hour", async () => {
    const clock = new FakeClock(START);
    const first = await startCollector({ toml: TOML, clock: clock.steady });
    await sendDaily(first, clock, 6);
    await first[Symbol.asyncDispose]();
    const later = new FakeClock(clock.now);
    await using collector = await startCollector({ toml: TOML, data: first.data, clock: later.steady });
    for (const ms of [0, HOUR_MS - 1]) {
      later.advance(ms);
      await collector.server.collector.maintain();
      expect((await listDays(collector)).events).toEqual([0, 1, 2, 3, 4, 5]);
    }
    later.advance(1);
    await collector.server.collector.maintain();
    expect((await listDays(collector)).events).toEqual([2, 3, 4, 5]);
  });

  it("deletes nothing for an hour after a jump of the clock, in either direction", async () => {
    const clock = new FakeClock(START);
    await using collector = await startCollector({ toml: TOML, clock: clock.steady });
    await sendDaily(collector, clock, 6);
    const all = [0, 1, 2, 3, 4, 5];
    const maintain = async () => {
      await collector.server.collector.maintain();
      return (await listDays(collector)).events;
    };
    clock.jump(1000 * DAY_MS);
    expect(await maintain()).toEqual(all);
    clock.advance(HOUR_MS / 2);
    expect(await maintain()).toEqual(all);
    clock.jump(-1000 * DAY_MS);
    expect(await maintain()).toEqual(all);
    clock.advance(HOUR_MS - 1);
    expect(await maintain()).toEqual(all);
    clock.advance(1);
    expect(await maintain()).toEqual([2, 3, 4, 5]);
  });

  it("deletes the last day, too, if nothing has arrived since", async () => {
    const clock = new FakeClock(START);
    const first = await startCollector({ toml: TOML, clock: clock.steady });
    await sendDaily(first, clock, 2);
    clock.advance(10 * DAY_MS);
    await first.server.collector.maintain();
    expect(await listDays(first)).toEqual({ events: [], spans: [] });
    await first[Symbol.asyncDispose]();
    await using collector = await startCollector({ toml: TOML, data: first.data, clock: clock.steady });
    await sendDaily(collector, clock, 1);
    expect(await listDays(collector)).toEqual({ events: [0], spans: [0] });
  });
});
