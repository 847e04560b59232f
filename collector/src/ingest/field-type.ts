/** Compiles the type that a manifest states for a field to a check of its values. */
import type { JsonScalar, ManifestField } from "codeweaver-telemetry/manifest";

type ScalarCheck = (value: JsonScalar) => boolean;

const isText: ScalarCheck = (value) => typeof value === "string";

const TYPES: Readonly<Record<string, ScalarCheck>> = {
  string: isText,
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

const HEX_DIGITS = /^(\d{1,3}) hex digits$/;
/** The longest duration of a field in milliseconds, because no run of a tool lasts a year. */
const MAX_DURATION_MS = 366 * 24 * 3600 * 1000;

/**
 * Returns whether a value has the type of a field and is plausible: a count is not negative, and a duration is shorter than
 * a year. Every field may be null, which says that it has no value.
 */
export function createFieldCheck({ path, type, conversion }: ManifestField): ScalarCheck {
  const checks = type.split(" | ").map(createTypeCheck);
  const isCount = conversion === "COUNT" || conversion === "TEXT_COUNT" || path.endsWith("_count");
  const isDuration = path.endsWith("_ms");
  return (value) => {
    if (value === null) return true;
    if (typeof value === "number" && !isPlausible(value, { isCount, isDuration })) return false;
    return checks.some((accepts) => accepts(value));
  };
}

/** @param part a type such as `number` or `64 hex digits`, or a literal as in `"full" | "incremental"` */
function createTypeCheck(part: string): ScalarCheck {
  const known = Object.hasOwn(TYPES, part) ? TYPES[part] : undefined;
  if (known !== undefined) return known;
  const digits = HEX_DIGITS.exec(part)?.[1];
  if (digits !== undefined) {
    const hex = new RegExp(`^[0-9a-f]{${digits}}$`);
    return (value) => typeof value === "string" && hex.test(value);
  }
  const literal = parseLiteral(part);
  // The author's own description of a type, such as `ISO date`, says that it is a text, but not which ones.
  return literal === undefined ? isText : (value) => value === literal;
}

function parseLiteral(part: string): string | number | undefined {
  try {
    const value: unknown = JSON.parse(part);
    return typeof value === "string" || typeof value === "number" ? value : undefined;
  } catch {
    return undefined;
  }
}

function isPlausible(
  value: number,
  { isCount, isDuration }: { readonly isCount: boolean; readonly isDuration: boolean },
): boolean {
  if ((isCount || isDuration) && value < 0) return false;
  return !isDuration || value <= MAX_DURATION_MS;
}
