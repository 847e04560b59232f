/** The process's own client, and clients of other names. */

import type { TelemetryClient } from "../client/client.js";
import { copyOptions } from "../client/plain-options.js";
import { useDigestsForSerialization } from "../privacy/sanitizer/serialize.js";
import { createClient } from "./create-client.js";
import { currentProcess, type HostProcess } from "./host-process.js";
import { isDevelopment } from "./report-omissions.js";
import type { TelemetryOptions } from "./telemetry-options.js";
import { createWarningLog } from "./warning-log.js";

let singleton: TelemetryClient | undefined;
let configuredOptions: TelemetryOptions | undefined;

/**
 * Gives the process's one client its author's options: the project key, the tool's name or profile, its version. Call it
 * before the first `getTelemetryClient()`. A later call changes nothing and warns its `logger`. Never throws.
 *
 * @example
 * configureTelemetry({ tool: "mytool", version: "1.4.0", posthogApiKey: "phc_of_your_project" });
 */
export function configureTelemetry(options: TelemetryOptions): void {
  if (singleton === undefined && configuredOptions === undefined) {
    configuredOptions = copyOptions(options);
    return;
  }
  const reason = singleton === undefined ? "it was called before" : "the client exists already";
  createWarningLog(copyOptions(options).logger).warn(`configureTelemetry is ignored: ${reason}`);
}

/**
 * Returns the one client of this process, with the options of `configureTelemetry`, or else CodeWeaver's. Synchronous,
 * never throws, always the same object.
 */
export function getTelemetryClient(): TelemetryClient {
  singleton ??= createClient(configuredOptions ?? {}, getHostProcess());
  return singleton;
}

/**
 * Creates a client for a tool: `createTelemetryClient({ tool: "mytool" })` reads `mytool.toml` and `MYTOOL__TELEMETRY__*`.
 * Options that are settings are defaults: the person's environment and own file win over them. Never throws; each call
 * creates a client of its own.
 */
export function createTelemetryClient(options: TelemetryOptions = {}): TelemetryClient {
  return createClient(options, getHostProcess());
}

/** Gives the clients of this process access to its environment, terminal and warnings. */
export function getHostProcess(): HostProcess {
  return {
    ...currentProcess,
    warn: (message) => process.emitWarning(message, "TelemetryWarning"),
    print: (text) => void process.stderr.write(text),
    isTerminal: () => process.stderr.isTTY === true && process.stdout.isTTY === true,
    isDevelopment: () => isDevelopment(process.env, process.argv[1]),
    onDigests: useDigestsForSerialization,
  };
}
