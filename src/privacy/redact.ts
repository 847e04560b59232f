/** Finds what identifies a person, a machine or a secret in a text, and takes it out. */
import { CERTAIN, GUESSED, type IdentifiableKind, type Pattern, UUID } from "./identifiable.js";

export interface Identifiable {
  readonly kind: IdentifiableKind;
  /** UTF-16 offsets into the text; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
}

/** Every find in a free text, in order and without overlaps; what overlaps is one find of the kind that starts first. */
export function findIdentifiableInfo(text: string): Identifiable[] {
  return typeof text === "string" ? find(text, [...CERTAIN, ...GUESSED]) : [];
}

/**
 * The text with every find replaced by `[kind]`. For free text: it also guesses at names of people and companies.
 * Redacting twice gives the same as once.
 */
export function redactIdentifiableInfo(text: string): string {
  return typeof text === "string" ? redact(text, [...CERTAIN, ...GUESSED]) : "";
}

/** The same without the guesses, for short texts that are not prose: the guard's part. */
export function scrub(text: string): string {
  // Letters, blanks and hyphens under 20 characters can hold none of the certain kinds: each of those needs a digit,
  // a dot, a slash, a colon, an @ or more length.
  const harmless = /^[A-Za-z_ -]{0,19}$/.test(text) && !/(?:bearer|basic|digest)\s/i.test(text);
  return harmless || UUID.test(text) ? text : redact(text, CERTAIN);
}

/** What one replacement joins may be a find in turn (`a@[ip]`); texts settle after two or three rounds. */
const MAX_ROUNDS = 8;

function redact(text: string, patterns: readonly Pattern[]): string {
  let current = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = replaceAll(current, find(current, patterns));
    if (next === current) break;
    current = next;
  }
  return current;
}

function replaceAll(text: string, finds: readonly Identifiable[]): string {
  let result = "";
  let from = 0;
  for (const { kind, start, end } of finds) {
    result += `${text.slice(from, start)}[${kind}]`;
    from = end;
  }
  return result + text.slice(from);
}

const PLACEHOLDER = /^\[[a-z-]{2,11}\]$/;

function find(text: string, patterns: readonly Pattern[]): Identifiable[] {
  const finds: Identifiable[] = [];
  for (const { kind, regexp, accepts } of patterns) {
    for (const match of text.matchAll(regexp)) {
      const whole = match[0];
      if (whole === "" || (accepts !== undefined && !accepts(whole))) continue;
      const value = match.groups?.value;
      const start = value === undefined ? match.index : match.index + whole.lastIndexOf(value);
      const found = value ?? whole;
      if (!PLACEHOLDER.test(found)) finds.push({ kind, start, end: start + found.length });
    }
  }
  finds.sort((a, b) => a.start - b.start || b.end - a.end);
  return merged(finds);
}

/** Overlapping finds become one, so that no fragment of either is left over. */
function merged(finds: readonly Identifiable[]): Identifiable[] {
  const result: Identifiable[] = [];
  for (const next of finds) {
    const last = result.at(-1);
    if (last === undefined || next.start >= last.end) result.push(next);
    else if (next.end > last.end) result[result.length - 1] = { ...last, end: next.end };
  }
  return result;
}
