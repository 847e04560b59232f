import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnonymityConversion } from "../../src/privacy/conversions/conversion.js";
import { Anonymize, declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { INSTALLATION_SALT, SALT, seal } from "../support/seal.js";

/** What a field holding `value` becomes under a conversion; `ABSENT` where its key is not there. */
function convert(conversion: AnonymityConversion, value: unknown): unknown {
  class Model {
    field = value;
  }
  declareAnonymity(Model, { field: conversion });
  const { json } = seal(new Model());
  return "field" in json ? json.field : ABSENT;
}

const ABSENT = Symbol("absent");
const hmac = (text: string) => createHmac("sha256", SALT).update(text, "utf8").digest("hex");
const generator = function* () {
  yield "a";
  yield "a";
};

describe("BOOLEAN says whether there is anything", () => {
  it.each([
    [undefined, false],
    [null, false],
    [false, false],
    [0, false],
    [-0, false],
    [0n, false],
    [Number.NaN, false],
    ["", false],
    [[], false],
    [new Map(), false],
    [new Set(), false],
    [new Uint8Array(), false],
    [{}, false],
    [Object.create(null), false],
    [true, true],
    [1, true],
    [-1, true],
    [Number.POSITIVE_INFINITY, true],
    [" ", true],
    ["false", true],
    [[undefined], true],
    [new Map([[1, 1]]), true],
    [new Set([0]), true],
    [new Uint8Array(1), true],
    [{ a: undefined }, true],
    [Object(""), false],
    [Object(0), false],
    [Object(false), false],
    [Object("x"), true],
    [new Date(Number.NaN), true],
    [() => {}, true],
    [Symbol("s"), true],
    [new (class Empty {})(), true],
  ])("%o → %o", (value, expected) => expect(convert("BOOLEAN", value)).toBe(expected));
});

describe("COUNT says how many items there are", () => {
  it.each([
    [undefined, 0],
    [null, 0],
    [[], 0],
    [[1, 2, 3], 3],
    [new Array(7), 7],
    [new Float64Array(4), 4],
    [Buffer.from("abc"), 3],
    [new Map([["a", 1]]), 1],
    [new Set([1, 2]), 2],
    [{}, 0],
    [{ a: 1, b: 2 }, 2],
    ["", 1],
    ["hello", 1],
    [Object("hello"), 1],
    [0, 1],
    [false, 1],
    [new Date(), 1],
    [
      new (class Thing {
        a = 1;
        b = 2;
      })(),
      1,
    ],
    [new DataView(new ArrayBuffer(8)), 1],
  ])("%o → %o", (value, expected) => expect(convert("COUNT", value)).toBe(expected));
});

describe("TEXT_COUNT counts code points", () => {
  it.each([
    ["", 0],
    ["abc", 3],
    ["naïve", 5],
    ["👍🏽", 2],
    ["\ud800", 1],
    ["a\ud83d", 2],
    [["ab", "c", 4, null, ["deep", new Set(["er"])]], 9],
    [undefined, 0],
    [null, 0],
    [42, 0],
    [{ length: 9 }, 0],
    [new Set(["ab", "c"]), 3],
    [new Map([["ab", "c"]]), 0],
    [Object("ab"), 2],
    [["a", Object("bc")], 3],
  ])("%o → %o", (value, expected) => expect(convert("TEXT_COUNT", value)).toBe(expected));

  it("agrees with the iterator of strings", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => convert("TEXT_COUNT", text) === [...text].length),
    );
  });
});

describe("HASH with a scope", () => {
  const lasting = createHmac("sha256", INSTALLATION_SALT).update("/a", "utf8").digest("hex");

  it.each<[string, object, string]>([
    ["installation", { scope: "installation" }, lasting],
    ["identity", { scope: "identity" }, hmac("/a")],
    ["none", {}, hmac("/a")],
    ["an unknown one", { scope: "forever" }, hmac("/a")],
    ["another case", { scope: "Installation" }, hmac("/a")],
    ["a list", { scope: ["installation"] }, hmac("/a")],
    ["an object that reads as one", { scope: { toString: () => "installation" } }, hmac("/a")],
  ])("%s", (_, options, expected) => {
    class Declared {
      field = "/a";
      list = ["/a", new Set(["/a"])];
    }
    const stated = { conversion: "HASH" as const, ...options };
    declareAnonymity(Declared, { field: stated, list: stated });
    class Decorated {
      @Anonymize("HASH", options) field = "/a";
    }
    expect(seal(new Declared()).json).toEqual({ field: expected, list: [expected, [expected]] });
    expect(seal({ nested: [new Decorated()] }).json).toEqual({ nested: [{ field: expected }] });
  });

  it("has no effect beside another conversion", () => {
    class Other {
      @Anonymize("COUNT", { scope: "installation" } as object) items = ["/a"];
      @Anonymize("FORBIDDEN", { scope: "installation" } as object) secret = "/a";
    }
    expect(seal(new Other()).json).toEqual({ items: 1 });
  });
});

