/** Tests the checksums of national ids. Each function gets an id without the separators between its groups. */
import { createLazy } from "../../internal/lazy-module.js";

/** Tests an International Bank Account Number in capitals (ISO 13616): its digits, rotated by four, are 1 modulo 97. */
export function isIban(iban: string): boolean {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36); // A counts as 10 and Z as 35
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** Returns the sum of the first digits, each multiplied by its weight. */
function addWeightedDigits(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

const NHS_WEIGHTS = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1];

/** Tests a number of the National Health Service in England, or a Scottish CHI number, of ten digits. */
export function isNhsNumber(digits: string): boolean {
  return addWeightedDigits(digits, NHS_WEIGHTS) % 11 === 0;
}

/** All weights of Brazil's ids. The first check digit leaves out the first weight. */
const CPF_WEIGHTS = [11, 10, 9, 8, 7, 6, 5, 4, 3, 2];
const CNPJ_WEIGHTS = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2];

/** Tests the eleven digits of a Brazilian person's tax id. */
export function isCpf(digits: string): boolean {
  return hasBrazilianCheckDigits(digits, CPF_WEIGHTS);
}

/** Tests the fourteen digits of a Brazilian company's tax id. */
export function isCnpj(digits: string): boolean {
  return hasBrazilianCheckDigits(digits, CNPJ_WEIGHTS);
}

function hasBrazilianCheckDigits(digits: string, weights: readonly number[]): boolean {
  if (/^(\d)\1*$/.test(digits)) return false; // 111.111.111-11 has valid check digits and is not assigned
  return [weights.slice(1), weights].every((each) => {
    const remainder = addWeightedDigits(digits, each) % 11;
    return Number(digits[each.length]) === (remainder < 2 ? 0 : 11 - remainder);
  });
}

const PESEL_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1];

/** Tests the eleven digits of a Polish PESEL number, which begins with a date of birth. The month encodes the century. */
export function isPesel(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20;
  const day = Number(digits.slice(4, 6));
  return (
    month >= 1 && month <= 12 && day >= 1 && day <= 31 && addWeightedDigits(digits, PESEL_WEIGHTS) % 10 === 0
  );
}

const DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

/** Tests a Spanish DNI (eight digits and a letter) or NIE (`X`, `Y` or `Z`, seven digits and a letter) in capitals. */
export function isDni(id: string): boolean {
  const digits = id.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter)));
  return DNI_LETTERS[Number(digits) % 23] === id.at(-1);
}

/** Tests a social security number of the United States, which has no checksum, by the ranges that are assigned. */
export function isSsn(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);
}

/** Tests the twelve digits of an Indian Aadhaar number by Verhoeff's checksum. The first digit is neither 0 nor 1. */
export function isAadhaar(digits: string): boolean {
  const permutations = getPermutations();
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum = multiplyInD5(sum, permutations[index % 8]?.[digit] ?? 0);
  }
  return sum === 0 && !/^[01]/.test(digits);
}

/** Multiplies two elements of the dihedral group of the pentagon. 0 to 4 are rotations, 5 to 9 are reflections. */
function multiplyInD5(left: number, right: number): number {
  const [leftTurn, rightTurn] = [left % 5, right % 5];
  const turn = left < 5 ? leftTurn + rightTurn : leftTurn - rightTurn + 5;
  return (turn % 5) + (left < 5 === right < 5 ? 0 : 5);
}

/** Returns Verhoeff's permutation of the digits and its powers, by the position from the right. */
const getPermutations = createLazy(() => {
  const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  const powers = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
  for (let power = 1; power < 8; power++)
    powers.push((powers[power - 1] ?? []).map((digit) => permutation[digit] ?? 0));
  return powers;
});

/** Tests the thirteen digits of a Swiss AHV number. It has the check digit of an article number (GS1). */
export function isAhvNumber(digits: string): boolean {
  return addWeightedDigits(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

const RESIDENT_ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** Tests a Chinese resident id of seventeen digits and a check digit, which may be an X (GB 11643). */
export function isResidentId(id: string): boolean {
  return "10X98765432".charAt(addWeightedDigits(id, RESIDENT_ID_WEIGHTS) % 11) === id.charAt(17);
}
