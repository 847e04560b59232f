/** Finds what identifies a person, a machine or a secret in a text, and takes it out. */
import { type Find, IDENTIFIABLE_KINDS, type Identifiable, type IdentifiableKind } from "./finding.js";
import { fold } from "./normalize-text.js";
import { namesOfThisMachine } from "./own-names.js";
import { scan } from "./scan.js";
import { isUuid } from "./tokens.js";

/** Every find in a free text, in order and without overlaps; what overlaps is one find of the kind that starts first. */
export function findIdentifiableInfo(text: string): Identifiable[] {
  return typeof text === "string" ? findAll(text, true) : [];
}

/**
 * The text with every find replaced by `[kind]`. For free text: it also guesses at names of people and companies.
 * Redacting twice gives the same as once.
 */
export function redactIdentifiableInfo(text: string): string {
  return typeof text === "string" ? redactFreeText(text) : "";
}

/** The same for the first `keep` characters of a text; what begins before them and ends after is found whole. */
export function redactFreeText(text: string, keep = text.length): string {
  return replaced(text, findAll(text, true), keep);
}

/** The same without the guesses, for short texts that are not prose: the guard's part. */
export function scrub(text: string, keep = text.length): string {
  // Most strings of an event are a word of a closed set, which is nothing but, at worst, this machine's name.
  return (/^[A-Za-z_]{0,9}$/.test(text) && !isOwnName(text)) || isUuid(text)
    ? text
    : replaced(text, findAll(text, false), keep);
}

function isOwnName(word: string): boolean {
  return namesOfThisMachine().some(({ name }) => name === word.toLowerCase());
}

/** What stands for a find, by its kind: one string for all of them. */
const STAND_INS = Object.fromEntries(IDENTIFIABLE_KINDS.map((kind) => [kind, `[${kind}]`])) as Record<
  IdentifiableKind,
  string
>;

/** What was taken out before stays out, and divides the text: no find reaches over it. */
const PLACEHOLDER = new RegExp(`\\[(?:${IDENTIFIABLE_KINDS.join("|")})\\]`, "g");

function findAll(given: string, guesses: boolean): Identifiable[] {
  const { text, original } = fold(given);
  const finds: Find[] = [];
  let from = 0;
  for (const { 0: placeholder, index } of text.matchAll(PLACEHOLDER)) {
    findIn(text, from, index, guesses, 0, finds);
    from = index + placeholder.length;
  }
  findIn(text, from, text.length, guesses, 0, finds);
  if (original !== undefined) {
    for (const find of finds) {
      find.start = original(find.start);
      find.end = original(find.end);
    }
  }
  return finds;
}

/** What is left between finds is read again by itself, for that is how the result reads; most is done after two rounds. */
const MAX_ROUNDS = 4;

function findIn(
  text: string,
  from: number,
  to: number,
  guesses: boolean,
  round: number,
  finds: Find[],
): void {
  if (to - from < 3 || !maySay(text, from, to)) return; // nothing so short identifies anything
  const part = from === 0 && to === text.length ? text : text.slice(from, to);
  const found = merged(scan(part, guesses), from);
  const [first] = found;
  if (first === undefined) return;
  if (round === MAX_ROUNDS) {
    // A text made so that each round uncovers a find: all that is left of it goes.
    finds.push({ kind: first.kind, start: from, end: to });
    return;
  }
  let rest = from;
  for (const find of found) {
    findIn(text, rest, find.start, guesses, round + 1, finds);
    finds.push(find);
    rest = find.end;
  }
  findIn(text, rest, to, guesses, round + 1, finds);
}

/** Every find holds a letter, digit or mark of ASCII, and one more character; what is left between two often does not. */
function maySay(text: string, from: number, to: number): boolean {
  let solid = 0;
  let hasAscii = false;
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index);
    if (code <= SPACE) continue;
    solid++;
    hasAscii ||= code < DELETE;
    if (hasAscii && solid > 1) return true;
  }
  return false;
}

const SPACE = 32;
const DELETE = 127;

/** Overlapping finds become one, so that no fragment of either is left over; in place, for there may be many. */
function merged(finds: Find[], offset: number): Find[] {
  // They come in order, but for those that begin before their mark.
  if (finds.some(({ start }, index) => start < (finds[index - 1]?.start ?? 0)))
    finds.sort((a, b) => a.start - b.start || b.end - a.end);
  let kept = 0;
  for (const find of finds) {
    const last = finds[kept - 1];
    if (last !== undefined && find.start + offset < last.end)
      last.end = Math.max(last.end, find.end + offset);
    else {
      find.start += offset;
      find.end += offset;
      finds[kept++] = find;
    }
  }
  finds.length = kept;
  return finds;
}

/** Joined by the hundred, for that takes two thirds of the time of joining half a million at once. */
const MOST_PARTS = 512;

function replaced(text: string, finds: readonly Identifiable[], keep: number): string {
  let result = "";
  let parts: string[] = [];
  let from = 0;
  for (const { kind, start, end } of finds) {
    if (start >= keep) break;
    parts.push(text.slice(from, start), STAND_INS[kind]);
    from = end;
    if (parts.length < MOST_PARTS) continue;
    result += parts.join("");
    parts = [];
  }
  return result + parts.join("") + text.slice(from, Math.max(from, keep));
}
