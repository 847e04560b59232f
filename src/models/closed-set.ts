/** Creates closed sets, and finds the member of a set that a text names. */

/** The values of a set by their names in upper case: `IntentType.DEBUG` is `"debug"`. */
export type ClosedSet<V extends string> = { readonly [Name in V as Uppercase<Name>]: Name };

/** Any value of a set. */
export type ValueOf<S> = S[keyof S];

/** Creates a set with these values. */
export function createClosedSet<const V extends readonly string[]>(...values: V): ClosedSet<V[number]> {
  const entries = values.map((value) => [value.toUpperCase(), value] as const);
  return Object.freeze(Object.fromEntries(entries)) as ClosedSet<V[number]>; // `fromEntries` does not keep which key has which value
}

/** Adds names that older tools use. They are not listed among the members. */
export function addShortNames<S extends object, const N extends Readonly<Record<string, ValueOf<S>>>>(
  set: S,
  names: N,
): S & N {
  const entries = Object.entries(names).map(([name, value]) => [name, { value }] as const);
  return Object.freeze(Object.defineProperties({ ...set }, Object.fromEntries(entries))) as S & N; // the names are defined above
}

/** The members of each set by their names and by their values, because most texts need no normalization. */
const spellingCache = new WeakMap<object, ReadonlyMap<string, string>>();

function getSpellings(set: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  let spellings = spellingCache.get(set);
  if (spellings === undefined) {
    spellings = new Map(
      Object.entries(set).flatMap(([name, value]) => [[name, value] as const, [value, value] as const]),
    );
    spellingCache.set(set, spellings);
  }
  return spellings;
}

/**
 * Returns the member of a set that a value names, and the fallback for any other value. Case does not matter, and `-` means
 * `_`: `parseMember(SearchMode, "Dense-Only", "unknown")` is `"dense_only"`. Short names are understood.
 */
export function parseMember<S extends Readonly<Record<string, string>>, F extends string>(
  set: S,
  value: unknown,
  fallback: F,
): ValueOf<S> | F {
  if (typeof value !== "string") return fallback;
  const member = getSpellings(set).get(value);
  if (member !== undefined) return member as ValueOf<S>; // the cache has only members of the set
  const name = value.trim().toUpperCase().replaceAll("-", "_");
  return Object.hasOwn(set, name) ? (set[name] as ValueOf<S>) : fallback; // `hasOwn` has checked that the set has the name
}
