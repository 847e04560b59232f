/** What of a tool's telemetry lies on this machine. */
import type { Situation } from "../bootstrap/resolve-telemetry.js";
import type { Folders } from "../config/tool-folders.js";
import { type ReceiptBook, readReceipts } from "../delivery/request-log-lines.js";
import { type SpoolFile, spoolContents } from "../delivery/spool-contents.js";
import { destinationOf } from "../delivery/spool-names.js";
import { resealed } from "../privacy/sanitizer/seal.js";
import type { RecordedEvent } from "../testing/test-telemetry.js";
import { wireForm } from "../transports/transport.js";

/** @throws where the system knows no home */
export function placesOf({ folders }: Situation): Folders {
  if (folders === undefined)
    throw new Error("this account has no home folder, so nothing is kept on this machine");
  return folders;
}

interface Pending {
  /** What goes to the server that is set now. */
  readonly here: readonly SpoolFile[];
  /** What was captured for others. */
  readonly elsewhere: readonly SpoolFile[];
}

export function pendingIn(situation: Situation): Pending {
  const destination = destinationOf(situation.destination.host, situation.destination.apiKey);
  const files = spoolContents(placesOf(situation).spool, resealed).filter(
    ({ envelopes }) => envelopes.length > 0,
  );
  return {
    here: files.filter((file) => file.destination === destination),
    elsewhere: files.filter((file) => file.destination !== destination),
  };
}

export function receiptsOf(situation: Situation): ReceiptBook {
  return readReceipts(placesOf(situation).receipts, Date.now());
}

/** How many events are in a request; undefined where it asks for flags. */
export function eventsIn(text: string): number | undefined {
  return listIn(text, "batch")?.length ?? listIn(text, "events")?.length ?? spansIn(text);
}

/** Spans in OTLP's JSON. */
function spansIn(text: string): number | undefined {
  try {
    const { resourceSpans } = JSON.parse(text);
    return resourceSpans.flatMap(({ scopeSpans }: Nested) => scopeSpans.flatMap(({ spans }) => spans)).length;
  } catch {
    return undefined;
  }
}

interface Nested {
  readonly scopeSpans: readonly { readonly spans: readonly unknown[] }[];
}

/** In PostHog's form, whichever wire they went by. */
function eventsOf(text: string): RecordedEvent[] {
  const plain = listIn<{ readonly event_type: string }>(text, "events") ?? [];
  return (
    listIn<RecordedEvent>(text, "batch") ??
    plain.map(({ event_type: event, ...properties }) => ({
      event,
      distinct_id: "",
      uuid: "",
      timestamp: "",
      properties,
    }))
  );
}

/** PostHog's wire lists events under `batch`, the plain one under `events`. */
function listIn<T>(text: string, key: "batch" | "events"): T[] | undefined {
  try {
    const list: unknown = Object(JSON.parse(text))[key];
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

export function eventCount(files: readonly SpoolFile[]): number {
  return files.reduce((sum, { envelopes }) => sum + envelopes.length, 0);
}

/** Every event that was sent from here or waits, oldest first; of what cannot be read none. */
export function eventsHere(situation: Situation): RecordedEvent[] {
  try {
    const { here, elsewhere } = pendingIn(situation);
    const sent = receiptsOf(situation).receipts.flatMap(({ text }) => eventsOf(text));
    return [...sent, ...[...here, ...elsewhere].flatMap(({ envelopes }) => envelopes.map(wireForm))];
  } catch {
    return [];
  }
}
