/** `status`: whether anything is sent, who decided that, and what is where. It asks what delivery asks. */

import type { IgnoredSettings } from "../../consent/decide-consent.js";
import { makePrintable } from "../../internal/terminal-text.js";
import { isUnknown, type Reason, reasonOf } from "../off-reasons.js";
import type { Context, Verb } from "../subcommand.js";
import { columns, plural, shortTime, sizeText } from "../terminal-style.js";
import { type Report, reportOf } from "./status-report.js";

export const status: Verb = {
  description: "Whether telemetry is on, who decided that, and what is where",
  async run(context) {
    const situation = await context.situation();
    const reason = reasonOf(situation, context);
    const report = await reportOf(situation, reason);
    return {
      code: reason?.isFault === true ? 1 : 0,
      json: report,
      text: page(report, reason, isUnknown(situation, context), context),
    };
  },
};

function page(report: Report, reason: Reason | undefined, isUnclear: boolean, context: Context): string {
  const { paint, command, suffix, isForAnyTool } = context;
  const isOn = reason === undefined;
  const word = isOn ? paint.good(paint.strong("on")) : paint.bad(paint.strong("off"));
  const head = `${report.tool} telemetry ${isUnclear ? "cannot be told of from here" : `is ${word}`}`;
  const fix =
    reason === undefined || reason.fix === "" ? "" : ` ${paint.faint(`(to change that: ${reason.fix})`)}`;
  const why = reason === undefined ? onText(report) : `${reason.why}${fix}`;
  const facts: [string, string][] = [
    ["your choice", choiceText(report)],
    ...(isUnclear ? [] : [["sends to", endpointText(report, context)] as [string, string]]),
    [
      "as",
      report.identity === "session" ? "a new random id in every process" : "a random id, new every 30 days",
    ],
    ["waiting", pendingText(report, context)],
    ["last sent", lastText(report)],
    ["7 days", weekText(report)],
    ["not sent", reasonsText(report.lastSevenDays.refused)],
    ["left out", reasonsText(report.lastSevenDays.omitted)],
    ["on disk", report.files.data],
    ["settings", settingsText(report)],
    ...(report.ignored === null ? [] : [["ignored", ignoredText(report.ignored)] as [string, string]]),
    ...report.trouble.map((text): [string, string] => ["trouble", paint.bad(text)]),
  ];
  const settings = Object.entries(report.settings).map(([key, { value, from }]) => [
    key,
    value === undefined ? "not set" : String(value),
    from === "default" ? paint.faint(from) : from,
  ]);
  return [
    head,
    `  ${why}`,
    ...(isOn ? [paint.faint(`  to turn it off: ${command} disable${suffix}`)] : []),
    "",
    columns(facts.map(([name, text]) => [paint.faint(name), text])),
    "",
    columns([["setting", "value", "from"].map(paint.faint), ...settings]),
    ...(isForAnyTool
      ? ["", paint.faint("  What a tool sets in its own code is seen by its own command alone.")]
      : []),
  ].join("\n");
}

/** Why it is on: who decided that. */
function onText({ choice, noticeDue, told, toldBy, tool, settings }: Report): string {
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
      return "what it sends stays on this machine, and nothing turns it off";
    case "in_earlier_run":
    case "in_this_run":
      return `${tool} told you in an earlier run, and nothing turns it off`;
    case "never":
      return `its author has chosen to send without telling you first (consent: "opt-out-immediately")${noticeDue ? "; the next run on a terminal tells you" : ""}`;
  }
}

function ignoredText({ file, keys, nextStep }: IgnoredSettings): string {
  return `${makePrintable(file)} asks for ${keys.join(", ")}, and is not trusted (${nextStep})`;
}

function endpointText({ state, wire, endpoint, proxy, settings }: Report, { isForAnyTool }: Context): string {
  if (settings.debug?.value === true) return "nobody: debug prints events to stderr instead";
  if (isForAnyTool && settings[wire === "posthog" ? "posthog_host" : "endpoint"]?.from === "default")
    return "where the tool's own code says";
  if (endpoint === "") return "nowhere yet: none is set";
  if (state === "off") return `${endpoint}, if it were on`;
  return `${endpoint}, ${proxy ? `through ${proxy}` : "directly"}`;
}

function settingsText({ files: { settings, unreadable } }: Report): string {
  const files = [...settings, ...unreadable.map((file) => `${file} cannot be used`)].map(makePrintable);
  return files.join(", ") || "no file says anything";
}

function choiceText({ choice, choiceFile, overrides }: Report): string {
  if (choice === null) return `none (${choiceFile})`;
  if (choice === "unreadable") return `${choiceFile} cannot be read, and counts as no`;
  const date = choice.date === undefined ? "" : `, ${shortTime(choice.date)}`;
  const overridden = overrides === null ? "" : `; ${overrides} in the environment overrides it`;
  return `${choice.telemetry}${date} (${choiceFile})${overridden}`;
}

function pendingText({ pending }: Report, { command, suffix }: Context): string {
  const { events, files, bytes, forOtherServers, failedTries, pausedUntil } = pending;
  return [
    events === 0 ? "nothing" : `${plural(events, "event")} in ${plural(files, "file")}, ${sizeText(bytes)}`,
    ...(forOtherServers === 0
      ? []
      : [`${plural(forOtherServers, "event")} for servers that this command does not know`]),
    ...(failedTries === 0
      ? []
      : [
          `the last ${plural(failedTries, "try", "tries")} failed (${command} doctor${suffix} finds out why)`,
        ]),
    ...(pausedUntil === null ? [] : [`nothing is tried before ${shortTime(pausedUntil)}`]),
  ].join("; ");
}

function lastText({ lastDelivery, settings, receiptsKept }: Report): string {
  if (settings.receipts?.value === false) return "not known, as receipts = false";
  if (lastDelivery === null) return receiptsKept ? "nothing in seven days" : NOT_KEPT;
  const { time, status, events, url } = lastDelivery;
  return `${shortTime(time)}: ${plural(events, "event")} to ${new URL(url).host}, ${status === null ? "no answer" : `answered ${status}`}`;
}

/** With `spool = false` of a profile, or in CI. */
const NOT_KEPT = "not known: nothing is kept of it here";

function weekText({ receiptsKept, lastSevenDays: { requests, answers } }: Report): string {
  if (!receiptsKept && requests === 0) return NOT_KEPT;
  const each = Object.entries(answers).map(([answer, count]) => `${count} answered ${answer}`);
  return requests === 0 ? "no request" : `${plural(requests, "request")}: ${each.join(", ")}`;
}

function reasonsText(counts: Readonly<Record<string, number>>): string {
  const each = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return each.join(", ") || "nothing known";
}
