/** Tests which parts of an event reach the journal. */
import type { Manifest, ManifestField } from "codeweaver-telemetry/manifest";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DropReason } from "../../src/ingest/drop-reason.js";
import { checkEvent } from "../../src/ingest/event-check.js";
import { checkEventTime } from "../../src/ingest/event-time.js";
import { ManifestSet } from "../../src/ingest/manifest-set.js";
import { MAX_TEXT_PER_EVENT, MAX_VALUES_PER_EVENT } from "../../src/ingest/value-budget.js";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const LIMITS = { now: NOW, retentionDays: 90, isClockDoubtful: false };
const UUID = "0198c0de-0000-7000-8000-000000000001";

function field(path: string, type: string, fields: Partial<ManifestField> = {}): ManifestField {
  return { path, type, purpose: "To test.", sensitivity: "usage", since: "1.0.0", ...fields };
}

function createManifest(event: string, ...fields: ManifestField[]): Manifest {
  return {
    events: [
      { event: "*", fields: [field("tool", "string"), field("$ip", "null")] },
      { event, fields },
    ],
  };
}

const MANIFEST = createManifest(
  "search",
  field("mode", '"hybrid" | "dense"'),
  field("ms", "number"),
  field("total_ms", "number"),
  field("files", "number", { conversion: "COUNT" }),
  field("note", "string"),
  field("file", "64 hex digits"),
  field("languages.*", "number"),
  field("matches[].score", "number"),
);

interface Checked {
  readonly line: Record<string, unknown> | undefined;
  readonly drops: readonly DropReason[];
}

function check(
  properties: object,
  fields: object = {},
  manifests: readonly Manifest[] = [MANIFEST],
): Checked {
  const drops: DropReason[] = [];
  const set = manifests.length === 0 ? undefined : new ManifestSet(manifests);
  const event = {
    event: "search",
    distinct_id: UUID,
    uuid: UUID,
    timestamp: "2026-11-28T10:00:00Z",
    properties: { ...properties },
    ...fields,
  };
  const line = checkEvent(event, set, LIMITS, (reason) => drops.push(reason));
  return { line: line === undefined ? undefined : JSON.parse(line), drops };
}

