/** Reads the settings, shows the notice if it is due, and creates the pipeline if telemetry is on. */

import type { ActivePipeline } from "../client/active-pipeline.js";
import type { Counters } from "../client/counters.js";
import type { OffOutcome } from "../client/initializer.js";
import { formatProblem } from "../config/validate-settings.js";
import { createOffState, type OffReason, type OffState } from "../consent/telemetry-state.js";
import { LazyModule } from "../internal/lazy-module.js";
import { isInstalled } from "../internal/package-info.js";
import type { Digest } from "../privacy/digests/keyed-digest.js";
import type { Transport, WireFormat } from "../transports/transport.js";
import type { AuthorLog } from "./author-log.js";
import type { CheckedOptions } from "./check-options.js";
import type { PipelineHost } from "./create-pipeline.js";
import { createUnansweredNotice, reportIgnoredSettings, showNotice } from "./notice.js";
import { processInputs } from "./process-inputs.js";
import { type ResolvedTelemetry, resolveTelemetry } from "./resolve-telemetry.js";

/** The process that a client is created in. */
export interface HostProcess extends Omit<PipelineHost, "log" | "isShared"> {
  /** Warns the person who runs the tool, by a process warning. */
  readonly warnPerson: (message: string) => void;
  /** Prints the author's own text to stderr, which may have colours. */
  readonly printAsWritten: (text: string) => void;
  /** Returns whether a person sees the output, and no program reads it. */
  readonly isTerminal: () => boolean;
}

/** A pipeline for other data than the tool's events, such as spans. */
export interface PipelineVariant {
  readonly wire: WireFormat;
  /** A sentence about an option of the variant that cannot be used. */
  readonly mistake: string | undefined;
  /** Returns the names of required packages that are not installed. */
  readonly findMissingPackages: () => readonly string[];
  /** Called when telemetry is turned on, and again when the person opted out and in again. */
  readonly onStarted: (started: StartedPipeline) => void;
}

/** The settings and parts of a pipeline that its variant needs. */
export interface StartedPipeline {
  /** 0 to 1. */
  readonly sampleRate: number;
  /** The maximum number of events or spans that are sent in one minute. */
  readonly perMinute: number;
  /** The address that data is sent to. */
  readonly host: string;
  /** The digest for the current id. Its key changes with the id. */
  readonly digest: Digest;
  readonly transport: Transport;
}

/** The context of all starts of one client. */
export interface StartContext {
  readonly host: HostProcess;
  readonly log: AuthorLog;
  /** Whether the client is the one of all threads of the process. */
  readonly isShared: boolean;
  readonly variant?: PipelineVariant | undefined;
}

/** Creates the tokens for Google's services. */
const GOOGLE_AUTH_PACKAGE = "google-auth-library";

/** Loaded if telemetry is on. */
const createPipelineModule = new LazyModule<typeof import("./create-pipeline.js")>("create-pipeline");

/**
 * Returns the pipeline, or the reason why telemetry is off. Synchronous, because the process may be about to end.
 * @throws if a part of the package is missing
 */
