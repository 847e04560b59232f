/** Makes card numbers of the main brands, as they are printed. */
import type { Random } from "./random.js";
import { type Maker, partly, wholly } from "./sample.js";

/** Brands with the beginnings and lengths of their numbers, as the networks publish them (ISO/IEC 7812). */
const BRANDS: Readonly<Record<string, readonly [starts: readonly string[], lengths: readonly number[]]>> = {
  Visa: [["4"], [16]],
  "Visa, short": [["4"], [13]],
  "Visa, long": [["4"], [19]],
  Mastercard: [["51", "52", "53", "54", "55"], [16]],
  "Mastercard, new range": [["2221", "2345", "2500", "2699", "2720"], [16]],
  "American Express": [["34", "37"], [15]],
  Discover: [["6011", "644", "65"], [16]],
  "Diners Club": [["300", "36", "38", "39"], [14]],
  JCB: [["3528", "3550", "3589"], [16]],
  UnionPay: [["62"], [16, 19]],
  Maestro: [
    ["5018", "5020", "5893", "6304", "6759"],
    [16, 18, 19],
  ],
  Mir: [["2200", "2204"], [16]],
  RuPay: [["6521", "8172", "5085"], [16]],
  Troy: [["9792"], [16]],
};

function luhn(random: Random, start: string, length: number): string {
  const body = start + random.digits(length - 1 - start.length);
  let sum = 0;
  for (const [index, digit] of [...body].reverse().entries()) {
    const value = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    sum += value > 9 ? value - 9 : value;
  }
  return `${body}${(10 - (sum % 10)) % 10}`;
}

function grouped(number: string, gap: string): string {
  const sizes = { 15: [4, 6, 5], 14: [4, 6, 4], 13: [4, 3, 3, 3] }[number.length] ?? [4, 4, 4, 4, 4];
  const parts = sizes.map((size, index) => {
    const from = sizes.slice(0, index).reduce((sum, before) => sum + before, 0);
    return number.slice(from, from + size);
  });
  return parts.filter((part) => part !== "").join(gap);
}

const GAPS: Readonly<Record<string, string>> = {
  spaces: " ",
  dashes: "-",
  "nothing between": "",
  "non-breaking spaces": "\u00a0",
  dots: ".",
};

export const CARDS: readonly Maker[] = [
  ...Object.entries(BRANDS).flatMap(([brand, [starts, lengths]]) =>
    wholly(
      "card",
      Object.fromEntries(
        Object.entries(GAPS).map(([name, gap]) => [
          `${brand}, ${name}`,
          (r: Random) => grouped(luhn(r, r.pick(starts), r.pick(lengths)), gap),
        ]),
      ),
    ),
  ),
  ...partly(
    "card",
    Object.fromEntries(
      ["card_number=", "PAN: ", "Karte: ", "cc: ", "卡号："].map((label) => [
        `labelled ${label.trim()}`,
        (r: Random) => {
          const number = grouped(luhn(r, "4", 16), r.pick(["", " ", "-"]));
          return { text: label + number, sensitive: [number] };
        },
      ]),
    ),
  ),
];
