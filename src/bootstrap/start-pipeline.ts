/** Reads the settings, tells a person who has not been told, and creates the pipeline where telemetry is on. */

import type { ActivePipeline } from "../client/active-pipeline.js";
import type { Counters } from "../client/counters.js";
import type { OffOutcome } from "../client/initializer.js";
import { formatProblem } from "../config/resolve-settings.js";
import { tomlModule } from "../config/settings-files.js";
import { createOffState, type OffReason, type OffState } from "../consent/decide-consent.js";
import { LazyModule, MODULE_INSTANCE } from "../internal/lazy-module.js";
import { isInstalled } from "../internal/package-info.js";
import type { HostProcess } from "./host-process.js";
import { reportIgnoredSettings } from "./ignored-notice.js";
import { createPendingNotice, showNotice } from "./notice.js";
import type { PipelineVariant } from "./pipeline-variant.js";
import { getMaxPerMinute, type ResolvedTelemetry, resolveTelemetry } from "./resolve-telemetry.js";
import { resolveProfile, type TelemetryOptions } from "./telemetry-options.js";
import type { WarningLog } from "./warning-log.js";

/** See `LazyModule`. */
export const moduleInstance = MODULE_INSTANCE;

/** What Google's tokens are asked for with. */
const GOOGLE_AUTH_PACKAGE = "google-auth-library";

/** Loaded where telemetry is on: nothing that is off needs it. */
const createPipelineModule = new LazyModule(
  import.meta.url,
  "./create-pipeline.js",
  () => import("./create-pipeline.js"),
);

/** For a host in which nothing can be loaded at the moment when it is needed. */
export async function preloadModules(): Promise<void> {
  await Promise.all([createPipelineModule.load(), tomlModule.load()]);
}

function loadCreatePipeline(): typeof import("./create-pipeline.js")["createPipeline"] {
  const module = createPipelineModule.loadSync();
  if (module === undefined) throw new Error("a part of the package is missing");
  return module.createPipeline;
}

interface StartContext {
  readonly host: HostProcess;
  readonly log: WarningLog;
  readonly counters: Counters;
  readonly variant?: PipelineVariant | undefined;
}

/** Synchronous: a process may be in its last moment. Reads files, and prints a notice that is due. */
export function startPipeline(
  options: TelemetryOptions,
  { host, log, counters, variant }: StartContext,
): ActivePipeline | OffOutcome {
  const missing = variant?.findMissingPackages() ?? [];
  if (missing.length > 0) return createOffState("not_installed", missing.join(", "));
  const { transport } = resolveProfile(options);
  const eventTransport = transport === "otlp" ? "posthog" : transport; // what is traced has its events at PostHog
  const telemetry = resolveTelemetry(options, host, variant?.wire ?? eventTransport);
  const printOnTerminal = host.isTerminal() ? host.print : undefined;
  const { state, resolved, destination } = telemetry;
  if (!isOffByChoice(state)) reportIgnoredSettings(telemetry, log, printOnTerminal);
  const wasNoticeShown = showNotice(telemetry, options, printOnTerminal);
  if (state.status === "off")
    return state.reason === "not_told"
      ? reportNotTold(state, { telemetry, options, log, wasNoticeShown })
      : reportOff(state, telemetry, options, host, log);
  if (destination.otlp?.exporter === "google" && !isInstalled(GOOGLE_AUTH_PACKAGE))
    return createOffState("not_installed", GOOGLE_AUTH_PACKAGE);
  const outcome = loadCreatePipeline()(telemetry, options, host, counters);
  const { sampleRate } = resolved.settings;
  const { fieldDigests, transport: sender } = outcome;
  variant?.onStarted({
    sampleRate,
    perMinute: getMaxPerMinute(telemetry),
    host: destination.host,
    digest: fieldDigests.digest,
    transport: sender,
  });
  return outcome;
}

/** Whether telemetry is off by choice, or by an error that has a warning of its own. Nothing else is printed then. */
function isOffByChoice(state: ResolvedTelemetry["state"]): boolean {
  return state.status === "off" && SILENT_REASONS.includes(state.reason);
}

const SILENT_REASONS: readonly OffReason[] = [
  "do_not_track",
  "disabled",
  "saved_choice",
  "invalid_setting",
  "unreadable_file",
  "not_opted_in",
];

interface NotToldContext {
  readonly telemetry: ResolvedTelemetry;
  readonly options: TelemetryOptions;
  readonly log: WarningLog;
  readonly wasNoticeShown: boolean;
}

function reportNotTold(
  state: OffState,
  { telemetry, options, log, wasNoticeShown }: NotToldContext,
): OffOutcome {
  if (wasNoticeShown || telemetry.noticeStatus === "in_this_run")
    return { ...state, nextStep: "the person was told in this run; events are sent from the next run on" };
  if (options.onNotice !== undefined && !telemetry.isCi)
    return {
      ...state,
      nextStep: "onNotice tells the person; events are sent from the run after it is fulfilled",
    };
  log.warn(
    `${telemetry.tool}: telemetry is off because nobody has told the person of it. In code: tell them in your own way with the option onNotice. As the person: ${state.nextStep}`,
  );
  return { ...state, pendingNotice: createPendingNotice(telemetry, options) };
}

function reportOff(
  state: OffState,
  { tool, resolved }: ResolvedTelemetry,
  { disableTelemetry }: TelemetryOptions,
  { warn }: HostProcess,
  log: WarningLog,
): OffState {
  // A typing error must not pass for a deliberate opt-out, about which nothing is said.
  if (state.reason === "invalid_setting") {
    const [first, ...others] = resolved.problems;
    const more =
      others.length === 0 ? "" : `, and more is wrong in ${others.map(({ key }) => key).join(", ")}`;
    warn(`telemetry is off: ${first === undefined ? state.source : formatProblem(first)}${more}`);
  }
  if (state.reason === "not_opted_in" && disableTelemetry === false)
    log.warn(`${tool}: telemetry is off although disableTelemetry is false: ${state.nextStep}`);
  return state;
}
