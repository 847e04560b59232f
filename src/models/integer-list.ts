/** Writes lists of small integers as short texts. */

const BITS_PER_BYTE = 7;
const MORE_BYTES = 128;

/**
 * Encodes each integer in as few bytes as it needs (LEB128, DWARF 5, section 7.6, after the sign was moved to the lowest bit),
 * and all bytes in base64. Integers have at most 53 bits.
 */
export function encodeIntegers(integers: readonly number[]): string {
  const bytes: number[] = [];
  for (const integer of integers) {
    let rest = integer < 0 ? -2 * integer - 1 : 2 * integer; // no bit operations, which have 32 bits
    while (rest >= MORE_BYTES) {
      bytes.push((rest % MORE_BYTES) + MORE_BYTES);
      rest = Math.floor(rest / MORE_BYTES);
    }
    bytes.push(rest);
  }
  return Buffer.from(bytes).toString("base64");
}

/** Returns undefined for a text that ends within an integer. */
export function decodeIntegers(text: string): number[] | undefined {
  const integers: number[] = [];
  let value = 0;
  let bits = 0;
  for (const byte of Buffer.from(text, "base64")) {
    value += (byte % MORE_BYTES) * 2 ** bits;
    bits += BITS_PER_BYTE;
    if (byte >= MORE_BYTES) continue;
    integers.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
    value = 0;
    bits = 0;
  }
  return bits === 0 ? integers : undefined;
}
