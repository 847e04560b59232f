import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Json } from "../../../src/envelope.js";
import { type Declarations, declareAnonymity, undeclaredPolicy } from "../../../src/privacy/anonymize.js";
import type { ClassLike } from "../../../src/privacy/declarations.js";
import { keyedDigest } from "../../../src/privacy/digest.js";
import { PLAIN } from "../../../src/privacy/passage.js";
import { sealQuickly } from "../../../src/privacy/quick/quick.js";
import { Walk } from "../../../src/privacy/walk.js";

const digest = keyedDigest("a salt");
/** A class is put together at its sixteenth time, and those within it at as many more. */
const OFTEN = 60;

const plain = (value: object, optIn = false): Json | undefined =>
  new Walk({ digest, installationDigest: digest, optIn, omit: () => {} }).value(value, PLAIN, 1);
const quick = (value: object, optIn = false): Json | undefined => {
  let json: Json | undefined;
  for (let time = 0; time < OFTEN; time++) json = sealQuickly(value, { digest, optIn });
  return json;
};

/** A class of its own for every test: what is known of one is remembered. */
function made<T extends object>(fields: T, declarations: object, policy: "keep" | "drop" = "keep"): T {
  class Model {
    constructor() {
      Object.assign(this, fields);
    }
  }
  declareAnonymity(Model, declarations as Declarations<Model>);
  undeclaredPolicy(policy)(Model);
  return new Model() as T;
}

const ordinary = fc.oneof(
  fc.constantFrom(
    "hybrid",
    "semantic_rerank",
    "/home/jane/x.ts",
    "jane@example.com",
    "1.2.3",
    "naïve ☃",
    "\ud800x",
    "",
    "password",
    "Cookie",
    "-p",
  ),
  fc.string({ maxLength: 20 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(undefined, null, -0, Number.NaN, new Date(0), new Date(Number.NaN), 7n),
);
const nested: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: ordinary },
  { weight: 2, arbitrary: fc.array(ordinary, { maxLength: 4 }) },
  { weight: 1, arbitrary: fc.dictionary(fc.string({ maxLength: 6 }), ordinary, { maxKeys: 3 }) },
  { weight: 1, arbitrary: fc.uniqueArray(ordinary, { maxLength: 3 }).map((items) => new Set(items)) },
);
const declaration = fc.constantFrom<unknown>(
  "FORBIDDEN",
  "BOOLEAN",
  "COUNT",
  "HASH",
  "TEXT_COUNT",
  "AGGREGATE",
  "DISTRIBUTION",
  "PUBLIC",
  { conversion: "PUBLIC", optIn: true },
  { conversion: "AGGREGATE", op: "median" },
  { conversion: "DISTRIBUTION", bins: [1, 10] },
  undefined,
);
const name = fc.oneof(
  fc.constantFrom(
    "path",
    "password",
    "user",
    "name",
    "value",
    "score",
    "a-b",
    "constructor",
    'x"];throw 1;//',
    "\u2028",
    "$`{}",
  ),
  fc.string({ minLength: 1, maxLength: 8 }),
);
const model: fc.Arbitrary<object> = fc
  .record({
    fields: fc.uniqueArray(fc.tuple(name, nested, declaration), { maxLength: 6, selector: ([key]) => key }),
    policy: fc.constantFrom("keep" as const, "drop" as const),
  })
  .map(({ fields, policy }) =>
    made(
      Object.fromEntries(fields.map(([key, value]) => [key, value])),
      Object.fromEntries(fields.flatMap(([key, , stated]) => (stated === undefined ? [] : [[key, stated]]))),
      policy,
    ),
  );
const tree = fc.oneof(
  model,
  fc
    .tuple(model, model)
    .map(([inner, other]) =>
      made({ inner, list: [inner, inner, other], more: { inner } }, { inner: "PUBLIC" }),
    ),
);

