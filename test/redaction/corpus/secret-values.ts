/** Makes values of passwords and secrets, from weak to strong, and writes them with their keys. */
import type { Random } from "./random.js";
import type { Piece } from "./sample.js";

const WEAK = ["hunter", "dragon", "sommer", "sunshine", "qwertz", "monkey", "schalke", "winter", "letmein"];
const WORDS = "copper lantern velvet harbour walnut ember meadow cobalt thistle gravel otter saffron".split(
  " ",
);

/** Values without spaces and without delimiters of common syntaxes. */
export function plain(random: Random): string {
  return random.pick([
    () => `${random.pick(WEAK)}${random.integer(1, 2030)}`,
    () => `${random.pick(WEAK)}${random.pick(["!", "!!", "_", "."])}${random.digits(2)}`,
    () => random.base62(random.integer(8, 24)),
    () => `${random.base62(5)}-${random.base62(5)}_${random.base62(4)}`,
    () => random.digits(random.integer(6, 8)),
    () => random.hex(24),
    () => `${random.pick(WORDS)}-${random.pick(WORDS)}-${random.digits(2)}`,
  ])();
}

/** Values that people choose when punctuation is required. */
export function strong(random: Random): string {
  return `${random.base62(4)}${random.string("!#%^*+=?@~", 2)}${random.base62(5)}${random.string("!#$%&*?@", 1)}${random.base62(2)}`;
}

export function phrase(random: Random): string {
  return Array.from({ length: random.integer(3, 5) }, () => random.pick(WORDS)).join(" ");
}

export const anything = (random: Random): string => random.pick([plain, strong, phrase])(random);
export const spaceless = (random: Random): string => random.pick([plain, plain, strong])(random);

export const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

export type Text = (random: Random) => string;

/** A key and its value. The value is sensitive in the spelling of the syntax. */
export function pair(
  key: Text,
  value: Text,
  write: (key: string, value: string) => string,
  spell = (text: string) => text,
) {
  return (random: Random): Piece => {
    const chosen = spell(value(random));
    return { text: write(key(random), chosen), sensitive: [chosen] };
  };
}
