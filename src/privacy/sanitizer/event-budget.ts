/** Redacts names and declared texts, and keeps an event within its limits. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { redactFreeText, redactPropertyText } from "../../redaction/redactor.js";
import { isOwnDigest } from "../digests/keyed-digest.js";
import type { Omission, OnOmission } from "./omission.js";
import { UNSAFE_KEYS } from "./property-keys.js";
import { isSendable, isWord, isWordKey } from "./undeclared-text.js";

/** Characters a guarded string keeps. */
export const MAX_TEXT = 256;
/** Levels of nesting; the properties themselves are the first. */
export const MAX_DEPTH = 8;
/** Keys of an event, over all its levels. */
export const MAX_KEYS = 512;
/** Bytes of an event's properties as JSON in UTF-8. */
export const MAX_BYTES = 32 * 1024;

/** Values looked at for one event; past it nothing more is read, so that time is bounded where size is not. */
const MAX_VISITS = 20_000;

/** Characters scrubbed for one event: what 32 KB of strings cut to 256 characters can come from. */
const MAX_SCRUBBED = 512 * 1024;

/** Of a long text no more is scrubbed than this, so that time stays bounded. */
const SCRUB_WINDOW = 4 * 1024;
/** And of that no more is kept: what stands at the window's end may have been cut in half, and not be recognised. */
const WHOLE_WITHIN = 3 * 1024;

/** The beginning of a long text, redacted, without anything that the cut could have spoilt. */
export function beginning(text: string, redact: (text: string, keep?: number) => string): string {
  return text.length > SCRUB_WINDOW ? redact(text.slice(0, SCRUB_WINDOW), WHOLE_WITHIN) : redact(text);
}

/** Texts whose guarded form is remembered: an event's are the same words over and over. */
const REMEMBERED = 1024;
const LONGEST_REMEMBERED = 128;
const memo = new BoundedCache<string>(REMEMBERED);

/** A string that says nothing of whose machine it is: scrubbed first, then cut. */
export function guardText(text: string): string {
  const known = memo.get(text);
  if (known !== undefined) return known;
  if (isOwnDigest(text)) return text;
  const guarded = scrubbedAndCut(text);
  // A copy would mend half a character, and be another text.
  if (text.length > LONGEST_REMEMBERED || !text.isWellFormed()) return guarded;
  const copy = copyString(text);
  memo.set(copy, guarded === text ? copy : copyString(guarded));
  return guarded;
}

function scrubbedAndCut(text: string): string {
  const clean = beginning(text, redactPropertyText);
  return wellFormed(clean.length > MAX_TEXT ? clean.slice(0, MAX_TEXT) : clean);
}

/** Half a surrogate pair is no character in UTF-8, and a server may refuse a whole batch for it. */
export function wellFormed(text: string): string {
  return text.toWellFormed();
}

/** A declared free text as it is sent: redacted first, then cut. */
function redactedAndCut(text: string): string {
  return wellFormed(beginning(text, redactFreeText).slice(0, MAX_TEXT));
}

/** What one event may still take. The part that does not fit is left out; the event goes. */
export class Allowance {
  #keys = MAX_KEYS;
  #visits = MAX_VISITS;
  #scrubbed = MAX_SCRUBBED;
  #bytes = MAX_BYTES - 2; // without the outer braces
  readonly #omit: OnOmission;

  constructor(omit: OnOmission) {
    this.#omit = omit;
  }

  /** True where the key may be used, and then it counts. */
  key(name: string): boolean {
    if (UNSAFE_KEYS.has(name)) return this.#refuse("key_name");
    if (this.#keys <= 0) return this.#refuse("keys");
    if (!this.bytes(jsonBytes(name) + 2)) return false; // with its colon and comma
    this.#keys--;
    return true;
  }

  /** True where so many bytes fit, and then they count. */
  bytes(count: number): boolean {
    if (count > this.#bytes) return this.#refuse("size");
    this.#bytes -= count;
    return true;
  }

  /** A declared text, redacted and cut; undefined where so much was redacted that nothing more may be. */
  redact(text: string): string | undefined {
    return this.#mayScan(text) ? redactedAndCut(text) : undefined;
  }

  /** True where an undeclared text may be sent; see `isSendable`. */
  isSendable(text: string, under: string | undefined): boolean {
    if (!this.#mayScan(text)) return false;
    return isSendable(text, under) || this.#refuse("undeclared_text");
  }

  /** True where a text is a word. */
  isWord(text: string): boolean {
    return this.#mayScan(text) && isWord(text);
  }

  /** True where a key may be sent; see `isWordKey`. */
  isWordKey(key: string): boolean {
    return this.#mayScan(key) && isWordKey(key);
  }

  #mayScan(text: string): boolean {
    if (this.#scrubbed <= 0) return this.#refuse("size");
    this.#scrubbed -= Math.min(text.length, SCRUB_WINDOW);
    return true;
  }

  /** True where one more value may be looked at; a loop over a million items stops at the first no. */
  visit(): boolean {
    if (this.#visits > 0 && this.#scrubbed > 0 && this.#bytes >= 4 && this.#keys > 0) {
      this.#visits--;
      return true;
    }
    return this.#refuse("size");
  }

  /** Gives back what was taken for a key whose value then had no form. */
  release(name: string): void {
    this.#keys++;
    this.#bytes += jsonBytes(name) + 2;
  }

  #refuse(reason: Omission): false {
    this.#omit(reason);
    return false;
  }
}

/** Bytes of a string as JSON in UTF-8, quotes included. */
export function jsonBytes(text: string): number {
  return /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(text)
    ? text.length + 2
    : Buffer.byteLength(JSON.stringify(text));
}
