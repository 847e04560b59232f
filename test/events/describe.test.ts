import { describe, expect, it } from "vitest";
import * as z from "zod";
import { describeEvents } from "../../src/events/describe-events.js";
import type { TelemetryEvent } from "../../src/events/telemetry-event.js";
import { defineEvent } from "../../src/events/telemetry-event.js";
import { Anonymize, declareAnonymity, Public } from "../../src/privacy/decorators/anonymize.js";
import { TelemetryModel } from "../../src/privacy/telemetry-model.js";

const fieldsOf = (event: Parameters<typeof describeEvents>[0][number]) =>
  describeEvents([event]).events[0]?.fields ?? [];
/** Paths with their types. */
const formOf = (event: Parameters<typeof describeEvents>[0][number]) =>
  fieldsOf(event).map(({ path, type }) => `${path}: ${type}`);
const event = (properties: object, listedFields = {}): TelemetryEvent => ({
  listedFields,
  toPosthogEvent: () => ["job", properties],
});

describe("an event from a model", () => {
  class Step extends TelemetryModel {
    @Public({ purpose: "which" }) name = "build";
    @Anonymize("HASH", { purpose: "where" }) cwd = "/home/jane";
    @Anonymize("FORBIDDEN") secret = "s";
  }
  class Job extends TelemetryModel {
    @Anonymize("BOOLEAN", { purpose: "p" }) ok = "yes";
    @Anonymize("COUNT", { purpose: "p", since: "0.2.0" }) files = ["a"];
    @Anonymize("TEXT_COUNT", { purpose: "p" }) note = "abc";
    @Anonymize("AGGREGATE", { purpose: "p", sensitivity: "none" }) ms = 3;
    @Anonymize("AGGREGATE", { purpose: "p", op: "summary" }) times = [1, 2];
    @Anonymize("DISTRIBUTION", { purpose: "p" }) kinds = ["x"];
    @Anonymize("HASH", { purpose: "p" }) paths = ["/a", "/b"];
    @Public({ purpose: "p" }) words = new Set(["a", 1]);
    @Public({ purpose: "p" }) table = new Map([["k", 1]]);
    @Public({ purpose: "p" }) plain = { a: { b: true } };
    @Public() first = new Step();
    @Public({ optIn: true, since: "0.3.0" }) steps = [new Step()];
    override telemetryOverrides() {
      return { tool: "t" };
    }
  }
  class Sparse extends TelemetryModel {
    @Public({ purpose: "p" }) maybe: string | undefined = undefined;
  }
  const job = event(new Job(), { tool: { type: "string", purpose: "which tool" } });

  it("is described by its declarations, at every depth", () => {
    expect(formOf(job)).toEqual([
      "ok: boolean",
      "files: number",
      "note: number",
      "ms: number",
      ...["count", "sum", "min", "max", "mean", "median", "p95"].map((part) => `times.${part}: number`),
      "kinds.*: number",
      "paths[]: 64 hex digits",
      "words[]: string | number",
      "table.*: number",
      "plain.a.b: boolean",
      "first.name: string",
      "first.cwd: 64 hex digits",
      "steps[].name: string",
      "steps[].cwd: 64 hex digits",
      "tool: string",
    ]);
  });

  it("has the author's annotations of each field, and defaults for the rest", () => {
    const fields = new Map(fieldsOf(job).map((field) => [field.path, field]));
    expect(fields.get("files")).toEqual({
      path: "files",
      type: "number",
      conversion: "COUNT",
      purpose: "p",
      sensitivity: "usage",
      since: "0.2.0",
    });
    expect(fields.get("ms")).toMatchObject({ sensitivity: "none", since: "0.1.0" });
    // What a field is held by is opted into, so it is, too.
    expect(fields.get("steps[].name")).toMatchObject({
      sensitivity: "free-text-opt-in",
      since: "0.3.0",
      purpose: "which",
    });
  });

  it("is described alike by declarations without decorators", () => {
    class Plain {
      cwd = "/home/jane";
    }
    declareAnonymity(Plain, {
      cwd: { conversion: "HASH", purpose: "where", sensitivity: "none", since: "1.0.0" },
    });
    expect(fieldsOf(event(new Plain()))).toEqual([
      {
        path: "cwd",
        type: "64 hex digits",
        conversion: "HASH",
        purpose: "where",
        sensitivity: "none",
        since: "1.0.0",
      },
    ]);
  });

  it("lists redacted text as such, and undeclared properties by hand", () => {
    class Failed {
      reason = "cannot write /home/jane/x";
      step = "bundle";
    }
    declareAnonymity(Failed, { reason: { conversion: "REDACTED", purpose: "why" } });
    const event = {
      toPosthogEvent: () => ["failed", new Failed()] as const,
      listedFields: { step: { type: "string", purpose: "which" } },
    };
    expect(describeEvents([event]).events[0]?.fields).toMatchObject([
      { path: "reason", type: "string", conversion: "REDACTED", purpose: "why" },
      { path: "step", type: "string", purpose: "which" },
    ]);
  });

  it("names a property of the sample whose text is not declared", () => {
    class Failed {
      step = "bundle";
      reason = "two words";
    }
    declareAnonymity(Failed, { step: { conversion: "PUBLIC", purpose: "which" } });
    expect(() => describeEvents([{ toPosthogEvent: () => ["failed", new Failed()] }])).toThrow(
      "failed: reason has no value in the sample, because an undeclared text is not sent",
    );
  });

  it("has a mark only on hashes with the scope of the installation", () => {
    class Scoped {
      joined = "/a";
      list = ["/a"];
      spelled = "/a";
      plain = "/a";
    }
    const installation = { conversion: "HASH", purpose: "p", scope: "installation" } as const;
    declareAnonymity(Scoped, {
      joined: installation,
      list: installation,
      spelled: { conversion: "HASH", purpose: "p", scope: "identity" },
      plain: { conversion: "HASH", purpose: "p" },
    });
    expect(fieldsOf(event(new Scoped())).map(({ path, scope }) => [path, scope])).toEqual([
      ["joined", "installation"],
      ["list[]", "installation"],
      ["spelled", undefined],
      ["plain", undefined],
    ]);
  });

  it.each<[string, object, object, string]>([
    ["no purpose", { n: 1 }, {}, "job: n has no purpose"],
    [
      "no purpose below",
      { first: Object.assign(new Step(), { extra: 1 }) },
      {},
      "job: first.extra has no purpose",
    ],
    ["nothing to tell its type from", new Sparse(), {}, "job: maybe has no value in the sample"],
    ["no items", Object.assign(new Job(), { steps: [] }), {}, "job: steps has no item in the sample"],
    ["an override that is not listed", new Job(), {}, "job: tool has a part that telemetryOverrides adds"],
    [
      "an unknown sensitivity",
      {},
      { x: { type: "string", purpose: "p", sensitivity: "secret" } },
      "job: x has a sensitivity",
    ],
  ])("with %s is an error that names event and field", (_, properties, listed, message) => {
    expect(() => describeEvents([event(properties, listed)])).toThrow(message);
  });
});

