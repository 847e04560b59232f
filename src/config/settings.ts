/** Defines the names, the types and the sources of settings. */

/**
 * The settings in camelCase. A settings file and the environment use the same names in snake_case. The author's options
 * are defaults for everybody: the person's environment and own file have precedence over them.
 */
export interface Settings {
  /**
   * Turns telemetry off. Any source may set it, and one `true` is enough.
   * @default false
   */
  readonly disableTelemetry: boolean;
  /**
   * Allows the fields that are declared with `{ optIn: true }`. The person's own `false` always has precedence.
   * @default false
   */
  readonly toolsOverPrivacy: boolean;
  /**
   * The key of a PostHog project (`phc_…`). Without a key, telemetry to PostHog is off.
   * @default undefined
   */
  readonly posthogApiKey: string | undefined;
  /**
   * The address of the PostHog server: https, or http on loopback. A path is kept, a slash at its end is removed.
   * @default "https://us.i.posthog.com"
   */
  readonly posthogHost: string;
  /**
   * The address that the `http` and `otlp` transports send to: https, or http on loopback. PostHog does not use it.
   * @default undefined
   */
  readonly endpoint: string | undefined;
  /**
   * The receiver of traces. `auto` selects the first that is set: an endpoint, a Google project, a PostHog key.
   * @default "auto"
   */
  readonly exporter: "auto" | "otlp" | "posthog" | "google";
  /**
   * The encoding of traces that are sent to a collector.
   * @default "json"
   */
  readonly otlpProtocol: "json" | "protobuf";
  /**
   * The `service.name` of traces, at most 63 characters. Undefined means the tool's name.
   * @default undefined
   */
  readonly serviceName: string | undefined;
  /**
   * The id of the Google Cloud project that traces are sent to.
   * @default undefined
   */
  readonly gcpProject: string | undefined;
  /**
   * The number of events in one request, 1 to 2048.
   * @default 10
   */
  readonly batchSize: number;
  /**
   * The time after which an incomplete batch is sent, 1 to 3600 seconds.
   * @default 60
   */
  readonly batchIntervalSeconds: number;
  /**
   * The number of events or spans that wait in memory, 100 to 100000. If more are captured, the oldest are kept on the disk, or
   * dropped where nothing may be kept. It is at least `batchSize`. Undefined means 1000, and 2048 for spans.
   * @default undefined
   */
  readonly maxQueueSize: number | undefined;
  /**
   * The number of retries of a failed request, 0 to 10. After them the batch is pending until the next interval.
   * @default 3
   */
  readonly maxRetries: number;
  /**
   * The factor by which each pause between retries exceeds the previous one, 1 to 10.
   * @default 2
   */
  readonly retryBackoff: number;
  /**
   * The timeout of one request, 1 to 60 seconds. It also bounds `flush()`.
   * @default 5
   */
  readonly requestTimeoutSeconds: number;
  /**
   * The time that delivery may delay the end of the process or `endSession()`, 0 to 10000 milliseconds. Where nothing can be
   * kept on the disk, the time of each phase of a request: name lookup, connection, TLS handshake, answer.
   * @default 300
   */
  readonly exitBudgetMs: number;
  /**
   * The delivery at the end of a process. `inline`: the process sends. `detached`: a child process sends. `spool`: a later
   * process sends. `auto`: a child process where one outlives its parent, otherwise the process itself.
   * @default "auto"
   */
  readonly delivery: "auto" | "inline" | "detached" | "spool";
  /**
   * Keeps pending events on the disk. With `false`, only the saved choice and the notice are stored.
   * @default true
   */
  readonly spool: boolean;
  /**
   * The size of the spool, 1 to 1000 MB. The oldest events are dropped first.
   * @default 5
   */
  readonly spoolMaxMb: number;
  /**
   * The age at which spooled events are dropped, 1 to 365 days.
   * @default 7
   */
  readonly spoolMaxDays: number;
  /**
   * The share of sessions, or of traces, that are sent, 0 to 1.
   * @default 1
   */
  readonly sampleRate: number;
  /**
   * The number of events that are sent in one minute, 1 to 1000000. Further events are dropped and counted.
   * @default 1000
   */
  readonly eventsPerMinute: number;
  /**
   * Sends a report about each week in which the tool was used: sums and quantiles that are computed on this machine.
   * @default true
   */
  readonly weeklyReport: boolean;
  /**
   * The number of buckets under which feature flags are requested, 2 to 64. All installations of a bucket get the same
   * answers, so a request identifies nobody.
   * @default 32
   */
  readonly flagBuckets: number;
  /**
   * The lifetime of the random id that events are sent under: one process, or 30 days of an installation.
   * @default "session"
   */
  readonly identity: "session" | "install";
  /**
   * Keeps a copy of every request for the person to read with `show`. A project's file cannot set it.
   * @default true
   */
  readonly receipts: boolean;
  /**
   * The secret key of hashes, at least 16 characters. Undefined means a random one, which is created once for the
   * installation. A project's file cannot set it.
   * @default undefined
   */
  readonly salt: string | undefined;
  /**
   * Prints events to stderr instead of sending them.
   * @default false
   */
  readonly dryRun: boolean;
}

export type SettingName = keyof Settings;

/**
 * `override` and `option` are the author's code. `environment` and `person` (the own settings file) are the person's.
 * `project` is a file of the repository. `default` is the tool's profile or this library.
 */
export type SourceKind = "override" | "environment" | "person" | "project" | "option" | "default";

/** The source of a setting's value. `status` and warnings name it. */
export interface SettingSource {
  readonly kind: SourceKind;
  /** The thing that a reader can change: the name of a variable, the path of a file, an option. */
  readonly label: string;
  /** A project's file that the person has not trusted. It may only make telemetry more private. */
  readonly isUntrusted?: true;
}

export const DEFAULT_SOURCE: SettingSource = { kind: "default", label: "default" };

/** A value that was read and is not validated yet. */
export interface RawSetting {
  /** The key in lower snake_case, as in a settings file. */
  readonly key: string;
  readonly raw: unknown;
  readonly source: SettingSource;
}