describe("an event of a project with manifests", () => {
  it("begins with its id, which the index and the search for replays read", () => {
    const event = { event: "search", distinct_id: UUID, uuid: UUID, timestamp: undefined, properties: {} };
    const line = checkEvent(event, new ManifestSet([MANIFEST]), LIMITS, () => {});
    expect(line).toMatch(/^\{"uuid":"[0-9a-f-]{36}","event":"search",/);
  });

  it("keeps what the manifest lists, with that of every event", () => {
    const properties = {
      mode: "hybrid",
      ms: 3.5,
      files: 2,
      tool: "codeweaver",
      languages: { go: 1 },
      matches: [{ score: 0.5 }],
      $ip: null,
    };
    expect(check(properties)).toEqual({ line: expect.objectContaining({ properties }), drops: [] });
  });

  it.each<[string, object]>([
    ["a property that is not listed", { prompt: "text" }],
    ["a text for a number", { ms: "3" }],
    ["a number for a text", { note: 3 }],
    ["a text that is none of the literals", { mode: "sparse" }],
    ["a negative count", { files: -1 }],
    ["a negative duration", { total_ms: -1 }],
    ["a duration of more than a year", { total_ms: 4e10 }],
    ["a text that is not the hash that is listed", { file: "src/plan.ts" }],
    ["an address for null", { $ip: "10.1.2.3" }],
    ["an object for a number", { ms: { a: 1 } }],
    ["a list for a number", { ms: [1] }],
    ["a text among the values of a map", { languages: { go: "many" } }],
    ["an id that belongs beside the properties", { distinct_id: "jane" }],
  ])("loses %s", (_, properties) => {
    const { line, drops } = check(properties);
    expect(JSON.stringify(line?.properties)).not.toMatch(/text|jane|plan|10\.1|-1|3|4e10|40000|many|"a"/);
    expect(drops).toEqual(["property_not_in_manifest"]);
  });

  it("is dropped if no manifest lists it", () => {
    expect(check({}, { event: "other" })).toEqual({ line: undefined, drops: ["event_not_in_manifest"] });
    expect(check({}, { event: "*" }).line).toBeUndefined();
  });

  it.each([
    ["an address", "connection to 10.1.2.3 refused", "10.1.2.3"],
    ["a path", "cannot open /home/jane/plan.ts", "jane"],
    ["an e-mail address", "mail jane@example.com", "jane"],
    ["a token", "use ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_"],
  ])("has %s replaced in a listed text, because a client may have a fault", (_, note, secret) => {
    const { line, drops } = check({ note });
    expect(JSON.stringify(line)).not.toContain(secret);
    expect(drops).toEqual(["text_redacted"]);
  });

  it("keeps a field that any version lists, with the types of all versions", () => {
    const older = createManifest("search", field("ms", "string"), field("old", "number"));
    const manifests = [older, MANIFEST];
    expect(check({ ms: 1, old: 2 }, {}, manifests).line?.properties).toEqual({ ms: 1, old: 2 });
    expect(check({ ms: "slow" }, {}, manifests).line?.properties).toEqual({ ms: "slow" });
  });

  it("has nothing of any value in a place that is not listed", () => {
    fc.assert(
      fc.property(fc.json(), fc.string(), (json, key) => {
        const { line } = check({ [`x${key}`]: JSON.parse(json) });
        expect(line?.properties).toEqual({});
      }),
    );
  });
});

describe("an event of a project without manifests", () => {
  it.each<[string, object, object]>([
    ["numbers, truth values and null", { a: 1, b: true, c: null }, { a: 1, b: true, c: null }],
    ["words", { mode: "full", version: "1.2.3" }, { mode: "full", version: "1.2.3" }],
    ["nothing of a text with blanks", { title: "how to sort" }, {}],
    ["nothing of an address", { peer: "10.1.2.3", six: "fe80::1ff:fe23:4567:890a" }, {}],
    ["no word that a key gives to a person", { username: "jane" }, {}],
    ["no number under the key of a secret", { pin: 1234 }, {}],
    ["no key that is not a word", { "/home/jane": 1 }, {}],
    [
      "words in lists and objects",
      { a: ["x", "x y"], b: { c: "full", d: "x y" } },
      { a: ["x"], b: { c: "full" } },
    ],
    ["no key that is a part of JavaScript", JSON.parse('{"__proto__":{"a":1},"constructor":1}'), {}],
  ])("has %s", (_, properties, expected) => {
    expect(check(properties, {}, []).line?.properties).toEqual(expected);
  });

  it("has its name redacted", () => {
    expect(check({}, { event: "opened /home/jane/plan.ts" }, []).line?.event).toBe("opened [path]");
  });
});

describe("an event with more values than are checked", () => {
  const count = MAX_VALUES_PER_EVENT + 500;
  const createMap = (prefix: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, 1]));
  const countValues = (json: unknown): number =>
    typeof json !== "object" || json === null
      ? 1
      : Object.values(json).reduce((sum: number, value) => sum + countValues(value), 0);

  it.each<[string, object, readonly Manifest[]]>([
    ["keys", createMap("k"), []],
    ["items of a list", { a: Array(count).fill(1) }, []],
    ["keys of a map that a manifest lists", { languages: createMap("k") }, [MANIFEST]],
    ["items that a manifest lists", { matches: Array(count).fill({ score: 1 }) }, [MANIFEST]],
  ])("keeps the first ones of its %s, and counts that once", (_, properties, manifests) => {
    const { line, drops } = check(properties, {}, manifests);
    const kept = countValues(line?.properties);
    expect(kept).toBeLessThanOrEqual(MAX_VALUES_PER_EVENT);
    expect(kept).toBeGreaterThan(MAX_VALUES_PER_EVENT / 3);
    expect(drops).toEqual(["too_large"]);
  });

  it.each([[[]], [[MANIFEST]]])("has no more drops than that", (manifests) => {
    const { drops } = check(createMap("/home/"), {}, manifests);
    expect(drops.length).toBeLessThanOrEqual(MAX_VALUES_PER_EVENT + 1);
    expect(drops.at(-1)).toBe("too_large");
  });

  it("loses the listed texts that are too long to be searched", () => {
    const { line, drops } = check({ ms: 1, note: "a b".repeat(MAX_TEXT_PER_EVENT) });
    expect([line?.properties, drops]).toEqual([{ ms: 1 }, ["too_large"]]);
  });
});

