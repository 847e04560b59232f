/** Defines the subcommand `show`, which prints what was sent and what is pending: a summary, one event, or all in full. */
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import type { LoggedRequest } from "../../delivery/request-log-reader.js";
import { EMPTY_REQUEST_LOG, loadRequestLog, requireFolders } from "../local-data.js";
import { type BodyItem, isItemNamed, listSentItems } from "../request-body.js";
import { joinLines, LINE_BREAK, PARAGRAPH_BREAK } from "../styled-text.js";
import type { CommandContext, CommandResult, Subcommand } from "../subcommand.js";
import { pluralize } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";
import { LAST_ARG, LAST_DAY, parseLastFlag, selectWithin, type TimeWindow } from "../time-window.js";
import { describePendingFiles, listPendingItems } from "./pending-report.js";
import { formatOccurrences, requireKnownName, toOccurrenceJson } from "./show-event.js";
import { formatPendingFiles, formatSentRequests } from "./show-full.js";
import { formatPendingSummary, formatSentSummary } from "./show-summary.js";

export const show: Subcommand = {
  description: "What was sent in the last day and what is pending: a summary, or every byte with --full",
  args: {
    full: { type: "boolean", description: "Print each request in full instead of a summary" },
    event: {
      type: "string",
      description: "Print each occurrence of this event or span in full",
      valueHint: "name",
    },
    last: LAST_ARG,
    sent: { type: "boolean", description: "Only what was sent" },
    pending: { type: "boolean", description: "Only what is not sent yet" },
    json: {
      type: "boolean",
      description: "Print JSON: each request in full, of seven days unless --last is shorter",
    },
  },
  async run(context) {
    const telemetry = await context.loadTelemetry();
    const { event } = context.args;
    const selection = selectSections(context, telemetry);
    if (event !== undefined) return showEvent(String(event), selection, context);
    if (context.isJson) return showJson(selection);
    return context.args.full === true ? showFull(selection, context) : showSummary(selection, context);
  },
};

/** The parts of the log and of the spool that the person asks for. */
interface Selection {
  readonly telemetry: ResolvedTelemetry;
  readonly isSentShown: boolean;
  readonly isPendingShown: boolean;
  /** Oldest first. */
  readonly inSevenDays: readonly LoggedRequest[];
  readonly inWindow: readonly LoggedRequest[];
  readonly window: TimeWindow;
  readonly damagedLineCount: number;
}

function selectSections(context: CommandContext, telemetry: ResolvedTelemetry): Selection {
  const { sent, pending, event } = context.args;
  const isSentShown = sent === true || pending !== true;
  const last = parseLastFlag(context);
  const window = last ?? LAST_DAY;
  // The names in the log are suggested for an event that is not found.
  const needsLog = isSentShown || event !== undefined;
  const { requests, damagedLineCount } = needsLog ? loadRequestLog(telemetry) : EMPTY_REQUEST_LOG;
  // Programs that read the JSON expect every request, unless they ask for less.
  const isEverything = context.isJson && last === undefined;
  return {
    telemetry,
    isSentShown,
    isPendingShown: pending === true || sent !== true,
    inSevenDays: requests,
    inWindow: isEverything ? requests : selectWithin(requests, window, Date.now()),
    window,
    damagedLineCount,
  };
}

function showEvent(name: string, selection: Selection, context: CommandContext): CommandResult {
  const { isSentShown, isPendingShown, inSevenDays, inWindow, window, damagedLineCount } = selection;
  const allSent = listSentItems(inSevenDays);
  const allPending = listPendingItems(selection.telemetry);
  requireKnownName(name, [...allSent, ...allPending], context.tool);
  const isNamed = (item: BodyItem) => isItemNamed(item, name);
  const sent = isSentShown ? allSent.filter(isNamed) : undefined;
  const requestsInWindow = new Set(inWindow);
  const sentInWindow = sent?.filter(({ request }) => requestsInWindow.has(request)) ?? [];
  const pending = isPendingShown ? allPending.filter(isNamed) : undefined;
  return {
    code: 0,
    json: {
      event: name,
      ...(isSentShown && { sent: sentInWindow.map(toOccurrenceJson), damagedReceipts: damagedLineCount }),
      ...(pending && { pending: pending.map(({ file, value }) => ({ file, event: value })) }),
    },
    text: formatOccurrences({ name, sent, sentInWindow, window, pending }, context).join(LINE_BREAK),
    isPaged: true,
  };
}

