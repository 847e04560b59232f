/** Captures the events of a code-search tool with one call each. */

import { type BaseClient, isTelemetryClient } from "../client/base-client.js";
import { SearchEvent } from "../events/search-event.js";
import type { SearchEventInput } from "../events/search-properties.js";
import { SessionEvent } from "../events/session-event.js";
import type { SessionEventInput } from "../events/session-properties.js";
import { SetupEvent } from "../events/setup-event.js";
import type { SetupEventInput } from "../events/setup-properties.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import type { SessionStatistics } from "../models/session-statistics.js";
import { getTelemetryClient } from "./create-client.js";

/**
 * Captures `codeweaver_search` with the given client, or with the process's own. Returns the event's UUID, or undefined if
 * the event was not queued. Never throws: `stats().refused` counts invalid arguments as `invalid_event`.
 *
 * @example
 * const response = { matches: [{ file: { path: "src/a.ts" }, relevanceScore: 0.8 }] };
 * captureSearchEvent({ response, intentType: "UNDERSTAND", executionTimeMs: 12.5 }, telemetry);
 */
export function captureSearchEvent(input: SearchEventInput, telemetry?: BaseClient): string | undefined {
  return captureWhenBuilt(() => new SearchEvent(input), telemetry);
}

/**
 * Captures `codeweaver_session` with the given client, or with the process's own. Returns the event's UUID, or undefined if
 * the event was not queued. Never throws: `stats().refused` counts invalid arguments as `invalid_event`.
 *
 * @example
 * captureSessionEvent(new SessionStatistics(), { version: "1.4.0" }, telemetry);
 */
export function captureSessionEvent(
  statistics: SessionStatistics,
  input?: SessionEventInput,
  telemetry?: BaseClient,
): string | undefined {
  return captureWhenBuilt(() => new SessionEvent(statistics, input), telemetry);
}

/**
 * Captures `codeweaver_setup` with the given client, or with the process's own. From the attempts of an installation the client
 * also makes the report `telemetry_setup`. Returns the event's UUID, or undefined if it was not queued. Never throws.
 *
 * @example
 * captureSetupEvent({ success: false, errors: ["missing_key"] }, telemetry);
 */
export function captureSetupEvent(input: SetupEventInput, telemetry?: BaseClient): string | undefined {
  return captureWhenBuilt(() => new SetupEvent(input), telemetry);
}

/** Builds the event inside the client, which counts the errors. */
function captureWhenBuilt(build: () => TelemetryEvent, telemetry: unknown): string | undefined {
  const event: TelemetryEvent = { toPosthogEvent: () => build().toPosthogEvent() };
  if (telemetry === undefined) return getTelemetryClient().captureFromEvent(event);
  if (isTelemetryClient(telemetry)) return telemetry.captureFromEvent(event);
  // JavaScript callers may pass anything. The process's own client then counts the mistake.
  const misuse: TelemetryEvent = {
    toPosthogEvent: () => {
      throw new TypeError("the last argument is no telemetry client");
    },
  };
  return getTelemetryClient().captureFromEvent(misuse);
}
