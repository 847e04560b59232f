/** Finds IPv4 addresses that redaction does not read as such, because they are a part of a word, as in `ip-192-168-1-77`. */

/** Numbers with the same separator between them. The first one can be the year of a date. */
const NUMBER_RUN = /(?<!\d)\d{1,4}([._-])\d{1,3}(?:\1\d{1,3}){2,}(?!\d)/g;
const YEAR_LENGTH = 4;
const ADDRESS_LENGTH = 4;
const MAX_OCTET = 255;

/** Returns whether a word contains four numbers that can be an address. Most words have no such run at all. */
export function hasHiddenAddress(word: string): boolean {
  return word.search(NUMBER_RUN) !== -1 && replaceHiddenAddresses(word) !== word;
}

export function replaceHiddenAddresses(text: string): string {
  return text.replace(NUMBER_RUN, (run: string, separator: string) =>
    canBeAddress(run.split(separator)) ? "[ip]" : run,
  );
}

function canBeAddress([first = "", ...others]: readonly string[]): boolean {
  if (first.length === YEAR_LENGTH) return false;
  const numbers = [first, ...others].map(Number);
  return numbers.some((_, start) => {
    const part = numbers.slice(start, start + ADDRESS_LENGTH);
    return part.length === ADDRESS_LENGTH && part.every((number) => number <= MAX_OCTET);
  });
}