describe("an address within a word", () => {
  const ADDRESSES = ["192-168-1-77", "v203.0.113.7", "ip_203_0_113_7", "node-1-10-0-0-5", "a.203.0.113.7.b"];
  const OTHERS = ["2026-11-28-10-30-05", "1.2.3", "v1-2-3", "120.0.6099.109", "1-2.3-4", "a1-b2-c3-d4"];

  it.each(ADDRESSES)("is not kept: %s", (word) => {
    const numbers = /\d+[._-]\d+[._-]\d+[._-]\d+/.exec(word)?.[0] ?? "";
    const undeclared = { a: word, list: [word], [word]: 1, map: { [word]: 1 } };
    const fields = { event: word, distinct_id: word };
    for (const { line } of [
      check(undeclared, fields, []),
      check({ note: word, languages: { [word]: 1 } }, { distinct_id: word }),
      check({ note: `peer ${word} is down` }),
    ]) {
      expect(line).toBeDefined();
      expect(JSON.stringify({ ...line, uuid: "", timestamp: "" })).not.toContain(numbers);
    }
  });

  it.each(OTHERS)("is not seen in %s", (word) => {
    expect(check({ a: word, [word]: 1 }, { event: word, distinct_id: word }, []).line).toMatchObject({
      event: word,
      distinct_id: word,
      properties: { a: word, [word]: 1 },
    });
    expect(check({ note: word }).line?.properties).toEqual({ note: word });
  });
});

describe("the time of an event", () => {
  it.each([
    ["is in UTC with milliseconds", "2026-11-28T11:00:00+01:00", "2026-11-28T10:00:00.000Z"],
    ["is that of its arrival if it has none", undefined, "2026-11-28T12:00:00.000Z"],
    ["is that of its arrival if it cannot be read", "yesterday", "2026-11-28T12:00:00.000Z"],
    ["may be some hours ahead", "2026-11-29T11:59:59Z", "2026-11-29T11:59:59.000Z"],
  ])("%s", (_, timestamp, expected) => {
    expect(check({}, { timestamp }).line?.timestamp).toBe(expected);
  });

  it.each<[string, string, DropReason]>([
    ["more than a day ahead", "2026-11-29T12:00:01Z", "from_the_future"],
    ["older than the project keeps it", "2026-08-30T11:59:59Z", "expired"],
  ])("drops an event that is %s", (_, timestamp, reason) => {
    expect(check({}, { timestamp })).toEqual({ line: undefined, drops: [reason] });
  });
});

describe("the time of an event while the clock is doubtful", () => {
  const limits = { ...LIMITS, isClockDoubtful: true };

  it.each(["2027-11-28T12:00:00.000Z", "2025-11-28T12:00:00.000Z"])("may be %s", (timestamp) => {
    expect(checkEventTime(timestamp, limits, expect.fail)).toBe(timestamp);
  });

  it.each(["1970-01-01T00:00:00.000Z", "2100-01-01T00:00:00.000Z"])("is not %s", (timestamp) => {
    expect(checkEventTime(timestamp, limits, () => {})).toBeUndefined();
  });
});

describe("the id of an event", () => {
  it.each([
    ["a UUID", UUID, UUID],
    ["a UUID in lower case, because ids are compared in it", UUID.toUpperCase(), UUID],
    ["a hash", "a".repeat(64), "a".repeat(64)],
    ["a word", "build-42", "build-42"],
    ["nothing of an e-mail address", "jane@example.com", undefined],
    ["nothing of a name with a blank", "Jane Doe", undefined],
  ])("is %s", (_, distinct_id, expected) => {
    for (const manifests of [[MANIFEST], []])
      expect(check({}, { distinct_id }, manifests).line?.distinct_id).toBe(expected);
  });

  it("is made by the collector if the format has none", () => {
    expect(check({}, { uuid: undefined }).line?.uuid).toMatch(/^[0-9a-f-]{36}$/);
  });
});
