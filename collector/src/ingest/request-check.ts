/** Checks all events or spans of a request, and turns those that are kept into lines of the journal. */
import type { DecodedRequest } from "codeweaver-telemetry/receiver";
import type { DropReason, OnDrop } from "./drop-reason.js";
import { checkEvent } from "./event-check.js";
import type { TimeLimits } from "./event-time.js";
import type { ManifestSet } from "./manifest-set.js";
import { checkSpan } from "./span-check.js";

export type IngestRequest = Extract<DecodedRequest, { kind: "events" | "spans" }>;

export interface CheckedRequest {
  readonly lines: readonly string[];
  /** The positions in the request of what was dropped, with the reasons. */
  readonly dropped: ReadonlyMap<number, DropReason>;
}

/** @param manifests undefined for a project without manifests, which keeps numbers and words */
export function checkRequest(
  request: IngestRequest,
  manifests: ManifestSet | undefined,
  limits: TimeLimits,
  onDrop: OnDrop,
): CheckedRequest {
  const lines: string[] = [];
  const dropped = new Map<number, DropReason>();
  let lastReason: DropReason = "event_not_in_manifest";
  const noteReason: OnDrop = (reason) => {
    lastReason = reason;
    onDrop(reason);
  };
  const keep = (line: string | undefined, index: number) => {
    if (line === undefined) dropped.set(index, lastReason);
    else lines.push(line);
  };
  if (request.kind === "events") {
    for (const [index, event] of request.events.entries())
      keep(checkEvent(event, manifests, limits, noteReason), index);
  } else {
    for (const [index, span] of request.spans.entries())
      keep(checkSpan(span, manifests, limits, noteReason), index);
  }
  return { lines, dropped };
}
