/** Models that mean harm, or might as well: no exception, nothing over the limits, no polluted prototype, and each loss counted. */
import { expect, it } from "vitest";
import type { AnonymityConversion } from "../../src/privacy/conversions/conversion.js";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { redacted } from "../../src/privacy/sanitizer/declared-text.js";
import type { Omission } from "../../src/privacy/sanitizer/omission.js";
import { serializeForTelemetry } from "../../src/privacy/telemetry-model.js";
import { createTestTelemetry } from "../../src/testing/test-telemetry.js";

function throwing(): never {
  throw new Error("hostile");
}
const trapped = new Proxy(
  {},
  {
    get: throwing,
    has: throwing,
    ownKeys: throwing,
    getPrototypeOf: throwing,
    getOwnPropertyDescriptor: throwing,
  },
);
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();
const cyclic: Record<string, unknown> = { kept: 1 };
cyclic.self = cyclic;
cyclic.list = [cyclic, new Map([["m", cyclic]])];

function deep(levels: number): object {
  let value: object = { end: "/home/jane" };
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? { value } : [value];
  return value;
}

/** Each item that is read makes the next one. */
function growing(): unknown[] {
  const list: unknown[] = [];
  const grow = (index: number): void => {
    Object.defineProperty(list, index, {
      configurable: true,
      get: () => {
        grow(index + 1);
        return index;
      },
    });
  };
  grow(0);
  return list;
}

