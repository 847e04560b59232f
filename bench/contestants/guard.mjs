// Strings through the guard, and through the redaction of free text, by the kind of string.
import { redactIdentifiableInfo } from "codeweaver-telemetry";
import { flat, letters } from "../fixtures/strings.mjs";
import { internal } from "../support/internals.mjs";

const FEW = 16;
let versions = 0;

/** Each makes another string of its kind for every call. */
const KINDS = {
  word: () => flat(letters(10)),
  label: () => flat(`semantic_${letters(6)}`),
  version: () => {
    const number = versions++;
    return flat(`${number % 30}.${((number / 30) % 100) | 0}.${(number / 3000) | 0}`);
  },
  sentence: () => flat(`the index was read again since ${letters(8)} of it had changed a bit`),
  path: () => flat(`/home/jane/work/repository/packages/core/src/${letters(12)}.ts`),
};
/** The ordinary ones are these, not random letters. */
const REPEATED = {
  word: ["understand", "implement", "debug", "semantic", "syntactic", "success", "partial", "complete"],
  label: ["semantic_rerank", "hybrid_search", "symbol_search", "text_search", "file_pattern", "dense_only"],
  version: ["1.2.3", "0.5.0", "20.20.0", "2.12.0"],
};

function casesOf(guard) {
  const cases = {};
  const prepare = {};
  for (const [kind, make] of Object.entries(KINDS)) {
    const few = REPEATED[kind] ?? Array.from({ length: FEW }, make);
    let unseen = [];
    prepare[`${kind}, never seen`] = (calls) => {
      unseen = Array.from({ length: calls }, make);
    };
    cases[`${kind}, never seen`] = (i) => guard(unseen[i]);
    cases[`${kind}, repeated`] = (i) => guard(few[i % few.length]);
  }
  return { prepare, cases };
}

export const contestants = {
  guardText: async () => {
    const { guardText } = await internal("privacy/sanitizer/event-budget.js");
    return () => casesOf(guardText);
  },
  redactIdentifiableInfo: async () => () => casesOf(redactIdentifiableInfo),
};
