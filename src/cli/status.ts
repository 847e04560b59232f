/** `status`: whether anything is sent, who decided that, and what is where. It asks what delivery asks. */
import { columns, plural, shortTime, sizeText } from "./paint.js";
import { type Reason, reasonOf } from "./reasons.js";
import { type Report, reportOf } from "./status-report.js";
import type { Context, Verb } from "./verb.js";

export const status: Verb = {
  description: "Whether telemetry is on, who decided that, and what is where",
  async run(context) {
    const situation = await context.situation();
    const reason = reasonOf(situation, context);
    const report = await reportOf(situation, reason);
    return { code: reason?.isFault === true ? 1 : 0, json: report, text: page(report, reason, context) };
  },
};

function page(report: Report, reason: Reason | undefined, context: Context): string {
  const { paint, command, suffix, isForAnyTool } = context;
  const isOn = reason === undefined;
  const isUnknown = isForAnyTool && report.reason?.name === "no_key";
  const word = isOn ? paint.good(paint.strong("on")) : paint.bad(paint.strong("off"));
  const head = `${report.tool} telemetry is ${word}${isUnknown ? ", as far as can be seen from here" : ""}`;
  const why = isOn
    ? `nothing says no${report.noticeDue ? "; the next run on a terminal says so first, and sends nothing" : ""}`
    : `${reason.why} ${paint.faint(`(to change that: ${reason.fix})`)}`;
  const turn = isOn ? `to turn it off: ${command} disable${suffix}` : "";
  const facts: [string, string][] = [
    ["your choice", choiceText(report)],
    [
      "sends to",
      `${report.endpoint}, ${report.proxy === null ? "directly" : `through ${report.proxy}`}${isOn ? "" : paint.faint(" (if it were on)")}`,
    ],
    [
      "as",
      report.identity === "session" ? "a new random id in every process" : "a random id, new every 30 days",
    ],
    ["waiting", pendingText(report)],
    ["last sent", lastText(report)],
    ["7 days", weekText(report)],
    ["not sent", reasonsText(report.lastSevenDays.refused)],
    ["left out", reasonsText(report.lastSevenDays.omitted)],
    [
      "on disk",
      report.folder ??
        `${report.files.data} ${paint.faint(isOn ? "(nothing is added: CI, or spool = false)" : "(nothing is added)")}`,
    ],
    ["settings", report.files.settings.join(", ") || "no file says anything"],
    ...report.trouble.map((text): [string, string] => ["trouble", paint.bad(text)]),
  ];
  const settings = Object.entries(report.settings).map(([key, { value, from }]) => [
    key,
    String(value),
    from === "default" ? paint.faint(from) : from,
  ]);
  return [
    head,
    `  ${why}`,
    ...(turn === "" ? [] : [paint.faint(`  ${turn}`)]),
    "",
    columns(facts.map(([name, text]) => [paint.faint(name), text])),
    "",
    columns([["setting", "value", "from"].map(paint.faint), ...settings]),
    ...(isForAnyTool
      ? ["", paint.faint("  What a tool sets in its own code is seen by its own command alone.")]
      : []),
  ].join("\n");
}

function choiceText({ choice, choiceFile, overrides }: Report): string {
  if (choice === null) return `none (${choiceFile})`;
  if (choice === "unreadable") return `${choiceFile} cannot be read, and counts as no`;
  const date = choice.date === undefined ? "" : `, ${shortTime(choice.date)}`;
  const overridden = overrides === null ? "" : `; ${overrides}=false overrides it`;
  return `${choice.telemetry}${date} (${choiceFile})${overridden}`;
}

function pendingText({ pending }: Report): string {
  const { events, files, bytes, forOtherServers, pausedUntil } = pending;
  return [
    events === 0 ? "nothing" : `${plural(events, "event")} in ${plural(files, "file")}, ${sizeText(bytes)}`,
    ...(forOtherServers === 0 ? [] : [`${plural(forOtherServers, "event")} for other servers`]),
    ...(pausedUntil === null ? [] : [`nothing is tried before ${shortTime(pausedUntil)}, after failures`]),
  ].join("; ");
}

function lastText({ lastDelivery, settings }: Report): string {
  if (settings.receipts?.value === false) return "not known, as receipts = false";
  if (lastDelivery === null) return "nothing in seven days";
  const { time, status, events } = lastDelivery;
  return `${shortTime(time)}: ${plural(events, "event")}, ${status === null ? "no answer" : `answered ${status}`}`;
}

function weekText({ lastSevenDays: { requests, answers } }: Report): string {
  const each = Object.entries(answers).map(([answer, count]) => `${count} answered ${answer}`);
  return requests === 0 ? "no request" : `${plural(requests, "request")}: ${each.join(", ")}`;
}

function reasonsText(counts: Readonly<Record<string, number>>): string {
  const each = Object.entries(counts).map(([reason, count]) => `${reason} ${count}`);
  return each.join(", ") || "nothing known";
}
