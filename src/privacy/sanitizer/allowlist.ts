/** Lists of paths compiled into a tree, and the one pass that keeps of sealed JSON what its list names. */
import type { Json } from "../../envelope.js";
import type { OnOmission } from "./omission.js";
import { isUnsafeKey } from "./property-keys.js";

/** A place in an event and what may stand there. */
export interface AllowlistNode {
  /** A value without parts of its own: text, number, boolean, null. */
  isScalarAllowed: boolean;
  /** What every item of an array is, where there may be one. */
  items: AllowlistNode | undefined;
  readonly keys: Map<string, AllowlistNode>;
  /** Keys of which only the beginning is known: `$feature/` is one, the empty text is any key. */
  readonly prefixes: Map<string, AllowlistNode>;
}

/** Paths as the manifest writes them: `results.returned`, `matches[].score`, `languages.*`, `$feature/*`. */
export function compileAllowlist(paths: Iterable<string>): AllowlistNode {
  const root = createNode();
  for (const path of paths) {
    let place = root;
    for (const part of path.split(".")) place = addPathPart(place, part);
    place.isScalarAllowed = true;
  }
  return root;
}

/** The JSON without what is not listed, of which each part is counted once; undefined where nothing of it is. */
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

/** The place that one part of a path leads to, made where it is new. */
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
