/** Finds out whether the person knows of telemetry before anything of theirs leaves the machine. */

import type { Resolved } from "../config/resolve-settings.js";
import { hasEnabledUnder } from "../consent/decide-consent.js";
import { isOfThisRun, readNotice } from "../consent/notice-record.js";
import type { FoundChoice } from "../consent/saved-choice.js";
import { isLoopbackUrl } from "../internal/loopback.js";
import type { Way } from "../net/proxy-resolution.js";
import type { Destination } from "./destination.js";

/** Why nobody has to be told, or whether they were. */
export type Told =
  | "opted_in"
  | "named_destination"
  /** Nothing that is sent leaves this machine. */
  | "stays_here"
  | "in_earlier_run"
  /** Nothing is sent in the run in which the person is told: they can opt out before the next. */
  | "in_this_run"
  | "never";

interface WhoKnows {
  readonly resolved: Resolved;
  readonly choice: FoundChoice;
  readonly policy: string;
  readonly destination: Destination;
  /** Between this machine and the destination. */
  readonly way: Way;
  readonly noticeFile: string | undefined;
}

export function findTold({ resolved, choice, policy, destination, way, noticeFile }: WhoKnows): Told {
  if (resolved.enabledBy !== undefined || hasEnabledUnder(choice, policy)) return "opted_in";
  if (destination.party === "person") return "named_destination";
  if (isOnThisMachine(destination, way)) return "stays_here";
  const notice = noticeFile === undefined ? undefined : readNotice(noticeFile);
  if (notice?.policy !== policy) return "never";
  return isOfThisRun(notice) ? "in_this_run" : "in_earlier_run";
}

/** Whether events may be sent, as far as this goes. */
export function isTold(told: Told): boolean {
  return told !== "never" && told !== "in_this_run";
}

/**
 * An OTLP collector on loopback forwards what it gets as a rule, so it counts only where the author's `overrides` name it.
 */
function isOnThisMachine({ wire, host, party }: Destination, way: Way): boolean {
  if (!URL.canParse(host) || !isLoopbackUrl(new URL(host)) || way.kind !== "direct") return false;
  return wire !== "otlp" || party === "override";
}
