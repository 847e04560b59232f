/** Tests that the detectors find nothing in any word that redaction does not scan. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { VENDOR_TOKEN_FORMATS } from "../../src/redaction/detectors/vendor-tokens.js";
import { findMatches } from "../../src/redaction/find-matches.js";
import { isOrdinaryWord } from "../../src/redaction/redactor.js";

/** Returns the beginnings that a format has without digits: of `sk_(?:live|test)_\\w{10,}`, `sk_live_` and `sk_test_`. */
function listPrefixes(format: string): string[] {
  const group = /^([A-Za-z_]*)\(\?:([A-Za-z_|]+)\)/.exec(format);
  if (group === null) return [/^(?:\(\?:)?([A-Za-z_]*)/.exec(format)?.[1] ?? ""];
  const [whole, start = "", alternatives = ""] = group;
  return alternatives
    .split("|")
    .flatMap((alternative) =>
      listPrefixes(format.slice(whole.length)).map((rest) => start + alternative + rest),
    );
}

const PREFIXES = VENDOR_TOKEN_FORMATS.flatMap(({ formats }) => formats.flatMap(listPrefixes));
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

it("knows the beginnings of tokens", () => {
  expect(PREFIXES).toEqual(expect.arrayContaining(["sk_live_", "sk_test_", "rk_live_", "xsmtpsib", "hf_"]));
});

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

it.each([
  "xsmtpsibdatabase",
  "sk_live_deseurongl",
  "pk_test_transaction",
  "xqzjvkwpbf",
  "eyJhbGci",
  "sk_live_international",
  "node16",
  "a b",
  "/a",
])("scans %j", (text) => {
  expect(isOrdinaryWord(text)).toBe(false);
});
