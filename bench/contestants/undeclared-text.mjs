// Judges undeclared texts of several kinds, and redacts the same texts as free text.
import { redactIdentifiableInfo } from "codeweaver-telemetry";
import { flat, letters } from "../fixtures/strings.mjs";
import { importInternal } from "../support/internal-modules.mjs";

const REPEATED_COUNT = 16;
let versionCount = 0;

/** Creates a text of each kind that has not been used before. */
const KINDS = {
  word: () => flat(letters(10)),
  label: () => flat(`semantic_${letters(6)}`),
  version: () => {
    const number = versionCount++;
    return flat(`${number % 30}.${((number / 30) % 100) | 0}.${(number / 3000) | 0}`);
  },
  sentence: () => flat(`the index was read again since ${letters(8)} of it had changed a bit`),
  path: () => flat(`/home/jane/work/repository/packages/core/src/${letters(12)}.ts`),
};
/** Repeated texts are ordinary ones instead of random letters. */
const REPEATED = {
  word: ["understand", "implement", "debug", "semantic", "syntactic", "success", "partial", "complete"],
  label: ["semantic_rerank", "hybrid_search", "symbol_search", "text_search", "file_pattern", "dense_only"],
  version: ["1.2.3", "0.5.0", "20.20.0", "2.12.0"],
};

function createCases(sanitize) {
  const cases = {};
  const prepare = {};
  for (const [kind, make] of Object.entries(KINDS)) {
    const repeated = REPEATED[kind] ?? Array.from({ length: REPEATED_COUNT }, make);
    let unseen = [];
    prepare[`${kind}, never seen`] = (calls) => {
      unseen = Array.from({ length: calls }, make);
    };
    cases[`${kind}, never seen`] = (i) => sanitize(unseen[i]);
    cases[`${kind}, repeated`] = (i) => sanitize(repeated[i % repeated.length]);
  }
  return { prepare, cases };
}

export const contestants = {
  isSendable: async () => {
    const { isSendable } = await importInternal("privacy/sanitizer/undeclared-text.js");
    return () => createCases((text) => isSendable(text));
  },
  redactIdentifiableInfo: async () => () => createCases(redactIdentifiableInfo),
};
