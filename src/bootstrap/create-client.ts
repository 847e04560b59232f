/** Creates clients, one of which the whole process shares. */

import { copyOptions } from "../client/caller-options.js";
import type { TelemetryClient } from "../client/client.js";
import { createFaultState } from "../client/fault-state.js";
import { OffClient } from "../client/off-client.js";
import type { Environment } from "../config/environment.js";
import { readEnvironmentConsent } from "../config/environment-consent.js";
import { parseBoolean } from "../config/validators.js";
import { createOffState, type OffState } from "../consent/telemetry-state.js";
import { LazyModule } from "../internal/lazy-module.js";
import { isTerminal, writeSafely } from "../internal/safe-write.js";
import { escapeForTerminal, escapeLinesForTerminal } from "../internal/terminal-text.js";
import { PROFILES } from "../profiles/profile-registry.js";
import { createAuthorLog, createDropReporter } from "./author-log.js";
import { type CheckedOptions, checkOptions } from "./check-options.js";
import { createOmissionReporter, isDevelopment } from "./report-omissions.js";
import { getSharedClients } from "./shared-clients.js";
import type { HostProcess, PipelineVariant, StartContext } from "./start-pipeline.js";
import type { TelemetryOptions } from "./telemetry-options.js";

/** The environment, the terminal and the warnings of this process. What is printed may contain names from files and servers. */
const hostProcess: HostProcess = {
  env: process.env,
  warnPerson: (message) => process.emitWarning(escapeForTerminal(message), "TelemetryWarning"),
  print: (text) => writeSafely("stderr", escapeLinesForTerminal(text)),
  printAsWritten: (text) => writeSafely("stderr", text),
  isTerminal: () => isTerminal("stderr") && isTerminal("stdout"),
  now: () => Date.now(),
};

/** The tool whose shared client this copy of the package uses. Undefined before the first call. */
let sharedTool: string | undefined;

/**
 * Sets the options of the process's own client: the project key, the tool's name or profile, its version. Call it before
 * the first `getTelemetryClient()`. A later call changes nothing and warns its `logger`. Never throws.
 *
 * @example
 * configureTelemetry({ tool: "mytool", version: "1.4.0", posthogApiKey: "phc_of_your_project" });
 */
export function configureTelemetry(options: TelemetryOptions): void {
  const clients = getSharedClients();
  const given = copyOptions(options);
  const { tool } = checkOptions(given).profile;
  const existing = clients.get(sharedTool ?? tool);
  if (existing === undefined)
    clients.set(tool, { client: undefined, create: () => createSharedClient(given) });
  else {
    const reason = existing.client === undefined ? "it was called before" : "the client exists already";
    createAuthorLog(given.logger).warn(`configureTelemetry is ignored: ${reason}`);
  }
  sharedTool ??= tool;
}

/**
 * Returns the process's own client, always the same object. Its options are those of `configureTelemetry`, or CodeWeaver's.
 * Synchronous. Never throws.
 *
 * @example
 * getTelemetryClient().capture("index_built", { files: 120 });
 */
export function getTelemetryClient<
  Events extends Record<keyof Events, object> = object,
  Flags extends Record<keyof Flags, string | boolean> = object,
>(): TelemetryClient<Events, Flags> {
  const clients = getSharedClients();
  // Another copy of the package may have configured a tool. The first one is this copy's, too.
  const [firstTool = PROFILES.codeweaver.tool] = clients.keys();
  sharedTool ??= firstTool;
  let shared = clients.get(sharedTool);
  if (shared === undefined) {
    shared = { client: undefined, create: () => createSharedClient({}) };
    clients.set(sharedTool, shared);
  }
  shared.client ??= shared.create();
  return shared.client as TelemetryClient<Events, Flags>; // the types restrict only the calls
}

function createSharedClient(options: TelemetryOptions): TelemetryClient {
  return createClient(options, { isShared: true });
}

/**
 * Creates a client for a tool. Each call creates a new client. Never throws: options that cannot be used turn telemetry off,
 * with one process warning.
 *
 * @example
 * const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_of_your_project" });
 */
export function createTelemetryClient<
  Events extends Record<keyof Events, object> = object,
  Flags extends Record<keyof Flags, string | boolean> = object,
>(options: TelemetryOptions = {}): TelemetryClient<Events, Flags> {
  return createClient(options) as TelemetryClient<Events, Flags>; // the types restrict only the calls
}

interface ClientKind {
  /** Another kind of data than events, such as spans. */
  readonly variant?: PipelineVariant;
  /** Whether all threads of the process share the client's session. @default false */
  readonly isShared?: boolean;
}

/** Creates a client whose settings are read later. Never throws. */
export function createClient(
  input: TelemetryOptions,
  { variant, isShared = false }: ClientKind = {},
): TelemetryClient {
  const checked = checkOptions(input);
  // A mistake in code comes first, even before an opt-out, because the author must see it.
  const mistake = checked.mistake ?? variant?.mistake;
  if (mistake !== undefined) hostProcess.warnPerson(`telemetry is off: ${mistake}`);
  const { logger, errorMessages = "redacted" } = checked.options;
  const log = createAuthorLog(logger);
  const reportLoss = (message: string) =>
    isDevelopment(hostProcess.env, process.argv[1]) ? log.warn(message) : log.debug(message);
  const onDropped = createDropReporter(reportLoss);
  const offState =
    mistake === undefined
      ? findOffState(checked, hostProcess.env)
      : createOffState("invalid_setting", mistake);
  if (offState !== undefined) return new OffClient(offState, errorMessages, onDropped);
  // An unknown option does not turn telemetry off, and only the author is warned.
  if (checked.unknown.length > 0) log.warn(`unknown option ignored: ${checked.unknown.join(", ")}`);
  const context: StartContext = { host: hostProcess, log, isShared, variant };
  let PipelineClient: typeof import("../client/pipeline-client.js")["PipelineClient"];
  try {
    ({ PipelineClient } = clientModule.load());
  } catch (error) {
    const faultState = createFaultState(error);
    log.warn(`telemetry is off: ${faultState.source} is missing or cannot be read`);
    return new OffClient(faultState, errorMessages, onDropped);
  }
  return new PipelineClient({
    starter: (counters) => startPipelineModule.load().startPipeline(checked, context, counters),
    now: hostProcess.now,
    random: Math.random,
    errorMessages,
    beforeCapture: variant === undefined ? checked.options.beforeCapture : undefined, // it is for events, not for spans
    onOmission: createOmissionReporter({ warn: log.warn, reportLoss }),
    onDropped,
  });
}

/** Returns `off` if the environment or an option turns telemetry off, so that no file has to be read. */
export function findOffState({ options, profile }: CheckedOptions, env: Environment): OffState | undefined {
  const { isDoNotTrackSet, disabledBy } = readEnvironmentConsent(env, {
    tool: profile.tool,
    variableAliases: profile.environment,
  });
  if (isDoNotTrackSet) return createOffState("do_not_track", "DO_NOT_TRACK");
  if (parseBoolean(options.disableTelemetry) === true)
    return createOffState("disabled", "option disableTelemetry");
  if (parseBoolean(options.overrides?.disableTelemetry) === true)
    return createOffState("disabled", "option overrides.disableTelemetry");
  return disabledBy && createOffState("disabled", disabledBy.label);
}

/** Loaded unless the client is off from its start. */
const clientModule = new LazyModule<typeof import("../client/pipeline-client.js")>("client");
/** Loaded when the settings are read. */
const startPipelineModule = new LazyModule<typeof import("./start-pipeline.js")>("start-pipeline");
