/** Implements a small seeded generator (mulberry32), which makes a corpus reproducible. */

const DIGITS = "0123456789";
const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();

export interface Random {
  /** A whole number from min to max, both included. */
  integer(min: number, max: number): number;
  /** Returns true once in `outOf` times. */
  once(outOf: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Returns the items in random order. */
  shuffle<T>(items: readonly T[]): T[];
  string(alphabet: string, length: number): string;
  digits(length: number): string;
  hex(length: number): string;
  upperHex(length: number): string;
  lower(length: number): string;
  upper(length: number): string;
  /** Letters of both cases. */
  letters(length: number): string;
  /** Lower-case letters and digits. */
  base36(length: number): string;
  /** Upper-case letters and digits. */
  upperAlnum(length: number): string;
  /** Letters of both cases and digits, at least one of each from four characters on. */
  base62(length: number): string;
  /** The alphabet of RFC 4648 base32. */
  base32(length: number): string;
  base64(length: number): string;
  base64url(length: number): string;
  /** A UUID of version 4. */
  uuid(): string;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error("Nothing to pick from.");
    return items[integer(0, items.length - 1)] as T;
  };
  const string = (alphabet: string, length: number): string => {
    let text = "";
    for (let count = 0; count < length; count += 1) text += alphabet.charAt(integer(0, alphabet.length - 1));
    return text;
  };
  const hex = (length: number): string => string("0123456789abcdef", length);
  const mixed = (alphabet: string, length: number): string => {
    for (;;) {
      const text = string(alphabet, length);
      if (length < 4 || (/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text))) return text;
    }
  };
  return {
    integer,
    pick,
    string,
    hex,
    once: (outOf) => integer(1, outOf) === 1,
    shuffle: (items) => {
      const order = [...items];
      for (let last = order.length - 1; last > 0; last -= 1) {
        const other = integer(0, last);
        [order[last], order[other]] = [
          order[other] as (typeof order)[number],
          order[last] as (typeof order)[number],
        ];
      }
      return order;
    },
    digits: (length) => string(DIGITS, length),
    upperHex: (length) => hex(length).toUpperCase(),
    lower: (length) => string(LOWER, length),
    upper: (length) => string(UPPER, length),
    letters: (length) => string(LOWER + UPPER, length),
    base36: (length) => string(LOWER + DIGITS, length),
    upperAlnum: (length) => string(UPPER + DIGITS, length),
    base62: (length) => mixed(LOWER + UPPER + DIGITS, length),
    base32: (length) => string(`${UPPER}234567`, length),
    base64: (length) => mixed(`${LOWER + UPPER + DIGITS}+/`, length),
    base64url: (length) => mixed(`${LOWER + UPPER + DIGITS}-_`, length),
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`,
  };
}
