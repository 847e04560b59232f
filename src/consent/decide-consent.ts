/** Decides whether telemetry is on. Off wins: one "off" is enough, and the decision names whose it was. */
import { type FoundChoice, isRefusal, type SavedChoice } from "./saved-choice.js";

export type OffReason =
  | "do_not_track"
  | "disabled"
  | "saved_choice"
  /** The tool's author waits for the person to opt in. */
  | "not_opted_in"
  /** Nobody has told the person of telemetry before this run. */
  | "not_told"
  | "invalid_setting"
  | "unreadable_file"
  | "no_key"
  | "unusable_proxy"
  /** A package that it needs is not there. */
  | "not_installed"
  | "shut_down";

/** `pending` until the settings are known; what is captured meanwhile is held and not sent. */
export type TelemetryState = { readonly status: "pending" } | OnState | OffState;

export interface OnState {
  readonly status: "on";
  /** Settings of an untrusted project's file that were ignored. */
  readonly ignored?: IgnoredSettings;
}

export interface OffState {
  readonly status: "off";
  readonly reason: OffReason;
  /** What a person can go and look at: a variable, a file, an option; of `not_told` the file that records the notice. */
  readonly source: string;
  /** What turns telemetry on, as a sentence; of `not_told` and `not_opted_in`. */
  readonly nextStep?: string;
  /** As for `On`. */
  readonly ignored?: IgnoredSettings;
}

export interface IgnoredSettings {
  /** The path of the project's settings file. */
  readonly file: string;
  /** The keys that have no effect, as in the file. */
  readonly keys: readonly string[];
  /** The command that trusts the file, or the reason why nobody can. */
  readonly nextStep: string;
}

/**
 * What the tool's author takes for consent: that nobody opts out after the notice, from the run after it (`opt-out`, the
 * default) or from the start; or that somebody opts in.
 */
export const CONSENTS = ["opt-out", "opt-out-immediately", "opt-in"] as const;
export type Consent = (typeof CONSENTS)[number];

/** Inputs to the consent decision. Undefined means no opinion. */
export interface ConsentInputs {
  readonly doNotTrack: boolean;
  /** The source that says `disable_telemetry`, unless the environment overrides it. */
  readonly disabledBy: string | undefined;
  /** The environment overrides the saved choice. */
  readonly isOffOverridden: boolean;
  /** A variable of the environment turns telemetry on. */
  readonly isEnabledByVariable: boolean;
  readonly savedChoice: FoundChoice;
  readonly savedChoiceFile: string;
  readonly consent: Consent;
  /** The date of the policy in force. Consent to another policy does not count. */
  readonly policy: string;
  /** Settings that cannot be used, by source and key. */
  readonly invalid: readonly string[];
  readonly unreadableFiles: readonly string[];
  /** What is missing to send with, as a sentence. */
  readonly missing: string | undefined;
  /** Events are printed instead of sent, so nothing leaves the machine and no key is needed. */
  readonly isPrinted: boolean;
  /** The person knows of telemetry, or nothing leaves the machine. */
  readonly isInformed: boolean;
  readonly noticeFile: string;
}

/** Returns `on`, or the first reason why not. */
export function decideConsent(inputs: ConsentInputs): OffState | OnState {
  const { savedChoice, savedChoiceFile, isOffOverridden, isPrinted } = inputs;
  if (inputs.doNotTrack) return createOffState("do_not_track", "DO_NOT_TRACK");
  if (inputs.disabledBy !== undefined) return createOffState("disabled", inputs.disabledBy);
  // A deliberate "off", and waiting for a yes, come before mistakes, which are reported.
  if (isRefusal(savedChoice, isOffOverridden))
    return createOffState(savedChoice === "unreadable" ? "unreadable_file" : "saved_choice", savedChoiceFile);
  const isAwaitingOptIn = inputs.consent === "opt-in" && !isPrinted && !hasOptedIn(inputs);
  if (isAwaitingOptIn) return createOffState("not_opted_in", savedChoiceFile);
  const [unreadable] = inputs.unreadableFiles;
  if (unreadable !== undefined) return createOffState("unreadable_file", unreadable);
  const [invalid] = inputs.invalid;
  if (invalid !== undefined) return createOffState("invalid_setting", invalid);
  if (isPrinted) return { status: "on" };
  if (inputs.missing !== undefined) return createOffState("no_key", inputs.missing);
  if (inputs.consent === "opt-out" && !inputs.isInformed)
    return createOffState("not_told", inputs.noticeFile);
  return { status: "on" };
}

function hasOptedIn({ savedChoice, isEnabledByVariable, policy }: ConsentInputs): boolean {
  return isEnabledByVariable || hasEnabledUnderPolicy(savedChoice, policy);
}

/** Whether a person has turned telemetry on, knowing this policy. */
export function hasEnabledUnderPolicy(choice: FoundChoice, policy: string): boolean {
  return hasChosenUnderPolicy(choice, policy) && choice.telemetry === "enabled";
}

/** Whether a person has chosen, knowing this policy: by its name, or where that is not noted, by its date. */
export function hasChosenUnderPolicy(choice: FoundChoice, policy: string): choice is SavedChoice {
  if (typeof choice !== "object") return false;
  return choice.policy === undefined ? (choice.date ?? "") >= policy : choice.policy === policy;
}

export function createOffState(reason: OffReason, source: string): OffState {
  return { status: "off", reason, source };
}
