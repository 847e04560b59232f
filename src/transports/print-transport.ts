/** Prints every event instead of sending it, for the setting `debug = true`. */

import type { Envelope } from "../envelope.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
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
        const json = escapeForTerminal(JSON.stringify(toPrintable(envelope)));
        write(`[telemetry] ${json}\n`);
      }
      return { kind: "rejected", reason: "printed" };
    },
  };
}
