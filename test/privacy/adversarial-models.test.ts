/** Tries models, overrides and values that defeated an earlier version of the sanitizer. */
import { inherits } from "node:util";
import { describe, expect, it } from "vitest";
import { Anonymize, declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { ProvisionalDigests } from "../../src/privacy/digests/keyed-digest.js";
import { verbatim } from "../../src/privacy/sanitizer/declared-text.js";
import { mergeSealed, sealId } from "../../src/privacy/sanitizer/seal.js";
import { TelemetryModel } from "../../src/privacy/telemetry-model.js";
import { seal } from "../support/seal.js";

describe("constructor functions", () => {
  it("keeps its declarations when its prototype is replaced", () => {
    function Query(this: { secret: string; open: number }) {
      this.secret = "s";
      this.open = 1;
    }
    Query.prototype = { hello() {} };
    const Model = Query as unknown as new () => { secret: string; open: number }; // what `new` makes of the function
    declareAnonymity(Model, { secret: "FORBIDDEN" });
    expect(seal(new Model()).json).toEqual({ open: 1 });
  });

  it("inherits declarations through util.inherits", () => {
    class Parent {
      secret = "p";
    }
    declareAnonymity(Parent, { secret: "FORBIDDEN" });
    function Child(this: { secret: string; open: number }) {
      this.secret = "c";
      this.open = 1;
    }
    inherits(Child, Parent);
    expect(seal(Reflect.construct(Child, [])).json).toEqual({ open: 1 });
  });
});

describe("a model inside a public field", () => {
  class Inner {
    declared = 1;
    note = "see /home/jane";
    undeclared = "see /home/jane";
  }
  declareAnonymity(Inner, { declared: "PUBLIC", note: "REDACTED" });
  class Outer {
    inner = new Inner();
    list = [new Inner()];
  }
  declareAnonymity(Outer, { inner: "PUBLIC", list: "PUBLIC" });

  it("has its own declarations, and its undeclared text removed", () => {
    const inner = { declared: 1, note: "see [path]" };
    expect(seal(new Outer())).toEqual({ json: { inner, list: [inner] }, omitted: { undeclared_text: 2 } });
  });
});

describe("a forbidden field of a nested model", () => {
  let reads = 0;
  class Inner {
    ok = 1;
    forbidden = 42;
    constructor() {
      Object.defineProperty(this, "costly", { enumerable: true, get: () => ++reads });
    }
  }
  declareAnonymity(Inner as new () => Inner & { costly: number }, {
    forbidden: "FORBIDDEN",
    costly: "FORBIDDEN",
  });

  it.each([
    ["DISTRIBUTION", { ok: 1 }],
    ["AGGREGATE", 1],
  ] as const)("is not read for a %s", (conversion, expected) => {
    class Outer {
      inner = new Inner();
    }
    declareAnonymity(Outer, { inner: conversion });
    expect(seal(new Outer()).json).toEqual({ inner: expected });
    expect(reads).toBe(0);
  });

  it("is not read for a HASH", () => {
    class Outer {
      inner = new Inner();
      plain = { ok: 1 };
    }
    declareAnonymity(Outer, { inner: "HASH", plain: "HASH" });
    const { json } = seal(new Outer());
    expect(json.inner).toBe(json.plain);
    expect(reads).toBe(0);
  });
});

describe("telemetryOverrides", () => {
  class File {
    path = "/home/jane/x";
  }
  declareAnonymity(File, { path: "HASH" });
  class Job extends TelemetryModel {
    file = new File();
    list = ["a"];
    constructor(readonly change: (sealed: never) => Record<string, unknown>) {
      super();
    }
    override telemetryOverrides(sealed: Record<string, unknown>): Record<string, unknown> {
      return this.change(sealed as never);
    }
  }
  declareAnonymity(Job, { change: "FORBIDDEN" });

  it.each<[string, (sealed: { file: { path: string }; list: unknown[] }) => Record<string, unknown>]>([
    ["an object", (sealed) => ({ ...sealed, file: Object.assign(sealed.file, { path: "/home/jane/x" }) })],
    ["a list", (sealed) => ({ length: sealed.list.push("/home/jane"), list: sealed.list })],
    ["a list, with a bigint", (sealed) => ({ length: sealed.list.push(1n), list: sealed.list })],
  ])("cannot change %s in place", (_, change) => {
    const { json, omitted } = seal(new Job(change as never));
    expect(json).toEqual({ file: { path: expect.stringMatching(/^[0-9a-f]{64}$/) }, list: ["a"] });
    expect(omitted).toEqual({ override: 1 });
  });

  it("may return the sealed properties unchanged", () => {
    expect(seal(new Job((sealed: never) => sealed)).omitted).toEqual({});
  });
});

describe("a value of unlimited size", () => {
  const dag = (depth: number) => {
    let value: object = { leaf: 1 };
    for (let i = 0; i < depth; i++) value = { a: value, b: value };
    return value;
  };
  const itself: unknown[] = [];
  for (let i = 0; i < 20; i++) itself.push(itself);
  const functions = Array.from({ length: 1000 }, () => () => 1);

  it.each<[string, "HASH" | "DISTRIBUTION" | undefined, unknown]>([
    ["a HASH of a list of itself", "HASH", itself],
    ["a HASH of an object that branches forty times", "HASH", dag(40)],
    ["a HASH of a million texts", "HASH", Array.from({ length: 1_000_000 }, (_, i) => `t${i}`)],
    ["a HASH of bytes", "HASH", Buffer.alloc(10_000_000)],
    [
      "a DISTRIBUTION of 300,000 texts",
      "DISTRIBUTION",
      Array.from({ length: 300_000 }, (_, i) => `/home/jane/${i}`),
    ],
    [
      "300,000 keys without a value",
      undefined,
      Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`k${i}`, undefined])),
    ],
    [
      "300,000 keys with functions",
      undefined,
      Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [`k${i}`, () => i])),
    ],
    ["a hundred million functions", undefined, Array.from({ length: 100_000 }, () => functions)],
  ])("is sanitized in bounded time: %s", { timeout: 20_000 }, (_, conversion, value) => {
    class Model {
      field = value;
    }
    if (conversion !== undefined) declareAnonymity(Model, { field: conversion });
    expect(JSON.stringify(seal(new Model()).json).length).toBeLessThan(40_000);
  });
});

