/** Draws integers that are equally likely, from the system's randomness. */
import { randomBytes } from "node:crypto";

/** Returns an integer from 0 to `bound - 1`. Every one of them is equally likely. */
export type DrawInteger = (bound: bigint) => bigint;

/** Returns so many bytes. Every byte is equally likely. */
export type DrawBytes = (count: number) => Uint8Array;

/**
 * Draws an integer from 0 to `bound - 1`. An integer of as many bits as the largest one is drawn again until it is below the
 * bound, because a remainder would make small integers more likely than large ones.
 * @param bound at least 1
 * @param drawBytes by default the system's cryptographic randomness
 */
export function drawUniformInteger(bound: bigint, drawBytes: DrawBytes = randomBytes): bigint {
  if (bound < 1n) throw new RangeError("the bound of a random integer must be at least 1.");
  if (bound === 1n) return 0n;
  const bitCount = (bound - 1n).toString(2).length;
  const byteCount = Math.ceil(bitCount / 8);
  for (;;) {
    let value = 0n;
    for (const byte of drawBytes(byteCount)) value = (value << 8n) | BigInt(byte);
    value = BigInt.asUintN(bitCount, value);
    if (value < bound) return value;
  }
}
