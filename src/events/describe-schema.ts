/** Describes an event from its zod schema: the keys that it lists, and the purposes in their `.meta()`. */
import { type core, globalRegistry, toJSONSchema, type ZodObject } from "zod";
import { MAX_EVENT_DEPTH } from "../privacy/sanitizer/event-size.js";
import { resolveReference, type SchemaNode } from "./json-schema.js";
import { type FieldAnnotations, joinPath, type ManifestField } from "./manifest.js";
import { ManifestFields } from "./manifest-fields.js";

/** Their values have no JSON. An event with one of them would never have the field. */
const UNSENDABLE_TYPES: ReadonlySet<string> = new Set(["function", "symbol", "promise", "file", "nan"]);

/** The value is always absent, so there is no field. */
const ABSENT_TYPES: ReadonlySet<string> = new Set(["undefined", "void", "never"]);

/** One level more than sanitizing keeps. It bounds schemas that contain themselves. */
const MAX_DEPTH = MAX_EVENT_DEPTH + 1;
/** Bounds unions that contain themselves. */
const MAX_STEPS = 40;

/**
 * Returns the fields that a schema lists.
 * @throws Error that names every field that has no purpose, or can never be sent
 */
export function describeSchema(event: string, schema: ZodObject): ManifestField[] {
  const root = toJSONSchema(schema, {
    io: "output",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const { type } = zodSchema._zod.def;
      if (type === "date") jsonSchema.type = "string"; // sanitizing writes ISO 8601
      if (type === "bigint") jsonSchema.type = "integer";
      if (UNSENDABLE_TYPES.has(type)) jsonSchema.unsendable = type;
      if (ABSENT_TYPES.has(type)) jsonSchema.enum = []; // no values, so no field is added
      // The JSON Schema of a pipe is that of its output, which has no purpose if the author described the input.
      if (type === "pipe" && jsonSchema.purpose === undefined)
        Object.assign(jsonSchema, findAnnotations(zodSchema));
    },
  }) as SchemaNode; // zod's own type lacks the values of `.meta()`
  const fields = new ManifestFields(event);

  const visitSchema = ({ path, node, inherited, depth, steps }: SchemaPosition): void => {
    if (depth > MAX_DEPTH || steps > MAX_STEPS) return;
    const target = resolveReference(node, root);
    const annotations = { ...inherited, ...pickAnnotations(target) };
    const { properties, additionalProperties, items, unsendable } = target;
    if (unsendable !== undefined) {
      fields.refuse(path, `is z.${unsendable}(), which cannot be sent`);
      return;
    }
    const below = { inherited: annotations, depth: depth + 1, steps: steps + 1 };
    const beside = { ...below, depth }; // a variant of a union is on the same level
    for (const [key, property] of Object.entries(properties ?? {}))
      visitSchema({
        ...below,
        path: joinPath(path, key),
        node: property,
        inherited: { ...annotations, purpose: undefined }, // each property needs a purpose of its own
      });
    if (typeof additionalProperties === "object")
      visitSchema({ ...below, path: `${path}.*`, node: additionalProperties });
    for (const item of [...(target.prefixItems ?? []), ...(typeof items === "object" ? [items] : [])])
      visitSchema({ ...below, path: `${path}[]`, node: item });
    const variants = [...(target.anyOf ?? []), ...(target.oneOf ?? []), ...(target.allOf ?? [])];
    const nullAnnotations = describeNull(variants, annotations, root);
    for (const variant of variants) {
      const inherited = variant.type === "null" ? nullAnnotations : annotations;
      if (inherited !== undefined) visitSchema({ ...beside, path, node: variant, inherited });
    }
    if (variants.length > 0) return;
    for (const type of listScalarTypes(target)) fields.add({ path, type }, annotations);
  };

  visitSchema({ path: "", node: root, inherited: {}, depth: 0, steps: 0 });
  return fields.toList();
}

/**
 * Returns the annotations of the variant `null` of a union. It has the purpose of the schema around it, or else of a variant
 * beside it. Undefined if neither has one, as beside an object, because `null` is then not listed.
 */
function describeNull(
  variants: readonly SchemaNode[],
  inherited: FieldAnnotations,
  root: SchemaNode,
): FieldAnnotations | undefined {
  const described = variants.map((variant) => pickAnnotations(resolveReference(variant, root)));
  const sibling = described.find(({ purpose }) => purpose !== undefined);
  const purpose = inherited.purpose ?? sibling?.purpose;
  return purpose === undefined ? undefined : { ...sibling, ...inherited, purpose };
}

interface SchemaPosition {
  readonly path: string;
  readonly node: SchemaNode;
  /** The annotations of the schemas around this one. */
  readonly inherited: FieldAnnotations;
  /** Levels of properties and items. */
  readonly depth: number;
  /** Levels of schemas, including unions. */
  readonly steps: number;
}

/** The part of a schema's definition that leads to the schema that an author described (zod 4, `zod/v4/core/schemas`). */
interface Wrapper {
  readonly innerType?: core.$ZodType;
  readonly in?: core.$ZodType;
  /** Of `z.lazy`. */
  readonly getter?: () => core.$ZodType;
}

/** Returns the annotations of a schema, or of the one inside it. Of a pipe that is its input. */
function findAnnotations(schema: core.$ZodType, depth = 0): FieldAnnotations {
  const metadata: object = globalRegistry.get(schema) ?? {};
  const own = pickAnnotations(metadata);
  if (own.purpose !== undefined) return own;
  const { innerType, in: input, getter } = schema._zod.def as Wrapper; // each type of schema has some of these
  const inner = innerType ?? input ?? getter?.();
  return inner === undefined || depth > MAX_DEPTH ? own : { ...findAnnotations(inner, depth + 1), ...own };
}

/** Returns the types of a value that is not an array or object, which are described by their parts. */
function listScalarTypes(node: SchemaNode): string[] {
  if (node.enum !== undefined) return node.enum.map((value) => JSON.stringify(value));
  if (node.const !== undefined) return [JSON.stringify(node.const)];
  const types = typeof node.type === "string" ? [node.type] : (node.type ?? ["any"]);
  return types.filter((type) => type !== "object" && type !== "array");
}

function pickAnnotations({ purpose, sensitivity, since }: FieldAnnotations): FieldAnnotations {
  return {
    ...(purpose !== undefined && { purpose }),
    ...(sensitivity !== undefined && { sensitivity }),
    ...(since !== undefined && { since }),
  };
}
