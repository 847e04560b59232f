/** Defines the subcommand `status`, which prints whether telemetry is on, who decided that, and where its files are. */
import type { IgnoredSettings } from "../../consent/decide-consent.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import { explainOffState, isStateUnknown, type OffExplanation } from "../off-explanation.js";
import type { CommandContext, Subcommand } from "../subcommand.js";
import { type Colors, formatBytes, formatColumns, formatTime, pluralize } from "../terminal-format.js";
import { createStatusReport, type StatusReport } from "./status-report.js";

export const status: Subcommand = {
  description: "Whether telemetry is on, who decided that, and where its files are",
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
  const { colors, command, toolFlag, isForAnyTool } = context;
  const lines = [
    formatHeadline(report.tool, verdict, colors),
    `  ${formatReason(report, verdict.reason, colors)}`,
  ];
  if (verdict.reason === undefined) lines.push(colors.dim(`  to turn it off: ${command} disable${toolFlag}`));
  lines.push(
    "",
    formatColumns(listFacts(report, verdict, context).map(([name, text]) => [colors.dim(name), text])),
    "",
    formatColumns([["setting", "value", "from"].map(colors.dim), ...listSettings(report, context)]),
  );
  if (isForAnyTool) lines.push("", colors.dim("  Only a tool's own command knows the settings in its code."));
  return lines.join("\n");
}

function formatHeadline(tool: string, { reason, isUndetermined }: StatusVerdict, colors: Colors): string {
  if (isUndetermined) return `${tool} telemetry cannot be determined from here`;
  const word = reason === undefined ? colors.green(colors.bold("on")) : colors.red(colors.bold("off"));
  return `${tool} telemetry is ${word}`;
}

function formatReason(report: StatusReport, reason: OffExplanation | undefined, colors: Colors): string {
  if (reason === undefined) return explainOnState(report);
  return reason.fix === "" ? reason.why : `${reason.why} ${colors.dim(`(to change that: ${reason.fix})`)}`;
}

/** Returns the names and texts of the lines between the headline and the settings. */
function listFacts(
  report: StatusReport,
  { isUndetermined }: StatusVerdict,
  context: CommandContext,
): [name: string, text: string][] {
  const facts: [string, string][] = [["your choice", formatChoice(report)]];
  if (!isUndetermined) facts.push(["sends to", formatEndpoint(report, context)]);
  const id =
    report.identity === "session" ? "a new random id in every process" : "a random id, new every 30 days";
  facts.push(
    ["as", id],
    ["pending", formatPending(report, context)],
    ["last sent", formatLastDelivery(report)],
    ["7 days", formatLastSevenDays(report)],
    ["not sent", formatCounts(report.lastSevenDays.refused)],
    ["removed", formatCounts(report.lastSevenDays.omitted)],
    ["on disk", report.files.data],
    ["settings", formatSettingsFiles(report)],
  );
  if (report.ignored !== null) facts.push(["ignored", formatIgnoredSettings(report.ignored)]);
  for (const text of report.trouble) facts.push(["trouble", context.colors.red(text)]);
  return facts;
}

function listSettings({ settings }: StatusReport, { colors }: CommandContext): string[][] {
  return Object.entries(settings).map(([key, { value, from }]) => [
    key,
    value === undefined ? "not set" : String(value),
    from === "default" ? colors.dim(from) : from,
  ]);
}

/** Explains why telemetry is on, or who decided that. */
function explainOnState({ choice, noticeDue, told, toldBy, tool, settings }: StatusReport): string {
  if (settings.debug?.value === true) return "events are printed to stderr instead of sent";
  switch (told) {
    case "opted_in": {
      const date = typeof choice === "object" ? choice?.date : undefined;
      return toldBy === null
        ? `you turned it on${date === undefined ? "" : ` on ${date.slice(0, 10)}`}`
        : `${toldBy} turns it on`;
    }
    case "named_destination":
      return `you named where it is sent (${toldBy}), and nothing turns it off`;
    case "stays_here":
      return "everything is sent to this machine only, and nothing turns it off";
    case "in_earlier_run":
    case "in_this_run":
      return `${tool} told you in an earlier run, and nothing turns it off`;
    case "never":
      return `its author has chosen to send without telling you first (consent: "opt-out-immediately")${noticeDue ? "; the next run on a terminal tells you" : ""}`;
  }
}

