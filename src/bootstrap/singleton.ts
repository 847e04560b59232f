/** The process's own client, and clients of other names. */

import type { TelemetryClient } from "../client/client.js";
import { copied } from "../client/plain-options.js";
import { useDigestsForSerialization } from "../privacy/sanitizer/serialize.js";
import { createLog } from "./author-log.js";
import type { TelemetryOptions } from "./author-options.js";
import { assembleClient } from "./create-client.js";
import { HERE, type Surroundings } from "./host-process.js";

let own: TelemetryClient | undefined;
let configured: TelemetryOptions | undefined;

/**
 * Gives the process's one client its author's options: the project key, the tool's name or profile, its version. Call it
 * before the first `getTelemetryClient()`. A later call changes nothing and warns its `logger`. Never throws.
 *
 * @example
 * configureTelemetry({ tool: "mytool", version: "1.4.0", posthogApiKey: "phc_of_your_project" });
 */
export function configureTelemetry(options: TelemetryOptions): void {
  if (own === undefined && configured === undefined) {
    configured = copied(options);
    return;
  }
  const why = own === undefined ? "it was called before" : "the client exists already";
  createLog(copied(options).logger).warn(`configureTelemetry is ignored: ${why}`);
}

/**
 * Returns the one client of this process, with the options of `configureTelemetry`, or else CodeWeaver's. Synchronous,
 * never throws, always the same object.
 */
export function getTelemetryClient(): TelemetryClient {
  own ??= assembleClient(configured ?? {}, createSurroundings());
  return own;
}

/**
 * Creates a client for a tool: `createTelemetryClient({ tool: "mytool" })` reads `mytool.toml` and `MYTOOL__TELEMETRY__*`.
 * Options that are settings are defaults: the person's environment and own file win over them. Never throws; each call
 * creates a client of its own.
 */
export function createTelemetryClient(options: TelemetryOptions = {}): TelemetryClient {
  return assembleClient(options, createSurroundings());
}

/** Gives the clients of this process access to its environment, terminal and warnings. */
export function createSurroundings(): Surroundings {
  return {
    ...HERE,
    warn: (message) => process.emitWarning(message, "TelemetryWarning"),
    print: (text) => void process.stderr.write(text),
    isTerminal: () => process.stderr.isTTY === true && process.stdout.isTTY === true,
    onDigests: useDigestsForSerialization,
  };
}