describe("an unusual value", () => {
  it("is sent without the name of an Error if that is the Error itself", () => {
    const error = new Error("m");
    Object.defineProperty(error, "name", { value: error });
    expect(seal({ error, ok: 1 }).json).toEqual({ ok: 1 });
  });

  it("is sent without entries if it is a Map with the policy drop", () => {
    @TelemetryModel.policy("drop")
    class StrictMap extends Map<string, string> {}
    expect(seal({ map: new StrictMap([["k", "/home/jane"]]) }).json).toEqual({ map: {} });
  });

  it("is sent without lone surrogates from a public field", () => {
    class Model {
      text = "a\ud83d";
    }
    declareAnonymity(Model, { text: "PUBLIC" });
    expect(seal(new Model()).json).toEqual({ text: "a\ufffd" });
  });

  it("is counted against an allow-list that was given as an iterator, more than once", () => {
    class Model {
      kinds = ["a", "b"];
    }
    declareAnonymity(Model, { kinds: { conversion: "DISTRIBUTION", allow: ["a"].values() } });
    for (let i = 0; i < 2; i++) expect(seal(new Model()).json).toEqual({ kinds: { a: 1, other: 1 } });
  });

  it("is not sent for an aggregate with an unknown operation", () => {
    class Model {
      ms = 3;
    }
    declareAnonymity(Model, { ms: { conversion: "AGGREGATE", op: "bogus" as never } });
    expect(seal(new Model()).json).toEqual({});
  });

  it("is digested as an id even if it is not a string", () => {
    expect(sealId(42 as never, (text) => `digest of ${text}`)).toBe("digest of 42");
  });

  it("is not sent from an auto-accessor that is FORBIDDEN", () => {
    class Model {
      @Anonymize("FORBIDDEN") accessor secret = "s";
      open = 1;
    }
    expect(seal(new Model()).json).toEqual({ open: 1 });
  });
});

describe("mergeSealed", () => {
  it("keeps at most 512 keys and all standard properties", () => {
    const keys = (prefix: string, count: number) =>
      seal(Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}`, i]))).json;
    const nested = seal({
      big: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`n${i}`, i])),
    }).json;
    const standard = seal({ $lib: verbatim("x".repeat(200)) }).json;
    const merged = mergeSealed([nested, keys("own", 300), standard], () => {}, standard);
    expect(merged).not.toHaveProperty("big");
    expect(merged).toMatchObject({ own299: 299, $lib: "x".repeat(200) });
  });

  it("keeps what is to be kept even if it is the largest", () => {
    const large = (name: string, words: number) =>
      seal({ [name]: Array.from({ length: words }, () => verbatim("w ".repeat(100))) }).json;
    const kept = large("kept", 120);
    const merged = mergeSealed([large("a", 70), kept], () => {}, kept);
    expect(Object.keys(merged)).toEqual(["kept"]);
  });
});

it("ProvisionalDigests does not resolve digests after forget", () => {
  const provisional = new ProvisionalDigests();
  const tokens = [provisional.digest("/home/jane"), provisional.installationDigest("/home/jane")];
  const settle = () => "settled";
  const real = () =>
    tokens.map((token) => provisional.resolve(token, { digest: settle, installationDigest: settle }));
  expect([real(), provisional.isEmpty]).toEqual([["settled", "settled"], false]);
  provisional.forget();
  expect([real(), provisional.isEmpty]).toEqual([[undefined, undefined], true]);
});
