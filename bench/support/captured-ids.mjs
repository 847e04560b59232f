// Reads the ids of captured events from the body of a request, for benches and fault runs.
import { gunzipSync } from "node:zlib";
import { ACTIVE_EVENT, WEEKLY_EVENT } from "../../lib/events/event-names.js";

/** Events that the library adds to those that a program captures. */
const REPORTS = new Set([ACTIVE_EVENT, WEEKLY_EVENT]);

/** Returns the ids of the captured events in PostHog's and Segment's batches, and of the spans in OTLP's. */
export function readCapturedIds(body, encoding) {
  const { batch, resourceSpans = [] } = JSON.parse(encoding === "gzip" ? gunzipSync(body) : body);
  if (batch !== undefined)
    return batch.filter(({ event }) => !REPORTS.has(event)).map(({ uuid, messageId }) => uuid ?? messageId);
  return resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map(({ spanId }) => spanId)),
  );
}
