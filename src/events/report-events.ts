/** Gathers the events about an installation, which few runs of a tool send. */

export { ActiveEvent } from "./active-event.js";
export { OutcomeEvent } from "./outcome-event.js";
export { SetupReportEvent } from "./setup-report-event.js";
export { WeeklyEvent } from "./weekly-event.js";
