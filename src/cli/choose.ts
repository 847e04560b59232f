/** `enable` and `disable`: the saved choice. */
import type { Situation } from "../client/situation.js";
import { writeSavedChoice } from "../gate/saved-choice.js";
import { emptySpool } from "../outbox/spool-contents.js";
import { placesOf } from "./local.js";
import { reasonOf } from "./reasons.js";
import type { Answer, Context, Verb } from "./verb.js";

export const disable: Verb = {
  description: "Turn it off, and throw away what was not sent",
  async run(context) {
    const before = await context.situation();
    save(before, "disabled");
    const removed = emptySpool(placesOf(before).spool);
    const situation = await context.situation();
    const isOff = situation.state.status === "off";
    const thrown = removed === 0 ? "Nothing was waiting." : "What was waiting to be sent was thrown away.";
    const text = isOff
      ? `${context.tool} telemetry is off. ${thrown} Processes that run obey within a second.`
      : `Saved, but ${situation.resolved.provenance.disableTelemetry.label}=false in your environment overrides it: telemetry is on. Unset that.`;
    return answer(situation, isOff, text);
  },
};

export const enable: Verb = {
  description: "Turn it on",
  async run(context) {
    const before = await context.situation();
    // Captured before a no, it must not go after the next yes.
    if (before.state.status === "off") emptySpool(placesOf(before).spool);
    save(before, "enabled");
    const situation = await context.situation();
    const reason = reasonOf(situation, context);
    const text =
      reason === undefined
        ? `${context.tool} telemetry is on. ${seeText(context)}`
        : `Saved, but telemetry is still off: ${reason.why}. To change that: ${reason.fix}.`;
    return answer(situation, reason === undefined, text);
  },
};

function save({ choiceFile, policy }: Situation, telemetry: "enabled" | "disabled"): void {
  if (choiceFile === undefined)
    throw new Error(
      "this account has no home folder to save a choice in; set DO_NOT_TRACK=1 in its environment",
    );
  try {
    writeSavedChoice(choiceFile, { telemetry, date: new Date().toISOString(), policy });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`the choice could not be saved (${why}); set DO_NOT_TRACK=1 in the environment instead`);
  }
}

function answer({ state, choice, choiceFile }: Situation, isAsAsked: boolean, text: string): Answer {
  return { code: isAsAsked ? 0 : 1, json: { state: state.status, choice, choiceFile }, text };
}

function seeText({ command, suffix }: Context): string {
  return `${command} show${suffix} prints what was sent.`;
}
