/** Compiles a list of property paths into a tree, and removes the properties of sealed JSON that are not in it. */
import type { Json } from "../../envelope.js";
import type { OnOmission } from "./omission.js";
import { isUnsafeKey } from "./property-keys.js";

/** Describes one place in an event. */
export interface AllowlistNode {
  /** A text, a number, a boolean or null may be here. */
  isScalarAllowed: boolean;
  /** Describes every item of an array; undefined if no array may be here. */
  items: AllowlistNode | undefined;
  readonly keys: Map<string, AllowlistNode>;
  /** Keys by their prefix: `$feature/` is one, and the empty text is the prefix of every key. */
  readonly prefixes: Map<string, AllowlistNode>;
}

/** @param paths as the manifest writes them: `results.returned`, `matches[].score`, `languages.*`, `$feature/*` */
export function compileAllowlist(paths: Iterable<string>): AllowlistNode {
  const root = createNode();
  for (const path of paths) {
    let place = root;
    for (const part of path.split(".")) place = addPathPart(place, part);
    place.isScalarAllowed = true;
  }
  return root;
}

/** Returns the JSON without the parts that are not listed; undefined if nothing remains. Each removed part is counted once. */
export function applyAllowlist(json: Json, listed: AllowlistNode, omit: OnOmission): Json | undefined {
  if (typeof json !== "object" || json === null) return listed.isScalarAllowed ? json : void omit("unlisted");
  if (Array.isArray(json)) {
    const { items } = listed;
    if (items === undefined) return void omit("unlisted");
    return json.map((item: Json) => applyAllowlist(item, items, omit)).filter((item) => item !== undefined);
  }
  if (listed.keys.size === 0 && listed.prefixes.size === 0) return void omit("unlisted");
  const kept: Record<string, Json> = {};
  for (const [key, item] of Object.entries(json)) {
    const place = findChild(listed, key);
    const value = place === undefined ? void omit("unlisted") : applyAllowlist(item, place, omit);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

function findChild({ keys, prefixes }: AllowlistNode, key: string): AllowlistNode | undefined {
  if (isUnsafeKey(key)) return undefined;
  const known = keys.get(key);
  if (known !== undefined) return known;
  for (const [beginning, place] of prefixes) if (key.startsWith(beginning)) return place;
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
  return { isScalarAllowed: false, items: undefined, keys: new Map(), prefixes: new Map() };
}
