/** Formats the facts of `status`: the choice, the destination, the delivery and the files. */
import { DESTINATION_SETTINGS } from "../../bootstrap/destination.js";
import { toSettingKey } from "../../config/setting-definitions.js";
import type { IgnoredSettings } from "../../consent/telemetry-state.js";
import { getHost } from "../request-body.js";
import type { CommandContext } from "../subcommand.js";
import { formatBytes, formatPath, formatTime, pluralize } from "../terminal-format.js";
import type { StatusReport } from "./status-report.js";

type Fact = readonly [name: string, text: string];

/** @param isStateKnown false when it cannot be determined whether telemetry is on, and where it sends to */
export function listFacts(
  report: StatusReport,
  context: CommandContext,
  { isStateKnown }: { readonly isStateKnown: boolean },
): Fact[] {
  const { lastSevenDays, ignored, obsolete, trouble, files } = report;
  const facts: Fact[] = [["your choice", formatChoice(report, isStateKnown)]];
  if (isStateKnown) facts.push(["sends to", formatEndpoint(report, context)]);
  facts.push(
    ["sender id", formatIdentity(report)],
    ["pending", formatPending(report, isStateKnown)],
    ...listFailures(report, context),
    ["last sent", formatLastDelivery(report)],
    ["last 7 days", formatLastSevenDays(report)],
    ...listCounts("dropped", lastSevenDays.refused, "event"),
    ...listCounts("removed", lastSevenDays.omitted, "text"),
    ["data folder", files.data === null ? "none: this account has no home folder" : formatPath(files.data)],
    ["settings files", formatSettingsFiles(report)],
  );
  for (const { name, hint } of obsolete) facts.push(["no effect", `${name}: ${hint}`]);
  if (ignored !== null) facts.push(["ignored", formatIgnoredSettings(ignored)]);
  for (const text of trouble) facts.push(["error", context.colors.red(text)]);
  return facts;
}

function formatChoice({ state, choice, choiceFile, overrides }: StatusReport, isStateKnown: boolean): string {
  if (choice === null) return "none";
  if (choice.telemetry === "unreadable") return `cannot be read (${formatPath(choiceFile ?? "")})`;
  const isOptOut = choice.telemetry === "disabled";
  const date = choice.date === undefined ? "" : ` on ${formatTime(choice.date)}`;
  const isOverridden = isStateKnown && isOptOut === (state === "on");
  const effect = isOverridden
    ? `, which ${overrides === null ? "has no effect for the reason above" : `${overrides} overrides`}`
    : "";
  return `opted ${isOptOut ? "out" : "in"}${date}${effect} (${formatPath(choiceFile ?? "")})`;
}

function formatEndpoint(
  { state, wire, endpoint, proxy, settings }: StatusReport,
  { isForAnyTool }: CommandContext,
): string {
  if (settings.dry_run?.value === true && state === "on") return "stderr";
  const isNamedHere = DESTINATION_SETTINGS[wire].some((name) => isSet(settings[toSettingKey(name)]));
  const server = isForAnyTool && !isNamedHere ? "the server that the tool's own code names" : endpoint;
  if (server === "") return "no server: none is set";
  if (state === "off") return `${server}, when it is on`;
  if (server !== endpoint) return server;
  return `${endpoint}, ${proxy ? `through the proxy ${proxy}` : "without a proxy"}`;
}

function isSet(setting: { readonly from: string } | undefined): boolean {
  return setting !== undefined && setting.from !== "default";
}

function formatIdentity({ state, identity, folder, identityKept }: StatusReport): string {
  const isStored = identity === "install" && (state === "off" || folder !== null) && identityKept;
  return isStored ? "a random id, new every 30 days" : "a random id, new in every process";
}

function formatPending({ pending, unreadable }: StatusReport, isStateKnown: boolean): string {
  if (unreadable.pending) return UNREADABLE;
  const { events, files, bytes, forOtherServers } = pending;
  if (!isStateKnown && forOtherServers > 0)
    return `${pluralize(forOtherServers, "event")} for servers that this command does not know`;
  const forThisServer =
    events === 0
      ? "no event"
      : `${pluralize(events, "event")} in ${pluralize(files, "file")}, ${formatBytes(bytes)}`;
  return forOtherServers === 0
    ? forThisServer
    : `${forThisServer}; ${pluralize(forOtherServers, "event")} for servers other than the current one`;
}

function listFailures(
  { pending: { failedTries, pausedUntil } }: StatusReport,
  { command, toolFlag }: CommandContext,
): Fact[] {
  if (failedTries === 0) return [];
  const paused = pausedUntil === null ? "" : `, and the next is not before ${formatTime(pausedUntil)}`;
  const tries = failedTries === 1 ? "the last try to send" : `the last ${failedTries} tries to send`;
  return [["failures", `${tries} failed${paused}. To find out why: ${command} doctor${toolFlag}`]];
}

function formatLastDelivery({ lastDelivery, settings, receiptsKept, unreadable }: StatusReport): string {
  if (unreadable.requests) return UNREADABLE;
  if (settings.receipts?.value === false) return RECEIPTS_OFF;
  if (lastDelivery === null) return receiptsKept ? "no event in 7 days" : NOTHING_KEPT;
  const { time, status, events, spans, url } = lastDelivery;
  const items = events === null ? "spans" : pluralize(events, spans ? "span" : "event");
  return `${formatTime(time)}: ${items} to ${getHost(url)}, ${status === null ? "no answer" : `answered ${status}`}`;
}

/** Printed when nothing is kept on disk: in CI, or with a profile's `spool = false`. */
const NOTHING_KEPT = "not known, because no requests are kept on this machine";

/** The rows `error` have the reason. */
const UNREADABLE = "not known, because the folder cannot be read";

const RECEIPTS_OFF = "not known, because receipts is false";

function formatLastSevenDays({
  receiptsKept,
  settings,
  unreadable,
  lastSevenDays: { requests, answers },
}: StatusReport): string {
  if (unreadable.requests) return UNREADABLE;
  if (settings.receipts?.value === false && requests === 0) return RECEIPTS_OFF;
  if (!receiptsKept && requests === 0) return NOTHING_KEPT;
  if (requests === 0) return "no request";
  const parts = Object.entries(answers).map(([answer, count]) =>
    answer === "none" ? `${count} without an answer` : `${count} answered ${answer}`,
  );
  return `${pluralize(requests, "request")}: ${parts.join(", ")}`;
}

/** Formats counts by their reasons. A row without counts is left out. */
function listCounts(name: string, counts: Readonly<Record<string, number>>, noun: string): Fact[] {
  const each = Object.entries(counts).map(([reason, count]) => `${pluralize(count, noun)} (${reason})`);
  return each.length === 0 ? [] : [[name, each.join(", ")]];
}

function formatSettingsFiles({ files: { settings, unreadable } }: StatusReport): string {
  const unusable = unreadable.map((file) => `${formatPath(file)} (cannot be used)`);
  return [...settings.map((file) => formatPath(file)), ...unusable].join(", ") || "none";
}

function formatIgnoredSettings({ file, keys, nextStep }: IgnoredSettings): string {
  return `${keys.join(", ")} in ${formatPath(file)}, because this file is not trusted (${nextStep})`;
}
