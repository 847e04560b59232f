/** The two events of a code-search tool, captured in one call each. */

import type { TelemetryClient } from "../client/client.js";
import { SearchEvent, type SearchEventInput } from "../events/search-event.js";
import { SessionEvent, type SessionEventInput } from "../events/session-event.js";
import type { SessionStatistics } from "../models/session-statistics.js";
import { getTelemetryClient } from "./singleton.js";

/** Captures `codeweaver_search`, by CodeWeaver's client unless another is given. Returns the event's UUID, or undefined when it was not queued. Never throws. */
export function captureSearchEvent(
  input: SearchEventInput,
  telemetry: TelemetryClient = getTelemetryClient(),
): string | undefined {
  return telemetry.captureFromEvent(new SearchEvent(input));
}

/** Captures `codeweaver_session`, by CodeWeaver's client unless another is given. Returns the event's UUID, or undefined when it was not queued. Never throws. */
export function captureSessionEvent(
  statistics: SessionStatistics,
  input?: SessionEventInput,
  telemetry: TelemetryClient = getTelemetryClient(),
): string | undefined {
  return telemetry.captureFromEvent(new SessionEvent(statistics, input));
}
