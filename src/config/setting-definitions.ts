/** Defines the default, the validator and the rules of every setting of the `[telemetry]` section. */
import type { SettingName, Settings } from "./settings.js";
import {
  ADDRESS,
  BOOLEAN,
  createChoiceValidator,
  createIntegerValidator,
  createNumberValidator,
  createTextValidator,
  ORIGIN,
  SALT,
  type Validator,
} from "./validators.js";

interface SettingDefinition<T> extends Validator<NonNullable<T>> {
  readonly default: T;
  readonly aliases?: readonly string[];
  /** `status` lists it only for tools that send traces. */
  readonly isForTraces?: true;
  /** A lower value sends less, and false is lower than true. Every source may lower it, even an untrusted file. */
  readonly isLowerMorePrivate?: true;
  /** The reason why even a trusted project's file may not set it. */
  readonly notInProjectFile?: string;
}

export const SETTINGS: { readonly [N in SettingName]: SettingDefinition<Settings[N]> } = {
  disableTelemetry: { default: false, ...BOOLEAN },
  toolsOverPrivacy: {
    default: false,
    ...BOOLEAN,
    aliases: ["tools_above_privacy"],
    isLowerMorePrivate: true,
  },
  posthogApiKey: {
    default: undefined, // the package has none built in
    ...createTextValidator(
      /^(?!ph[xs]_)[!-~]{1,200}$/,
      "a PostHog project key (phc_…; a personal or secret key does not belong on people's machines)",
    ),
    aliases: ["posthog_project_key", "api_key"],
  },
  posthogHost: { default: "https://us.i.posthog.com", ...ORIGIN },
  endpoint: { default: undefined, ...ADDRESS }, // the library has no server of its own
  exporter: {
    default: "auto",
    ...createChoiceValidator("auto", "otlp", "posthog", "google"),
    isForTraces: true,
  },
  otlpProtocol: { default: "json", ...createChoiceValidator("json", "protobuf"), isForTraces: true },
  serviceName: {
    default: undefined,
    ...createTextValidator(
      /^[a-z0-9][a-z0-9._-]{0,62}$/i,
      "a name of 1 to 63 letters, digits, . _ and -, of which the first is a letter or digit",
    ),
    isForTraces: true,
  },
  gcpProject: {
    default: undefined,
    ...createTextValidator(
      /^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, // https://cloud.google.com/resource-manager/docs/creating-managing-projects
      "the id of a project of Google Cloud: 6 to 30 lower-case letters, digits and hyphens",
    ),
    isForTraces: true,
  },
  batchSize: { default: 10, ...createIntegerValidator(1, 2048) },
  batchIntervalSeconds: { default: 60, ...createNumberValidator(1, 3600, " of seconds") },
  maxQueueSize: { default: undefined, ...createIntegerValidator(100, 100_000) },
  maxRetries: { default: 3, ...createIntegerValidator(0, 10) },
  retryBackoff: { default: 2, ...createNumberValidator(1, 10) },
  requestTimeoutSeconds: { default: 5, ...createNumberValidator(1, 60, " of seconds") },
  exitBudgetMs: { default: 300, ...createNumberValidator(0, 10_000, " of milliseconds") },
  delivery: { default: "auto", ...createChoiceValidator("auto", "inline", "detached", "spool") },
  spool: { default: true, ...BOOLEAN },
  spoolMaxMb: { default: 5, ...createNumberValidator(1, 1000, " of megabytes") },
  spoolMaxDays: { default: 7, ...createNumberValidator(1, 365, " of days") },
  sampleRate: { default: 1, ...createNumberValidator(0, 1), isLowerMorePrivate: true },
  eventsPerMinute: { default: 1000, ...createIntegerValidator(1, 1_000_000), isLowerMorePrivate: true },
  weeklyReport: { default: true, ...BOOLEAN, isLowerMorePrivate: true },
  flagBuckets: { default: 32, ...createIntegerValidator(2, 64), isLowerMorePrivate: true },
  identity: { default: "session", ...createChoiceValidator("session", "install") },
  receipts: { default: true, ...BOOLEAN, notInProjectFile: "because the copies belong to the person" },
  salt: { default: undefined, ...SALT, notInProjectFile: "where others can read it" },
  dryRun: { default: false, ...BOOLEAN, aliases: ["debug"] },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[]; // the table's type lists exactly these

/** Converts `batchSize` to `batch_size`, the key in a file. The environment uses it in upper case. */
export function toSettingKey(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Returns the setting of a key or an alias. */
export function findSettingName(key: string): SettingName | undefined {
  return NAME_BY_KEY.get(key);
}

/** Returns whether an option in code is a setting: its name or an alias, also as in a file. */
export function isSettingOption(name: string): boolean {
  return findSettingName(toSettingKey(name)) !== undefined;
}

/** A map keeps the lookup fast, because a project's file may contain thousands of keys. */
const NAME_BY_KEY: ReadonlyMap<string, SettingName> = new Map(
  SETTING_NAMES.flatMap((name) =>
    [toSettingKey(name), ...(SETTINGS[name].aliases ?? [])].map((key): [string, SettingName] => [key, name]),
  ),
);
