/** The forms that a setting's value may have: how it is read, and how a warning ends that it could not be. */
import { isLoopbackUrl } from "../internal/loopback.js";
import { truthOf } from "./parse-boolean.js";

export interface Form<T> {
  /** Ends the sentence "… is not …". */
  readonly expected: string;
  /** Undefined where the value, of an environment's text, a TOML file or code, has another form. Never throws. */
  read(raw: unknown): T | undefined;
}

export const YES_OR_NO: Form<boolean> = {
  expected: "true or false (1/yes/on/y/t and 0/no/off/n/f are understood)",
  read: truthOf,
};

/** @param of what it counts, as ` of seconds` */
export function numberFrom(min: number, max: number, of = ""): Form<number> {
  return {
    expected: `a number${of} from ${min} to ${max}`,
    read: (raw) => between(min, max, asNumber(raw)),
  };
}

export function wholeFrom(min: number, max: number): Form<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    read: (raw) => {
      const number = between(min, max, asNumber(raw));
      return Number.isSafeInteger(number) ? number : undefined;
    },
  };
}

/** In any case. */
export function oneOf<const W extends string>(...words: readonly [W, W, ...W[]]): Form<W> {
  return {
    expected: `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
    read: (raw) => words.find((word) => typeof raw === "string" && raw.trim().toLowerCase() === word),
  };
}

export function textLike(pattern: RegExp, expected: string): Form<string> {
  return {
    expected,
    read: (raw) => (typeof raw === "string" && pattern.test(raw.trim()) ? raw.trim() : undefined),
  };
}

/** A salt that can be guessed protects nothing. 16 characters are as many as a random UUID has bytes. */
const MIN_SALT_CHARACTERS = 16;

/** The text as it is, blanks included. */
export const SALT: Form<string> = {
  expected: `a text of at least ${MIN_SALT_CHARACTERS} characters; a shorter text repeated does not count`,
  read: (raw) => {
    if (typeof raw !== "string") return undefined;
    const characters = Array.from(raw);
    return characters.length >= MIN_SALT_CHARACTERS && !isRepetition(characters) ? raw : undefined;
  },
};

/** Returns true where a part repeats at least twice from the beginning to the end; the last repetition may be cut off. */
function isRepetition(characters: readonly string[]): boolean {
  return 2 * shortestPeriod(characters) <= characters.length;
}

/** Returns the length of the shortest part whose repetition gives the text (Knuth, Morris and Pratt's failure function). */
function shortestPeriod(characters: readonly string[]): number {
  const borders = [0];
  let border = 0;
  for (let at = 1; at < characters.length; at++) {
    while (border > 0 && characters[at] !== characters[border]) border = borders[border - 1] ?? 0;
    if (characters[at] === characters[border]) border++;
    borders.push(border);
  }
  return characters.length - border;
}

const URL_EXPECTED = "an https:// URL without credentials (http:// is for loopback only)";

/** Without a trailing slash, so that paths can be put behind it. */
export const ORIGIN: Form<string> = {
  expected: URL_EXPECTED,
  read: (raw) => {
    const url = asUrl(raw);
    return url && `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  },
};

/** To the letter, for a server may tell `/events` from `/events/`. */
export const ADDRESS: Form<string> = {
  expected: URL_EXPECTED,
  read: (raw) => {
    const url = asUrl(raw);
    return url?.pathname === "/" ? url.origin : url?.href;
  },
};

/** No number that a person writes is longer; a pattern takes its time over a text of any length. */
const MAX_NUMBER_CHARACTERS = 40;
const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Text from the environment reads as the number it writes; a TOML value already is one. */
function asNumber(raw: unknown): unknown {
  return typeof raw === "string" && raw.length <= MAX_NUMBER_CHARACTERS && DECIMAL.test(raw)
    ? Number(raw)
    : raw;
}

function between(min: number, max: number, value: unknown): number | undefined {
  return typeof value === "number" && value >= min && value <= max ? value : undefined;
}

/** Undefined where it may not be used. */
function asUrl(raw: unknown): URL | undefined {
  if (typeof raw !== "string" || !URL.canParse(raw.trim())) return undefined;
  const url = new URL(raw.trim());
  // http:// is for loopback only.
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopbackUrl(url));
  if (!secure || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    return undefined;
  return url;
}
