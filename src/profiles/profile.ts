/** What a profile is: one tool's identity as data, for the stations to go by. */
import type { SettingName, Settings } from "../config/settings.js";
import type { Consent } from "../gate/consent.js";

export interface Profile {
  /** Names the tool's settings, folders and variables: `mytool.toml`, `MYTOOL__TELEMETRY__*`. */
  readonly tool: string;
  /** What its author takes for consent, as for the option of that name. */
  readonly consent: Consent;
  /** What the notice says, instead of its own four lines. */
  readonly notice?: string;
  /** `posthog`: batches for PostHog, and its flags. `http`: the events alone, to the endpoint itself. */
  readonly transport: "posthog" | "http";
  /** Variables by which people know the tool's settings, beside `<TOOL>__TELEMETRY__*`, which win. */
  readonly environment: readonly Variable[];
  /** Settings that differ from the defaults of the library. */
  readonly defaults: Partial<Settings>;
}

/** A variable of the environment and the setting it gives. Of several for one setting the first that is set is read. */
export interface Variable {
  readonly name: string;
  readonly setting: SettingName;
  /** It says the contrary: `TELEMETRY_ENABLED` of `disableTelemetry`. Empty is a no. */
  readonly negated?: true;
}
