/** `status`: whether anything is sent, who decided that, and what is where. It asks what delivery asks. */
import { isNoticeDue } from "../client/notice.js";
import { sendingOf } from "../client/sending.js";
import type { Situation } from "../client/situation.js";
import { keyOf, SETTING_NAMES, type SettingName } from "../config/settings.js";
import { Breaker } from "../outbox/breaker.js";
import type { Receipt } from "../outbox/receipt-lines.js";
import { filesFor } from "../outbox/spool-names.js";
import { eventCount, eventsIn, pendingIn, placesOf, receiptsOf } from "./local.js";
import { columns, plural, shortTime, sizeText } from "./paint.js";
import { type Reason, reasonOf } from "./reasons.js";
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

type Report = Awaited<ReturnType<typeof reportOf>>;

async function reportOf(situation: Situation, reason: Reason | undefined) {
  const { tool, state, resolved, choice, choiceFile, consent, policy, network, kept } = situation;
  const { settings, provenance } = resolved;
  const places = placesOf(situation);
  const pending = pendingIn(situation);
  const { receipts, tally, damaged } = receiptsOf(situation);
  const batches = receipts.filter(({ text }) => eventsIn(text) !== undefined);
  const breaker = new Breaker({
    file: filesFor({ ...sendingOf(situation), folder: places.spool }).breaker,
    now: Date.now,
  });
  return {
    tool,
    state: state.status,
    reason:
      state.status === "off"
        ? { name: state.reason, source: state.source, why: reason?.why, fix: reason?.fix }
        : null,
    consent,
    policy,
    choice: choice ?? null,
    choiceFile: choiceFile ?? null,
    noticeDue: await isNoticeDue(situation),
    overrides: resolved.enabledExplicitly ? provenance.disableTelemetry.label : null,
    endpoint: settings.posthogHost,
    proxy: network?.proxy === undefined ? null : withoutCredentials(network.proxy),
    identity: settings.identity,
    folder: kept ?? null,
    files: { settings: resolved.read, unreadable: resolved.unreadable, data: places.data },
    pending: {
      events: eventCount(pending.here),
      files: pending.here.length,
      bytes: pending.here.reduce((sum, { bytes }) => sum + bytes, 0),
      forOtherServers: eventCount(pending.elsewhere),
      pausedUntil: breaker.isOpen ? new Date(breaker.until).toISOString() : null,
    },
    lastDelivery: batches.length === 0 ? null : deliveryOf(batches.at(-1) as Receipt), // it is not empty
    lastSevenDays: {
      requests: receipts.length,
      answers: counted(receipts.map(({ status }) => String(status ?? "none"))),
      refused: tally.refused,
      omitted: tally.omitted,
      damagedReceipts: damaged,
    },
    settings: Object.fromEntries(
      SETTING_NAMES.map((name) => [
        keyOf(name),
        { value: shown(name, settings[name]), from: provenance[name].label },
      ]),
    ),
  };
}

function deliveryOf({ time, status, url, text }: Receipt) {
  return { time, status: status ?? null, url, events: eventsIn(text) ?? 0 };
}

/** Neither the key nor the salt, wherever this is pasted. */
function shown(name: SettingName, value: unknown): unknown {
  if (name === "posthogApiKey") return value === undefined ? "not set" : "set, not shown";
  if (name === "salt") return value === undefined ? "made on this machine, not shown" : "set, not shown";
  return value;
}

function withoutCredentials(proxy: string): string {
  const { protocol, host } = new URL(proxy);
  return `${protocol}//${host}`;
}

function counted(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

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
