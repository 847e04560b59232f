/** Describes an event from its zod schema: the keys that it lists, and the purposes in their `.meta()`. */
import { toJSONSchema, type ZodObject } from "zod";
import { createManifestField, type FieldAnnotations, type ManifestField } from "./manifest.js";

/** A part of the JSON Schema that zod writes. It includes the values of `.meta()`. */
interface SchemaNode extends FieldAnnotations {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: boolean | SchemaNode;
  readonly prefixItems?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly $ref?: string;
}

/** One level more than sanitizing keeps. It bounds schemas that contain themselves. */
const MAX_DEPTH = 9;

/**
 * Returns the fields that a schema lists.
 * @throws Error if a field has no purpose
 */
export function describeSchema(event: string, schema: ZodObject): ManifestField[] {
  const root = toJSONSchema(schema, {
    io: "output",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      const { type } = zodSchema._zod.def;
      if (type === "date") jsonSchema.type = "string"; // sanitizing writes ISO 8601
      if (type === "bigint") jsonSchema.type = "integer";
    },
  });
  const found = new Map<string, ManifestField>();

  const visitSchema = (path: string, shape: SchemaNode, above: FieldAnnotations, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    const target = resolveReference(shape, root as SchemaNode); // zod's own type lacks the values of `.meta()`
    const said = { ...above, ...pickAnnotations(target) };
    const { properties, additionalProperties, items } = target;
    for (const [key, part] of Object.entries(properties ?? {}))
      visitSchema(path === "" ? key : `${path}.${key}`, part, { ...said, purpose: undefined }, depth + 1);
    if (typeof additionalProperties === "object")
      visitSchema(`${path}.*`, additionalProperties, said, depth + 1);
    for (const item of [...(target.prefixItems ?? []), ...(typeof items === "object" ? [items] : [])])
      visitSchema(`${path}[]`, item, said, depth + 1);
    const variants = [...(target.anyOf ?? []), ...(target.oneOf ?? []), ...(target.allOf ?? [])];
    for (const variant of variants) visitSchema(path, variant, said, depth + 1);
    if (variants.length > 0) return;
    for (const type of listScalarTypes(target)) {
      const types = new Set([...(found.get(path)?.type.split(" | ") ?? []), type]);
      found.set(path, createManifestField(event, { path, type: [...types].join(" | ") }, said));
    }
  };

  visitSchema("", root as SchemaNode, {}, 0);
  return [...found.values()];
}

/** Returns the types of a value that is not an array or object, which are described by their parts. */
function listScalarTypes(shape: SchemaNode): string[] {
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value));
  if (shape.const !== undefined) return [JSON.stringify(shape.const)];
  const types = typeof shape.type === "string" ? [shape.type] : (shape.type ?? ["any"]);
  return types.filter((type) => type !== "object" && type !== "array");
}

/** Follows a reference: zod writes schemas with an id, or that contain themselves, once. */
function resolveReference(shape: SchemaNode, root: SchemaNode): SchemaNode {
  if (shape.$ref === undefined) return shape;
  if (shape.$ref === "#") return root;
  const definitions: Readonly<Record<string, SchemaNode>> = Object(Reflect.get(root, "$defs"));
  return { ...definitions[shape.$ref.replace("#/$defs/", "")], ...shape };
}

function pickAnnotations({ purpose, sensitivity, since }: FieldAnnotations): FieldAnnotations {
  return {
    ...(purpose !== undefined && { purpose }),
    ...(sensitivity !== undefined && { sensitivity }),
    ...(since !== undefined && { since }),
  };
}