describe.each([
  ["generated", true],
  ["composed, where code may not be generated", false],
])("what is %s", (_, mayGenerate) => {
  beforeEach(() => {
    if (mayGenerate) return;
    vi.stubGlobal("Function", () => {
      throw new EvalError("Code generation from strings disallowed for this context");
    });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("gives what the plain road gives, key for key, or leaves it to that", () => {
    let taken = 0;
    let runs = 0;
    fc.assert(
      fc.property(tree, fc.boolean(), (value, optIn) => {
        runs++;
        const json = quick(value, optIn);
        if (json === undefined) return;
        taken++;
        expect(JSON.stringify(json)).toBe(JSON.stringify(plain(value, optIn)));
        expect(json).toEqual(plain(value, optIn));
      }),
      { numRuns: 400 },
    );
    expect(taken / runs).toBeGreaterThan(0.3); // or it says nothing
  });

  it("gives it for each of many that differ, whatever it remembers of the ones before", () => {
    // Some of one length, for by that a field remembers words; some names of secrets; some of no form at all.
    const words = [
      "semantic",
      "jane@a.b",
      "password",
      "10.0.0.1",
      "syntactic",
      "\ud800emantic",
      "--token",
      "-p",
      "cookie",
      "",
    ];
    const word = fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 40 }));
    const value = fc.oneof(
      word,
      fc.array(word, { maxLength: 5 }),
      fc.constantFrom(7, 0.5, true, null, undefined),
    );
    const instance = fc.record({ left: value, vouched: value, counted: value, hashed: value });
    fc.assert(
      fc.property(fc.array(instance, { minLength: OFTEN, maxLength: OFTEN + 40 }), (instances) => {
        const model = made(
          { left: "semantic", vouched: "semantic", counted: ["semantic"], hashed: "x" },
          { vouched: "PUBLIC", counted: "DISTRIBUTION", hashed: "HASH" },
        );
        quick(model);
        for (const each of instances) {
          Object.assign(model, each);
          const json = sealQuickly(model, { digest, optIn: false });
          if (json !== undefined) expect(JSON.stringify(json)).toBe(JSON.stringify(plain(model)));
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each([[{}], [{ name: "PUBLIC" }], [{ name: { conversion: "PUBLIC", optIn: true } }]])(
    "leaves a value beside the name of a secret to the plain road, declared %o",
    (declarations) => {
      const model = made({ name: "theme", value: "dark" }, declarations);
      expect(quick(model, true)).toEqual({ name: "theme", value: "dark" });
      model.name = "password";
      expect(sealQuickly(model, { digest, optIn: true })).toBeUndefined();
      expect(plain(model, true)).toEqual({ name: "password", value: "[secret]" });
    },
  );

  it("reads a Proxy's length once", () => {
    let reads = 0;
    const length = () => (reads++ === 0 ? 3 : "jane@example.com");
    const list = new Proxy([], {
      get: (target, key) => (key === "length" ? length() : Reflect.get(target, key)),
    });
    const model = made({ items: [1] as unknown[] }, { items: "COUNT" });
    quick(model);
    model.items = list;
    expect(sealQuickly(model, { digest, optIn: false })).toEqual({ items: 3 });
  });

  it("counts the bytes of a word that it remembers as they are written", () => {
    const word = "\u0001".repeat(32); // six bytes for each as JSON
    const model = made({ words: [word] }, { words: "PUBLIC" });
    quick(model);
    model.words = Array(400).fill(word);
    expect(sealQuickly(model, { digest, optIn: false })).toBeUndefined();
  });

  it.each<[string, object]>([
    [
      "a plain object",
      { a: 1, b: "hybrid", c: { d: [true, null, "jane@example.com"] }, password: "hunter2" },
    ],
    [
      "a model with all conversions",
      made(
        { h: "/x", c: [1], t: "text", d: ["a", "b", "a"], s: 3 },
        { h: "HASH", c: "COUNT", t: "TEXT_COUNT", d: "DISTRIBUTION", s: "AGGREGATE" },
      ),
    ],
    ["texts beyond ASCII", made({ t: "😀é", p: "☃" }, { t: "TEXT_COUNT", p: "PUBLIC" })],
    [
      "undeclared fields",
      made({ file: "/home/jane/x", token: "abc", n: 1.5, nothing: undefined }, { n: "AGGREGATE" }),
    ],
    ["a list of two classes in turn", { list: Array.from({ length: 6 }, (_, i) => (i % 2 ? one : two)) }],
    ["a Date, a Set", made({ at: new Date(0), tags: new Set(["a", "b"]) }, { at: "PUBLIC" })],
  ])("takes %s", (_name, value) => {
    const json = quick(value);
    expect(json).toBeDefined();
    expect(JSON.stringify(json)).toBe(JSON.stringify(plain(value)));
  });

  it("does not read what is forbidden, nor what nobody opted into", () => {
    const read: string[] = [];
    class Model {
      get secret(): string {
        return String(read.push("secret"));
      }
      get query(): string {
        return String(read.push("query"));
      }
      open = 1;
    }
    declareAnonymity(Model, { secret: "FORBIDDEN", query: { conversion: "PUBLIC", optIn: true } });
    expect(quick(new Model())).toEqual({ open: 1 });
    expect(read).toEqual([]);
    expect(quick(new Model(), true)).toEqual({ open: 1, query: expect.any(String) });
    expect(quick(new Model(), false)).toEqual({ open: 1 });
  });

  it("sees that an instance has a key more, or another order of them", () => {
    const job: Record<string, unknown> = made({ a: 1, b: 2 }, { a: "AGGREGATE" });
    expect(quick(job)).toEqual({ a: 1, b: 2 });
    job.extra = "x";
    expect(quick(job)).toBeUndefined();
    expect(quick(Object.assign(Object.create(Object.getPrototypeOf(job)), { b: 2, a: 1 }))).toBeUndefined();
  });

  it("sees a declaration that was made since", () => {
    class Job {
      cwd = "here";
    }
    class Outer {
      job = new Job();
    }
    expect(quick(new Outer())).toEqual({ job: { cwd: "here" } });
    const list = { first: { job: new Job() }, rest: [{ job: new Job() }, new Job()] };
    expect(quick(list)).toEqual({
      first: { job: { cwd: "here" } },
      rest: [{ job: { cwd: "here" } }, { cwd: "here" }],
    });
    declareAnonymity(Job, { cwd: "FORBIDDEN" });
    expect(sealQuickly(list, { digest, optIn: false }) ?? plain(list)).toEqual({
      first: { job: {} },
      rest: [{ job: {} }, {}],
    });
    expect(quick(list)).toEqual({ first: { job: {} }, rest: [{ job: {} }, {}] });
    expect(sealQuickly(new Outer(), { digest, optIn: false }) ?? plain(new Outer())).toEqual({ job: {} });
    expect(quick(new Outer())).toEqual({ job: {} });
  });

  it("leaves a model with the last word on its values to the plain road, be it in an object of its own", () => {
    const job = made({ a: 1 }, { a: "AGGREGATE" });
    const outer = made({ job }, { job: "PUBLIC" });
    expect(quick(outer)).toEqual({ job: { a: 1 } });
    Object.defineProperty(job, "telemetryOverrides", { value: () => ({ a: undefined }) });
    expect([quick(job), quick(outer), quick({ job })]).toEqual([undefined, undefined, undefined]);
  });

  it("hashes under the salt of each call", () => {
    const job = made({ path: "/x" }, { path: "HASH" });
    expect(quick(job)).toEqual({ path: digest("/x") });
    const another = keyedDigest("another salt");
    expect(sealQuickly(job, { digest: another, optIn: false })).toEqual({ path: another("/x") });
  });

  it("is not confused by a getter that seals something meanwhile", () => {
    const other = made({ a: 1 }, {});
    class Outer {
      before = "x".repeat(100);
      get inner(): number {
        return JSON.stringify(sealQuickly(other, { digest: keyedDigest("else"), optIn: true })).length;
      }
      path = "/x";
    }
    declareAnonymity(Outer, { inner: "AGGREGATE", path: "HASH" });
    expect(quick(other)).toEqual({ a: 1 });
    expect(quick(new Outer())).toEqual(plain(new Outer()));
  });

  it("sees that the last word on values was installed by a getter", () => {
    const job = made({ a: 1 }, { a: "AGGREGATE" });
    expect(quick(job)).toEqual({ a: 1 });
    Object.defineProperty(job, "a", {
      get: () => Object.defineProperty(job, "telemetryOverrides", { value: () => ({ a: undefined }) }) && 1,
    });
    expect(sealQuickly(job, { digest, optIn: false })).toBeUndefined();
  });

  it("learns the keys of a class of two instances that agree, not of an odd one", () => {
    class Job {
      a = 1;
    }
    for (let time = 0; time < 100; time++)
      sealQuickly(time % 16 === 15 ? Object.assign(new Job(), { odd: 1 }) : new Job(), {
        digest,
        optIn: false,
      });
    expect(sealQuickly(new Job(), { digest, optIn: false })).toEqual({ a: 1 });
  });

  const lying = (length: unknown, after = 0) => {
    let reads = 0;
    return new Proxy([], {
      get: (list, key, self) =>
        key === "length" && reads++ >= after ? length : Reflect.get(list, key, self),
    });
  };
  const iterating = <T extends object>(value: T, items: () => Iterator<unknown>): T =>
    Object.defineProperty(value, Symbol.iterator, { value: items });
  const forever = function* () {
    for (;;) yield "y";
  };
  it.each<[string, object, object]>([
    ["a length that is a text", { items: lying("/home/alice/secret") }, { items: "COUNT" }],
    ["a length that becomes a text", { items: lying("/home/alice/secret", 2) }, { items: "COUNT" }],
    ["a length below nothing", { items: lying(-10_000_000), text: "x" }, { items: "PUBLIC" }],
    [
      "no list, but of its prototype",
      { items: Object.create(Array.prototype, { length: { value: -1e7 } }) },
      {},
    ],
    ["a list that has no end", { items: iterating(["x"], forever) }, { items: "DISTRIBUTION" }],
    ["a Set that has no end", { items: iterating(new Set(["x"]), forever) }, { items: "PUBLIC" }],
    [
      "a list that says something else",
      { items: iterating(["secret"], () => ["public"].values()) },
      { items: "PUBLIC" },
    ],
    ["a text of nothing", { items: ["", "a"] }, { items: "DISTRIBUTION" }],
  ])("of %s says what the plain road says", (_name, fields, declarations) => {
    const json = quick(made(fields, declarations));
    const plainly = plain(made(fields, declarations));
    expect(json ?? plainly).toEqual(plainly);
    expect(JSON.stringify(plainly)).not.toContain("alice");
  });

  it("does not read what can be read once", () => {
    const items = ["a", "b"].values();
    const once = { next: () => items.next(), [Symbol.iterator]: () => items };
    expect(quick(made({ once, end: 1 }, { once: "DISTRIBUTION" }))).toBeUndefined();
    expect([...items]).toEqual(["a", "b"]);
  });

  it.each<[string, unknown]>([
    ["40 KB of text", { text: Array.from({ length: 200 }, () => "word ".repeat(40)) }],
    ["600 keys", Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`k${i}`, 1]))],
    ["nine levels", [[[[[[[[1]]]]]]]]],
    ["a function", () => 1],
    ["a Map", new Map([["a", 1]])],
    ["what can be read once", [1, 2].values()],
    [
      "a Proxy of a list that grows",
      new Proxy([1], { get: (list, key) => (key === "length" ? list.push(1) : Reflect.get(list, key)) }),
    ],
    ["__proto__", JSON.parse('{"__proto__":1}')],
  ])("leaves %s to the plain road", (_name, value) => {
    expect(quick({ value })).toBeUndefined();
    expect(quick(made({ value }, { value: "PUBLIC" }))).toBeUndefined();
  });
});

const one = made({ a: 1, file: "/x" }, { file: "HASH" });
const two = made({ b: "two" }, { b: "PUBLIC" }, "drop");

describe("a class that is seldom sealed", () => {
  it("is left to the plain road: to put a program together would take longer", () => {
    const job = made({ a: 1 }, { a: "AGGREGATE" });
    for (let time = 0; time < 15; time++) expect(sealQuickly(job, { digest, optIn: false })).toBeUndefined();
    expect(sealQuickly(job, { digest, optIn: false })).toEqual({ a: 1 });
  });

  it("is nobody's business once it is gone", () => {
    const types: ClassLike[] = [];
    for (let index = 0; index < 20; index++) {
      class Job {
        a = index;
      }
      types.push(Job);
      expect(quick(new Job())).toEqual({ a: index });
    }
    expect(new Set(types).size).toBe(20);
  });
});
