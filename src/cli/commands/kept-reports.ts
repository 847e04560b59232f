/** Reads the weekly reports of the person that this machine keeps, and explains why or until when there are none. */
import { join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { getLaterDay, getPeriodKeys, getStart } from "../../installation/calendar.js";
import { readInstallation } from "../../installation/installation-file.js";
import { type OwnReport, readOwnReports } from "../../installation/own-reports.js";
import { OWN_REPORTS_FILE } from "../../installation/own-reports-file.js";
import { getErrorMessage } from "../../internal/errors.js";
import { explainOffState, isStateUnknown } from "../off-explanation.js";
import type { CommandContext } from "../subcommand.js";
import { formatPath } from "../terminal-format.js";

export interface KeptReports {
  /** In the order in which they were sent. */
  readonly reports: readonly OwnReport[];
  /** Sentences about missing reports, or about a file that cannot be read. Undefined if there are reports. */
  readonly note: string | undefined;
  /** False if the file cannot be read. */
  readonly isReadable: boolean;
}

export function readKeptReports(telemetry: ResolvedTelemetry, context: CommandContext): KeptReports {
  const folder = telemetry.folders?.data;
  try {
    const reports = folder === undefined ? [] : readOwnReports(folder);
    if (reports.length > 0) return { reports, note: undefined, isReadable: true };
    const note = `This machine has no weekly report yet. ${explainWhen(telemetry, context)}`;
    return { reports, note, isReadable: true };
  } catch (error) {
    const file = formatPath(join(String(folder), OWN_REPORTS_FILE));
    const problem = error instanceof SyntaxError ? "it is not JSON" : getErrorMessage(error);
    const note = `Your weekly reports in ${file} cannot be read: ${problem}.`;
    return { reports: [], note, isReadable: false };
  }
}

function explainWhen(telemetry: ResolvedTelemetry, context: CommandContext): string {
  const { state, settings, destination, folders, identityFolder } = telemetry;
  const { tool } = context;
  if (state.status === "off" && !isStateUnknown(telemetry, context))
    return `None is made while telemetry is off. ${explainOffState(telemetry, context)?.why}.`;
  if (!settings.weeklyReport) return "None is made, because weekly_report is false.";
  const isKept = state.status === "off" || identityFolder !== undefined;
  if (folders === undefined || !isKept)
    return "None is made, because with the current settings nothing is kept on this machine.";
  if (destination.wire === "otlp" || settings.dryRun)
    return "None is made, because with the current settings no event is sent.";
  const { week } = readInstallation(folders.data) ?? {};
  return week === undefined
    ? `The first one will have the numbers of the first week in which you use ${tool}. It is sent when you use ${tool} after that week.`
    : `The first one will have the numbers of week ${week.key}. It is sent when you use ${tool} on ${findNextMonday(week.key)} or later.`;
}

/** Returns the day after a week, such as `2026-11-30`. */
function findNextMonday(week: string): string {
  const monday = getPeriodKeys(getStart("week", week))?.day;
  return monday === undefined ? "the Monday after it" : getLaterDay(monday, 7);
}
