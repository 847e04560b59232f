/** Reads an object's entries one at a time, so that one hostile part does not cost the others. */
import type { HashableEntries } from "./convert.js";
import type { OnOmission } from "./omission.js";
import { classOf, planFor } from "./plan.js";

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

/** What may be hashed of an object: a forbidden field is not read for its digest either. */
export const hashableEntries: HashableEntries = (value) => {
  const target = classOf(value);
  const plan = target === undefined ? undefined : planFor(target);
  return Object.keys(value)
    .filter((key) => plan?.ruleFor(key).declaration?.conversion !== "FORBIDDEN")
    .map((key) => [key, Reflect.get(value, key)] as const);
};
