/** Declares the texts that a zod schema itself lists: what `z.enum` and `z.literal` accept is sent as it is. */
import type { ZodType } from "zod";
import { verbatim } from "../privacy/sanitizer/declared-text.js";
import { isIdentifyingKey } from "../privacy/sanitizer/property-keys.js";
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

/** Deeper than the sanitizer lets anything be sent; a schema may hold itself. */
const MAX_DEPTH = 9;

/**
 * Returns a parsed value in which the texts that the schema lists are declared, as far as they would not be sent without.
 * The value given is not changed.
 * @param under the nearest key above the value that names a secret or a person, if there is one
 */
export function declareLiterals(schema: ZodType, value: unknown, under?: string, depth = 0): unknown {
  if (depth > MAX_DEPTH) return value;
  const definition = schema._zod.def as Definition; // each type of schema has some of these
  const within = (inner: ZodType | null | undefined, item: unknown, levels = 0, key?: string): unknown => {
    const name = key !== undefined && isIdentifyingKey(key) ? key : under;
    return inner === null || inner === undefined ? item : declareLiterals(inner, item, name, depth + levels);
  };
  switch (definition.type) {
    case "enum":
    case "literal": {
      const listed = definition.values ?? Object.values(definition.entries ?? {});
      const isListed = typeof value === "string" && listed.includes(value);
      return isListed && !isSendable(value, under) ? verbatim(value) : value;
    }
    case "union":
      return definition.options?.reduce((result, option) => within(option, result), value);
    case "intersection":
      return within(definition.right, within(definition.left, value));
    case "lazy":
      return within(definition.getter?.(), value, 1);
    case "object":
      return mapProperties(value, (key, item) => within(ownSchema(definition.shape, key), item, 1, key));
    case "record":
      return mapProperties(value, (key, item) => within(definition.valueType, item, 1, key));
    case "array":
      return mapItems(value, (item) => within(definition.element, item, 1));
    case "tuple":
      return mapItems(value, (item, at) => within(definition.items?.[at] ?? definition.rest, item, 1));
    case "set":
      return value instanceof Set
        ? new Set(Array.from(value, (item) => within(definition.valueType, item, 1)))
        : value;
    default:
      return within(definition.innerType ?? definition.out, value);
  }
}

function ownSchema(shape: Definition["shape"], key: string): ZodType | undefined {
  return shape !== undefined && Object.hasOwn(shape, key) ? shape[key] : undefined;
}

function mapProperties(value: unknown, declare: (key: string, item: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, declare(key, item)]));
}

function mapItems(value: unknown, declare: (item: unknown, at: number) => unknown): unknown {
  return Array.isArray(value) ? value.map(declare) : value;
}