describe("HASH is HMAC-SHA-256 under the installation's salt", () => {
  it.each([
    ["/home/jane/a.ts", hmac("/home/jane/a.ts")],
    ["", hmac("")],
    ["ünïcode 👍", hmac("ünïcode 👍")],
    [42, hmac("42")],
    [-0, hmac("0")],
    [10n ** 20n, hmac("100000000000000000000")],
    [true, hmac("true")],
    [new Date(0), hmac("1970-01-01T00:00:00.000Z")],
    [new URL("https://example.com/a"), hmac("https://example.com/a")],
    [{ b: 1, a: [2, { d: 3n, c: null }] }, hmac('{"a":[2,{"c":null,"d":"3"}],"b":1}')],
    [
      ["a", null, "b"],
      [hmac("a"), null, hmac("b")],
    ],
    [new Set([null, "a"]), [null, hmac("a")]],
    [Object("a"), hmac("a")],
    [Object(7), hmac("7")],
    [[Object("a")], [hmac("a")]],
    [{}, hmac("{}")],
    [new Map(), hmac("{}")],
    [[], []],
    [new Error("/home/jane"), ABSENT],
    [Object.assign(new Error("/home/jane"), { errno: 2 }), hmac('{"errno":2}')],
    [/jane/, ABSENT],
    [new Headers({ a: "b" }), ABSENT],
    [new (class Empty {})(), ABSENT],
    [["a", /jane/], [hmac("a")]],
    [new Set(["a"]), [hmac("a")]],
    [
      ["a", ["b"]],
      [hmac("a"), [hmac("b")]],
    ],
    [undefined, ABSENT],
    [null, ABSENT],
    [new Date(Number.NaN), ABSENT],
    [Symbol("s"), ABSENT],
    [() => 1, ABSENT],
  ])("%o → its digest", (value, expected) => expect(convert("HASH", value)).toEqual(expected));

  it("gives equal objects equal digests, whatever the order of their keys", () => {
    expect(convert("HASH", { a: 1, b: { c: 2, d: 3 } })).toBe(convert("HASH", { b: { d: 3, c: 2 }, a: 1 }));
  });

  it("does not read a forbidden field of the model that it hashes", () => {
    class Inner {
      kept = 1;
      get secret(): never {
        throw new Error("was read");
      }
    }
    Object.defineProperty(Inner.prototype, "secret", { enumerable: true });
    declareAnonymity(Inner, { secret: "FORBIDDEN" });
    expect(convert("HASH", new Inner())).toBe(hmac('{"kept":1}'));
  });

  it("has no digest for a cycle", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(convert("HASH", cycle)).toBe(ABSENT);
  });
});

describe("DISTRIBUTION counts values", () => {
  it.each([
    [["ts", "ts", "py"], { ts: 2, py: 1 }],
    [new Set(["ts", "py"]), { ts: 1, py: 1 }],
    [generator(), { a: 2 }],
    ["ts", { ts: 1 }],
    [7, { 7: 1 }],
    [true, { true: 1 }],
    [[1, 1, true, null, undefined], { 1: 2, true: 1 }],
    [new Map([["ts", 4]]), { ts: 4 }],
    [new Map([[404, 2]]), { 404: 2 }],
    [
      { ts: 4, py: 0.5 },
      { ts: 4, py: 0.5 },
    ],
    [{ ts: 4, path: "/home/jane" }, { ts: 4 }],
    [[{}, []], {}],
    [[Number.NaN], { NaN: 1 }],
    [undefined, {}],
    [null, {}],
  ])("%o → %o", (value, expected) => expect(convert("DISTRIBUTION", value)).toEqual(expected));

  it("counts a text that is not a word as other", () => {
    expect(convert("DISTRIBUTION", ["jane@example.com", "two words", "", "x", -1.5, 1e21])).toEqual({
      other: 3,
      x: 1,
      "-1.5": 1,
      "1e+21": 1,
    });
    expect(convert("DISTRIBUTION", { "two words": 4, x: 2 })).toEqual({ other: 4, x: 2 });
  });

  it("counts a boxed primitive as its value", () => {
    expect(convert("DISTRIBUTION", [Object("ts"), "ts", Object(7), Object(true)])).toEqual({
      ts: 2,
      7: 1,
      true: 1,
    });
    expect(convert("DISTRIBUTION", Object("ts"))).toEqual({ ts: 1 });
  });

  it("has no key that JavaScript gives a meaning to", () => {
    expect(convert("DISTRIBUTION", ["__proto__", "constructor", "ok"])).toEqual({ ok: 1 });
    expect(({} as Record<string, unknown>).ok).toBeUndefined();
  });
});

describe("AGGREGATE is one number", () => {
  it.each([
    [[1, 2, 3], 6],
    [new Set([1, 2]), 3],
    [new Map([["a", 2]]), 2],
    [{ a: 1, b: 2 }, 3],
    [new Float32Array([1, 2]), 3],
    [5, 5],
    [-0, 0],
    [3n, 3],
    [[1, "2", null, Number.NaN, Number.POSITIVE_INFINITY, 2n], 3],
    [Object(5), 5],
    [[Object(5), Object(2n)], 7],
    [[], ABSENT],
    [new Map(), ABSENT],
    [["5"], ABSENT],
    ["5", ABSENT],
    [undefined, ABSENT],
    [Number.NaN, ABSENT],
    [[Number.MAX_VALUE, Number.MAX_VALUE], ABSENT],
  ])("sum of %o → %o", (value, expected) => expect(convert("AGGREGATE", value)).toEqual(expected));
});

describe("FORBIDDEN removes the key", () => {
  it("does not read the property", () => {
    let reads = 0;
    class Model {
      get secret(): string {
        reads++;
        throw new Error("read");
      }
    }
    declareAnonymity(Model, { secret: "FORBIDDEN" });
    expect(seal(new Model())).toEqual({ json: {}, omitted: {} });
    expect(reads).toBe(0);
  });

  it("is what a conversion that does not exist becomes", () => {
    expect(convert("HSAH" as AnonymityConversion, "secret")).toBe(ABSENT);
  });
});
