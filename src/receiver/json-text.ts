/** Parses JSON, and limits its depth and numbers, so that no later step can fail or block because of them. */
import { RejectedRequest } from "./rejection.js";

/** The limit of serde_json, which reads all formats of PostHog's services (serde-rs/json, src/de.rs). */
const MAX_DEPTH = 127;
/** Each value needs about a hundred bytes of memory. A body of 20 MiB with events or spans has about a million. */
const MAX_VALUES = 2_000_000;

/** A parsed text, and the number of values in it, which is the measure of the memory that they need. */
export interface ParsedJson {
  readonly value: unknown;
  readonly count: number;
}

/**
 * @throws RejectedRequest if the text is not JSON, is nested too deeply, has too many values, or a number that no double can
 * represent
 */
export function parseJson(text: string): ParsedJson {
  const count = measureJson(text);
  try {
    return { value: JSON.parse(text), count };
  } catch {
    throw new RejectedRequest(400, "failed to parse request: not JSON");
  }
}

const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const BACKSLASH = 0x5c;
/** The code of `[` and `]` with this bit is the code of `{` and `}`, and that of `E` is the code of `e`. */
const BRACE_BIT = 0x20;
const OPENING = 0x7b;
const CLOSING = 0x7d;
const EXPONENT = 0x65;
/** All numbers that are shorter and have no exponent are less than the greatest double. */
const SHORT_NUMBER = 300;

/**
 * Returns the number of values. Runs before `JSON.parse`, which accepts any depth. `JSON.stringify` would then fail with a
 * RangeError for the result.
 * @throws RejectedRequest if a limit is exceeded
 */
function measureJson(text: string): number {
  let depth = 0;
  let count = 1;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < QUOTE) continue; // blanks
    if (code === QUOTE) {
      index = findEndOfString(text, index);
    } else if (code === COMMA) {
      count++;
    } else if (code <= NINE) {
      if (code >= ZERO || code === MINUS) index = findEndOfNumber(text, index) - 1;
    } else if ((code | BRACE_BIT) === OPENING) {
      count++;
      if (++depth > MAX_DEPTH)
        throw new RejectedRequest(400, `failed to parse request: nested deeper than ${MAX_DEPTH} levels`);
    } else if ((code | BRACE_BIT) === CLOSING) {
      depth--;
    }
    if (count > MAX_VALUES) throw new RejectedRequest(413, `request has more than ${MAX_VALUES} values`);
  }
  return count;
}

/** Returns the index of the closing quote, or the end of the text. */
function findEndOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/** Returns the index after the number. */
function findEndOfNumber(text: string, start: number): number {
  let end = start;
  let hasExponent = false;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if ((code | BRACE_BIT) === EXPONENT) hasExponent = true;
    else if (!(code >= ZERO && code <= NINE) && code !== POINT && code !== MINUS && code !== PLUS) break;
  }
  const canBeTooLarge = hasExponent || end - start > SHORT_NUMBER;
  if (canBeTooLarge && Math.abs(Number(text.slice(start, end))) === Number.POSITIVE_INFINITY)
    throw new RejectedRequest(400, "failed to parse request: number out of range");
  return end;
}
