/** Whether a person has to be told of telemetry before anything is sent, and whether they were. */
import { isLoopbackUrl } from "../config/loopback.js";
import type { Way } from "../config/proxy.js";
import { isOfThisRun, readNotice } from "../gate/notice-record.js";
import type { Destination } from "./destination.js";

/** Whether the person named where data is sent, or nothing that is sent leaves this machine. */
export function needsNoNotice(destination: Destination, way: Way): boolean {
  return destination.party === "person" || isOnThisMachine(destination, way);
}

/**
 * An OTLP collector on loopback forwards what it gets as a rule, so it counts only where the author's `overrides` name it.
 */
function isOnThisMachine({ wire, host, party }: Destination, way: Way): boolean {
  if (!URL.canParse(host) || !isLoopbackUrl(new URL(host)) || way.kind !== "direct") return false;
  return wire !== "otlp" || party === "override";
}

/** Nothing is sent in the run in which the person is told: they can opt out before the next. */
export function wasToldBefore(noticeFile: string | undefined, policy: string): boolean {
  const notice = noticeFile === undefined ? undefined : readNotice(noticeFile);
  return notice?.policy === policy && !isOfThisRun(notice);
}
