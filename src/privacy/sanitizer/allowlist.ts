/** Compiles a list of property paths into a tree, and removes the properties of sealed JSON that are not in it. */
import type { Json } from "../../envelope.js";
import { isUnsafeKey } from "./property-keys.js";

/**
 * A text, a number, a boolean or null.
 *
 * @example
 * const isCount = (value: JsonScalar) => typeof value === "number" && value >= 0;
 */
export type JsonScalar = string | number | boolean | null;

/**
 * A path that may be in an event, and the values that may be there.
 *
 * @example
 * const mode: AllowedField = { path: "search_mode", accepts: (value) => value === "hybrid" || value === "dense" };
 */
export interface AllowedField {
  /** As the manifest writes it: `results.returned`, `matches[].score`, `languages.*`, `$feature/*`. */
  readonly path: string;
  /** Returns whether a scalar may be there. @default every scalar */
  readonly accepts?: (value: JsonScalar) => boolean;
}

/**
 * Describes one place in an event.
 *
 * @example
 * const allowlist: AllowlistNode = compileAllowlist([{ path: "files" }]);
 */
export interface AllowlistNode {
  /** Returns whether a scalar may be here. Undefined if none may. */
  accepts: ((value: JsonScalar) => boolean) | undefined;
  /** Describes every item of an array; undefined if no array may be here. */
  items: AllowlistNode | undefined;
  readonly keys: Map<string, AllowlistNode>;
  /** Keys by their prefix: `$feature/` is one, and the empty text is the prefix of every key. */
  readonly prefixes: Map<string, AllowlistNode>;
}

const acceptAll = () => true;

/**
 * Compiles the fields of an event. If two fields have the same path, a value that one of them accepts is allowed.
 *
 * @example
 * const allowlist = compileAllowlist([{ path: "results.returned" }, { path: "languages.*" }]);
 */
export function compileAllowlist(fields: Iterable<AllowedField>): AllowlistNode {
  const root = createNode();
  for (const { path, accepts = acceptAll } of fields) {
    let place = root;
    for (const part of path.split(".")) place = addPathPart(place, part);
    const other = place.accepts;
    place.accepts = other === undefined ? accepts : (value) => other(value) || accepts(value);
  }
  return root;
}

/**
 * Returns the JSON without the parts that are not listed; undefined if nothing remains.
 *
 * @param omit Called with `unlisted` once for each removed part.
 * @param acceptsKey Called with the keys that only their beginning lists, as in `languages.*`. @default every key is listed
 *
 * @example
 * const allowlist = compileAllowlist([{ path: "files" }]);
 * let removedCount = 0;
 * applyAllowlist({ files: 3, prompt: "…" }, allowlist, () => removedCount++); // { files: 3 }
 */
export function applyAllowlist(
  json: Json,
  listed: AllowlistNode,
  omit: (reason: "unlisted") => void,
  acceptsKey: (key: string) => boolean = acceptAll,
): Json | undefined {
  if (typeof json !== "object" || json === null) return listed.accepts?.(json) ? json : void omit("unlisted");
  if (Array.isArray(json)) {
    const { items } = listed;
    if (items === undefined) return void omit("unlisted");
    return json
      .map((item: Json) => applyAllowlist(item, items, omit, acceptsKey))
      .filter((item) => item !== undefined);
  }
  if (listed.keys.size === 0 && listed.prefixes.size === 0) return void omit("unlisted");
  const kept: Record<string, Json> = {};
  for (const [key, item] of Object.entries(json)) {
    const place = findChild(listed, key, acceptsKey);
    const value = place === undefined ? void omit("unlisted") : applyAllowlist(item, place, omit, acceptsKey);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

function findChild(
  { keys, prefixes }: AllowlistNode,
  key: string,
  acceptsKey: (key: string) => boolean,
): AllowlistNode | undefined {
  if (isUnsafeKey(key)) return undefined;
  const known = keys.get(key);
  if (known !== undefined) return known;
  for (const [beginning, place] of prefixes)
    if (key.startsWith(beginning)) return acceptsKey(key) ? place : undefined;
  return undefined;
}

/** Returns the node that one part of a path leads to. A new part gets a new node. */
function addPathPart(from: AllowlistNode, part: string): AllowlistNode {
  const name = part.replace(/(\[\])+$/, "");
  const open = name.endsWith("*");
  let place = open ? getOrCreateNode(from.prefixes, name.slice(0, -1)) : getOrCreateNode(from.keys, name);
  for (let depth = (part.length - name.length) / 2; depth > 0; depth--) {
    place.items ??= createNode();
    place = place.items;
  }
  return place;
}

function getOrCreateNode(children: Map<string, AllowlistNode>, name: string): AllowlistNode {
  const known = children.get(name) ?? createNode();
  children.set(name, known);
  return known;
}

function createNode(): AllowlistNode {
  return { accepts: undefined, items: undefined, keys: new Map(), prefixes: new Map() };
}
