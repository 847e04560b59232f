/** Declares the texts that a zod schema lists in `z.enum` and `z.literal`, so that they are sent as they are. */
import type { ZodObject, ZodType } from "zod";
import { ignoreRejection } from "../internal/errors.js";
import { isPlainObject } from "../privacy/conversions/containers.js";
import { verbatim } from "../privacy/sanitizer/declared-text.js";
import { isSensitiveOrPersonKey } from "../privacy/sanitizer/property-keys.js";
import { isSendable } from "../privacy/sanitizer/undeclared-text.js";

/** The parts of a schema's definition that are read here (zod 4, `zod/v4/core/schemas`). */
interface Definition {
  readonly type: string;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly values?: readonly unknown[];
  readonly innerType?: ZodType;
  readonly out?: ZodType;
  readonly options?: readonly ZodType[];
  readonly left?: ZodType;
  readonly right?: ZodType;
  readonly getter?: () => ZodType;
  readonly shape?: Readonly<Record<string, ZodType>>;
  readonly element?: ZodType;
  readonly items?: readonly ZodType[];
  readonly rest?: ZodType | null;
  readonly valueType?: ZodType;
}

/** Bounds schemas that contain themselves. The sanitizer keeps eight levels; `z.lazy` counts as one more. */
const MAX_DEPTH = 17;

interface Position {
  /** The nearest key above the value that names a secret or a person, if there is one. */
  readonly identifyingKey: string | undefined;
  readonly depth: number;
}

/**
 * Returns the properties of an event, parsed, in which the texts that the schema lists are declared.
 * @throws ZodError if the properties do not fit the schema, and an error of zod if the schema has an async check
 */
export function parseProperties(schema: ZodObject, properties: unknown): object {
  // `parse` stops at an async check and abandons its promise, whose rejection would end the host.
  const result = schema._zod.run({ value: properties, issues: [] }, { async: true });
  ignoreRejection(result);
  if (result instanceof Promise) throw new Error("a schema of an event cannot have async checks");
  if (result.issues.length > 0) schema.parse(properties); // throws the error that zod's users know
  return Object(declareLiterals(schema, result.value));
}

/**
 * Returns a parsed value in which the texts that the schema lists are declared, so that they are sent as they are. A text
 * that is a word anyway remains a text, and others become `verbatim(…)`. The value given is not changed.
 */
function declareLiterals(schema: ZodType, value: unknown): unknown {
  return declareAt(schema, value, { identifyingKey: undefined, depth: 0 });
}

/** Declares the literals of a part of the value. Without a schema, the part is returned as it is. */
function declareAt(schema: ZodType | null | undefined, value: unknown, position: Position): unknown {
  if (schema === null || schema === undefined || position.depth > MAX_DEPTH) return value;
  const definition = schema._zod.def as Definition; // each type of schema has some of these
  const below = { ...position, depth: position.depth + 1 };
  const declareProperties = (getSchema: (key: string) => ZodType | undefined) =>
    mapProperties(value, (key, item) =>
      declareAt(getSchema(key), item, {
        ...below,
        identifyingKey: isSensitiveOrPersonKey(key) ? key : position.identifyingKey,
      }),
    );
  switch (definition.type) {
    case "enum":
    case "literal": {
      const listed = definition.values ?? Object.values(definition.entries ?? {});
      const isListed = typeof value === "string" && listed.includes(value);
      return isListed && !isSendable(value, position.identifyingKey) ? verbatim(value) : value;
    }
    case "union":
      return definition.options?.reduce((result, option) => declareAt(option, result, position), value);
    case "intersection":
      return declareAt(definition.right, declareAt(definition.left, value, position), position);
    case "lazy":
      return declareAt(definition.getter?.(), value, below); // one level down, because it may return itself
    case "object":
      return declareProperties((key) => getOwnSchema(definition.shape, key));
    case "record":
      return declareProperties(() => definition.valueType);
    case "array":
      return mapItems(value, (item) => declareAt(definition.element, item, below));
    case "tuple":
      return mapItems(value, (item, index) =>
        declareAt(definition.items?.[index] ?? definition.rest, item, below),
      );
    case "set":
      return value instanceof Set
        ? new Set(Array.from(value, (item) => declareAt(definition.valueType, item, below)))
        : value;
    default:
      // Optional, nullable, default and readonly have an inner type, and a pipe has an output. Others contain no literals.
      return declareAt(definition.innerType ?? definition.out, value, position);
  }
}

function getOwnSchema(shape: Definition["shape"], key: string): ZodType | undefined {
  return shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : undefined;
}

/** Other objects are values as a whole, such as dates, or a literal that another option of a union has declared. */
function mapProperties(value: unknown, declare: (key: string, item: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null || !isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, declare(key, item)]));
}

function mapItems(value: unknown, declare: (item: unknown, index: number) => unknown): unknown {
  return Array.isArray(value) ? value.map(declare) : value;
}
