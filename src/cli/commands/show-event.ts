/** Finds and formats each occurrence of one event for `show --event`. */
import { SPAN_EVENT } from "../../events/event-names.js";
import { suggestNames } from "../../internal/nearest-name.js";
import { type BodyItem, getHost, isItemNamed, type SentItem } from "../request-body.js";
import { type CommandContext, UsageError } from "../subcommand.js";
import { formatJson, formatTime, pluralize } from "../terminal-format.js";
import { LAST_SEVEN_DAYS, type TimeWindow } from "../time-window.js";
import type { PendingItem } from "./pending-report.js";
import { formatAnswer } from "./show-full.js";

/** @throws UsageError with the nearest names when no item has the name */
export function requireKnownName(name: string, items: readonly BodyItem[], tool: string): void {
  if (items.some((item) => isItemNamed(item, name))) return;
  const names = new Set(items.map((item) => item.name));
  if (items.some(({ kind }) => kind === "span")) names.add(SPAN_EVENT);
  const suggestion = suggestNames(name, names);
  const hint = names.size === 0 ? "no event was sent or is pending" : suggestion || listNames(names);
  throw new UsageError(`no event "${name}" of ${tool} was sent or is pending; ${hint}`);
}

const MAX_LISTED_NAMES = 10;

function listNames(names: ReadonlySet<string>): string {
  const listed = [...names].slice(0, MAX_LISTED_NAMES).join(", ");
  const rest = names.size - MAX_LISTED_NAMES;
  return `there are ${listed}${rest > 0 ? ` and ${rest} more` : ""}`;
}

export function toOccurrenceJson({ request: { time, url, status, isIncomplete }, value }: SentItem): object {
  return { time, url, status: status ?? null, ...(isIncomplete && { isCut: isIncomplete }), event: value };
}

interface Occurrences {
  readonly name: string;
  /** All of seven days, or undefined if the person asks only for pending events. */
  readonly sent: readonly SentItem[] | undefined;
  readonly sentInWindow: readonly SentItem[];
  readonly window: TimeWindow;
  /** Not listed if the person asks only for sent events. */
  readonly pending: readonly PendingItem[] | undefined;
}

/** Formats each occurrence in full, one after another, below a line that counts them. */
export function formatOccurrences(occurrences: Occurrences, { colors }: CommandContext): string[] {
  const { sentInWindow, pending = [] } = occurrences;
  return [
    formatOccurrenceCount(occurrences),
    ...sentInWindow.flatMap(({ request, name, value }) => [
      "",
      colors.bold(
        `${name}  sent ${formatTime(request.time)} to ${getHost(request.url)}  ${formatAnswer(request)}`,
      ),
      formatJson(value),
    ]),
    ...pending.flatMap(({ name, value, file }) => [
      "",
      colors.bold(`${name}  pending in ${file}`),
      formatJson(value),
    ]),
  ];
}

function formatOccurrenceCount({ name, sent, sentInWindow, window, pending }: Occurrences): string {
  const parts: string[] = [];
  if (sent !== undefined) {
    const earlier = sent.length - sentInWindow.length;
    const hint =
      earlier === 0 ? "" : ` and ${pluralize(sent.length, "time")} ${LAST_SEVEN_DAYS.label} (--last 7d)`;
    parts.push(`was sent ${pluralize(sentInWindow.length, "time")} ${window.label}${hint}`);
  }
  if (pending !== undefined)
    parts.push(pending.length === 0 ? "is not pending" : `is pending ${pluralize(pending.length, "time")}`);
  return `${name} ${parts.join(", and ")}.`;
}
