/** Validates the raw values of settings, which come from the environment, from TOML files and from code. */
import { isLoopbackUrl } from "../internal/loopback.js";

export interface Validator<T> {
  /** Completes the sentence "<key> is not …". */
  readonly expected: string;
  /** Returns undefined for a value that cannot be used. Never throws. */
  parse(raw: unknown): T | undefined;
}

const TRUE_WORDS = new Set(["1", "true", "yes", "on", "y", "t"]);
const FALSE_WORDS = new Set(["0", "false", "no", "off", "n", "f"]);

/** Returns undefined for a value that is neither true nor false. Ignores upper case and surrounding spaces. */
export function parseBoolean(raw: unknown): boolean | undefined {
  if (typeof raw === "boolean") return raw;
  if (typeof raw !== "string" && raw !== 0 && raw !== 1) return undefined;
  const word = String(raw).trim().toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : undefined;
}

export const BOOLEAN: Validator<boolean> = {
  expected: "true or false (1/yes/on/y/t and 0/no/off/n/f are understood)",
  parse: parseBoolean,
};

/** @param unit completes "a number", such as ` of seconds` */
export function createNumberValidator(min: number, max: number, unit = ""): Validator<number> {
  return {
    expected: `a number${unit} from ${min} to ${max}`,
    parse: (raw) => parseNumber(raw, min, max),
  };
}

export function createIntegerValidator(min: number, max: number): Validator<number> {
  return {
    expected: `a whole number from ${min} to ${max}`,
    parse: (raw) => {
      const number = parseNumber(raw, min, max);
      return Number.isSafeInteger(number) ? number : undefined;
    },
  };
}

/** The longest text that is parsed as a number. It bounds the time of the regular expression. */
const MAX_NUMBER_CHARACTERS = 40;
const DECIMAL = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?\s*$/i;

function parseNumber(raw: unknown, min: number, max: number): number | undefined {
  const isDecimal = typeof raw === "string" && raw.length <= MAX_NUMBER_CHARACTERS && DECIMAL.test(raw);
  const value = isDecimal ? Number(raw) : raw;
  return typeof value === "number" && value >= min && value <= max ? value : undefined;
}

/** Ignores upper case. */
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

/** A salt that can be guessed protects nothing. A random UUID has 16 bytes. */
const MIN_SALT_CHARACTERS = 16;

/** Does not trim the text, because spaces are part of the secret. */
export const SALT: Validator<string> = {
  expected: `a text of at least ${MIN_SALT_CHARACTERS} characters that is not a shorter text repeated`,
  parse: (raw) => {
    if (typeof raw !== "string") return undefined;
    const characters = Array.from(raw);
    const isRepetition = 2 * findShortestPeriod(characters) <= characters.length;
    return characters.length >= MIN_SALT_CHARACTERS && !isRepetition ? raw : undefined;
  },
};

/**
 * Returns the length of the shortest part whose repetition gives the text: 3 for `abcabcab`, whose last repetition is
 * incomplete. This is the failure function of Knuth, Morris and Pratt.
 */
function findShortestPeriod(characters: readonly string[]): number {
  const borders = [0];
  let border = 0;
  for (const character of characters.slice(1)) {
    while (border > 0 && character !== characters[border]) border = borders[border - 1] ?? 0;
    if (character === characters[border]) border++;
    borders.push(border);
  }
  return characters.length - border;
}

const URL_EXPECTED = "an https:// URL without credentials (http:// is for loopback only)";

/** Removes slashes at the end, so that a path can be appended. */
export const ORIGIN: Validator<string> = {
  expected: URL_EXPECTED,
  parse: (raw) => {
    const url = parseAllowedUrl(raw);
    return url && `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
  },
};

/** Keeps the path unchanged, because a server may distinguish `/events` from `/events/`. */
export const ADDRESS: Validator<string> = {
  expected: URL_EXPECTED,
  parse: (raw) => {
    const url = parseAllowedUrl(raw);
    return url?.pathname === "/" ? url.origin : url?.href;
  },
};

/** Returns undefined for a URL without encryption, except on loopback, and for one with credentials or a query. */
function parseAllowedUrl(raw: unknown): URL | undefined {
  if (typeof raw !== "string" || !URL.canParse(raw.trim())) return undefined;
  const url = new URL(raw.trim());
  const isSecure = url.protocol === "https:" || (url.protocol === "http:" && isLoopbackUrl(url));
  const hasExtraParts = [url.username, url.password, url.search, url.hash].some((part) => part !== "");
  return isSecure && !hasExtraParts ? url : undefined;
}
