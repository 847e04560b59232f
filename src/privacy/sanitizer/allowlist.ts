/** Lists of paths compiled into a tree, and the one pass that keeps of sealed JSON what its list names. */
import type { Json } from "../../envelope.js";
import type { OnOmission } from "./omission.js";
import { isUnsafeKey } from "./property-keys.js";

/** A place in an event and what may stand there. */
export interface Listed {
  /** A value without parts of its own: text, number, boolean, null. */
  scalar: boolean;
  /** What every item of an array is, where there may be one. */
  items: Listed | undefined;
  readonly keys: Map<string, Listed>;
  /** Keys of which only the beginning is known: `$feature/` is one, the empty text is any key. */
  readonly beginnings: Map<string, Listed>;
}

/** Paths as the manifest writes them: `results.returned`, `matches[].score`, `languages.*`, `$feature/*`. */
export function listedPaths(paths: Iterable<string>): Listed {
  const root = nothing();
  for (const path of paths) {
    let place = root;
    for (const part of path.split(".")) place = partOf(place, part);
    place.scalar = true;
  }
  return root;
}

/** The JSON without what is not listed, of which each part is counted once; undefined where nothing of it is. */
export function keepListed(json: Json, listed: Listed, omit: OnOmission): Json | undefined {
  if (typeof json !== "object" || json === null) return listed.scalar ? json : void omit("unlisted");
  if (Array.isArray(json)) {
    const { items } = listed;
    if (items === undefined) return void omit("unlisted");
    return json.map((item: Json) => keepListed(item, items, omit)).filter((item) => item !== undefined);
  }
  if (listed.keys.size === 0 && listed.beginnings.size === 0) return void omit("unlisted");
  const kept: Record<string, Json> = {};
  for (const [key, item] of Object.entries(json)) {
    const place = placeOf(listed, key);
    const value = place === undefined ? void omit("unlisted") : keepListed(item, place, omit);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

function placeOf({ keys, beginnings }: Listed, key: string): Listed | undefined {
  if (isUnsafeKey(key)) return undefined;
  const known = keys.get(key);
  if (known !== undefined) return known;
  for (const [beginning, place] of beginnings) if (key.startsWith(beginning)) return place;
  return undefined;
}

/** The place that one part of a path leads to, made where it is new. */
function partOf(from: Listed, part: string): Listed {
  const name = part.replace(/(\[\])+$/, "");
  const open = name.endsWith("*");
  let place = open ? child(from.beginnings, name.slice(0, -1)) : child(from.keys, name);
  for (let depth = (part.length - name.length) / 2; depth > 0; depth--) {
    place.items ??= nothing();
    place = place.items;
  }
  return place;
}

function child(children: Map<string, Listed>, name: string): Listed {
  const known = children.get(name) ?? nothing();
  children.set(name, known);
  return known;
}

function nothing(): Listed {
  return { scalar: false, items: undefined, keys: new Map(), beginnings: new Map() };
}
