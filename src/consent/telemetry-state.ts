/** Defines the states of a client, and the reasons why telemetry is off. */

/**
 * The reason why telemetry is off.
 *
 * @example
 * const hints: Partial<Record<OffReason, string>> = {
 *   not_opted_in: "Run `mytool telemetry enable` to turn it on.",
 *   no_key: "The option posthogApiKey is missing.",
 * };
 * const { state } = telemetry;
 * if (state.status === "off") console.log(hints[state.reason] ?? state.source);
 */
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

/**
 * `pending` until the settings are read. Until then, events are held in memory and not sent.
 *
 * @example
 * function describeState(state: TelemetryState): string {
 *   if (state.status !== "off") return `Telemetry is ${state.status}.`;
 *   return state.nextStep ?? `Telemetry is off: see ${state.source}.`;
 * }
 */
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
 *
 * @example
 * const consent: Consent = "opt-in";
 * const telemetry = createTelemetryClient({ tool: "mytool", consent });
 */
export type ConsentModel = (typeof CONSENT_MODELS)[number];

export function createOffState(reason: OffReason, source: string, error?: string): OffState {
  return { status: "off", reason, source, ...(error !== undefined && { error }) };
}
