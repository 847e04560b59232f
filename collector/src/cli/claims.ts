/** Defines the subcommand that says which claims the data support. */
import { fileURLToPath } from "node:url";
import { type CheckedClaim, checkClaim } from "../claims/check-claim.js";
import { readClaims } from "../claims/claim-file.js";
import { formatValue } from "../questions/answer-format.js";
import { askServer } from "./ask-server.js";
import { getOutputWidth, print, printJson } from "./output.js";
import { FILTER_ARGUMENTS } from "./question-arguments.js";
import { DATA_ARGUMENT, defineSubcommand, PROJECT_ARGUMENT, requireText } from "./subcommand.js";
import { wrap } from "./wrap.js";

/** CodeWeaver's own. */
const DEFAULT_FILE = fileURLToPath(new URL("../../config/claims.toml", import.meta.url));

export const claims = defineSubcommand(
  "claims",
  "Say which claims the data support",
  {
    file: { type: "string", description: "Claims in TOML, instead of CodeWeaver's", valueHint: "FILE" },
    json: { type: "boolean", description: "Print JSON" },
    ...FILTER_ARGUMENTS,
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const defined = readClaims(args.file === undefined ? DEFAULT_FILE : requireText(args, "file"));
    const checked: CheckedClaim[] = [];
    for (const claim of defined) checked.push(checkClaim(claim, await askServer(args, claim.question)));
    if (args.json === true) return printJson(checked);
    print(checked.map((claim) => formatClaim(claim, getOutputWidth())).join("\n\n"));
  },
);

function formatClaim({ sentence, verdict, cases, n, assumption, asOf }: CheckedClaim, width: number): string {
  const facts = `n = ${formatValue("number", n)}${asOf === null ? "" : `, data as of ${asOf.slice(0, 10)}`}`;
  return [
    ...wrap(sentence, width),
    ...wrap(`${verdict} (${facts})`, width, "  "),
    ...cases.flatMap(({ label, n: observations, value, low, high, verdict: each }) => {
      const [shown, from, to] = [value, low, high].map((number) => formatValue("share", number));
      const interval = low === null ? "" : `, between ${from} and ${to}`;
      return wrap(
        `${label === "" ? "" : `${label}: `}${shown}${interval}, n = ${formatValue("number", observations)}, ${each}`,
        width,
        "  ",
      );
    }),
    ...wrap(`Assumption: ${assumption}`, width, "  "),
  ].join("\n");
}
