/** `debug = true`: every envelope is printed instead of sent. */
import type { Envelope } from "../envelope.js";
import type { Transport } from "./transport.js";

/** Writes one line of JSON an envelope, in the form it would have on the wire. Its batches count as refused, for they did not leave. */
export function createPrintTransport(
  write: (text: string) => void,
  toPrintable: (envelope: Envelope) => object,
): Transport {
  return {
    prepare: () => Promise.resolve(),
    send(batch: readonly Envelope[]) {
      for (const envelope of batch) write(`[telemetry] ${JSON.stringify(toPrintable(envelope))}\n`);
      return Promise.resolve({ kind: "rejected", reason: "printed" });
    },
  };
}
