/** The two events of a code-search tool, captured through the process's own client in one call each. */
import { SearchEvent, type SearchEventInput } from "../events/search-event.js";
import { SessionEvent, type SessionEventInput } from "../events/session-event.js";
import type { SessionStatistics } from "../models/session-statistics.js";
import { getTelemetryClient } from "./singleton.js";

/** Captures `codeweaver_search`. Returns the event's UUID, or undefined when it was not queued. Never throws. */
export function captureSearchEvent(input: SearchEventInput): string | undefined {
  return getTelemetryClient().captureFromEvent(new SearchEvent(input));
}

/** Captures `codeweaver_session`. Returns the event's UUID, or undefined when it was not queued. Never throws. */
export function captureSessionEvent(
  statistics: SessionStatistics,
  input?: SessionEventInput,
): string | undefined {
  return getTelemetryClient().captureFromEvent(new SessionEvent(statistics, input));
}
