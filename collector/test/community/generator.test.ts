/** Tests that the generated events are those that clients send, and that a collector keeps all of them. */
import type { ReceivedEvent } from "codeweaver-telemetry/receiver";
import { describe, expect, it } from "vitest";
import { generateSpanLines } from "../../community/agent-spans.mjs";
import { formatDay } from "../../community/calendar.mjs";
import { generateLines, generateUse } from "../../community/community.mjs";
import { checkEvent } from "../../src/ingest/event-check.js";
import { ManifestSet } from "../../src/ingest/manifest-set.js";
import { MANIFEST } from "../store/contract.js";
import { END } from "./small-community.js";

const OPTIONS = { events: 5000, end: END };
/** Reports about the first month have the time of its first day. */
const LIMITS = { now: END, retentionDays: 130, isClockDoubtful: false };

describe("generated events", () => {
  it("lose nothing in the checks of a collector that has the manifest", () => {
    const manifests = new ManifestSet([MANIFEST]);
    const drops: string[] = [];
    for (const line of generateLines(OPTIONS)) {
      const received: ReceivedEvent = JSON.parse(line);
      const checked = checkEvent(received, manifests, LIMITS, (reason) => drops.push(`${reason} of ${line}`));
      if (checked !== undefined) expect(JSON.parse(checked)).toEqual(received);
    }
    expect(drops).toEqual([]);
  });

  it("are the same for the same seed, and others for another seed", () => {
    const lines = [...generateLines(OPTIONS)];
    expect([...generateLines(OPTIONS)]).toEqual(lines);
    expect([...generateLines({ ...OPTIONS, seed: 2 })]).not.toEqual(lines);
  });

  it.each([
    { events: 5000, installations: 10 },
    { events: 20_000, installations: 40 },
    { events: 20_000, installations: 300 },
  ])("are about as many as were asked for: $events of $installations installations", (options) => {
    const count = [...generateLines({ ...options, end: END })].length;
    expect(count / options.events).toBeGreaterThan(0.75);
    expect(count / options.events).toBeLessThan(1.25);
  });

  it("have ids of their own, except for copies", () => {
    const records = [...generateUse(OPTIONS)].flatMap((use) => use.records);
    expect(new Set(records.map(({ event }) => event.uuid)).size).toBe(records.length);
  });

  it("happen on the days that were asked for, and none after the end", () => {
    const noon = Date.parse("2026-11-28T12:00:00Z");
    const records = [...generateUse({ ...OPTIONS, days: 10, end: noon })].flatMap((use) => use.records);
    const ofSessions = records.filter(({ event }) => "$session_id" in event.context.properties);
    const times = ofSessions.map(({ event }) => event.timestamp).sort();
    expect(times[0]?.slice(0, 10)).toBe(formatDay(Date.parse("2026-11-19")));
    expect(Date.parse(times.at(-1) ?? "")).toBeLessThanOrEqual(noon);
  });

  it("arrive late, twice, or not at all, as the sessions do", () => {
    const uses = [...generateUse(OPTIONS)];
    const arrivals = uses.flatMap(({ day, records }) => records.map((record) => ({ day, ...record })));
    const count = (condition: (each: (typeof arrivals)[number]) => boolean) =>
      arrivals.filter(condition).length / arrivals.length;
    expect(count(({ day, arrivals: [first = day] }) => first > day)).toBeGreaterThan(0.01);
    expect(count((each) => each.arrivals.length === 2)).toBeGreaterThan(0.005);
    expect(count((each) => each.arrivals.length === 0)).toBeGreaterThan(0.05);
  });
});

describe("generated spans", () => {
  it("lose nothing in the checks of a collector that has the manifest", () => {
    const lines = [...generateSpanLines(500, { end: END })];
    expect(lines).toHaveLength(500);
    const manifests = new ManifestSet([MANIFEST]);
    expect(manifests.hasSpans).toBe(true);
    for (const line of lines) {
      const { attributes, resource } = JSON.parse(line);
      const drops: string[] = [];
      const onDrop = (reason: string) => drops.push(`${reason} of ${line}`);
      expect(manifests.checkAttributes("attributes", attributes, onDrop)).toEqual(attributes);
      expect(manifests.checkAttributes("resource", resource, onDrop)).toEqual(resource);
      expect(drops).toEqual([]);
    }
  });
});