/** What is left of the value under the key `hostile`, and what was counted. */
const TABLE: readonly [name: string, value: () => unknown, left: unknown, reason?: Omission][] = [
  ["a cycle", () => cyclic, { kept: 1, list: [{}] }, "cycle"],
  [
    "a getter that throws",
    () => Object.defineProperty({ a: 1 }, "b", { enumerable: true, get: throwing }),
    { a: 1 },
    "unreadable",
  ],
  ["a Proxy whose traps throw", () => trapped, undefined, "unreadable"],
  ["a revoked Proxy", () => revoked, undefined, "unreadable"],
  ["__proto__ as a key", () => JSON.parse('{"__proto__":{"polluted":1},"a":1}'), { a: 1 }, "key_name"],
  [
    "constructor and prototype as keys",
    () => JSON.parse('{"constructor":{"prototype":{"polluted":1}},"prototype":1,"a":1}'),
    { a: 1 },
    "key_name",
  ],
  ["an object without a prototype", () => Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ["a symbol", () => Symbol("s"), undefined, "unsupported"],
  ["a key that is a symbol", () => ({ [Symbol("s")]: "/home/jane", a: 1 }), { a: 1 }],
  ["a function", () => throwing, undefined, "unsupported"],
  ["a class", () => class Hostile {}, undefined, "unsupported"],
  ["a BigInt", () => 12n, 12],
  ["a BigInt beyond safe integers", () => 2n ** 70n, "1180591620717411303424"],
  ["a Date", () => new Date(0), "1970-01-01T00:00:00.000Z"],
  ["an invalid Date", () => new Date("x"), undefined, "unsupported"],
  ["a RegExp", () => /jane/, undefined, "unsupported"],
  ["a URL", () => new URL("https://jane:pw@x.test/"), undefined, "undeclared_text"],
  [
    "an Error with a cause",
    () => new TypeError("/home/jane", { cause: new Error("see /home/jane") }),
    { name: "TypeError" },
  ],
  ["a Buffer", () => Buffer.from("jane"), undefined, "unsupported"],
  ["a typed array", () => new Float64Array([1, 2]), undefined, "unsupported"],
  [
    "Maps and Sets in each other",
    () => new Map([["m", new Set([new Map([["k", new Set(["/home/jane"])]])])]]),
    { m: [{ k: [] }] },
    "undeclared_text",
  ],
  ["a sparse array", () => Object.assign(new Array(3), { 0: 1, 2: 3 }), [1, 3]],
  ["half a surrogate pair", () => redacted("a\ud800b\udc00"), "a\ufffdb\ufffd"],
  ["a string of 10 MB", () => "word ".repeat(2_000_000), undefined, "undeclared_text"],
  ["a declared string of 10 MB", () => redacted("word ".repeat(2_000_000)), "word ".repeat(52).slice(0, 256)],
  [
    "a declared text of something else",
    () => redacted({ jane: "/home/jane" } as never),
    undefined,
    "unsupported",
  ],
  ["NaN", () => Number.NaN, undefined, "unsupported"],
  ["the infinities", () => [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], [], "unsupported"],
  ["minus zero", () => -0, 0],
  ["toJSON that lies", () => ({ a: 1, toJSON: () => ({ query: "/home/jane" }) }), { a: 1 }, "unsupported"],
  ["toJSON that throws", () => ({ a: 1, toJSON: throwing }), { a: 1 }, "unsupported"],
];

const GROWN: readonly [name: string, value: () => unknown, reason: Omission][] = [
  [
    "a million keys",
    () => Object.fromEntries(Array.from({ length: 1_000_000 }, (_, i) => [`k${i}`, i])),
    "keys",
  ],
  ["ten thousand levels", () => deep(10_000), "depth"],
  ["an array that grows while it is read", growing, "size"],
  ["a sparse array of four thousand million", () => new Array(4_294_967_295), "size"],
  ["a million strings", () => Array.from({ length: 1_000_000 }, () => "/home/jane/x"), "size"],
  ["a million words", () => Array.from({ length: 1_000_000 }, (_, i) => `token_${i}`), "size"],
  [
    "a million declared strings",
    () => Array.from({ length: 1_000_000 }, () => redacted("/home/jane/x")),
    "size",
  ],
  ["a Set of a million", () => new Set(Array.from({ length: 1_000_000 }, (_, i) => i)), "size"],
];

async function captured(value: unknown) {
  const { telemetry, events } = createTestTelemetry();
  telemetry.capture("hostile", { before: 1, hostile: value, after: 2 });
  await telemetry.flush();
  return { properties: events[0]?.properties ?? {}, omitted: telemetry.stats().omitted };
}

it.each(TABLE)("%s", async (_, value, left, reason) => {
  const { properties, omitted } = await captured(value());
  expect(properties).toMatchObject({ before: 1, after: 2 });
  expect(properties.hostile).toEqual(left);
  expect(Object.keys(omitted)).toEqual(reason === undefined ? [] : expect.arrayContaining([reason]));
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});

it.each(GROWN)("%s", async (_, value, reason) => {
  const { properties, omitted } = await captured(value());
  expect(properties.before).toBe(1);
  expect(Object.keys(omitted)).toContain(reason);
  const json = JSON.stringify(properties);
  expect(Buffer.byteLength(json)).toBeLessThanOrEqual(32 * 1024);
  expect(json).not.toContain("jane");
});

it.each([...TABLE, ...GROWN])(
  "%s as properties, an exception, tags, ids, groups and a flag's person",
  async (_, value) => {
    const { telemetry, events } = createTestTelemetry();
    const hostile = value() as never; // no caller's types would let it through
    telemetry.startSession(hostile);
    telemetry.withContext(hostile, () => telemetry.capture(hostile, hostile, hostile));
    telemetry.capture("a", hostile, {
      distinctId: hostile,
      groups: hostile,
      timestamp: hostile,
      uuid: hostile,
    });
    telemetry.captureException(hostile, hostile);
    telemetry.captureFromEvent(hostile);
    telemetry.captureWithSerialization("b", hostile);
    await telemetry.getFeatureFlag(hostile, {
      personProperties: hostile,
      groups: hostile,
      groupProperties: hostile,
    });
    await telemetry.endSession();
    for (const { properties } of events) {
      const json = JSON.stringify(properties);
      expect(Buffer.byteLength(json)).toBeLessThanOrEqual(32 * 1024);
      expect(json).not.toContain("jane");
    }
    expect(events.length).toBeGreaterThan(0);
  },
);

function tampered(): [name: string, conversion: AnonymityConversion | undefined, value: () => unknown][] {
  const sparse = () => new Array(4_294_967_295);
  const growing = () =>
    new Proxy([1], {
      get(target, key, receiver) {
        if (/^\d+$/.test(String(key))) target.push(1);
        return Reflect.get(target, key, receiver);
      },
    });
  class Endless extends Set {
    override *[Symbol.iterator](): Generator<number, undefined> {
      for (;;) yield 1;
    }
  }
  class LyingDate extends Date {
    override toISOString(): string {
      return "jane@example.com";
    }
  }
  class LyingMap extends Map {
    override get size(): never {
      return "jane@example.com" as never; // what no type would let it
    }
  }
  const containers = {
    sparse,
    growing,
    endless: () => new Endless(),
    "an object of one": () => ({ a: new Endless() }),
  };
  return [
    ...Object.entries(containers).flatMap(([name, value]) =>
      (["BOOLEAN", "COUNT", "HASH", "DISTRIBUTION", "AGGREGATE", "TEXT_COUNT"] as const).map(
        (conversion) => [name, conversion, value] as [string, AnonymityConversion, () => unknown],
      ),
    ),
    ["a Date that lies", undefined, () => new LyingDate(0)],
    ["a Date that lies", "HASH", () => new LyingDate(0)],
    ["a Map that lies of its size", "COUNT", () => new LyingMap()],
    [
      "an array whose length lies",
      "COUNT",
      () => new Proxy([], { get: () => ({ jane: "jane@example.com" }) }),
    ],
    ["opting in by nonsense", undefined, () => new (optedInByNonsense())()],
  ];
}

function optedInByNonsense() {
  class Job {
    query = "jane@example.com";
  }
  declareAnonymity(Job, { query: { conversion: "PUBLIC", optIn: "yes" as never } }); // as plain JavaScript may
  return Job;
}

it.each(tampered())(
  "sanitizes %s, declared as %s, in finite time and without its texts",
  (_, conversion, value) => {
    class Model {
      x = value();
    }
    if (conversion !== undefined) declareAnonymity(Model, { x: conversion });
    const json = JSON.stringify(serializeForTelemetry(new Model()));
    expect(json).not.toContain("jane");
    expect(Buffer.byteLength(json)).toBeLessThanOrEqual(32 * 1024);
  },
);

it.each(["4111 1111 1111 1111", "192.168.100.177", `AKIA${"IOSFODNN7EXA"}`])(
  "%s is not cut in half at the end of what is looked at",
  (secret) => {
    for (let length = 3000; length < 4200; length += 7) {
      const json = JSON.stringify(
        serializeForTelemetry({
          text: redacted(`https://x.test/${"a".repeat(length)} ${secret} ${secret}`),
        }),
      );
      expect(json).not.toMatch(/4111|192\.168|AKIA/);
    }
  },
);
