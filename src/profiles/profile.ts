/** What a profile is: one tool's identity as data, for the stations to go by. */
import type { SettingName, Settings } from "../config/settings.js";
import type { Consent } from "../consent/decide-consent.js";

export interface Profile {
  /** Names the tool's settings, folders and variables: `mytool.toml`, `MYTOOL__TELEMETRY__*`. */
  readonly tool: string;
  /** What its author takes for consent, as for the option of that name. */
  readonly consent: Consent;
  /** What the notice says, instead of its own four lines. */
  readonly notice?: string;
  /**
   * `posthog`: batches for PostHog, and its flags. `http`: the events alone, to the endpoint itself. `otlp`: what it sends
   * are traces (`codeweaver-telemetry/otel`); events, where it has any, go to PostHog.
   */
  readonly transport: "posthog" | "http" | "otlp";
  /** Variables by which people know the tool's settings, beside `<TOOL>__TELEMETRY__*`, which win. */
  readonly environment: readonly ProfileVariable[];
  /** Settings that differ from the defaults of the library. */
  readonly defaults: Partial<Settings>;
  /** How much of traces may leave; without it, `events_per_minute` spans. */
  readonly limits?: TraceLimits;
  /** What a session's random id begins with on its traces. */
  readonly sessionPrefix?: string;
  /** The project that all who set none share: there it may be less. */
  readonly community?: {
    readonly gcpProject: string;
    readonly defaults: Partial<Settings>;
    readonly limits: TraceLimits;
  };
}

/** Spans, and bytes of them. */
export interface TraceLimits {
  readonly perMinute: number;
  readonly perHour: number;
  readonly bytesPerMinute: number;
}

/** A profile as an author writes one: what is left out is as for CodeWeaver. */
export type OwnProfile = Partial<Profile> & Pick<Profile, "tool">;

/** A variable of the environment and the setting it gives. Of several for one setting the first that is set is read. */
export interface ProfileVariable {
  readonly name: string;
  readonly setting: SettingName;
  /** The variable means the contrary: `TELEMETRY_ENABLED` of `disableTelemetry`. An empty variable counts as not set. */
  readonly negated?: true;
}
