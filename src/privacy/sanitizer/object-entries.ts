/** Reads an object's entries one at a time, so that one hostile part does not cost the others. */
import type { Declaration } from "../conversions/conversion.js";
import { classOf, planFor } from "./class-plan.js";
import type { OnOmission } from "./omission.js";

/** Entries whose reading is left to the moment they are needed, one throwing getter at a time. */
export function* readEach(
  raw: object,
  keys: readonly string[],
  omit: OnOmission,
): Generator<readonly [string, unknown]> {
  for (const key of keys) {
    let value: unknown;
    try {
      value = Reflect.get(raw, key);
    } catch {
      omit("unreadable");
      continue;
    }
    yield [key, value];
  }
}

export function* scalarKeyed(
  map: ReadonlyMap<unknown, unknown>,
  omit: OnOmission,
): Generator<readonly [string, unknown]> {
  for (const [key, value] of map) {
    if (typeof key === "object" || typeof key === "symbol" || typeof key === "function") omit("unsupported");
    else yield [String(key), value];
  }
}

/** What a conversion may look at of an object: a forbidden field is not read for a digest or a sum either. */
export function* readableEntries(value: object): Generator<readonly [string, unknown]> {
  const target = classOf(value);
  const plan = target === undefined ? undefined : planFor(target);
  for (const key of Object.keys(value))
    if (plan === undefined || mayBeRead(plan.ruleFor(key).declaration)) yield [key, Reflect.get(value, key)];
}

function mayBeRead(declaration: Declaration | undefined): boolean {
  return declaration === undefined || (declaration.conversion !== "FORBIDDEN" && !declaration.options.optIn);
}
