/** `debug = true`: every envelope is printed instead of sent. */
import type { Envelope } from "../envelope.js";
import type { Transport } from "./transport.js";

/** Writes one line of JSON an envelope. Its batches count as refused, for they did not leave. */
export function printTransport(write: (text: string) => void): Transport {
  return {
    send(batch: readonly Envelope[]) {
      for (const envelope of batch) write(`[telemetry] ${JSON.stringify(envelope)}\n`);
      return Promise.resolve({ kind: "rejected", reason: "printed" });
    },
  };
}
