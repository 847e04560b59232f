/** Tests how a request with many events or spans is checked. */
import { setImmediate } from "node:timers/promises";
import { redactPropertyText } from "codeweaver-telemetry/manifest";
import type { ReceivedEvent, ReceivedSpan } from "codeweaver-telemetry/receiver";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { DropReason } from "../../src/ingest/drop-reason.js";
import { ManifestSet } from "../../src/ingest/manifest-set.js";
import { checkRequest, type IngestRequest, TooLargeError } from "../../src/ingest/request-check.js";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const LIMITS = { now: NOW, retentionDays: 90, isClockDoubtful: false };
const NOW_NS = BigInt(NOW) * 1_000_000n;
const DAY_NS = 24n * 3600n * 1_000_000_000n;
const SPAN: ReceivedSpan = {
  name: "work",
  traceId: "a".repeat(32),
  spanId: "b".repeat(16),
  parentSpanId: undefined,
  traceState: undefined,
  kind: 1,
  start: NOW_NS,
  end: NOW_NS,
  status: 0,
  attributes: {},
  links: [],
  leftOut: { attributes: 0, events: 0, links: 0 },
  resource: {},
  scope: "tests",
};

const NOTES = new ManifestSet([
  {
    events: [
      {
        event: "search",
        fields: [{ path: "note", type: "string", purpose: "Tests.", sensitivity: "usage", since: "1.0.0" }],
      },
    ],
  },
]);

function createEvents(count: number, properties: ReceivedEvent["properties"] = {}): IngestRequest {
  const event: ReceivedEvent = {
    event: "search",
    distinct_id: undefined,
    uuid: undefined,
    timestamp: undefined,
    properties,
  };
  return { kind: "events", events: Array(count).fill(event), text: "", count: 0, key: undefined };
}

function createSpans(
  count: number,
  resource: ReceivedSpan["resource"],
): Extract<IngestRequest, { kind: "spans" }> {
  return {
    kind: "spans",
    spans: Array(count).fill({ ...SPAN, resource }),
    text: "",
    count: 0,
    key: undefined,
  };
}

describe("a request", () => {
  it("lets others be answered while its events are checked", async () => {
    let time = 0;
    vi.spyOn(performance, "now").mockImplementation(() => ++time); // each look at the clock takes a millisecond
    let turns = 0;
    let isDone = false;
    const counting = (async () => {
      for (; !isDone; turns++) await setImmediate();
    })();
    const { lines } = await checkRequest(createEvents(1000), undefined, LIMITS, () => {});
    isDone = true;
    vi.restoreAllMocks();
    await counting;
    expect(lines).toHaveLength(1000);
    expect(turns).toBeGreaterThan(20);
  });

  it("has no half of a character in its lines, and no other change", async () => {
    const texts = fc.array(fc.constantFrom("a", "\\", "ud800", "\ud800", "\udc00", "\udfff", '"', "\n", "é"));
    const check = fc.asyncProperty(texts, async (parts) => {
      const name = parts.join("");
      const { lines } = await checkRequest(createEvents(1, { note: name }), NOTES, LIMITS, () => {});
      expect(JSON.parse(lines[0] ?? "").properties.note).toBe(redactPropertyText(name).toWellFormed());
    });
    await fc.assert(check);
  });

  it.each<[string, Partial<ReceivedSpan>, DropReason]>([
    ["begins more than a day ahead", { start: NOW_NS + 2n * DAY_NS, end: NOW_NS }, "from_the_future"],
    ["ends more than a day ahead", { end: NOW_NS + 2n * DAY_NS }, "from_the_future"],
    ["ends at the last number of 64 bits", { end: 2n ** 64n - 1n }, "from_the_future"],
    ["began before the days that are kept", { start: NOW_NS - 91n * DAY_NS }, "expired"],
    ["has no end", { end: 0n }, "expired"],
  ])("loses a span that %s", async (_, span, reason) => {
    const request = { ...createSpans(1, {}), spans: [{ ...SPAN, ...span }, SPAN] };
    const { lines, dropped } = await checkRequest(request, undefined, LIMITS, () => {});
    expect(lines).toHaveLength(1);
    expect(dropped).toEqual(new Map([[0, reason]]));
  });

  it("has the resource of its spans checked once", async () => {
    const reasons: string[] = [];
    const request = createSpans(100, { "service.name": "mytool", "host.name": "jane's laptop" });
    const { lines } = await checkRequest(request, undefined, LIMITS, (reason) => reasons.push(reason));
    expect(reasons).toEqual(["property_undeclared"]);
    expect(lines.map((line) => JSON.parse(line).resource)).toEqual(
      Array(100).fill({ "service.name": "mytool" }),
    );
  });

  it("is refused if its spans with their resources need too much memory", async () => {
    const resource = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`key${index}`, index]));
    const check = (count: number) => checkRequest(createSpans(count, resource), undefined, LIMITS, () => {});
    await expect(check(8000)).rejects.toThrow(TooLargeError);
    expect((await check(500)).lines).toHaveLength(500);
  });
});
