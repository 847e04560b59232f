/** Any value on the quick road: scalars, lists, Sets, plain objects, and instances of classes that are at home here. */
import type { Json } from "../../envelope.js";
import { isoTimeOf, isPlainList, timeOf } from "../convert.js";
import type { ClassLike } from "../declarations.js";
import { guardKey } from "../guard.js";
import { isHandedOut } from "../handed-out.js";
import { keysOf, UNSAFE_KEYS } from "../keys.js";
import { heldBy, nameBeside, nameFor } from "../redaction/beside.js";
import { kindOfName } from "../redaction/secret-names.js";
import { telling } from "./fields.js";
import {
  asItIs,
  guarded,
  hasOverrides,
  leave,
  listOf,
  nothing,
  numeric,
  open,
  sizeOf,
  spend,
  truth,
} from "./run.js";
import { sealerOf, sealerOfKeys } from "./sealers.js";

/** @param asIs it is vouched for: its texts are not guarded */
export function quickValue(
  raw: unknown,
  asIs: boolean,
  type: ClassLike | undefined,
  depth: number,
): Json | undefined {
  switch (typeof raw) {
    case "string":
      return asIs ? asItIs(raw) : guarded(raw);
    case "number":
      return numeric(raw);
    case "boolean":
      return truth(raw);
    case "undefined":
      return undefined;
    case "object":
      return raw === null ? nothing() : object(raw, asIs, type, depth);
    default:
      return leave();
  }
}

function object(raw: object, asIs: boolean, type: ClassLike | undefined, depth: number): Json | undefined {
  const prototype: object | null = Object.getPrototypeOf(raw);
  if (isPlainList(raw)) return items(raw, asIs, type, depth);
  if (Array.isArray(raw)) return leave();
  if (prototype === Object.prototype || prototype === null)
    return type === undefined ? entries(raw, asIs, depth) : leave();
  if (prototype === Set.prototype) return items(smallSet(raw as ReadonlySet<unknown>), asIs, type, depth); // as its prototype says, and so on
  if (prototype === Date.prototype) return time(raw as Date);
  return hasOverrides(raw) ? leave() : (sealerOf(prototype, raw, asIs, quickValue) ?? leave)(raw, depth);
}

const SIZE = Object.getOwnPropertyDescriptor(Set.prototype, "size");
const LARGEST_SET = 1000;

/** A Set's items, whatever one says of itself. */
function smallSet(set: ReadonlySet<unknown>): readonly unknown[] {
  const size: number = SIZE?.get?.call(set);
  return size > LARGEST_SET || Object.hasOwn(set, Symbol.iterator) ? leave() : [...set];
}

function time(date: Date): string {
  return Number.isNaN(timeOf(date)) ? leave() : asItIs(isoTimeOf(date));
}

function items(list: readonly unknown[], asIs: boolean, type: ClassLike | undefined, depth: number): Json {
  return listOf(list, (item, inner) => quickValue(item, asIs, type, inner), depth);
}

/** A plain object's: keys pass the guard, as their values do. */
function entries(raw: object, asIs: boolean, depth: number): Json | undefined {
  if (isHandedOut(raw)) leave();
  const keys = keysOf(raw);
  const seal = asIs ? undefined : sealerOfKeys(keys, raw, quickValue);
  if (seal !== undefined) return seal(raw, depth);
  const beside = nameBeside(keys, heldBy(raw));
  open(depth, 2 + 4 * keys.length, keys.length);
  const result: Record<string, Json> = {};
  for (const key of keys) {
    const value: unknown = Reflect.get(raw, key);
    if (value === undefined) continue;
    const name = asIs ? key : guardKey(key);
    if (UNSAFE_KEYS.has(name)) leave();
    spend(sizeOf(name));
    const goesBy = nameFor(key, beside, value);
    const isTelling = kindOfName(goesBy) !== undefined;
    if (isTelling && asIs && typeof value === "object") leave(); // a model in it is not vouched for
    const json = isTelling && !asIs ? telling(goesBy, value) : quickValue(value, asIs, undefined, depth + 1);
    if (json !== undefined) result[name] = json;
  }
  return result;
}
