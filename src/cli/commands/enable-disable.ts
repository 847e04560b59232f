/** Defines the subcommands `enable` and `disable`, which save the person's choice. */
import { dirname } from "node:path";
import { suggestOptInVariable } from "../../bootstrap/next-step.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { createChoice, isOptedOut, writeSavedChoice } from "../../consent/saved-choice.js";
import { checkCreation } from "../../files/file-checks.js";
import { getErrorMessage } from "../../internal/errors.js";
import { explainOffState, formatFix, isStateUnknown } from "../off-explanation.js";
import type { CommandContext, CommandResult, Subcommand } from "../subcommand.js";
import { wrapLines } from "../text-wrap.js";
import { deletePendingData } from "./local-deletion.js";

export const disable: Subcommand = {
  description: "Turn telemetry off, and delete pending events",
  failure:
    "A variable overrides your choice, or the choice could not be saved, or events could not be deleted.",
  async run(context) {
    const before = await context.loadTelemetry();
    saveChoice(before, "disabled", context);
    const deletion = deletePendingData(before);
    const telemetry = await context.loadTelemetry();
    if (telemetry.state.status === "on") {
      const label = telemetry.forcedOnBy?.label;
      const lines = [
        `Your choice is saved, but ${context.tool} telemetry is still on.`,
        `${label} in the environment overrides your choice.`,
        `To turn it off: unset ${label}`,
      ];
      return createChoiceResult(telemetry, { isDone: false, text: wrapLines(lines, context.width) });
    }
    return createChoiceResult(telemetry, {
      isDone: deletion.isDone,
      text: wrapLines(
        [
          `${context.tool} telemetry is off.`,
          `${deletion.text} Running processes stop sending within a second.`,
        ],
        context.width,
      ),
    });
  },
};

export const enable: Subcommand = {
  description: "Turn telemetry on",
  failure: "Telemetry is still off for another reason, or the choice could not be saved.",
  async run(context) {
    const before = await context.loadTelemetry();
    // An event that was captured during an opt-out must not be sent after a later opt-in.
    if (isOptedOut(before.choice, false)) deletePendingData(before);
    saveChoice(before, "enabled", context);
    const telemetry = await context.loadTelemetry();
    const reason = explainOffState(telemetry, context);
    if (isStateUnknown(telemetry, context))
      return createChoiceResult(telemetry, {
        isDone: true,
        text: wrapLines(
          [
            "Your choice is saved.",
            `${context.tool} telemetry is on if ${context.tool}'s own code names the server to send to.`,
          ],
          context.width,
        ),
      });
    const lines =
      reason === undefined
        ? [
            `${context.tool} telemetry is on.`,
            `To see what was sent: ${context.command} show${context.toolFlag}`,
          ]
        : [
            `Your choice is saved, but ${context.tool} telemetry is still off.`,
            `${reason.why}.`,
            formatFix(reason),
          ];
    return createChoiceResult(telemetry, {
      isDone: reason === undefined,
      text: wrapLines(lines, context.width),
      why: reason?.why,
    });
  },
};

/** @throws an error that suggests a variable when the choice cannot be saved */
function saveChoice(
  { choiceFile, choice, policy, profile }: ResolvedTelemetry,
  answer: "enabled" | "disabled",
  { isForAnyTool }: CommandContext,
): void {
  const variable = answer === "disabled" ? "DO_NOT_TRACK=1" : suggestOptInVariable(profile);
  if (choiceFile === undefined)
    throw new Error(`this account has no home folder to save a choice in; set ${variable} instead`);
  const obstacle = checkCreation(dirname(choiceFile));
  if (obstacle !== undefined)
    throw new Error(`the choice is not saved: ${obstacle.path} ${obstacle.problem}; ${obstacle.fix}`);
  // The standalone program does not know the date of the policy, which is in the tool's own code.
  const saved = createChoice(answer, choice, isForAnyTool ? undefined : policy);
  try {
    writeSavedChoice(choiceFile, saved);
  } catch (error) {
    const why = getErrorMessage(error);
    throw new Error(`the choice could not be saved (${why}); set ${variable} in the environment instead`);
  }
}

function createChoiceResult(
  { state, choice, choiceFile }: ResolvedTelemetry,
  { isDone, text, why }: { isDone: boolean; text: string; why?: string | undefined },
): CommandResult {
  return {
    code: isDone ? 0 : 1,
    json: { state: state.status, ...(why !== undefined && { why }), choice, choiceFile },
    text,
  };
}
