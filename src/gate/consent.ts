/** Decides whether telemetry is on. Off wins: one no is enough, and it is said whose it was. */

export type OffReason =
  | "do_not_track"
  | "disabled"
  | "saved_choice"
  | "invalid_setting"
  | "unreadable_file"
  | "no_key"
  | "unusable_proxy"
  | "shut_down";

/** `pending` until the settings are known; what is captured meanwhile is held and not sent. */
export type TelemetryState =
  | { readonly status: "pending" }
  | { readonly status: "on" }
  | {
      readonly status: "off";
      readonly reason: OffReason;
      /** What a person can go and look at: a variable, a file, an option. */
      readonly source: string;
    };

/** Every voice in the decision, as plain values; undefined or empty where it is silent. */
export interface Voices {
  readonly doNotTrack: boolean;
  /** The source that says `disable_telemetry`, unless an explicit "no" to that in the environment overrides it. */
  readonly disabledBy: string | undefined;
  readonly enabledExplicitly: boolean;
  readonly savedChoice: "enabled" | "disabled" | "unreadable" | undefined;
  readonly savedChoiceFile: string;
  /** Settings that cannot be used, by source and key. */
  readonly invalid: readonly string[];
  readonly unreadableFiles: readonly string[];
  readonly hasKey: boolean;
  /** Events are printed instead of sent, so no key is needed. */
  readonly debug: boolean;
}

export function decideConsent(voices: Voices): Exclude<TelemetryState, { status: "pending" }> {
  if (voices.doNotTrack) return off("do_not_track", "DO_NOT_TRACK");
  if (voices.disabledBy !== undefined) return off("disabled", voices.disabledBy);
  const [unreadable] = voices.unreadableFiles;
  if (unreadable !== undefined) return off("unreadable_file", unreadable);
  const [invalid] = voices.invalid;
  if (invalid !== undefined) return off("invalid_setting", invalid);
  if (voices.savedChoice === "unreadable") return off("unreadable_file", voices.savedChoiceFile);
  if (voices.savedChoice === "disabled" && !voices.enabledExplicitly)
    return off("saved_choice", voices.savedChoiceFile);
  if (!voices.hasKey && !voices.debug) return off("no_key", "posthog_api_key is not set");
  return { status: "on" };
}

function off(reason: OffReason, source: string): Exclude<TelemetryState, { status: "pending" | "on" }> {
  return { status: "off", reason, source };
}
