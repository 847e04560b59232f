/** The forms that a setting's value may have: how it is read, and how a warning ends that it could not be. */
import { isLoopbackUrl } from "../internal/loopback.js";
import { parseBoolean } from "./parse-boolean.js";

export interface Validator<T> {
  /** Ends the sentence "… is not …". */
  readonly expected: string;
  /** Undefined where the value, of an environment's text, a TOML file or code, has another form. Never throws. */
  parse(raw: unknown): T | undefined;
}

export const BOOLEAN: Validator<boolean> = {
  expected: "true or false (1/yes/on/y/t and 0/no/off/n/f are understood)",
  parse: parseBoolean,
};

/** @param of what it counts, as ` of seconds` */
export function createNumberValidator(min: number, max: number, unit = ""): Validator<number> {
  return {
    expected: `a number${unit} from ${min} to ${max}`,
    parse: (raw) => checkRange(min, max, toNumber(raw)),
  };
}

export function createIntegerValidator(min: number, max: number): Validator<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    parse: (raw) => {
      const number = checkRange(min, max, toNumber(raw));
      return Number.isSafeInteger(number) ? number : undefined;
    },
  };
}

/** In any case. */
export function createChoiceValidator<const W extends string>(
  ...words: readonly [W, W, ...W[]]
): Validator<W> {
  return {
    expected: `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
    parse: (raw) => words.find((word) => typeof raw === "string" && raw.trim().toLowerCase() === word),
  };
}

export function createTextValidator(pattern: RegExp, expected: string): Validator<string> {
  return {
    expected,
    parse: (raw) => (typeof raw === "string" && pattern.test(raw.trim()) ? raw.trim() : undefined),
  };
}

/** A salt that can be guessed protects nothing. 16 characters are as many as a random UUID has bytes. */
const MIN_SALT_CHARACTERS = 16;

/** The text as it is, blanks included. */
export const SALT: Validator<string> = {
  expected: `a text of at least ${MIN_SALT_CHARACTERS} characters; a shorter text repeated does not count`,
  parse: (raw) => {
    if (typeof raw !== "string") return undefined;
    const characters = Array.from(raw);
    return characters.length >= MIN_SALT_CHARACTERS && !isRepetition(characters) ? raw : undefined;
  },
};

/** Returns true where a part repeats at least twice from the beginning to the end; the last repetition may be cut off. */
function isRepetition(characters: readonly string[]): boolean {
  return 2 * findShortestPeriod(characters) <= characters.length;
}

/** Returns the length of the shortest part whose repetition gives the text (Knuth, Morris and Pratt's failure function). */
function findShortestPeriod(characters: readonly string[]): number {
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
export const ORIGIN: Validator<string> = {
  expected: URL_EXPECTED,
  parse: (raw) => {
    const url = parseAllowedUrl(raw);
    return url && `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  },
};

/** To the letter, for a server may tell `/events` from `/events/`. */
export const ADDRESS: Validator<string> = {
  expected: URL_EXPECTED,
  parse: (raw) => {
    const url = parseAllowedUrl(raw);
    return url?.pathname === "/" ? url.origin : url?.href;
  },
};

/** No number that a person writes is longer; a pattern takes its time over a text of any length. */
const MAX_NUMBER_CHARACTERS = 40;
const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

/** Text from the environment reads as the number it writes; a TOML value already is one. */
function toNumber(raw: unknown): unknown {
  return typeof raw === "string" && raw.length <= MAX_NUMBER_CHARACTERS && DECIMAL.test(raw)
    ? Number(raw)
    : raw;
}

function checkRange(min: number, max: number, value: unknown): number | undefined {
  return typeof value === "number" && value >= min && value <= max ? value : undefined;
}

/** Undefined where it may not be used. */
function parseAllowedUrl(raw: unknown): URL | undefined {
  if (typeof raw !== "string" || !URL.canParse(raw.trim())) return undefined;
  const url = new URL(raw.trim());
  // http:// is for loopback only.
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopbackUrl(url));
  if (!secure || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    return undefined;
  return url;
}
