/** Tests the checksums of national ids with published examples, and that they notice wrong digits. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isAadhaar,
  isCnpj,
  isCpf,
  isDni,
  isIban,
  isNhsNumber,
  isPesel,
  isSsn,
} from "../../src/redaction/detectors/national-id-checksums.js";
import { complete } from "./national-id-samples.js";

const digits = (length: number) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`));

describe("the checksums", () => {
  // Numbers that the authorities print as examples.
  it.each([
    ["isIban", isIban, "GB82WEST12345698765432"],
    ["isNhsNumber", isNhsNumber, "9434765919"],
    ["isCpf", isCpf, "11144477735"],
    ["isCnpj", isCnpj, "11222333000181"],
    ["isPesel", isPesel, "44051401359"],
    ["isDni", isDni, "12345678Z"],
    ["isDni", isDni, "X1234567L"],
    ["isSsn", isSsn, "219099998"],
  ] as const)("accept an example that an authority prints: %s", (_, isValid, id) =>
    expect(isValid(id)).toBe(true),
  );

  it("Verhoeff's checksum accepts its published example", () => {
    expect(isAadhaar("2363")).toBe(true);
    expect(isAadhaar("2364")).toBe(false);
  });

  it.each([
    ["isNhsNumber", isNhsNumber, 10, 0],
    ["isAadhaar", isAadhaar, 12, 0],
    // Two remainders give the same check digit, so that not each wrong digit before them is noticed.
    ["isCpf", isCpf, 11, 9],
    ["isCnpj", isCnpj, 14, 12],
  ] as const)("%s notices each single wrong digit", (_, isValid, length, first) => {
    fc.assert(
      fc.property(
        digits(length - 2),
        fc.integer({ min: first, max: length - 1 }),
        fc.integer({ min: 1, max: 9 }),
        (start, index, shift) => {
          const id = complete(isValid, start, 2);
          fc.pre(id !== undefined && id.length === length);
          const wrong = id.slice(0, index) + ((Number(id[index]) + shift) % 10) + id.slice(index + 1);
          expect(isValid(wrong)).toBe(false);
        },
      ),
    );
  });

  it("isAadhaar notices two neighbours that changed places", () => {
    fc.assert(
      fc.property(digits(11), fc.nat(10), (start, index) => {
        const id = complete(isAadhaar, start, 1);
        fc.pre(id !== undefined && id[index] !== id[index + 1]);
        const swapped = id.slice(0, index) + id[index + 1] + id[index] + id.slice(index + 2);
        expect(isAadhaar(swapped)).toBe(false);
      }),
    );
  });
});
