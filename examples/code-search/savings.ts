/** Prints the tokens that the answers save, with both baselines side by side. */
import type { SessionStatistics } from "codeweaver-telemetry/models";
import { cut, getTerminalWidth, printHeading, printParagraph } from "../shared/terminal.js";
import { CHARACTERS_PER_TOKEN, CONTEXT_WINDOW_TOKENS } from "./baselines.js";

/** Says what a model would read instead of an answer. */
const BASELINES = {
  whole_files: "the files of the matches, read whole",
  top_k_passages: `keyword matches, up to ${format(CONTEXT_WINDOW_TOKENS)} tokens`,
};

export function printSavings(
  { deliveredTokens, savings, prices, priceSource }: SessionStatistics,
  questions: number,
): void {
  printHeading("Tokens saved");
  printParagraph(
    `The answers to ${questions} questions have ${format(deliveredTokens)} tokens. ` +
      "What they save depends on what a model would read instead for each question:",
  );
  console.log();
  printRow("baseline", ["tokens", "saved", "US $"], "what a model would read");
  for (const baseline of ["whole_files", "top_k_passages"] as const) {
    const saving = savings[baseline];
    if (saving === undefined) continue;
    const { baselineTokens, savedTokens, savingsUsd } = saving;
    const numbers = [format(baselineTokens), format(savedTokens), savingsUsd.toFixed(2)];
    printRow(baseline, numbers, BASELINES[baseline]);
  }
  console.log();
  printParagraph(
    `Tokens are estimated: ${CHARACTERS_PER_TOKEN} characters are one token. ` +
      `1,000 tokens cost $${prices.readingModel}, a round example price of ${priceSource}.`,
  );
}

function printRow(name: string, numbers: readonly string[], explanation: string): void {
  const columns = [name.padEnd(14), ...numbers.map((number) => number.padStart(8))];
  console.log(cut(`${columns.join(" ")}  ${explanation}`, getTerminalWidth()));
}

function format(count: number): string {
  return count.toLocaleString("en");
}
