/** Random integers are equally likely. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawUniformInteger } from "../../src/publish/random-integer.js";

describe("drawUniformInteger", () => {
  it("returns each integer for equally many of all pairs of bytes", () => {
    const EXHAUSTED = new Error("all bytes are used");
    for (const bound of [2n, 3n, 5n, 192n, 256n, 257n, 1000n]) {
      const byteCount = bound > 256n ? 2 : 1;
      const counts = new Map<bigint, number>();
      for (let start = 0; start < 256 ** byteCount; start++) {
        let isUsed = false;
        const drawBytes = () => {
          if (isUsed) throw EXHAUSTED;
          isUsed = true;
          return byteCount === 1 ? Uint8Array.of(start) : Uint8Array.of(start >> 8, start & 255);
        };
        try {
          const value = drawUniformInteger(bound, drawBytes);
          counts.set(value, (counts.get(value) ?? 0) + 1);
        } catch (error) {
          expect(error).toBe(EXHAUSTED); // it was drawn again
        }
      }
      expect([...counts.keys()].sort((a, b) => Number(a - b))).toEqual(
        Array.from({ length: Number(bound) }, (_, value) => BigInt(value)),
      );
      expect(new Set(counts.values()).size, `bound ${bound}`).toBe(1);
    }
  });

  it("is below any bound, and reaches both halves of it", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n, max: 2n ** 80n }), (bound) => {
        const values = Array.from({ length: 64 }, () => drawUniformInteger(bound));
        expect(values.every((value) => value >= 0n && value < bound)).toBe(true);
        // The larger half has at most two thirds of the integers, so a right source fails once in 10^11 cases.
        expect(new Set(values.map((value) => value * 2n < bound)).size).toBe(2);
      }),
    );
  });

  it("needs no randomness for the bound 1, and refuses a bound below", () => {
    const refuse = () => {
      throw new Error("no bytes are needed");
    };
    expect(drawUniformInteger(1n, refuse)).toBe(0n);
    expect(() => drawUniformInteger(0n)).toThrow(RangeError);
  });
});
