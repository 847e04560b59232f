/** Decides whether telemetry is on. Off wins: one no is enough, and it is said whose it was. */
import { type FoundChoice, isRefusal, type SavedChoice } from "./saved-choice.js";

export type OffReason =
  | "do_not_track"
  | "disabled"
  | "saved_choice"
  /** The tool's author waits for a yes. */
  | "not_opted_in"
  /** The person has been told in this run, and can say no before the next. */
  | "notice"
  | "invalid_setting"
  | "unreadable_file"
  | "no_key"
  | "unusable_proxy"
  /** A package that it needs is not there. */
  | "not_installed"
  | "shut_down";

/** `pending` until the settings are known; what is captured meanwhile is held and not sent. */
export type TelemetryState = { readonly status: "pending" } | { readonly status: "on" } | Off;

export interface Off {
  readonly status: "off";
  readonly reason: OffReason;
  /** What a person can go and look at: a variable, a file, an option. */
  readonly source: string;
}

/**
 * What the tool's author takes for consent: that nobody says no after the notice, from the run after it (`opt-out`, the
 * default) or from the start; or that somebody says yes.
 */
export const CONSENTS = ["opt-out", "opt-out-immediately", "opt-in"] as const;
export type Consent = (typeof CONSENTS)[number];

/** Every voice in the decision, as plain values; undefined or empty where it is silent. */
export interface Voices {
  readonly doNotTrack: boolean;
  /** The source that says `disable_telemetry`, unless an explicit "no" to that in the environment overrides it. */
  readonly disabledBy: string | undefined;
  readonly enabledExplicitly: boolean;
  readonly savedChoice: FoundChoice;
  readonly savedChoiceFile: string;
  readonly consent: Consent;
  /** The date of the policy in force: a yes to another one is none. */
  readonly policy: string;
  /** Settings that cannot be used, by source and key. */
  readonly invalid: readonly string[];
  readonly unreadableFiles: readonly string[];
  /** What is missing to send with, as a sentence. */
  readonly lacking: string | undefined;
  /** Events are printed instead of sent, so no key is needed. */
  readonly debug: boolean;
}

export function decideConsent(voices: Voices): Off | { readonly status: "on" } {
  const { savedChoice, savedChoiceFile, enabledExplicitly } = voices;
  if (voices.doNotTrack) return off("do_not_track", "DO_NOT_TRACK");
  if (voices.disabledBy !== undefined) return off("disabled", voices.disabledBy);
  const [unreadable] = voices.unreadableFiles;
  if (unreadable !== undefined) return off("unreadable_file", unreadable);
  const [invalid] = voices.invalid;
  if (invalid !== undefined) return off("invalid_setting", invalid);
  if (isRefusal(savedChoice, enabledExplicitly))
    return off(savedChoice === "unreadable" ? "unreadable_file" : "saved_choice", savedChoiceFile);
  if (voices.consent === "opt-in" && !voices.debug && !hasSaidYes(voices))
    return off("not_opted_in", savedChoiceFile);
  if (voices.lacking !== undefined && !voices.debug) return off("no_key", voices.lacking);
  return { status: "on" };
}

function hasSaidYes({ savedChoice, enabledExplicitly, policy }: Voices): boolean {
  if (enabledExplicitly) return true;
  return isChosenUnder(savedChoice, policy) && savedChoice.telemetry === "enabled";
}

/** Whether a person has chosen, knowing this policy: by its name, or where that is not noted, by its date. */
export function isChosenUnder(choice: FoundChoice, policy: string): choice is SavedChoice {
  if (typeof choice !== "object") return false;
  return choice.policy === undefined ? (choice.date ?? "") >= policy : choice.policy === policy;
}

export function off(reason: OffReason, source: string): Off {
  return { status: "off", reason, source };
}
