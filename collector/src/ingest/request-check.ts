/** Checks all events or spans of a request, and turns those that are kept into lines of the journal. */
import { setImmediate } from "node:timers/promises";
import type { DecodedRequest } from "codeweaver-telemetry/receiver";
import type { DropReason, OnDrop } from "./drop-reason.js";
import { checkEvent } from "./event-check.js";
import type { TimeLimits } from "./event-time.js";
import type { ManifestSet } from "./manifest-set.js";
import { SpanChecker } from "./span-check.js";

export type IngestRequest = Extract<DecodedRequest, { kind: "events" | "spans" }>;

export interface CheckedRequest {
  readonly lines: readonly string[];
  /** The positions in the request of what was dropped, with the reasons. */
  readonly dropped: ReadonlyMap<number, DropReason>;
}

/** How long other requests wait at most, unless one event takes longer. */
const MAX_BLOCKED_MS = 20;
/** Bounds the memory: in the journal each span has a copy of its resource, so the lines can be longer than the request. */
const MAX_LINES_LENGTH = 64 * 1024 * 1024;

/** Thrown for a request that would need too much memory. Nothing of it is kept. */
export class TooLargeError extends Error {
  override readonly name = "TooLargeError";
}

/**
 * Checks one event or span after the other, and lets other requests be answered in between.
 * @param manifests undefined for a project without manifests, which keeps numbers and words
 * @throws TooLargeError
 */
export async function checkRequest(
  request: IngestRequest,
  manifests: ManifestSet | undefined,
  limits: TimeLimits,
  onDrop: OnDrop,
): Promise<CheckedRequest> {
  const lines: string[] = [];
  const dropped = new Map<number, DropReason>();
  let lastReason: DropReason = "event_not_in_manifest";
  const noteReason: OnDrop = (reason) => {
    lastReason = reason;
    onDrop(reason);
  };
  let index = 0;
  let length = 0;
  let start = performance.now();
  for (const line of checkAll(request, manifests, limits, noteReason)) {
    if (line === undefined) dropped.set(index, lastReason);
    else lines.push(replaceLoneSurrogates(line));
    length += line?.length ?? 0;
    if (length > MAX_LINES_LENGTH) throw new TooLargeError("the spans with their resources are too large");
    index++;
    if (performance.now() - start < MAX_BLOCKED_MS) continue;
    await setImmediate();
    start = performance.now();
  }
  return { lines, dropped };
}

/**
 * Replaces the halves of characters, of which `JSON.stringify` makes escapes, because DuckDB does not read such JSON. All
 * other escapes are skipped as a whole, so that a backslash in a text is not the beginning of one.
 */
function replaceLoneSurrogates(json: string): string {
  if (!json.includes("\\ud")) return json;
  return json.replace(/\\(?:u(d[89a-f][0-9a-f]{2})|.)/g, (match: string, surrogate?: string) =>
    surrogate === undefined ? match : "\ufffd",
  );
}

/** Yields the lines of the journal, and undefined for what is dropped. */
function* checkAll(
  request: IngestRequest,
  manifests: ManifestSet | undefined,
  limits: TimeLimits,
  onDrop: OnDrop,
): Generator<string | undefined> {
  if (request.kind === "events") {
    for (const event of request.events) yield checkEvent(event, manifests, limits, onDrop);
  } else {
    const checker = new SpanChecker(manifests, limits, onDrop);
    for (const span of request.spans) yield checker.check(span);
  }
}
