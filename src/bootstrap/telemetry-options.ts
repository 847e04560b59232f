/** Defines the options that a tool's author passes in code. */

import type { BeforeCapture } from "../client/before-capture.js";
import type { Settings } from "../config/settings.js";
import type { SettingsLayer } from "../config/settings-layers.js";
import type { ConsentModel } from "../consent/telemetry-state.js";
import type { Describable } from "../events/describe-events.js";
import type { Experiment } from "../events/experiment.js";
import type { Metric } from "../events/metric.js";
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";
import type { OwnProfile } from "../profiles/profile.js";
import type { ProfileName } from "../profiles/profile-registry.js";

/**
 * The author's options. Settings in camelCase are defaults for everybody: the person's environment and own file have
 * precedence over them. An unknown option is ignored, and `logger` is warned.
 *
 * @example
 * const telemetry = createTelemetryClient({
 *   tool: "mytool",
 *   version: "1.4.0",
 *   command: "mytool telemetry",
 *   posthogApiKey: "phc_of_your_project",
 *   batchSize: 50,
 * });
 */
export interface TelemetryOptions extends SettingOptions, AuthorOptions {}

/** Settings in code. One that is undefined counts as not given, so that callers need no conditional spread. */
type SettingOptions = { readonly [N in keyof Settings]?: Settings[N] | undefined };

/** The options that are not settings, so that only the tool's author can set them. */
export interface AuthorOptions {
  /**
   * The tool's profile: the name of a built-in one, or the author's own. Other options have precedence over it.
   * @default "codeweaver"
   * @example
   * createTelemetryClient({ profile: { tool: "mytool", transport: "http", defaults: { batchSize: 100 } } });
   */
  readonly profile?: ProfileName | OwnProfile | undefined;
  /**
   * The tool's name: 1 to 64 letters, digits, `.`, `_` and `-`. It names the tool's settings, folders and variables, such as
   * `mytool.toml` and `MYTOOL__TELEMETRY__*`.
   * @default "codeweaver"
   */
  readonly tool?: string | undefined;
  /**
   * The author's choice of what counts as consent.
   *
   * - `opt-out`: events are sent from the run after the notice, until the person opts out.
   * - `opt-out-immediately`: events are sent in the first run, too.
   * - `opt-in`: nothing is sent until the person runs `enable`.
   * @default "opt-out"
   */
  readonly consent?: ConsentModel | undefined;
  /**
   * The date of the tool's data policy, `YYYY-MM-DD`. Change it when the tool collects more data. The notice is then shown
   * again.
   * @default the date of this library's docs/DATA.md
   */
  readonly policyDate?: string | undefined;
  /**
   * The command line of the tool's telemetry subcommands. The notice and `state` name it.
   * @default undefined
   * @example
   * createTelemetryClient({ tool: "mytool", command: "mytool telemetry" });
   */
  readonly command?: string | undefined;
  /**
   * The text of the notice. It should say how to turn telemetry off.
   * @default four lines that this library writes
   */
  readonly notice?: string | undefined;
  /**
   * Shows the notice in the author's own way. It is called with or without a terminal, but never in CI. The notice counts as
   * shown when the function returns, or when the returned promise is fulfilled.
   * @default undefined
   * @example
   * createTelemetryClient({ tool: "mytool", onNotice: (text) => console.error(text) });
   */
  readonly onNotice?: ((text: string) => unknown) | undefined;
  /**
   * Settings that have precedence over the person's, for tests and for hosts that embed the tool. A more private setting of
   * the person is still respected.
   * @default undefined
   * @example
   * createTelemetryClient({ tool: "mytool", overrides: { dryRun: true } });
   */
  readonly overrides?: SettingOptions | undefined;
  /**
   * The configuration that the tool has loaded, such as by c12, with the owner of each layer. Its settings are used besides
   * those that this library reads by itself. An unusable layer turns telemetry off, because it may be an opt-out.
   * @default []
   * @example
   * const loaded = await loadConfig({ name: "mytool" }); // of c12
   * createTelemetryClient({ tool: "mytool", settingsLayers: listSettingsLayers(loaded) });
   */
  readonly settingsLayers?: readonly SettingsLayer[] | undefined;
  /**
   * The tool's version, such as `1.4.0`: 1 to 64 letters, digits, `.`, `+`, `_` and `-`. It is sent unchanged with every
   * event as `tool_version`.
   * @default undefined
   */
  readonly version?: string | undefined;
  /**
   * Whether `captureException` and `trackError` send the messages of errors. A message is sent after redaction; with `none`
   * only types, codes and places in the code are sent.
   * @default "redacted"
   * @example
   * createTelemetryClient({ tool: "mytool", errorMessages: "none" });
   */
  readonly errorMessages?: ErrorMessages | undefined;
  /**
   * Changes or drops each event of the capture methods before it is sanitized. It returns the event, another one, or null to
   * drop it. If it throws, the event is dropped as `before_capture_failed`. Reports about the installation do not pass it.
   * @default undefined
   * @example
   * createTelemetryClient({
   *   tool: "mytool",
   *   beforeCapture: (event) => (event.event === "heartbeat" ? null : event),
   * });
   */
  readonly beforeCapture?: BeforeCapture | undefined;
  /**
   * Its method `warn` receives ignored settings and the reason why nothing is sent. During development, it also receives
   * texts that are removed because they are not declared, and reasons for which events are dropped. `debug` receives failed
   * requests, and these reasons otherwise. Each line is reported once.
   * `NODE_DEBUG=codeweaver-telemetry` prints the same lines to stderr.
   * @default undefined
   * @example
   * createTelemetryClient({ tool: "mytool", logger: console });
   */
  readonly logger?: Logger | undefined;
  /**
   * The author's events, as for `describeEvents`. The subcommand `preview` shows them. The client does not use them.
   * @default undefined
   */
  readonly events?: readonly Describable[] | undefined;
  /**
   * Metrics of `defineMetric`, at most 32, which the weekly report `telemetry_week` has besides its own numbers.
   * @default []
   */
  readonly metrics?: readonly Metric[] | undefined;
  /**
   * Experiments of `defineExperiment`. Their variants have at most 64 combinations, as of six experiments with two variants
   * each, so that they do not identify an installation. `getFeatureFlag(name)` returns the variant of this installation, which
   * reports one outcome `telemetry_outcome`.
   * @default []
   */
  readonly experiments?: readonly Experiment[] | undefined;
}

/**
 * A logger such as `console` or pino's. Each method receives one line without a newline at its end.
 *
 * @example
 * const logger: Logger = {
 *   warn: (message) => console.error(`mytool: ${message}`), // has no `debug`, so it does not receive failed requests
 * };
 * const telemetry = createTelemetryClient({ tool: "mytool", logger });
 */
export interface Logger {
  /** Receives what the author should change, or has to know. */
  warn?(message: string): void;
  /** Receives what happens at run time, such as a failed request. */
  debug?(message: string): void;
}
