/** Decides whether telemetry is on, and names the source of that decision. */
import { type Awareness, isInformed } from "./awareness.js";
import { type FoundChoice, hasEnabledUnderPolicy, isOptedOut } from "./saved-choice.js";
import { type ConsentModel, createOffState, type OffState, type OnState } from "./telemetry-state.js";

export interface ConsentInputs {
  /** The variable `DO_NOT_TRACK` is set, and neither empty nor a recognised "no". */
  readonly isDoNotTrackSet: boolean;
  /** The source that turns telemetry off. Undefined if none does, or if a variable forces telemetry on against it. */
  readonly disabledBy: string | undefined;
  /** `…DISABLE_TELEMETRY=false` forces telemetry on against the saved choice. It implies `isEnabledByVariable`. */
  readonly isForcedOn: boolean;
  /** A variable of the environment turns telemetry on. */
  readonly isEnabledByVariable: boolean;
  /** Undefined if the person never chose. */
  readonly savedChoice: FoundChoice;
  /** The file of the saved choice. Undefined without a home directory, like `noticeFile`. */
  readonly savedChoiceFile: string | undefined;
  readonly consentModel: ConsentModel;
  /** The date of the current policy. Consent to another policy does not count. */
  readonly policy: string;
  /** The settings that cannot be used, each as `<source>: <key>`, and a sentence about a destination that cannot be used. */
  readonly invalidSettings: readonly string[];
  readonly unreadableFiles: readonly { readonly path: string; readonly error: string }[];
  /** The system's error if it could not read the record of the last notice. */
  readonly noticeError?: string | undefined;
  /** The part of the destination that is missing, as a sentence. Undefined if the destination is complete. */
  readonly missingDestinationPart: string | undefined;
  /** Events are printed instead of sent, so no destination and no notice is needed. */
  readonly isPrinted: boolean;
  readonly awareness: Awareness;
  /** The record of the last notice. */
  readonly noticeFile: string | undefined;
}

/** Returns `on`, or `off` with the first reason that applies. */
export function decideConsent(inputs: ConsentInputs): OffState | OnState {
  const { savedChoice, savedChoiceFile = "", noticeFile = "", isForcedOn, isPrinted } = inputs;
  const { consentModel, policy } = inputs;
  if (inputs.isDoNotTrackSet) return createOffState("do_not_track", "DO_NOT_TRACK");
  if (inputs.disabledBy !== undefined) return createOffState("disabled", inputs.disabledBy);
  // The person's decision is checked before mistakes: somebody who opted out is not bothered with warnings of invalid settings.
  if (savedChoice?.telemetry === "unreadable")
    return createOffState("unreadable_file", savedChoiceFile, savedChoice.error);
  if (isOptedOut(savedChoice, isForcedOn)) return createOffState("saved_choice", savedChoiceFile);
  if (consentModel === "opt-in" && !isPrinted) {
    const hasOptedIn = inputs.isEnabledByVariable || hasEnabledUnderPolicy(savedChoice, policy);
    if (!hasOptedIn) return createOffState("not_opted_in", savedChoiceFile);
  }
  const [unreadable] = inputs.unreadableFiles;
  if (unreadable !== undefined) return createOffState("unreadable_file", unreadable.path, unreadable.error);
  const [invalid] = inputs.invalidSettings;
  if (invalid !== undefined) return createOffState("invalid_setting", invalid);
  if (isPrinted) return { status: "on" };
  if (inputs.missingDestinationPart !== undefined)
    return createOffState("no_key", inputs.missingDestinationPart);
  if (consentModel === "opt-out" && !isInformed(inputs.awareness))
    return inputs.noticeError === undefined
      ? createOffState("not_told", noticeFile)
      : createOffState("unreadable_file", noticeFile, inputs.noticeError);
  return { status: "on" };
}