async function showJson(selection: Selection): Promise<CommandResult> {
  const { telemetry, isSentShown, isPendingShown, inWindow, damagedLineCount } = selection;
  return {
    code: 0,
    json: {
      ...(isSentShown && { sent: inWindow.map(toReceiptJson), damagedReceipts: damagedLineCount }),
      ...(isPendingShown && { pending: await describePendingFiles(telemetry) }),
    },
  };
}

async function showFull(selection: Selection, context: CommandContext): Promise<CommandResult> {
  const { telemetry, isSentShown, isPendingShown, inWindow } = selection;
  const damage = formatDamage(selection, context);
  const sentLines =
    inWindow.length === 0
      ? [...summarizeSent(selection, context), ""]
      : [...formatSentRequests(inWindow, context), ...(damage === undefined ? [] : [damage, ""])];
  const lines = [
    ...(isSentShown ? sentLines : []),
    ...(isPendingShown ? formatPendingFiles(await describePendingFiles(telemetry), context) : []),
  ];
  return { code: 0, text: joinLines(lines), isPaged: true };
}

function showSummary(selection: Selection, context: CommandContext): CommandResult {
  const { telemetry, isSentShown, isPendingShown, inSevenDays } = selection;
  const pending = isPendingShown ? listPendingItems(telemetry) : [];
  const isNothingKnown = pending.length === 0 && !(isSentShown && inSevenDays.length > 0);
  const sections = [
    ...(isSentShown ? [summarizeSent(selection, context)] : []),
    ...(isPendingShown ? [formatPendingSummary(pending, context)] : []),
    ...(isNothingKnown ? [] : [[formatHint(context)]]),
  ];
  return { code: 0, text: sections.map(joinLines).join(PARAGRAPH_BREAK), isPaged: true };
}

function summarizeSent(selection: Selection, context: CommandContext): string[] {
  const { telemetry } = selection;
  const nothingSent =
    telemetry.settings.receipts === false
      ? "Sent requests are not kept, because receipts = false."
      : `Nothing was sent by ${context.tool} in the last seven days, or no receipt of it is in ${requireFolders(telemetry).receipts}.`;
  const damage = formatDamage(selection, context);
  return [
    ...formatSentSummary(selection, nothingSent, context),
    ...(damage === undefined ? [] : ["", damage]),
  ];
}

/** Nobody must take the list for complete when a part of the log cannot be read. */
function formatDamage(
  { damagedLineCount }: Selection,
  { colors, width }: CommandContext,
): string | undefined {
  if (damagedLineCount === 0) return undefined;
  const lines = pluralize(damagedLineCount, "line of the request log is", "lines of the request log are");
  return colors.red(wrapText(`${lines} damaged and not shown.`, width));
}

function formatHint({ command, toolFlag, colors, width }: CommandContext): string {
  return colors.dim(
    wrapText(
      `To see each request in full (--event NAME prints one event, and --last 7d looks back seven days):${LINE_BREAK}${command} show --full${toolFlag}`,
      width,
    ),
  );
}

function toReceiptJson({ time, method, url, status, isIncomplete, bytes, text }: LoggedRequest): object {
  const answer = { status: status ?? null, ...(isIncomplete && { isCut: isIncomplete }) };
  return { time, method, url, ...answer, body: text, base64: bytes.toString("base64") };
}
