/** What is made of one field's value: a function for each declaration, used by both ways of putting a recipe to work. */
import type { Json } from "../../envelope.js";
import type { DistributionOptions } from "../conversion.js";
import { isPlainList, toBoolean, toCount, toHash, toTextCount } from "../convert.js";
import { guardText } from "../guard.js";
import { asName } from "../memo.js";
import { kindUnder } from "../redaction/secrets.js";
import { toAggregate, toDistribution } from "../statistics.js";
import { countsIn, isOrdinaryKey, tallyOf } from "../tally.js";
import type { Step } from "./recipe.js";
import {
  asItIs,
  counted,
  digest,
  digestOf,
  guarded,
  leave,
  nothing,
  numeric,
  open,
  READING,
  sizeOf,
  spend,
  truth,
} from "./run.js";

/** @param depth the level of nesting that the value stands at */
export type Field = (raw: unknown, depth: number) => Json | undefined;

/** A field whose name may make a secret of what it holds; what holds more than one value is not for this road. */
export function telling(name: string, raw: unknown): Json | undefined {
  if (raw === undefined) return undefined;
  if (raw === null) return nothing();
  if (typeof raw === "boolean") return truth(raw);
  if (typeof raw !== "string" && typeof raw !== "number") return leave();
  const kind = kindUnder(name, raw);
  if (kind !== undefined) return asItIs(`[${kind}]`);
  return typeof raw === "string" ? guarded(raw) : numeric(raw);
}

function hash(raw: unknown, depth: number): Json | undefined {
  return typeof raw === "string"
    ? counted(digestOf(raw), depth)
    : counted(toHash(raw, digest(), READING), depth);
}

function count(raw: unknown): number {
  return numeric(toCount(raw));
}

function presence(raw: unknown): boolean {
  return truth(toBoolean(raw));
}

function textCount(raw: unknown): number {
  return numeric(toTextCount(raw, READING.omit));
}

const ITERATORS = new Map<unknown, unknown>([
  [Array.prototype, Array.prototype[Symbol.iterator]],
  [Set.prototype, Set.prototype[Symbol.iterator]],
  [Map.prototype, Map.prototype[Symbol.iterator]],
  [Object.prototype, undefined],
  [null, undefined],
]);

/** What can be read once only is not read here: the plain road would find it empty. */
function canBeReadAgain(raw: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(raw);
  return ITERATORS.has(prototype) && Reflect.get(raw, Symbol.iterator) === ITERATORS.get(prototype);
}

function guardedKey(key: string): string {
  spend(key.length);
  return guardText(key);
}

/** It remembers words that leave as they are: most lists hold few, the same from one event to the next. */
function distributionOf(options: DistributionOptions): Field {
  const known: string[] = [];
  const leavesAsItIs = (word: string): boolean => {
    for (let at = 0; at < known.length; at++) if (known[at] === word) return true;
    if (!isOrdinaryKey(word, guardedKey)) return false;
    if (word.length > LONGEST_WORD) spend(sizeOf(word));
    else {
      if (known.length === MOST_WORDS) known.length = 0;
      known.push(asName(word));
    }
    return true;
  };
  return (raw, depth) => {
    const tally = isPlainList(raw) ? tallyOf(raw, options, leavesAsItIs) : undefined;
    if (tally !== undefined) {
      const { length } = tally.words;
      open(depth, 2 + length * (LONGEST_KEY + LONGEST_MEMBER), length);
      return countsIn(tally);
    }
    if (typeof raw === "object" && raw !== null && !canBeReadAgain(raw)) return leave();
    const counts = toDistribution(raw, options, guardedKey, READING);
    let names = 0;
    for (const key in counts) {
      names++;
      spend(sizeOf(key) + LONGEST_MEMBER);
    }
    open(depth, 2, names);
    return counts;
  };
}

const MOST_WORDS = 16;
const LONGEST_WORD = 32;
/** Bytes of a word: see `sizeOf`. */
const LONGEST_KEY = 6 * LONGEST_WORD + 2;
/** A number, with its key's colon and its comma. */
const LONGEST_MEMBER = 27;

/** The function for a declared field; undefined for one that leaves as it is, or through the guard. */
export function conversionOf({ declaration }: Step): Field | undefined {
  if (declaration === undefined) return undefined;
  const { conversion, options } = declaration;
  switch (conversion) {
    case "BOOLEAN":
      return presence;
    case "COUNT":
      return count;
    case "TEXT_COUNT":
      return textCount;
    case "HASH":
      return hash;
    case "DISTRIBUTION":
      return distributionOf(options);
    case "AGGREGATE":
      return (raw, depth) =>
        typeof raw === "number" && Number.isFinite(raw) && options.op === undefined
          ? numeric(raw)
          : counted(toAggregate(raw, options, READING), depth);
    default:
      return undefined;
  }
}
