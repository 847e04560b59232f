/** The two events of a code-search tool, captured in one call each. */

import { isTelemetryClient, type TelemetryClient } from "../client/client.js";
import { SearchEvent, type SearchEventInput } from "../events/search-event.js";
import { SessionEvent, type SessionEventInput } from "../events/session-event.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import type { SessionStatistics } from "../models/session-statistics.js";
import { getTelemetryClient } from "./singleton.js";

/**
 * Captures `codeweaver_search`, by the process's own client unless another is given. Returns the event's UUID, or
 * undefined when it was not queued. Never throws: `stats().refused` counts arguments that make no event as `invalid_event`.
 *
 * @example
 * const response = { matches: [{ file: { path: "src/a.ts" }, relevanceScore: 0.8 }] };
 * captureSearchEvent({ response, intentType: "UNDERSTAND", executionTimeMs: 12.5 }, telemetry);
 */
export function captureSearchEvent(input: SearchEventInput, telemetry?: TelemetryClient): string | undefined {
  return captureWhenBuilt(() => new SearchEvent(input), telemetry);
}

/**
 * Captures `codeweaver_session`, by the process's own client unless another is given. Returns the event's UUID, or
 * undefined when it was not queued. Never throws: `stats().refused` counts arguments that make no event as `invalid_event`.
 *
 * @example
 * captureSessionEvent(new SessionStatistics(), { version: "1.4.0" }, telemetry);
 */
export function captureSessionEvent(
  statistics: SessionStatistics,
  input?: SessionEventInput,
  telemetry?: TelemetryClient,
): string | undefined {
  return captureWhenBuilt(() => new SessionEvent(statistics, input), telemetry);
}

/** The event is built inside the client, which counts what cannot be built. */
function captureWhenBuilt(build: () => TelemetryEvent, telemetry: unknown): string | undefined {
  const event: TelemetryEvent = { toPosthogEvent: () => build().toPosthogEvent() };
  if (telemetry === undefined) return getTelemetryClient().captureFromEvent(event);
  if (isTelemetryClient(telemetry)) return telemetry.captureFromEvent(event);
  // Plain JavaScript passes anything. Nobody knows which client was meant, so the process's own counts the mistake.
  const misuse: TelemetryEvent = {
    toPosthogEvent: () => {
      throw new TypeError("the last argument is no telemetry client");
    },
  };
  return getTelemetryClient().captureFromEvent(misuse);
}
