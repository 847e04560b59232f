/** Tests that the detectors find nothing in any word that redaction does not scan. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { VENDOR_TOKEN_FORMATS } from "../../src/redaction/detectors/vendor-tokens.js";
import { findMatches } from "../../src/redaction/find-matches.js";
import { isOrdinaryWord } from "../../src/redaction/redactor.js";

/** The beginnings of vendors' tokens that consist of letters. */
const PREFIXES = VENDOR_TOKEN_FORMATS.flatMap(({ formats }) =>
  formats.map((format) => /^(?:\(\?:)?([A-Za-z_]+)/.exec(format)?.[1] ?? ""),
);
const WORDS =
  "transaction international session the error internal status database search total password token".split(
    " ",
  );

const letters = fc.string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCEJ_"), maxLength: 12 });
const part = fc.oneof(fc.constantFrom(...WORDS), letters, fc.constant("_"));
const word = fc
  .tuple(
    fc.oneof(
      fc.constantFrom("", ...PREFIXES),
      fc.constantFrom(...PREFIXES).map((each) => each.toLowerCase()),
    ),
    fc.array(part, { maxLength: 4 }),
    fc.integer({ min: 1, max: 24 }),
  )
  .map(([prefix, parts, length]) => (prefix + parts.join("")).slice(0, length));

it("finds nothing in an ordinary word", () => {
  fc.assert(
    fc.property(word, (text) => {
      if (isOrdinaryWord(text)) expect(findMatches(text, { guessNames: false })).toEqual([]);
    }),
    { numRuns: 20_000 },
  );
});

it.each(["duration_ms", "typescript", "embedding_provider", "Error", "camelCase", ""])(
  "does not scan %j",
  (text) => {
    expect(isOrdinaryWord(text)).toBe(true);
  },
);

it.each(["xsmtpsibdatabase", "xqzjvkwpbf", "eyJhbGci", "sk_live_international", "node16", "a b", "/a"])(
  "scans %j",
  (text) => {
    expect(isOrdinaryWord(text)).toBe(false);
  },
);
