/** Converts texts to TEXT_COUNT. */
import { MAX_ITEMS } from "./containers.js";
import { unbox } from "./unbox.js";
import { MAX_LIST_DEPTH, type ValueReader } from "./value-reader.js";

/** TEXT_COUNT: characters, by code points, of a text or of all texts in lists and Sets, nested ones too. */
export function toTextCount(value: unknown, reader: ValueReader): number {
  return typeof value === "string" ? countCodePoints(value) : countTexts(value, reader, { read: 0 }, 1);
}

function countTexts(value: unknown, reader: ValueReader, items: { read: number }, depth: number): number {
  if (typeof value === "string") return countCodePoints(value);
  if (!Array.isArray(value) && !(value instanceof Set)) {
    const text = unbox(value);
    return typeof text === "string" ? countCodePoints(text) : 0;
  }
  if (depth > MAX_LIST_DEPTH) {
    reader.omit("depth");
    return 0;
  }
  let total = 0;
  for (const item of value) {
    if (++items.read > MAX_ITEMS) {
      reader.omit("size");
      break;
    }
    total += countTexts(item, reader, items, depth + 1);
  }
  return total;
}

/** A look for pairs is nearly free for a Latin-1 text, which has none. */
const HIGH_SURROGATE = /[\ud800-\udbff]/;

/** Counts a surrogate pair as one character. */
function countCodePoints(text: string): number {
  let count = text.length;
  if (!HIGH_SURROGATE.test(text)) return count;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) {
      count--;
      index++;
    }
  }
  return count;
}
