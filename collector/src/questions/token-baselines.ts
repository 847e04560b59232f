/** Names the baselines that the tokens of answers are compared with, and what a reader must know about them. */

/** The members of the package's `Baseline`, which is part of what it sends. */
const TOKEN_BASELINES = ["whole_files", "top_k_passages", "own"] as const;

export type TokenBaseline = (typeof TOKEN_BASELINES)[number];

/** Returns the SELECT of each baseline, as one table. @param createSelect writes it for one of them */
export function unionBaselines(createSelect: (baseline: TokenBaseline) => string): string {
  return TOKEN_BASELINES.map(createSelect).join("\n      UNION ALL\n      ");
}

export const BASELINE_NOTES: readonly string[] = [
  "A saving is an estimate. Nobody knows what a model would have read without the tool, so each baseline is a different assumption.",
  "`whole_files`: the files of the shown matches, read whole. `top_k_passages`: the candidates of a plain keyword search, up to a model's context window. `own`: the estimate of the tool's author.",
  "Do not add baselines: they describe the same answers.",
];
