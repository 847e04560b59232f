/** The properties that `preview` makes up for an event of `defineEvent`. */
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createSchemaSample } from "../../src/events/schema-sample.js";

describe("createSchemaSample", () => {
  it.each<[string, z.ZodObject]>([
    [
      "numbers",
      z.object({ a: z.int(), b: z.number().min(0.5), c: z.int().positive(), d: z.number().gt(10) }),
    ],
    ["texts", z.object({ a: z.string(), b: z.string().min(8), c: z.uuid(), d: z.iso.datetime() })],
    ["choices", z.object({ a: z.enum(["full", "part"]), b: z.literal("x"), c: z.boolean(), d: z.null() })],
    [
      "unions",
      z.object({ a: z.union([z.int(), z.string()]), b: z.string().nullable(), c: z.int().nullish() }),
    ],
    [
      "parts",
      z.object({ a: z.object({ n: z.int() }), b: z.array(z.object({ n: z.int() })), c: z.array(z.int()) }),
    ],
    ["optional values", z.object({ a: z.int().optional(), b: z.int().default(3) })],
    ["dates and records", z.object({ a: z.date(), b: z.record(z.string(), z.int()) })],
    [
      "schemas with an id",
      z.object({
        mode: z.enum(["fast", "slow"]).meta({ id: "Mode" }),
        other: z.array(z.int().meta({ id: "N" })),
      }),
    ],
    ["pipes", z.object({ a: z.string().transform(Number) })],
  ])("fits a schema of %s", (_, schema) => {
    const sample = createSchemaSample(schema);
    expect(schema.safeParse(sample).error).toBeUndefined();
    expect(Object.keys(sample)).toEqual(Object.keys(schema.shape));
  });

  it("leaves a part out that contains itself", () => {
    const Node: z.ZodObject = z.object({ n: z.int(), next: z.lazy(() => Node).optional() });
    expect(createSchemaSample(Node)).toEqual({ n: 1, next: undefined });
    const Tree: z.ZodObject = z
      .object({ n: z.int(), trees: z.lazy(() => z.array(Tree)) })
      .meta({ id: "Tree" });
    expect(createSchemaSample(z.object({ tree: Tree }))).toEqual({ tree: { n: 1, trees: [] } });
  });
});
