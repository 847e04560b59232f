/** Decides whether telemetry is on, and names the source of that decision. */
import { type Awareness, isInformed } from "./awareness.js";
import { type FoundChoice, hasEnabledUnderPolicy, isOptedOut } from "./saved-choice.js";

/** The reason why telemetry is off. */
export type OffReason =
  /** The variable `DO_NOT_TRACK` is set. */
  | "do_not_track"
  /** A variable, a settings file or an option turns telemetry off. */
  | "disabled"
  /** The person opted out with the subcommand `disable`. */
  | "saved_choice"
  /** The tool's author chose `consent: "opt-in"`, and the person has not opted in. */
  | "not_opted_in"
  /** The person was not told of telemetry before this run. */
  | "not_told"
  /** A setting or an option cannot be used. */
  | "invalid_setting"
  /** A settings file or the saved choice exists and cannot be used. */
  | "unreadable_file"
  /** No destination is configured: a project key, an endpoint or a Google project is missing. */
  | "no_key"
  /** A proxy is configured that this library cannot use. */
  | "unusable_proxy"
  /** A required package is not installed. */
  | "not_installed"
  /** The client was shut down. */
  | "shut_down";

/** `pending` until the settings are read. Until then, events are held in memory and not sent. */
export type TelemetryState = { readonly status: "pending" } | OnState | OffState;

/** @inline */
export interface OnState {
  readonly status: "on";
  /** Settings of an untrusted project's file that were ignored. */
  readonly ignored?: IgnoredSettings;
}

/** @inline */
export interface OffState {
  readonly status: "off";
  readonly reason: OffReason;
  /** The thing that a person can inspect: a variable, a file or an option. For `not_told`, the record of the notice. */
  readonly source: string;
  /**
   * Why the file cannot be used, such as `EMFILE: too many open files` or `not a regular file`. It is present for
   * `unreadable_file`.
   */
  readonly error?: string;
  /** The way to turn telemetry on, as a sentence. It is present for `not_told` and `not_opted_in`. */
  readonly nextStep?: string;
  /** Settings of an untrusted project's file that were ignored. */
  readonly ignored?: IgnoredSettings;
}

/** @inline */
export interface IgnoredSettings {
  /** The path of the project's settings file. */
  readonly file: string;
  /** The keys that have no effect, as in the file. */
  readonly keys: readonly string[];
  /** The command that trusts the file, or the reason why it cannot be trusted. */
  readonly nextStep: string;
}

export const CONSENT_MODELS = ["opt-out", "opt-out-immediately", "opt-in"] as const;

/**
 * The author's choice of what counts as consent.
 *
 * - `opt-out`: the person was shown the notice in an earlier run and has not opted out.
 * - `opt-out-immediately`: the person has not opted out. Events are sent in the first run, too.
 * - `opt-in`: the person has turned telemetry on.
 * @useDeclaredType
 */
export type ConsentModel = (typeof CONSENT_MODELS)[number];

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

export function createOffState(reason: OffReason, source: string, error?: string): OffState {
  return { status: "off", reason, source, ...(error !== undefined && { error }) };
}
