/** Creates national ids with a valid checksum. */
import { isDni, isIban } from "../../src/redaction/detectors/national-id-checksums.js";
import { seededRandom } from "./corpus/random.js";

export const random = seededRandom(20261126);

/** Appends check digits to digits until a checksum passes. */
export function complete(
  isValid: (id: string) => boolean,
  start: string,
  checkDigits: number,
): string | undefined {
  for (let check = 0; check < 10 ** checkDigits; check++) {
    const id = start + String(check).padStart(checkDigits, "0");
    if (isValid(id)) return id;
  }
  return undefined;
}

export function createNumber(
  isValid: (id: string) => boolean,
  length: number,
  checkDigits: number,
  start = "",
): string {
  for (;;) {
    const digits = start + random.digits(length - checkDigits - start.length);
    const id = complete(isValid, digits, checkDigits);
    if (id !== undefined) return id;
  }
}

export function createIban(country: string, length: number): string {
  const account = random.upperAlnum(length - 4);
  for (let check = 2; ; check++) {
    const iban = country + String(check).padStart(2, "0") + account;
    if (isIban(iban)) return iban;
  }
}

export function createDni(start: string): string {
  const letter = [..."ABCDEFGHJKLMNPQRSTVWXYZ"].find((each) => isDni(start + each));
  return start + letter;
}

/** Splits an id into groups of these lengths. */
export function group(id: string, ...lengths: number[]): string[] {
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return id.slice(from - length, from);
  });
}

export function groupByFour(id: string, separator: string): string {
  return id.replace(/.{4}(?=.)/g, `$&${separator}`);
}