function formatIgnoredSettings({ file, keys, nextStep }: IgnoredSettings): string {
  return `${escapeForTerminal(file)} asks for ${keys.join(", ")}, and is not trusted (${nextStep})`;
}

function formatEndpoint(
  { state, wire, endpoint, proxy, settings }: StatusReport,
  { isForAnyTool }: CommandContext,
): string {
  if (settings.debug?.value === true) return "nowhere: debug prints events to stderr instead";
  if (isForAnyTool && settings[wire === "posthog" ? "posthog_host" : "endpoint"]?.from === "default")
    return "where the tool's own code says";
  if (endpoint === "") return "nowhere yet: none is set";
  if (state === "off") return `${endpoint}, if it were on`;
  return `${endpoint}, ${proxy ? `through ${proxy}` : "directly"}`;
}

function formatSettingsFiles({ files: { settings, unreadable } }: StatusReport): string {
  const files = [...settings, ...unreadable.map((file) => `${file} cannot be used`)].map(escapeForTerminal);
  return files.join(", ") || "no file says anything";
}

function formatChoice({ choice, choiceFile, overrides }: StatusReport): string {
  if (choice === null) return `none (${choiceFile})`;
  if (choice === "unreadable") return `${choiceFile} cannot be read, and counts as no`;
  const date = choice.date === undefined ? "" : `, ${formatTime(choice.date)}`;
  const overridden = overrides === null ? "" : `; ${overrides} in the environment overrides it`;
  return `${choice.telemetry}${date} (${choiceFile})${overridden}`;
}

function formatPending({ pending }: StatusReport, { command, toolFlag }: CommandContext): string {
  const { events, files, bytes, forOtherServers, failedTries, pausedUntil } = pending;
  return [
    events === 0
      ? "nothing"
      : `${pluralize(events, "event")} in ${pluralize(files, "file")}, ${formatBytes(bytes)}`,
    ...(forOtherServers === 0
      ? []
      : [`${pluralize(forOtherServers, "event")} for servers that this command does not know`]),
    ...(failedTries === 0
      ? []
      : [
          `the last ${pluralize(failedTries, "try", "tries")} failed (${command} doctor${toolFlag} finds out why)`,
        ]),
    ...(pausedUntil === null ? [] : [`nothing is tried before ${formatTime(pausedUntil)}`]),
  ].join("; ");
}

function formatLastDelivery({ lastDelivery, settings, receiptsKept }: StatusReport): string {
  if (settings.receipts?.value === false) return "not known, as receipts = false";
  if (lastDelivery === null) return receiptsKept ? "nothing in seven days" : NOTHING_KEPT;
  const { time, status, events, url } = lastDelivery;
  return `${formatTime(time)}: ${pluralize(events, "event")} to ${new URL(url).host}, ${status === null ? "no answer" : `answered ${status}`}`;
}

/** Printed when nothing is kept on disk: in CI, or with a profile's `spool = false`. */
const NOTHING_KEPT = "not known: nothing is kept on this machine";

function formatLastSevenDays({ receiptsKept, lastSevenDays: { requests, answers } }: StatusReport): string {
  if (!receiptsKept && requests === 0) return NOTHING_KEPT;
  const each = Object.entries(answers).map(([answer, count]) => `${count} answered ${answer}`);
  return requests === 0 ? "no request" : `${pluralize(requests, "request")}: ${each.join(", ")}`;
}

function formatCounts(counts: Readonly<Record<string, number>>): string {
  const each = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return each.join(", ") || "nothing known";
}
