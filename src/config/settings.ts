/** The table of settings: every key of the `[telemetry]` section, its default, and what is expected of it. */

/** The settings in code: camelCase, every one with a value. DESIGN.md section 4 says what each means. */
export interface Settings {
  readonly disableTelemetry: boolean;
  readonly toolsOverPrivacy: boolean;
  /** Undefined: telemetry is off. */
  readonly posthogApiKey: string | undefined;
  readonly posthogHost: string;
  /** Where a transport sends that is not PostHog's; undefined: it is off. */
  readonly endpoint: string | undefined;
  /** Who takes traces; `auto` goes by what is set: an endpoint, a project of Google's, a PostHog key. */
  readonly exporter: "auto" | "otlp" | "posthog" | "google";
  readonly otlpProtocol: "json" | "protobuf";
  /** What a trace calls the program; undefined: the tool's name. */
  readonly serviceName: string | undefined;
  /** Google's id of the project that traces go to. */
  readonly gcpProject: string | undefined;
  readonly batchSize: number;
  readonly batchIntervalSeconds: number;
  readonly maxRetries: number;
  /** Each wait before another try is so many times the one before. */
  readonly retryBackoff: number;
  readonly requestTimeoutSeconds: number;
  readonly exitBudgetMs: number;
  readonly delivery: "auto" | "inline" | "detached" | "spool";
  readonly spool: boolean;
  readonly spoolMaxMb: number;
  readonly spoolMaxDays: number;
  readonly sampleRate: number;
  readonly eventsPerMinute: number;
  readonly identity: "session" | "install";
  readonly receipts: boolean;
  /** Undefined: the installation's own, made on first use. */
  readonly salt: string | undefined;
  readonly debug: boolean;
}

export type SettingName = keyof Settings;

interface SettingSpec<T> {
  readonly default: T;
  /** Ends the sentence "… is not …" of a warning; `schema.ts` checks it. */
  readonly expected: string;
  readonly aliases?: readonly string[];
  /** Of no interest where nothing is traced. */
  readonly isOfTraces?: true;
}

const URL_EXPECTED = "an https:// URL without credentials (http:// is for loopback only)";
const BOOLEAN = "true or false (1/yes/on/y/t and 0/no/off/n/f are understood)";

export const SETTINGS: { readonly [N in SettingName]: SettingSpec<Settings[N]> } = {
  disableTelemetry: { default: false, expected: BOOLEAN },
  toolsOverPrivacy: { default: false, expected: BOOLEAN, aliases: ["tools_above_privacy"] },
  posthogApiKey: {
    default: undefined, // the package has none built in
    expected: "a PostHog project key (phc_…; a personal or secret key does not belong on people's machines)",
    aliases: ["posthog_project_key", "api_key"],
  },
  posthogHost: {
    default: "https://us.i.posthog.com",
    expected: URL_EXPECTED,
  },
  endpoint: {
    default: undefined, // the library has no server of its own
    expected: URL_EXPECTED,
  },
  exporter: { default: "auto", expected: "auto, otlp, posthog or google", isOfTraces: true },
  otlpProtocol: { default: "json", expected: "json or protobuf", isOfTraces: true },
  serviceName: {
    default: undefined,
    expected: "a name of letters, digits, . _ and -, 63 at most",
    isOfTraces: true,
  },
  gcpProject: {
    default: undefined,
    expected: "the id of a project of Google Cloud: 6 to 30 lower-case letters, digits and hyphens",
    isOfTraces: true,
  },
  batchSize: { default: 10, expected: "a whole number from 1 to 1000" },
  batchIntervalSeconds: { default: 60, expected: "a number of seconds from 1 to 3600" },
  maxRetries: { default: 3, expected: "a whole number from 0 to 10" },
  retryBackoff: { default: 2, expected: "a number from 1 to 10" },
  requestTimeoutSeconds: { default: 5, expected: "a number of seconds from 1 to 30" },
  exitBudgetMs: { default: 300, expected: "a number of milliseconds from 0 to 10000" },
  delivery: { default: "auto", expected: "auto, inline, detached or spool" },
  spool: { default: true, expected: BOOLEAN },
  spoolMaxMb: { default: 5, expected: "a number of megabytes from 1 to 1000" },
  spoolMaxDays: { default: 7, expected: "a number of days from 1 to 365" },
  sampleRate: { default: 1, expected: "a number from 0 to 1" },
  eventsPerMinute: { default: 1000, expected: "a whole number from 1 to 1000000" },
  identity: { default: "session", expected: "session or install" },
  receipts: { default: true, expected: BOOLEAN },
  salt: { default: undefined, expected: "a text that is not empty" },
  debug: { default: false, expected: BOOLEAN },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[]; // the table's type lists exactly these

/** `batchSize` → `batch_size`: the key in a file and, in upper case, in the environment. */
export function keyOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The setting that a key or an alias names. */
export function nameOf(key: string): SettingName | undefined {
  return SETTING_NAMES.find((name) => keyOf(name) === key || SETTINGS[name].aliases?.includes(key) === true);
}
