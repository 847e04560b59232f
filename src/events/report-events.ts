/** Gathers the reports about an installation that few runs of a tool send. */

export { OutcomeEvent } from "./outcome-event.js";
export { SetupReportEvent } from "./setup-report-event.js";
export { WeeklyEvent } from "./weekly-event.js";
