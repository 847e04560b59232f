/** Defines the type of a profile, which holds a tool's name, defaults and limits. */
import type { VariableAlias } from "../config/environment.js";
import type { Settings } from "../config/settings.js";
import type { ConsentModel } from "../consent/telemetry-state.js";

export interface Profile {
  /** The tool's name. It names the tool's settings, folders and variables, as in `mytool.toml`, `MYTOOL__TELEMETRY__*`. */
  readonly tool: string;
  /**
   * The author's choice of what counts as consent, as the option `consent`.
   * @default "opt-out"
   */
  readonly consent: ConsentModel;
  /**
   * The text of the notice.
   * @default four lines that this library writes
   */
  readonly notice?: string;
  /**
   * The transport of the tool's data. `posthog`: batches of events to PostHog, which also has feature flags. `http`: events
   * without PostHog's fields, to `endpoint`. `otlp`: traces; the tool's events are sent to PostHog.
   * @default "posthog"
   */
  readonly transport: "posthog" | "http" | "otlp";
  /**
   * The tool's own variables for settings. `<TOOL>__TELEMETRY__*` has precedence over them.
   * @default []
   * @example
   * [{ name: "MYTOOL_STATS", setting: "disableTelemetry", negated: true }]
   */
  readonly environment: readonly VariableAlias[];
  /**
   * Variables of an older version of the tool that have no effect. A person who still sets one is told what to do instead.
   * @default []
   */
  readonly obsoleteVariables?: readonly ObsoleteVariable[];
  /**
   * The settings whose defaults differ from those of the library.
   * @default {}
   */
  readonly defaults: Partial<Settings>;
  /**
   * The limits of traces. Without them, the setting `events_per_minute` limits spans.
   * @default undefined
   */
  readonly limits?: TraceLimits;
  /**
   * The prefix of the random session id of traces.
   * @default undefined
   */
  readonly sessionPrefix?: string;
  /**
   * The Google project that all users of the tool share, with its own defaults and limits.
   * @default undefined
   */
  readonly community?: {
    readonly gcpProject: string;
    readonly defaults: Partial<Settings>;
    readonly limits: TraceLimits;
  };
}

/** A variable that has no effect. */
export interface ObsoleteVariable {
  readonly name: string;
  /** A sentence without its full stop that says what to do instead. */
  readonly hint: string;
}

/** The limits of spans. */
export interface TraceLimits {
  readonly perMinute: number;
  readonly perHour: number;
  readonly bytesPerMinute: number;
}

/** The profile that an author writes. Missing fields have the values of the profile `codeweaver`. */
export type OwnProfile = Partial<Profile> & Pick<Profile, "tool">;
