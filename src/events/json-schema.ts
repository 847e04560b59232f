/** Defines the JSON Schema that zod writes, as far as this package reads it. */
import type { FieldAnnotations } from "./manifest.js";

/** A part of a JSON Schema. It includes the values of `.meta()`. */
export interface SchemaNode extends FieldAnnotations {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: boolean | SchemaNode;
  readonly prefixItems?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly $ref?: string;
  /** The name of a type whose values cannot be sent. */
  readonly unsendable?: string;
  /** The value is a Date, for which JSON Schema has no type. */
  readonly isDate?: true;
}

/** Follows a reference. Zod writes one for schemas that have an id or contain themselves. */
export function resolveReference(node: SchemaNode, root: SchemaNode): SchemaNode {
  if (node.$ref === undefined) return node;
  if (node.$ref === "#") return root;
  const definitions: Readonly<Record<string, SchemaNode>> = Object(Reflect.get(root, "$defs"));
  return { ...definitions[node.$ref.replace("#/$defs/", "")], ...node };
}
