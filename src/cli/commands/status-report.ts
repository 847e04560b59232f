/** What `status` tells, for programs; `status.ts` makes a page of it. */
import { DESTINATION_SETTINGS } from "../../bootstrap/destination.js";
import { isNoticeDue } from "../../bootstrap/notice.js";
import { breakerOf } from "../../bootstrap/open-delivery.js";
import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { sendingOf } from "../../bootstrap/sending.js";
import { keyOf, SETTING_NAMES, SETTINGS, type SettingName } from "../../config/settings-table.js";
import type { Receipt, ReceiptBook } from "../../delivery/request-log-lines.js";
import { messageOf } from "../../internal/file-errors.js";
import { eventCount, eventsIn, pendingIn, placesOf, receiptsOf } from "../local-state.js";
import type { Reason } from "../off-reasons.js";

export type Report = ReturnType<typeof reportOf>;

const NO_RECEIPTS: ReceiptBook = { receipts: [], tally: { refused: {}, omitted: {} }, damaged: 0 };

/** What `status` knows. What cannot be read on the disk is said, and hides nothing else. */
export function reportOf(situation: Situation, reason: Reason | undefined) {
  const { tool, state, resolved, choice, choiceFile, consent, policy, network, kept } = situation;
  const { settings, provenance } = resolved;
  const places = placesOf(situation);
  const trouble: string[] = [];
  const read = <T>(reading: () => T, otherwise: T): T => {
    try {
      return reading();
    } catch (error) {
      trouble.push(messageOf(error));
      return otherwise;
    }
  };
  const pending = read(() => pendingIn(situation), { here: [], elsewhere: [] });
  const { receipts, tally, damaged } = read(() => receiptsOf(situation), NO_RECEIPTS);
  const last = receipts.findLast(({ text }) => eventsIn(text) !== undefined);
  const breaker = breakerOf({ ...sendingOf(situation), folder: places.spool });
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
    noticeDue: isNoticeDue(situation),
    /** Why the person need not be told, or whether they were. */
    told: situation.told,
    /** The variable that says so, or the source of the setting that names where it is sent. */
    toldBy: nameWhatIsKnown(situation),
    overrides: resolved.overriddenBy?.label ?? null,
    /** Settings of an untrusted project's file that were ignored. */
    ignored: state.ignored ?? null,
    wire: situation.destination.wire,
    endpoint: situation.destination.host,
    /** Asked only where telemetry is on; null where there is none. */
    ...(network && { proxy: network.proxy === undefined ? null : withoutCredentials(network.proxy) }),
    identity: settings.identity,
    folder: kept ?? null,
    trouble,
    files: { settings: resolved.read, unreadable: resolved.unreadable, data: places.data },
    pending: {
      events: eventCount(pending.here),
      files: pending.here.length,
      bytes: pending.here.reduce((sum, { bytes }) => sum + bytes, 0),
      forOtherServers: eventCount(pending.elsewhere),
      /** In a row, and still failing. */
      failedTries: breaker.failures,
      pausedUntil: breaker.isOpen ? new Date(breaker.until).toISOString() : null,
    },
    lastDelivery: last === undefined ? null : deliveryOf(last),
    receiptsKept: situation.state.status === "off" || situation.receiptsFolder !== undefined,
    lastSevenDays: {
      requests: receipts.length,
      answers: counted(receipts.map(({ status }) => String(status ?? "none"))),
      refused: tally.refused,
      omitted: tally.omitted,
      damagedReceipts: damaged,
    },
    settings: Object.fromEntries(
      SETTING_NAMES.filter((name) => !isIdle(name, situation)).map((name) => [
        keyOf(name),
        { value: shown(name, settings[name], situation), from: provenance[name].label },
      ]),
    ),
  };
}

function nameWhatIsKnown({ told, resolved, destination }: Situation): string | null {
  if (told === "opted_in") return resolved.enabledBy?.label ?? null;
  if (told !== "named_destination") return null;
  const named = DESTINATION_SETTINGS[destination.wire].find((name) => {
    const { kind } = resolved.provenance[name];
    return kind === "environment" || kind === "person";
  });
  return named === undefined ? null : resolved.provenance[named].label;
}

/** Of another wire, and nobody has set it. */
function isIdle(name: SettingName, { destination: { wire }, resolved }: Situation): boolean {
  const isOfAnother =
    (SETTINGS[name].isOfTraces === true && wire !== "otlp") ||
    ((name === "posthogHost" || name === "posthogApiKey") && wire === "http") ||
    (name === "endpoint" && wire === "posthog");
  return isOfAnother && resolved.provenance[name].kind === "default";
}

function deliveryOf({ time, status, url, text }: Receipt) {
  return { time, status: status ?? null, url, events: eventsIn(text) ?? 0 };
}

/** Neither the key nor the salt, wherever this is pasted. */
function shown(name: SettingName, value: unknown, { state, kept }: Situation): unknown {
  if (name === "posthogApiKey") return value === undefined ? "not set" : "set, not shown";
  if (name === "salt" && value === undefined)
    return state.status === "on" && kept === undefined
      ? "every process's own"
      : "this machine's own, not shown";
  if (name === "salt") return "set, not shown";
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
