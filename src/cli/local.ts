/** What of a tool's telemetry lies on this machine. */
import type { Situation } from "../client/situation.js";
import type { Folders } from "../config/paths.js";
import { type ReceiptBook, readReceipts } from "../outbox/receipt-lines.js";
import { type SpoolFile, spoolContents } from "../outbox/spool-contents.js";
import { destinationOf } from "../outbox/spool-names.js";
import { resealed } from "../privacy/seal.js";
import type { RecordedEvent } from "../testing/test-telemetry.js";
import { wireForm } from "../transports/transport.js";

/** @throws where the system knows no home */
export function placesOf({ folders }: Situation): Folders {
  if (folders === undefined)
    throw new Error("this account has no home folder, so nothing is kept on this machine");
  return folders;
}

export interface Pending {
  /** What goes to the server that is set now. */
  readonly here: readonly SpoolFile[];
  /** What was captured for others. */
  readonly elsewhere: readonly SpoolFile[];
}

export function pendingIn(situation: Situation): Pending {
  const { posthogHost, posthogApiKey } = situation.resolved.settings;
  const destination = destinationOf(posthogHost, posthogApiKey ?? "");
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
  return batchOf(text)?.length;
}

function batchOf(text: string): RecordedEvent[] | undefined {
  try {
    const { batch } = JSON.parse(text);
    return Array.isArray(batch) ? batch : undefined;
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
    const sent = receiptsOf(situation).receipts.flatMap(({ text }) => batchOf(text) ?? []);
    return [...sent, ...[...here, ...elsewhere].flatMap(({ envelopes }) => envelopes.map(wireForm))];
  } catch {
    return [];
  }
}
