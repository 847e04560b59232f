/** `enable` and `disable`: the saved choice. */
import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { createChoice, isRefusal, writeSavedChoice } from "../../consent/saved-choice.js";
import { emptySpool } from "../../delivery/spool-contents.js";
import { messageOf } from "../../internal/file-errors.js";
import { placesOf } from "../local-state.js";
import { isUnknown, reasonOf } from "../off-reasons.js";
import type { Answer, Context, Verb } from "../subcommand.js";

export const disable: Verb = {
  description: "Turn it off, and throw away what was not sent",
  async run(context) {
    const before = await context.situation();
    save(before, "disabled", context);
    const thrown = throwAway(before);
    const situation = await context.situation();
    if (situation.state.status === "on") {
      const label = situation.resolved.overriddenBy?.label;
      return answer(
        situation,
        false,
        `Saved, but ${label} in your environment says otherwise, and overrides it: telemetry is on. Unset that.`,
      );
    }
    const text = `${context.tool} telemetry is off. ${thrown.text} Processes that run obey within a second.`;
    return answer(situation, thrown.isDone, text);
  },
};

export const enable: Verb = {
  description: "Turn it on",
  async run(context) {
    const before = await context.situation();
    // Captured before a no, it must not go after the next yes.
    if (isRefusal(before.choice, false)) throwAway(before);
    save(before, "enabled", context);
    const situation = await context.situation();
    const reason = reasonOf(situation, context);
    if (isUnknown(situation, context))
      return answer(
        situation,
        true,
        `Saved: ${context.tool} telemetry is on where the tool has a project key in its own code.`,
      );
    const text =
      reason === undefined
        ? `${context.tool} telemetry is on. ${context.command} show${context.suffix} prints what was sent.`
        : `Saved, but telemetry is still off: ${reason.why}. To change that: ${reason.fix}.`;
    return answer(situation, reason === undefined, text, reason?.why);
  },
};

function throwAway(situation: Situation): { readonly isDone: boolean; readonly text: string } {
  const { spool } = placesOf(situation);
  try {
    const files = emptySpool(spool);
    return {
      isDone: true,
      text: files === 0 ? "Nothing was waiting." : "What was waiting to be sent was thrown away.",
    };
  } catch (error) {
    const why = messageOf(error);
    return { isDone: false, text: `What waits could not be thrown away (${why}); remove ${spool}.` };
  }
}

/** @throws with what to do instead where the disk refuses */
function save(
  { choiceFile, choice, policy }: Situation,
  telemetry: "enabled" | "disabled",
  { isForAnyTool }: Context,
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
    const why = messageOf(error);
    throw new Error(`the choice could not be saved (${why}); set DO_NOT_TRACK=1 in the environment instead`);
  }
}

function answer(
  { state, choice, choiceFile }: Situation,
  isAsAsked: boolean,
  text: string,
  why?: string,
): Answer {
  return {
    code: isAsAsked ? 0 : 1,
    json: { state: state.status, ...(why !== undefined && { why }), choice, choiceFile },
    text,
  };
}
