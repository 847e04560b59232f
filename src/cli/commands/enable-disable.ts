/** `enable` and `disable`: the saved choice. */
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { createChoice, isRefusal, writeSavedChoice } from "../../consent/saved-choice.js";
import { clearSpool } from "../../delivery/spool-contents.js";
import { getErrorMessage } from "../../internal/errors.js";
import { requireFolders } from "../local-data.js";
import { explainOffState, isStateUnknown } from "../off-explanation.js";
import type { CommandContext, CommandResult, Subcommand } from "../subcommand.js";

export const disable: Subcommand = {
  description: "Turn it off, and throw away what was not sent",
  async run(context) {
    const before = await context.resolveTelemetry();
    saveChoice(before, "disabled", context);
    const thrown = discardPending(before);
    const situation = await context.resolveTelemetry();
    if (situation.state.status === "on") {
      const label = situation.resolved.overriddenBy?.label;
      return createChoiceResult(
        situation,
        false,
        `Saved, but ${label} in your environment says otherwise, and overrides it: telemetry is on. Unset that.`,
      );
    }
    const text = `${context.tool} telemetry is off. ${thrown.text} Processes that run obey within a second.`;
    return createChoiceResult(situation, thrown.isDone, text);
  },
};

export const enable: Subcommand = {
  description: "Turn it on",
  async run(context) {
    const before = await context.resolveTelemetry();
    // Captured before a no, it must not go after the next yes.
    if (isRefusal(before.choice, false)) discardPending(before);
    saveChoice(before, "enabled", context);
    const situation = await context.resolveTelemetry();
    const reason = explainOffState(situation, context);
    if (isStateUnknown(situation, context))
      return createChoiceResult(
        situation,
        true,
        `Saved: ${context.tool} telemetry is on where the tool has a project key in its own code.`,
      );
    const text =
      reason === undefined
        ? `${context.tool} telemetry is on. ${context.command} show${context.toolFlag} prints what was sent.`
        : `Saved, but telemetry is still off: ${reason.why}. To change that: ${reason.fix}.`;
    return createChoiceResult(situation, reason === undefined, text, reason?.why);
  },
};

function discardPending(telemetry: ResolvedTelemetry): { readonly isDone: boolean; readonly text: string } {
  const { spool } = requireFolders(telemetry);
  try {
    const files = clearSpool(spool);
    return {
      isDone: true,
      text: files === 0 ? "Nothing was waiting." : "What was waiting to be sent was thrown away.",
    };
  } catch (error) {
    const why = getErrorMessage(error);
    return { isDone: false, text: `What waits could not be thrown away (${why}); remove ${spool}.` };
  }
}

/** @throws with what to do instead where the disk refuses */
function saveChoice(
  { choiceFile, choice, policy }: ResolvedTelemetry,
  telemetry: "enabled" | "disabled",
  { isForAnyTool }: CommandContext,
): void {
  if (choiceFile === undefined)
    throw new Error(
      "this account has no home folder to save a choice in; set DO_NOT_TRACK=1 in its environment",
    );
  // Which policy a tool has in its own code is not known to the command for any tool.
  const saved = createChoice(telemetry, choice, isForAnyTool ? undefined : policy);
  try {
    writeSavedChoice(choiceFile, saved);
  } catch (error) {
    const why = getErrorMessage(error);
    throw new Error(`the choice could not be saved (${why}); set DO_NOT_TRACK=1 in the environment instead`);
  }
}

function createChoiceResult(
  { state, choice, choiceFile }: ResolvedTelemetry,
  isAsAsked: boolean,
  text: string,
  why?: string,
): CommandResult {
  return {
    code: isAsAsked ? 0 : 1,
    json: { state: state.status, ...(why !== undefined && { why }), choice, choiceFile },
    text,
  };
}