describe("an event from a schema", () => {
  const p = (purpose: string) => ({ purpose });

  it("is described by its schema, at every depth and in every wrapper", () => {
    const Indexed = defineEvent(
      "index_done",
      z.object({
        files: z.int().meta({ purpose: "p", sensitivity: "none", since: "0.2.0" }),
        mode: z.enum(["full", "incremental"]).meta(p("p")),
        maybe: z.string().optional().meta(p("outside")),
        inside: z.string().meta(p("inside")).optional(),
        given: z.number().default(3).meta(p("p")),
        nothing: z.string().nullable().meta(p("p")),
        either: z.union([z.string(), z.object({ a: z.boolean().meta(p("pa")) })]).meta(p("p")),
        at: z.date().meta(p("p")),
        timing: z.object({ ms: z.number().meta(p("p")) }).optional(),
        steps: z.array(z.object({ ok: z.boolean().meta(p("p")) })),
        tags: z.array(z.string()).meta(p("p")),
        counts: z.record(z.string(), z.int()).meta(p("p")),
        shared: z.string().meta({ id: "Shared", purpose: "p" }),
      }),
    );
    expect(formOf(Indexed)).toEqual([
      "files: integer",
      'mode: "full" | "incremental"',
      "maybe: string",
      "inside: string",
      "given: number",
      "nothing: string | null",
      "either: string",
      "either.a: boolean",
      "at: string",
      "timing.ms: number",
      "steps[].ok: boolean",
      "tags[]: string",
      "counts.*: integer",
      "shared: string",
    ]);
    expect(fieldsOf(Indexed)[0]).toEqual({
      path: "files",
      type: "integer",
      purpose: "p",
      sensitivity: "none",
      since: "0.2.0",
    });
    expect(
      fieldsOf(Indexed)
        .map(({ purpose }) => purpose)
        .slice(2, 4),
    ).toEqual(["outside", "inside"]);
  });

  it.each<[string, z.ZodType, string[]]>([
    ["nullable()", z.string().meta(p("p")).nullable(), ["f: string | null"]],
    ["nullish()", z.string().meta(p("p")).nullish(), ["f: string | null"]],
    ["a union with null", z.union([z.string().meta(p("p")), z.null()]), ["f: string | null"]],
    ["a union of three", z.union([z.null(), z.enum(["a", "b c"]).meta(p("p"))]), ['f: null | "a" | "b c"']],
    ["an exclusive union", z.xor([z.int().meta(p("p")), z.null()]), ["f: integer | null"]],
    ["a date or null", z.date().meta(p("p")).nullable(), ["f: string | null"]],
    ["an object or null", z.object({ a: z.int().meta(p("p")) }).nullable(), ["f.a: integer"]],
    [
      "a discriminated union or null",
      z
        .discriminatedUnion("k", [
          z.object({ k: z.literal("a").meta(p("p")), n: z.int().meta(p("p")) }),
          z.object({ k: z.literal("b").meta(p("p")) }),
        ])
        .nullable(),
      ['f.k: "a" | "b"', "f.n: integer"],
    ],
    [
      "a transform",
      z
        .string()
        .meta(p("p"))
        .transform((text) => text.length),
      ["f: any"],
    ],
    ["a transform of an optional", z.string().meta(p("p")).optional().transform(Boolean), ["f: any"]],
    [
      "a pipe, described at its input",
      z.string().meta(p("p")).pipe(z.coerce.number<string>()),
      ["f: number"],
    ],
    [
      "a pipe, described at its output",
      z.string().pipe(z.coerce.number<string>().meta(p("p"))),
      ["f: number"],
    ],
    ["a preprocessed number", z.preprocess(Number, z.number().meta(p("p"))), ["f: number"]],
    ["a record", z.record(z.string(), z.number().meta(p("p"))), ["f.*: number"]],
    ["a record of listed keys", z.record(z.enum(["a", "b"]), z.number()).meta(p("p")), ["f.*: number"]],
    ["a brand", z.string().meta(p("p")).brand<"B">().nullable(), ["f: string | null"]],
    [
      "a value that is always absent",
      z.object({ n: z.int().meta(p("p")), no: z.never().optional() }),
      ["f.n: integer"],
    ],
  ])("keeps its purpose in %s", (_, schema, fields) => {
    expect(formOf(defineEvent("e", z.object({ f: schema })))).toEqual(fields);
  });

  it.each<[string, z.ZodType]>([
    ["function", z.function() as unknown as z.ZodType],
    ["symbol", z.symbol()],
    ["promise", z.promise(z.string())],
    ["nan", z.nan()],
  ])("with a %s is rejected, because that can never be sent", (name, schema) => {
    const Event = defineEvent("e", z.object({ f: schema.meta(p("p")) }));
    expect(() => describeEvents([Event])).toThrow(`e: f is z.${name}(), which cannot be sent`);
  });

  it("has the sensitivity beside null, too", () => {
    const schema = z.string().meta({ purpose: "p", sensitivity: "none" }).nullable();
    expect(fieldsOf(defineEvent("e", z.object({ f: schema })))).toMatchObject([
      { path: "f", type: "string | null", sensitivity: "none" },
    ]);
  });

  it("has the schema's description, and passes sensitivity and since on to its parts", () => {
    const inner = z.object({ q: z.string().meta(p("p")) }).meta({ sensitivity: "none", since: "2.0.0" });
    const Asked = defineEvent("asked", z.object({ inner }).meta({ description: "Once a question." }));
    expect(describeEvents([Asked]).events).toEqual([
      {
        event: "asked",
        description: "Once a question.",
        fields: [{ path: "inner.q", type: "string", purpose: "p", sensitivity: "none", since: "2.0.0" }],
      },
    ]);
  });

  it("cannot declare optIn, which no schema applies", () => {
    const said = { purpose: "p", sensitivity: "free-text-opt-in" };
    expect(() => describeEvents([defineEvent("asked", z.object({ q: z.string().meta(said) }))])).toThrow(
      "asked: q is free-text-opt-in",
    );
  });

  it("is described down to the maximal depth if it contains itself", () => {
    const Node = z.object({
      n: z.int().meta(p("p")),
      get next() {
        return Node.optional();
      },
    });
    expect(formOf(defineEvent("list", Node)).length).toBeLessThan(10);
  });

  it.each<[string, z.ZodObject, string]>([
    ["no purpose", z.object({ n: z.int() }), "e: n has no purpose"],
    [
      "several mistakes",
      z.object({ n: z.int(), f: z.file(), m: z.int() }),
      "e: n has no purpose; e: f is z.file(), which cannot be sent; e: m has no purpose",
    ],
    [
      "no purpose of its own",
      z.object({ o: z.object({ n: z.int() }).meta({ purpose: "p" }) }),
      "e: o.n has no purpose",
    ],
    ["no purpose in an array", z.object({ a: z.array(z.object({ n: z.int() })) }), "e: a[].n has no purpose"],
    [
      "an unknown sensitivity",
      z.object({ n: z.int().meta({ purpose: "p", sensitivity: "x" }) }),
      "e: n has a sensitivity",
    ],
  ])("with %s is an error that names event and field", (_, schema, message) => {
    expect(() => describeEvents([defineEvent("e", schema)])).toThrow(message);
  });
});
