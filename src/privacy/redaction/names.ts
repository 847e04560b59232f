/** Guesses at names of people and companies, for free text alone: a code base is full of capitalised words. */

import { WORD } from "./characters.js";
import { found, type Identifiable } from "./finding.js";
import { FIRST_NAMES } from "./first-names.js";
import type { Text } from "./text.js";

const REST_OF_PERSON =
  "(?:[ ]\\p{Lu}\\.)?(?:[ ](?:(?:van|von|de|da|der|den|di|del|la|le|bin|al)[ ]){0,2}\\p{Lu}[\\p{L}'\u2019-]{1,40}){1,2}(?![\\p{L}\\p{N}_])";
const PERSON = new RegExp(`\\p{Lu}[\\p{L}'\u2019-]{1,40}${REST_OF_PERSON}`, "uy");
const TITLED =
  /(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sir|Herrn?|Frau|Monsieur|Madame|Mme|Mlle|Señora?|Sra?|Signora?|Sig)\.? (?:\p{Lu}\.? ?)?\p{Lu}[\p{L}'\u2019-]{1,40}(?: \p{Lu}[\p{L}'\u2019-]{1,40}){0,2}/uy;
const COMPANY =
  /\p{Lu}[\p{L}\p{N}&.'-]{0,40}(?:(?: (?:&|und|and|et|y|of))? \p{Lu}[\p{L}\p{N}&.'-]{0,40}){0,3},? (?:Inc|Incorporated|Ltd|Limited|LLC|LLP|GmbH|AG|KG|SE|SA|SAS|SARL|SpA|Srl|BV|NV|AB|Oy|Oyj|A\/S|AS|ApS|Corp|Corporation|Company|PLC|Pty|Co|K\.K|S\.A|S\.p\.A)(?![\p{L}\p{N}])\.?/uy;

/** Called at a word that begins with a capital. */
export function name(text: Text, start: number): Identifiable | undefined {
  if (text.is(start - 1, ".") && (text.classAt(start - 2) & WORD) !== 0) return undefined; // a member's
  return (
    match(COMPANY, "company", text, start) ?? match(TITLED, "person", text, start) ?? person(text, start)
  );
}

function person(text: Text, start: number): Identifiable | undefined {
  const first = text.slice(start, text.runEnd(start, WORD, 24));
  return FIRST_NAMES.has(first) ? match(PERSON, "person", text, start) : undefined;
}

function match(
  pattern: RegExp,
  kind: "company" | "person",
  text: Text,
  start: number,
): Identifiable | undefined {
  const end = text.matchEnd(pattern, start);
  return end === undefined ? undefined : found(kind, start, end);
}
