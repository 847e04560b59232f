/** Creates clients, one of which the whole process shares. */

import { copyOptions } from "../client/caller-options.js";
import type { TelemetryClient } from "../client/client.js";
import type { LazyPipelineStarter } from "../client/initializer.js";
import { PipelineClient } from "../client/pipeline-client.js";
import type { Environment } from "../config/environment.js";
import { readEnvironmentConsent } from "../config/environment-consent.js";
import { parseBoolean } from "../config/validators.js";
import { createOffState, type TelemetryState } from "../consent/decide-consent.js";
import { LazyModule } from "../internal/lazy-module.js";
import { writeSafely } from "../internal/safe-write.js";
import { escapeForTerminal, escapeLinesForTerminal } from "../internal/terminal-text.js";
import { createAuthorLog, createDropReporter } from "./author-log.js";
import { type CheckedOptions, checkOptions } from "./check-options.js";
import { createOmissionReporter, isDevelopment } from "./report-omissions.js";
import type { HostProcess, PipelineVariant, StartContext } from "./start-pipeline.js";
import type { TelemetryOptions } from "./telemetry-options.js";

/** The environment, the terminal and the warnings of this process. What is printed may contain names from files and servers. */
const hostProcess: HostProcess = {
  env: process.env,
  warn: (message) => process.emitWarning(escapeForTerminal(message), "TelemetryWarning"),
  print: (text) => writeSafely("stderr", escapeLinesForTerminal(text)),
  printAsWritten: (text) => writeSafely("stderr", text),
  isTerminal: () => process.stderr.isTTY === true && process.stdout.isTTY === true,
};

/** The client of this process, and the options that it is created with. */
let processClient: TelemetryClient | undefined;
let processOptions: TelemetryOptions | undefined;

/**
 * Sets the options of the process's own client: the project key, the tool's name or profile, its version. Call it before
 * the first `getTelemetryClient()`. A later call changes nothing and warns its `logger`. Never throws.
 *
 * @example
 * configureTelemetry({ tool: "mytool", version: "1.4.0", posthogApiKey: "phc_of_your_project" });
 */
export function configureTelemetry(options: TelemetryOptions): void {
  if (processClient === undefined && processOptions === undefined) {
    processOptions = copyOptions(options);
    return;
  }
  const reason = processClient === undefined ? "it was called before" : "the client exists already";
  createAuthorLog(copyOptions(options).logger).warn(`configureTelemetry is ignored: ${reason}`);
}

/**
 * Returns the process's own client, always the same object. Its options are those of `configureTelemetry`, or CodeWeaver's.
 * Synchronous. Never throws.
 *
 * @example
 * getTelemetryClient().capture("index_built", { files: 120 });
 */
export function getTelemetryClient(): TelemetryClient {
  processClient ??= createClient(processOptions ?? {});
  return processClient;
}

/**
 * Creates a client for a tool. Each call creates a new client. Never throws: options that cannot be used turn telemetry off,
 * with one process warning.
 *
 * @example
 * const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_of_your_project" });
 */
export function createTelemetryClient(options: TelemetryOptions = {}): TelemetryClient {
  return createClient(options);
}

/**
 * Creates a client whose settings are read later. Never throws.
 * @param variant another kind of data than events, such as spans
 */
export function createClient(input: TelemetryOptions, variant?: PipelineVariant): TelemetryClient {
  const checked = checkOptions(input);
  // A mistake in code comes first, even before an opt-out, because the author must see it.
  const mistake = checked.mistake ?? variant?.mistake;
  if (mistake !== undefined) hostProcess.warn(`telemetry is off: ${mistake}`);
  const initialState =
    mistake === undefined
      ? findInitialState(checked, hostProcess.env)
      : createOffState("invalid_setting", mistake);
  const log = createAuthorLog(checked.options.logger);
  const reportLoss = (message: string) =>
    isDevelopment(hostProcess.env, process.argv[1]) ? log.warn(message) : log.debug(message);
  // An unknown option does not turn telemetry off, and only the author is warned.
  if (initialState.status === "pending" && checked.unknown.length > 0)
    log.warn(`unknown option ignored: ${checked.unknown.join(", ")}`);
  return new PipelineClient({
    initialState,
    starter: createPipelineStarter(checked, { host: hostProcess, log, variant }),
    now: Date.now,
    random: Math.random,
    errorMessages: checked.options.errorMessages ?? "redacted",
    onOmission: createOmissionReporter(reportLoss),
    onDropped: createDropReporter(reportLoss),
  });
}

/** Returns `off` if the environment or an option turns telemetry off, so that no file has to be read. Otherwise `pending`. */
export function findInitialState({ options, profile }: CheckedOptions, env: Environment): TelemetryState {
  const { isDoNotTrackSet, disabledBy } = readEnvironmentConsent(env, {
    tool: profile.tool,
    variableAliases: profile.environment,
  });
  if (isDoNotTrackSet) return createOffState("do_not_track", "DO_NOT_TRACK");
  if (parseBoolean(options.disableTelemetry) === true)
    return createOffState("disabled", "option disableTelemetry");
  if (parseBoolean(options.overrides?.disableTelemetry) === true)
    return createOffState("disabled", "option overrides.disableTelemetry");
  return disabledBy === undefined ? { status: "pending" } : createOffState("disabled", disabledBy.label);
}

/** Loaded when the settings are read. A client that is off from the start does not need it. */
const startPipelineModule = new LazyModule(
  import.meta.url,
  "./start-pipeline.js",
  () => import("./start-pipeline.js"),
);

function createPipelineStarter(checked: CheckedOptions, context: StartContext): LazyPipelineStarter {
  const loadSync: LazyPipelineStarter["loadSync"] = () => {
    const module = startPipelineModule.loadSync();
    return module && ((counters) => module.startPipeline(checked, context, counters));
  };
  return {
    loadSync,
    load: async () => {
      const loaded = loadSync();
      if (loaded !== undefined) return loaded;
      const { startPipeline, preloadModules } = await startPipelineModule.load();
      await preloadModules();
      return (counters) => startPipeline(checked, context, counters);
    },
  };
}
