/** Makes up sample properties from a zod schema, for `preview`. */
import { toJSONSchema, type ZodObject } from "zod";
import { resolveReference, type SchemaNode } from "./json-schema.js";

/** Texts of formats of JSON Schema. Any other text is a word, so that it is sent. */
const TEXTS: Readonly<Record<string, string>> = {
  "date-time": "2026-01-02T03:04:05Z",
  date: "2026-01-02",
  time: "03:04:05",
  uuid: "0190a5de-5f0c-7000-8000-000000000000",
  uri: "https://example.com",
  email: "jane@example.com",
};

/** Returns properties with a value for each key, as far as the schema says how they look. They may not pass its checks. */
export function createSchemaSample(schema: ZodObject): Record<string, unknown> {
  const root: SchemaNode = toJSONSchema(schema, {
    io: "input",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { isDate: true });
    },
  }) as SchemaNode; // zod's own type lacks `isDate`
  return Object(createSample(root, { root, references: ["#"] }));
}

interface SamplePlace {
  readonly root: SchemaNode;
  /** The references that lead here. One that is followed again is of a schema that contains itself. */
  readonly references: readonly string[];
}

function createSample(referring: SchemaNode, { root, references }: SamplePlace): unknown {
  const { $ref } = referring;
  if ($ref !== undefined && references.includes($ref)) return undefined;
  const node = resolveReference(referring, root);
  const below = { root, references: $ref === undefined ? references : [...references, $ref] };
  const [variant] = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  if (variant !== undefined) return createSample(variant, below);
  if (node.isDate) return new Date("2026-01-02T03:04:05Z");
  if (node.const !== undefined) return node.const;
  if (node.enum !== undefined) return node.enum[0];
  switch ([node.type].flat()[0]) {
    case "object":
      return Object.fromEntries(
        Object.entries(node.properties ?? {}).map(([key, property]) => [key, createSample(property, below)]),
      );
    case "array":
      return typeof node.items === "object" ? listPresent(createSample(node.items, below)) : [];
    case "string":
      return TEXTS[node.format ?? ""] ?? "word".padEnd(node.minLength ?? 0, "s");
    case "integer":
    case "number":
      return Math.max(1, node.minimum ?? 1, (node.exclusiveMinimum ?? 0) + 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return undefined; // such as `z.unknown()`
  }
}

function listPresent(item: unknown): unknown[] {
  return item === undefined ? [] : [item];
}
