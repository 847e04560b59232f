/** Names the events of this package that other modules refer to, so that these need not load the events. */

export const SEARCH_EVENT = "codeweaver_search";
export const SESSION_EVENT = "codeweaver_session";
export const SETUP_EVENT = "codeweaver_setup";
export const TOOL_CALL_EVENT = "mcp_tool_call";
export const AGENT_USAGE_EVENT = "agent_usage";
export const AGENT_ERROR_EVENT = "error";
export const ACTIVE_EVENT = "telemetry_active";
export const WEEKLY_EVENT = "telemetry_week";
export const OUTCOME_EVENT = "telemetry_outcome";
export const SETUP_REPORT_EVENT = "telemetry_setup";
/** A span in `stats()`, in the spool and in the output of `dry_run`. */
export const SPAN_EVENT = "span";

/** The reports about an installation, which have no session. */
export const REPORT_EVENTS: readonly string[] = [
  ACTIVE_EVENT,
  WEEKLY_EVENT,
  OUTCOME_EVENT,
  SETUP_REPORT_EVENT,
];
