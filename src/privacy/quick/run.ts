/** One event's way on the quick road: what it may still take, and how scalars are taken. */
import type { Json } from "../../envelope.js";
import type { Reading } from "../convert.js";
import type { Digest } from "../digest.js";
import { readableEntries } from "../entries.js";
import { guardText, MAX_BYTES, MAX_DEPTH, MAX_KEYS } from "../guard.js";
import { mayNameNext } from "../redaction/beside.js";

/** What the caller's settings say of an event. */
export interface Terms {
  readonly digest: Digest;
  readonly optIn: boolean;
}

/** Thrown where a value is not for this road. Made once: it is no error, and nobody reads it. */
const NOT_FOR_THIS_ROAD = new Error("not for the quick road");

// Variables of the module and no object's fields, for they are written for every value.
let bytes = 0;
let keys = 0;
let terms: Terms | undefined;

interface State {
  readonly bytes: number;
  readonly keys: number;
  readonly terms: Terms;
}

/** What was under way is given back, for `end`: a getter may seal something of its own. */
export function begin(given: Terms): State | undefined {
  const before = terms === undefined ? undefined : { bytes, keys, terms };
  bytes = MAX_BYTES - 2;
  keys = MAX_KEYS;
  terms = given;
  return before;
}

/** Whether all of it is within what one event may take. */
export function isWithin(): boolean {
  return bytes >= 0 && keys >= 0;
}

export function end(before: State | undefined): void {
  terms = before?.terms;
  if (before === undefined) return;
  bytes = before.bytes;
  keys = before.keys;
}

export function leave(): never {
  throw NOT_FOR_THIS_ROAD;
}

/** Counts bytes of JSON; never fewer than there are. */
export function spend(count: number): void {
  bytes -= count;
  if (bytes < 0) leave();
}

/** Counts an object or a list at a level of nesting, its braces and what its keys take. */
export function open(depth: number, size: number, names: number): void {
  bytes -= size;
  keys -= names;
  if (bytes < 0 || keys < 0 || depth > MAX_DEPTH) leave();
}

/** Longer lists may hold so much of nothing that the plain road stops looking. */
const LONGEST_LIST = 16_000;

/** Counts a list: its brackets, and a comma for each item. */
export function openList(depth: number, length: number): void {
  if (!(length >= 0 && length <= LONGEST_LIST)) leave(); // a Proxy's may be anything
  open(depth, 2 + length, 0);
}

/** A list's items, each sealed; the list is as deep as `depth`, they are one deeper. */
export function listOf(
  raw: readonly unknown[],
  seal: (item: unknown, depth: number) => Json | undefined,
  depth: number,
): Json[] {
  const { length } = raw;
  openList(depth, length);
  const list: Json[] = [];
  for (let at = 0; at < length; at++) {
    const item = raw[at];
    if (mayNameNext(item, length)) leave(); // what follows may be a secret
    const json = seal(item, depth + 1);
    if (json !== undefined) list.push(json);
  }
  if (raw.length !== length) leave(); // reading it has changed it
  return list;
}

/** A model that has the last word on what leaves is not for this road. */
export function hasOverrides(raw: object): boolean {
  return (raw as { telemetryOverrides?: unknown }).telemetryOverrides !== undefined;
}

/** A character of JavaScript's takes six bytes of JSON at most: `\u001f`. */
export function sizeOf(text: string): number {
  return 6 * text.length + 2;
}

/** A text that leaves as it is. */
export function asItIs(text: string): string {
  bytes -= sizeOf(text);
  return text.isWellFormed() ? text : text.toWellFormed();
}

export function guarded(text: string): string {
  spend(sizeOf(text)); // before it is looked at: what is left out for its length takes no time
  const clean = guardText(text);
  if (clean.length > text.length) bytes -= sizeOf(clean);
  return clean;
}

/** The longest number is 24 characters, as `-1.2345678901234567e+308`. */
const LONGEST_NUMBER = 25;
/** Of 32 bits. */
const LONGEST_INTEGER = 11;

/** At most, and so that small numbers, which lists are long of, are counted as they are. */
function digitsOf(number: number): number {
  if ((number | 0) !== number) return LONGEST_NUMBER;
  if (number < 0 || number >= 1000) return LONGEST_INTEGER;
  return number < 10 ? 1 : 3;
}

export function numeric(number: number): number {
  bytes -= digitsOf(number);
  return Number.isFinite(number) ? number + 0 : leave(); // -0 is 0 in JSON
}

export function truth(value: boolean): boolean {
  bytes -= 5;
  return value;
}

export function nothing(): null {
  bytes -= 4;
  return null;
}

export function digestOf(text: string): string {
  return (terms as Terms).digest(text); // there are terms while something is sealed
}

export function isOptedIn(): boolean {
  return terms?.optIn === true;
}

export function digest(): Digest {
  return (terms as Terms).digest; // as above
}

/** How a conversion looks into a value here: what it would leave out is not for this road. */
export const READING: Reading = {
  entries: readableEntries,
  visit: () => {
    spend(4);
    return true;
  },
  omit: leave,
};

/** Counts what a conversion has made. */
export function counted<J extends Json | undefined>(json: J, depth: number): J {
  if (typeof json === "string") bytes -= sizeOf(json);
  else if (typeof json === "number" || typeof json === "boolean") bytes -= LONGEST_NUMBER;
  else if (Array.isArray(json)) {
    open(depth, 2 + json.length, 0);
    for (const item of json) counted(item, depth + 1);
  } else if (typeof json === "object" && json !== null) {
    const entries = Object.entries(json);
    open(depth, 2, entries.length);
    for (const [key, item] of entries) {
      bytes -= sizeOf(key) + 2;
      counted(item, depth + 1);
    }
  }
  return json;
}
