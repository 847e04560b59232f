/** Generates invented passwords, keys and ids from a seed, in the forms that programs and people give them. */

/** Returns a number from 0 up to 1, without 1. */
export type Random = () => number;
export type Generate = (random: Random) => string;

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const UPPER = LOWER.toUpperCase();
const DIGITS = "0123456789";
const ALNUM = UPPER + LOWER + DIGITS;
export const PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

const WORDS = (
  "anchor bamboo candle dolphin ember falcon garden harbor island jungle kettle lantern meadow needle orchid " +
  "pepper quartz ribbon saddle timber umbrella velvet walnut yellow zipper acorn blanket copper drizzle engine " +
  "feather glacier hollow ivory jigsaw ladder marble nickel oyster parrot rocket shadow tunnel violet winter"
).split(" ");
const NAMES =
  "anna,Bernd,carlos,Dagmar,elif,Fiona,giulia,Hakan,irina,Jonas,kenji,Lukas,maria,Niklas,Olga,piotr".split(
    ",",
  );
const LEET = new Map(Object.entries({ a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" }));
const WALKS = ["qwertz", "asdfgh", "1qaz2wsx", "zaq1xsw2", "qwe123rty", "yxcvbn", "poiuy", "azertyuiop"];

/** Creates a generator of random numbers (mulberry32) that is the same on each run. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)] as T;
}

export function draw(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join("");
}

const draws =
  (alphabet: string, length: number): Generate =>
  (random) =>
    draw(random, alphabet, length);

/** Draws from the whole alphabet, and makes sure that each of the sets occurs. */
function drawWithAll(random: Random, sets: readonly string[], length: number): string {
  const characters = [...draw(random, sets.join(""), length)];
  const start = Math.floor(random() * length);
  for (const [index, set] of sets.entries()) characters[(start + index * 3) % length] = draw(random, set, 1);
  return characters.join("");
}

const mixes =
  (symbols: string, least: number, most: number): Generate =>
  (random) =>
    drawWithAll(random, [UPPER, LOWER, DIGITS, symbols], least + Math.floor(random() * (most - least + 1)));

const capitalize = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
const drawWord = (random: Random) => pick(random, WORDS);
const drawYear = (random: Random) => String(1968 + Math.floor(random() * 59));

/** Passwords of 1Password that can be remembered: words between the separators that it offers. */
function drawMemorable(random: Random): string {
  const separator = pick(random, ["-", ".", "_", ",", " ", "-"]);
  const words = Array.from({ length: 4 }, () => drawWord(random));
  words[Math.floor(random() * 4)] = drawWord(random).toUpperCase();
  return words.join(separator);
}

/** Apple: three groups of six, of them one character in upper case and one digit. */
function drawApple(random: Random): string {
  const characters = [...draw(random, LOWER, 18)];
  characters[1 + Math.floor(random() * 8)] = draw(random, UPPER, 1);
  characters[pick(random, [11, 12, 17])] = draw(random, DIGITS, 1);
  return characters.join("").replace(/^(.{6})(.{6})/, "$1-$2-");
}

const drawPassphrase: Generate = (random) =>
  `${[1, 2, 3].map(() => capitalize(drawWord(random))).join("-")}${draw(random, DIGITS, 1)}`;

/** Passwords from password managers, each with the symbols of its settings. */
export const MANAGERS: readonly Generate[] = [
  mixes("!@#$%^&*", 14, 20), // Bitwarden
  mixes("!@.-_*", 18, 24), // 1Password
  drawMemorable,
  mixes(PUNCTUATION, 20, 26), // KeePass with special characters
  draws(ALNUM, 20), // KeePass
  mixes("!#$%&*@^", 12, 16), // LastPass
  mixes("-_.:!", 15, 15), // Chrome
  drawApple,
  drawPassphrase, // Bitwarden and Proton Pass
  mixes("!@#$%^&*()_+-=[]{}|;:,.<>?", 16, 22), // Dashlane and NordPass
];

const toBase64 = (random: Random, bytes: number) =>
  Buffer.from(Array.from({ length: bytes }, () => Math.floor(random() * 256))).toString("base64");

export const drawUuid: Generate = (random) =>
  `${draw(random, "0123456789abcdef", 8)}-${draw(random, "0123456789abcdef", 4)}-4${draw(random, "0123456789abcdef", 3)}-` +
  `${draw(random, "89ab", 1)}${draw(random, "0123456789abcdef", 3)}-${draw(random, "0123456789abcdef", 12)}`;
export const drawHex = (length: number): Generate => draws("0123456789abcdef", length);
export const drawBase64 =
  (bytes: number): Generate =>
  (random) =>
    toBase64(random, bytes);
export const drawBase64Url =
  (length: number): Generate =>
  (random) =>
    draw(random, `${ALNUM}-_`, length);
export const drawAlnum = (length: number): Generate => draws(ALNUM, length);
export const drawDigits = (length: number): Generate => draws(DIGITS, length);
export const drawBase32 = (length: number): Generate => draws("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", length);

/** Passwords from commands and consoles. */
export const MACHINES: readonly Generate[] = [
  drawBase64(18), // openssl rand -base64 18
  drawHex(32), // openssl rand -hex 16
  mixes(PUNCTUATION, 12, 16), // pwgen -y
  (random) => `${draw(random, UPPER, 1)}${draw(random, LOWER, 2)}${draw(random, DIGITS, 5)}`, // Microsoft 365
  mixes("!@#$%^&*()_+-=[]{}|'", 14, 20), // AWS console
  drawBase64(32),
];

/** Passwords that people choose. */
export const PEOPLE: readonly Generate[] = [
  (random) => `${capitalize(drawWord(random))}${drawYear(random)}${draw(random, "!?#$.*@", 1)}`,
  (random) =>
    `${[...drawWord(random)].map((letter) => LEET.get(letter) ?? letter).join("")}${draw(random, "!@_", 1)}7`,
  (random) => `${pick(random, WALKS)}${draw(random, DIGITS, 2)}${draw(random, "!#.", 1)}`,
  (random) => `${pick(random, NAMES)}${draw(random, "._@", 1)}${drawYear(random)}`,
  (random) => `${drawWord(random)} ${drawWord(random)} ${drawWord(random)} ${drawWord(random)}`,
  (random) => `${pick(random, NAMES)}${pick(random, NAMES)}${draw(random, DIGITS, 2)}`,
  (random) => `${capitalize(drawWord(random))}@${draw(random, DIGITS, 3)}`,
  (random) =>
    `${pick(random, ["Schlüssel", "Gänse", "Café", "Señor", "żaba", "Ångström"])}${drawYear(random)}!`,
  (random) =>
    `My${capitalize(drawWord(random))}Eats${draw(random, DIGITS, 1)}${capitalize(drawWord(random))}s!`,
];

/** Keys of programs and services that have no form of their own. */
export const KEYS: readonly Generate[] = [
  drawHex(32),
  drawBase64(32),
  drawAlnum(40),
  drawHex(64),
  drawBase64Url(43),
  drawAlnum(24),
  drawUuid,
];
/** Returns words such as those of a recovery phrase. */
export const drawPhrase =
  (count: number): Generate =>
  (random) =>
    Array.from({ length: count }, () => drawWord(random)).join(" ");
