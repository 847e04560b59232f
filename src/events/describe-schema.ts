/** Describes an event from its zod schema: the keys it lists, and what each one's `.meta()` says it is for. */
import { toJSONSchema, type ZodObject } from "zod";
import { type ManifestField, manifestField, type Said } from "./manifest.js";

/** A part of JSON Schema as zod writes it; everything that `.meta()` was given stands in it too. */
interface Shape extends Said {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly additionalProperties?: boolean | Shape;
  readonly items?: boolean | Shape;
  readonly prefixItems?: readonly Shape[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly $ref?: string;
}

/** Deeper than seal lets anything leave; a schema may hold itself. */
const MAX_DEPTH = 9;

/**
 * The fields that a schema lists.
 * @throws where one has no purpose
 */
export function describeSchema(event: string, schema: ZodObject): ManifestField[] {
  const root = toJSONSchema(schema, {
    io: "output",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const { type } = zodSchema._zod.def;
      if (type === "date") jsonSchema.type = "string"; // as seal writes it, in ISO 8601
      if (type === "bigint") jsonSchema.type = "integer";
    },
  });
  const found = new Map<string, ManifestField>();

  const visit = (path: string, shape: Shape, above: Said, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    const target = resolved(shape, root as Shape); // zod's own type for it leaves `.meta()` out
    const said = { ...above, ...defined(target) };
    const { properties, additionalProperties, items } = target;
    for (const [key, part] of Object.entries(properties ?? {}))
      visit(path === "" ? key : `${path}.${key}`, part, { ...said, purpose: undefined }, depth + 1);
    if (typeof additionalProperties === "object") visit(`${path}.*`, additionalProperties, said, depth + 1);
    for (const item of [...(target.prefixItems ?? []), ...(typeof items === "object" ? [items] : [])])
      visit(`${path}[]`, item, said, depth + 1);
    const variants = [...(target.anyOf ?? []), ...(target.oneOf ?? []), ...(target.allOf ?? [])];
    for (const variant of variants) visit(path, variant, said, depth + 1);
    if (variants.length > 0) return;
    for (const type of scalarTypes(target)) {
      const types = new Set([...(found.get(path)?.type.split(" | ") ?? []), type]);
      found.set(path, manifestField(event, { path, type: [...types].join(" | ") }, said));
    }
  };

  visit("", root as Shape, {}, 0);
  return [...found.values()];
}

/** What stands at a path of its own accord; arrays and objects are their parts. */
function scalarTypes(shape: Shape): string[] {
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value));
  if (shape.const !== undefined) return [JSON.stringify(shape.const)];
  const types = typeof shape.type === "string" ? [shape.type] : (shape.type ?? ["any"]);
  return types.filter((type) => type !== "object" && type !== "array");
}

/** Definitions that zod put aside, for they have an id or hold themselves. */
function resolved(shape: Shape, root: Shape): Shape {
  if (shape.$ref === undefined) return shape;
  if (shape.$ref === "#") return root;
  const definitions: Readonly<Record<string, Shape>> = Object(Reflect.get(root, "$defs"));
  return { ...definitions[shape.$ref.replace("#/$defs/", "")], ...shape };
}

function defined({ purpose, sensitivity, since }: Said): Said {
  return {
    ...(purpose !== undefined && { purpose }),
    ...(sensitivity !== undefined && { sensitivity }),
    ...(since !== undefined && { since }),
  };
}