export function startPipeline(
  checked: CheckedOptions,
  { host, log, isShared, variant }: StartContext,
  counters: Counters,
): ActivePipeline | OffOutcome {
  const missing = variant?.findMissingPackages() ?? [];
  if (missing.length > 0) return createOffState("not_installed", missing.join(", "));
  const { transport } = checked.profile;
  // A tool whose profile sends traces sends its events to PostHog.
  const eventWire = transport === "otlp" ? "posthog" : transport;
  const telemetry = resolveTelemetry(checked, processInputs, variant?.wire ?? eventWire);
  const { state, settings, destination, limits } = telemetry;
  const printOnTerminal = host.isTerminal() ? host.print : undefined;
  const isSilent = state.status === "off" && SILENT_REASONS.includes(state.reason);
  if (!isSilent) {
    reportIgnoredSettings(telemetry, log.warn, printOnTerminal);
    for (const { name, hint } of telemetry.obsoleteVariables)
      log.warn(`${telemetry.tool}: ${name} has no effect: ${hint}`);
  }
  const wasNoticeShown =
    telemetry.isNoticeDue && showNotice(telemetry, host.isTerminal() ? host.printAsWritten : undefined);
  if (state.status === "off")
    return state.reason === "not_told"
      ? reportNotTold(state, telemetry, log.warn, wasNoticeShown)
      : reportOff(state, telemetry, log.warn, host);
  if (destination.otlp?.exporter === "google" && !isInstalled(GOOGLE_AUTH_PACKAGE))
    return createOffState("not_installed", GOOGLE_AUTH_PACKAGE);

  reportFolderProblems(telemetry, log.warn);
  const pipeline = createPipelineModule
    .load()
    .createPipeline(telemetry, { ...host, log, isShared }, counters);
  variant?.onStarted({
    sampleRate: settings.sampleRate,
    perMinute: limits.perMinute,
    host: destination.host,
    digest: pipeline.fieldDigests.digest,
    transport: pipeline.transport,
  });
  return pipeline;
}

/** For these reasons telemetry is off by choice, or by a mistake that has a warning of its own. Ignored settings are not reported. */
const SILENT_REASONS: readonly OffReason[] = [
  "do_not_track",
  "disabled",
  "saved_choice",
  "invalid_setting",
  "unreadable_file",
  "not_opted_in",
];

/** Tells the author that nobody has told the person, unless that happens in this run. */
function reportNotTold(
  state: OffState,
  telemetry: ResolvedTelemetry,
  warnAuthor: (message: string) => void,
  wasNoticeShown: boolean,
): OffOutcome {
  if (wasNoticeShown || telemetry.awareness === "in_this_run")
    return { ...state, nextStep: "the person was told in this run; events are sent from the next run on" };
  if (telemetry.options.onNotice !== undefined && !telemetry.isCi)
    return {
      ...state,
      nextStep: "onNotice tells the person; events are sent from the run after it is fulfilled",
    };
  warnAuthor(
    `${telemetry.tool}: telemetry is off because nobody has told the person of it. In code: tell them in your own way with the option onNotice. As the person: ${state.nextStep}`,
  );
  return { ...state, unansweredNotice: createUnansweredNotice(telemetry) };
}

/** In CI nothing is stored anyway. */
function reportFolderProblems(
  { tool, folderProblems, isCi }: ResolvedTelemetry,
  warnAuthor: (message: string) => void,
): void {
  if (isCi) return;
  for (const { path, problem, fix } of folderProblems)
    warnAuthor(`${tool}: ${path} ${problem}, so nothing is kept there. To repair it: ${fix}`);
}

/**
 * Warns the person of an invalid setting, because they may think that they have opted out, and the author of a missing opt-in
 * or destination and of a file that cannot be used.
 */
function reportOff(
  state: OffState,
  { tool, problems, options }: ResolvedTelemetry,
  warnAuthor: (message: string) => void,
  { warnPerson }: HostProcess,
): OffState {
  if (state.reason === "invalid_setting") {
    const [first, ...others] = problems;
    const more =
      others.length === 0 ? "" : `, and more is wrong in ${others.map(({ key }) => key).join(", ")}`;
    warnPerson(`telemetry is off: ${first === undefined ? state.source : formatProblem(first)}${more}`);
  }
  if (state.reason === "not_opted_in" && options.disableTelemetry === false)
    warnAuthor(`${tool}: telemetry is off although disableTelemetry is false: ${state.nextStep}`);
  if (state.reason === "unreadable_file")
    warnAuthor(`${tool}: telemetry is off because ${state.source} cannot be used: ${state.error}`);
  if (state.reason === "no_key") warnAuthor(`${tool}: telemetry is off because ${state.source}`);
  return state;
}
