/** Defines the subcommand `status`, which prints whether telemetry is on, the reason, and the facts about its delivery. */
import {
  explainOffState,
  formatChoiceDate,
  formatFix,
  isStateUnknown,
  type OffExplanation,
} from "../off-explanation.js";
import { LINE_BREAK } from "../styled-text.js";
import type { CommandContext, Subcommand } from "../subcommand.js";
import { formatPath, pluralize } from "../terminal-format.js";
import { formatWrappedColumns, wrapText } from "../text-wrap.js";
import { listFacts } from "./status-facts.js";
import { createStatusReport, type StatusReport } from "./status-report.js";

export const status: Subcommand = {
  description: "Whether telemetry is on, the reason, what was sent, and what is pending",
  args: { all: { type: "boolean", description: "List settings that have their default, too" } },
  failure: "Telemetry is off because of an error, such as an invalid setting.",
  examples: ["--all"],
  async run(context) {
    const telemetry = await context.loadTelemetry();
    const reason = explainOffState(telemetry, context);
    const report = createStatusReport(telemetry, reason);
    const isUndetermined = isStateUnknown(telemetry, context);
    return {
      code: reason?.isFault === true ? 1 : 0,
      json: report,
      text: formatStatus(report, { reason, isUndetermined }, context),
    };
  },
};

interface StatusVerdict {
  /** Undefined when telemetry is on. */
  readonly reason: OffExplanation | undefined;
  /** True when this command cannot tell whether telemetry is on. */
  readonly isUndetermined: boolean;
}

function formatStatus(report: StatusReport, verdict: StatusVerdict, context: CommandContext): string {
  const { colors, width } = context;
  const { reason, isUndetermined } = verdict;
  const facts = listFacts(report, context, { isStateKnown: !isUndetermined });
  return [
    wrapText(formatHeadline(report.tool, verdict, context), width),
    wrapText(`${reason === undefined ? explainOnState(report) : reason.why}.`, width, 2),
    ...formatNextStep(report, verdict, context).map((line) => wrapText(line, width, 2)),
    "",
    formatWrappedColumns(
      facts.map(([name, text]) => [colors.dim(name), text]),
      width,
    ),
    "",
    ...formatSettings(report, context),
  ].join(LINE_BREAK);
}

function formatHeadline(
  tool: string,
  { reason, isUndetermined }: StatusVerdict,
  { colors }: CommandContext,
): string {
  if (isUndetermined) return `Whether ${tool} telemetry is on cannot be determined here`;
  const word = reason === undefined ? colors.green(colors.bold("on")) : colors.red(colors.bold("off"));
  return `${tool} telemetry is ${word}`;
}

/** Explains why telemetry is on, as a sentence without its full stop. */
function explainOnState({ choice, noticeDue, told, toldBy, tool, settings }: StatusReport): string {
  if (settings.dry_run?.value === true)
    return `Events are printed to stderr and not sent, because dry_run is true (${formatPath(settings.dry_run.from)})`;
  switch (told) {
    case "opted_in":
      return toldBy === null
        ? `You opted in${formatChoiceDate({ choice: choice ?? undefined })}`
        : `${toldBy} in the environment turns it on`;
    case "named_destination":
      return `You named the server to send to (${formatPath(toldBy ?? "")}), and have not opted out`;
    case "stays_here":
      return "Events are sent to this machine only, which needs no notice, and you have not opted out";
    case "in_earlier_run":
    case "in_this_run":
      return `${tool} showed you its notice, and you have not opted out`;
    case "never":
      return `The author of ${tool} has chosen to send events before you are told (consent: "opt-out-immediately")${noticeDue ? ". The next run on a terminal shows a notice" : ""}`;
  }
}

/** Returns the line after the reason. Empty if there is nothing to do. */
function formatNextStep(
  { overrides }: StatusReport,
  { reason, isUndetermined }: StatusVerdict,
  { command, toolFlag }: CommandContext,
): string[] {
  const disable = `${command} disable${toolFlag}`;
  if (isUndetermined) return [`To turn it off in any case: ${disable}`];
  if (reason !== undefined) return reason.fix === "" ? [] : [formatFix(reason)];
  return [`To turn it off: ${overrides === null ? "" : `unset ${overrides}, then `}${disable}`];
}

/** Lists the settings that are not default, or all of them with `--all`. */
function formatSettings(
  report: StatusReport,
  { args, colors, command, toolFlag, isForAnyTool, width }: CommandContext,
): string[] {
  const settings = Object.entries(report.settings);
  const shown = settings.filter(([, { from }]) => args.all === true || from !== "default");
  const hidden = settings.length - shown.length;
  const rows = shown.map(([key, { value, from }]) => [
    colors.dim(key),
    `${value === undefined ? "not set" : String(value)} ${colors.dim(`(${formatPath(from)})`)}`,
  ]);
  const notes = [
    ...(hidden === 0
      ? []
      : [
          `${pluralize(hidden, "setting has its", "settings have their")} default. To see all settings:${LINE_BREAK}${command} status --all${toolFlag}`,
        ]),
    ...(isForAnyTool
      ? [`Settings in ${report.tool}'s own code are not listed: only ${report.tool} itself knows them.`]
      : []),
  ];
  return [
    ...(rows.length === 0 ? [] : [formatWrappedColumns(rows, width), ""]),
    ...notes.map((note) => colors.dim(wrapText(note, width, 2))),
  ];
}
