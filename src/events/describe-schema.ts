/** Describes an event from its zod schema: the keys it lists, and what each one's `.meta()` says it is for. */
import { toJSONSchema, type ZodObject } from "zod";
import { createManifestField, type FieldAnnotations, type ManifestField } from "./manifest.js";

/** A part of JSON Schema as zod writes it; everything that `.meta()` was given stands in it too. */
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

  const visitSchema = (path: string, shape: SchemaNode, above: FieldAnnotations, depth: number): void => {
    if (depth > MAX_DEPTH) return;
    const target = resolveReference(shape, root as SchemaNode); // zod's own type for it leaves `.meta()` out
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

/** What stands at a path of its own accord; arrays and objects are their parts. */
function listScalarTypes(shape: SchemaNode): string[] {
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value));
  if (shape.const !== undefined) return [JSON.stringify(shape.const)];
  const types = typeof shape.type === "string" ? [shape.type] : (shape.type ?? ["any"]);
  return types.filter((type) => type !== "object" && type !== "array");
}

/** Definitions that zod put aside, for they have an id or hold themselves. */
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
