/** Finds out whether the person knows of telemetry before anything of theirs leaves the machine. */

import type { ResolvedSettings } from "../config/resolve-settings.js";
import { hasEnabledUnderPolicy } from "../consent/decide-consent.js";
import { isFromThisRun, readNoticeRecord } from "../consent/notice-record.js";
import type { FoundChoice } from "../consent/saved-choice.js";
import { isLoopbackUrl } from "../internal/loopback.js";
import type { ProxyResolution } from "../net/proxy-resolution.js";
import type { Destination } from "./destination.js";

/** Why nobody has to be told, or whether they were. */
export type NoticeStatus =
  | "opted_in"
  | "named_destination"
  /** Nothing that is sent leaves this machine. */
  | "stays_here"
  | "in_earlier_run"
  /** Nothing is sent in the run in which the person is told: they can opt out before the next. */
  | "in_this_run"
  | "never";

interface NoticeInputs {
  readonly resolved: ResolvedSettings;
  readonly choice: FoundChoice;
  readonly policy: string;
  readonly destination: Destination;
  /** Between this machine and the destination. */
  readonly proxy: ProxyResolution;
  readonly noticeFile: string | undefined;
}

export function getNoticeStatus({
  resolved,
  choice,
  policy,
  destination,
  proxy,
  noticeFile,
}: NoticeInputs): NoticeStatus {
  if (resolved.enabledBy !== undefined || hasEnabledUnderPolicy(choice, policy)) return "opted_in";
  if (destination.party === "person") return "named_destination";
  if (isLocalDestination(destination, proxy)) return "stays_here";
  const notice = noticeFile === undefined ? undefined : readNoticeRecord(noticeFile);
  if (notice?.policy !== policy) return "never";
  return isFromThisRun(notice) ? "in_this_run" : "in_earlier_run";
}

/** Whether events may be sent, as far as this goes. */
export function isInformed(status: NoticeStatus): boolean {
  return status !== "never" && status !== "in_this_run";
}

/**
 * An OTLP collector on loopback forwards what it gets as a rule, so it counts only where the author's `overrides` name it.
 */
function isLocalDestination({ wire, host, party }: Destination, proxy: ProxyResolution): boolean {
  if (!URL.canParse(host) || !isLoopbackUrl(new URL(host)) || proxy.kind !== "direct") return false;
  return wire !== "otlp" || party === "override";
}
