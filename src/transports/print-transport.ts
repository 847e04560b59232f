/** Prints every event instead of sending it, for the setting `dry_run = true`. */

import type { Envelope } from "../envelope.js";
import type { Transport } from "./transport.js";

/**
 * Creates a transport that writes one line of JSON per event, in the wire format. Its events count as dropped, because they
 * are not sent.
 */
export function createPrintTransport(
  write: (text: string) => void,
  toPrintable: (envelope: Envelope) => object,
): Transport {
  return {
    prepare: () => Promise.resolve(),
    async send(batch) {
      for (const envelope of batch) {
        write(`[telemetry] ${JSON.stringify(toPrintable(envelope))}\n`);
      }
      return { kind: "rejected", reason: "printed" };
    },
  };
}
