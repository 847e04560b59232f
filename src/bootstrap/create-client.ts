/** Makes a client: what can be said of it at once, and how it learns the rest. */

import type { TelemetryClient } from "../client/client.js";
import type { LazyPipelineStarter, PipelineStarter } from "../client/initializer.js";
import { PipelineClient } from "../client/pipeline-client.js";
import { findEarlyOffSource } from "../config/environment-consent.js";
import { createOffState, type TelemetryState } from "../consent/decide-consent.js";
import { LazyModule } from "../internal/lazy-module.js";
import type { HostProcess } from "./host-process.js";
import type { PipelineVariant } from "./pipeline-variant.js";
import { createOmissionReporter } from "./report-omissions.js";
import { snapshotOptions } from "./snapshot-options.js";
import {
  findOptionMistake,
  findUnknownOptions,
  listAliases,
  resolveProfile,
  type TelemetryOptions,
} from "./telemetry-options.js";
import { createWarningLog, type WarningLog } from "./warning-log.js";

/** Most of what it needs to know, nothing needs that is off at once. */
const startPipelineModule = new LazyModule(
  import.meta.url,
  "./start-pipeline.js",
  () => import("./start-pipeline.js"),
);

/** A client for a tool. Never throws; what is wrong with the options turns it off and is said once. */
export function createClient(
  input: TelemetryOptions,
  host: HostProcess,
  variant?: PipelineVariant,
): TelemetryClient {
  const { options, mistake } = snapshotOptions(input);
  const initial = findInitialState(options, host, mistake ?? variant?.mistake);
  const log = createWarningLog(options.logger);
  if (initial.status === "pending") warnAboutUnknownOptions(options, log);
  return new PipelineClient({
    initialState: initial,
    startPipeline: createPipelineLoader(options, host, log, variant),
    now: Date.now,
    random: Math.random,
    errorMessages: options.errorMessages ?? "redacted",
    onOmission: createOmissionReporter(log, host.isDevelopment),
  });
}

function createPipelineLoader(
  options: TelemetryOptions,
  host: HostProcess,
  log: WarningLog,
  variant: PipelineVariant | undefined,
): LazyPipelineStarter {
  const bindOptions =
    ({ startPipeline }: typeof import("./start-pipeline.js")): PipelineStarter =>
    (counters) =>
      startPipeline(options, { host, log, counters, variant });
  const loadSync = () => {
    const module = startPipelineModule.loadSync();
    return module && bindOptions(module);
  };
  return {
    loadSync,
    load: async () => {
      const loaded = loadSync();
      if (loaded !== undefined) return loaded;
      const module = await startPipelineModule.load();
      await module.preloadModules();
      return bindOptions(module);
    },
  };
}

/** An unknown option does not turn telemetry off. The author is warned, and the person who runs the tool sees nothing. */
function warnAboutUnknownOptions(options: TelemetryOptions, log: WarningLog): void {
  const unknown = findUnknownOptions(options);
  if (unknown.length > 0) log.warn(`unknown option ignored: ${unknown.join(", ")}`);
}

function findInitialState(
  options: TelemetryOptions,
  { env, warn }: HostProcess,
  knownMistake: string | undefined,
): TelemetryState {
  const mistake = knownMistake ?? findOptionMistake(options);
  if (mistake !== undefined) {
    warn(`telemetry is off: ${mistake}`);
    return createOffState("invalid_setting", mistake);
  }
  const profile = resolveProfile(options);
  const variables = { tool: profile.tool, aliases: listAliases(profile) };
  const source = findEarlyOffSource(env, variables, {
    disableTelemetry: options.disableTelemetry,
    "overrides.disableTelemetry": options.overrides?.disableTelemetry,
  });
  if (source === undefined) return { status: "pending" };
  return createOffState(source.label === "DO_NOT_TRACK" ? "do_not_track" : "disabled", source.label);
}
