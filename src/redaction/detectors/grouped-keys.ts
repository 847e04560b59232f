/** Detects keys in groups that are too short to look random, as keys of products and of some services are printed. */
import { ALNUM } from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";

/** Four to eight groups of four to eight capitals and digits. Those of one key have the same length. */
const GROUPED_KEY = /^[A-Z\d]{4,8}(?:-[A-Z\d]{4,8}){3,7}$/;
/** Four to eight groups of hex digits. A UUID, or the beginning of one, is an id. */
const HEX_GROUPS = /^(?![\da-f]{8}-[\da-f]{4}-[\da-f]{4}-)[\da-f]{4,8}(?:-[\da-f]{4,8}){3,7}$/i;

/** Detects `A1B2C-3D4E5-F6G7H-8J9K0`. Most groups have both letters and digits, unlike dates and names of ciphers. */
export function detectGroupedKey(text: ScannedText, start: number, end: number): Identifiable | undefined {
  if (end - start < 19 || end - start > 71) return undefined;
  const dash = text.findRunEnd(start, ALNUM, 9);
  if (dash < start + 4 || !text.hasCharacter(dash, "-")) return undefined;
  const key = text.slice(start, end);
  const groups = key.split("-");
  const isOneLength = GROUPED_KEY.test(key) && groups.every((group) => group.length === dash - start);
  if (!isOneLength && !(end - start >= 24 && HEX_GROUPS.test(key))) return undefined;
  const isMixed = [/\d/, /[A-Z]/i].every(
    (part) => groups.filter((group) => part.test(group)).length * 2 >= groups.length,
  );
  return isMixed ? createMatch("token", start, end) : undefined;
}
