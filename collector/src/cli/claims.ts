/** Defines the subcommand that says which claims the data support. */
import { fileURLToPath } from "node:url";
import { type CheckedClaim, checkClaim } from "../claims/check-claim.js";
import { readClaims } from "../claims/claim-file.js";
import { describeAssumption, describeCase, describeVerdict } from "../claims/claim-text.js";
import type { ClaimsFile } from "../server/admin-routes.js";
import { askServer } from "./ask-server.js";
import { getOutputWidth, print, printJson } from "./output.js";
import { FILTER_ARGUMENTS } from "./question-arguments.js";
import { sendCommand } from "./running-server.js";
import {
  type Arguments,
  DATA_ARGUMENT,
  defineSubcommand,
  optionalText,
  PROJECT_ARGUMENT,
  requireText,
} from "./subcommand.js";
import { wrap } from "./wrap.js";

/** CodeWeaver's own, for a project whose configuration names no file. */
const DEFAULT_FILE = fileURLToPath(new URL("../../config/claims.toml", import.meta.url));

export const claims = defineSubcommand(
  "claims",
  "Say which claims the data support",
  {
    file: { type: "string", description: "Claims in TOML, instead of the project's", valueHint: "FILE" },
    json: { type: "boolean", description: "Print JSON" },
    ...FILTER_ARGUMENTS,
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const defined = readClaims(await chooseFile(args));
    const checked: CheckedClaim[] = [];
    for (const claim of defined) checked.push(checkClaim(claim, await askServer(args, claim.question)));
    if (args.json === true) return printJson(checked);
    print(checked.map((claim) => formatClaim(claim, getOutputWidth())).join("\n\n"));
  },
);

/** Returns the file that the flag names, or else that of the project's configuration, or CodeWeaver's. */
async function chooseFile(args: Arguments): Promise<string> {
  const named = optionalText(args, "file");
  if (named !== undefined) return named;
  const command = { command: "claims-file", project: requireText(args, "project") } as const;
  const { path } = await sendCommand<ClaimsFile>(requireText(args, "data"), command);
  return path ?? DEFAULT_FILE;
}

function formatClaim(claim: CheckedClaim, width: number): string {
  return [
    ...wrap(claim.sentence, width),
    ...[describeVerdict(claim), ...claim.cases.map(describeCase), describeAssumption(claim)].flatMap((text) =>
      wrap(text, width, "  "),
    ),
  ].join("\n");
}
