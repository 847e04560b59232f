/** Sends a batch as one POST request, for all transports over HTTP. */
import { promisify } from "node:util";
import type { Envelope } from "../envelope.js";
import { isTlsError } from "../net/tls-error.js";
import { toSendOutcome } from "./retry-policy.js";
import { OptedOutError, type SendOutcome, type Transport, type TransportOptions } from "./transport.js";

/** The parts of a request that differ between transports. */
export interface BatchRequest {
  readonly url: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

class UnserializableError extends Error {}

/** Calls the function, and marks an error of it: a batch that cannot be serialized is not retried. */
export function wrapSerializationError<T>(serialize: () => T): T {
  try {
    return serialize();
  } catch (cause) {
    throw new UnserializableError("the batch cannot be serialized", { cause });
  }
}

/**
 * Creates a transport that posts each batch once.
 * @param createRequest a rejection counts as a network fault, except an error of `wrapSerializationError` and an
 * `OptedOutError`
 * @param countRejected returns the number of events that a successful response reports as not accepted
 */
export function createHttpTransport(
  { library, now, loadFetch }: Pick<TransportOptions, "library" | "now" | "loadFetch">,
  createRequest: (batch: readonly Envelope[]) => BatchRequest | Promise<BatchRequest>,
  countRejected?: (answer: Uint8Array) => Promise<number>,
): Transport {
  return {
    async prepare(): Promise<void> {
      await loadFetch().catch(() => {}); // `send` tries again
    },

    async send(batch, signal, observer): Promise<SendOutcome> {
      const fetch = await loadFetch().catch(() => undefined);
      // A file of the package is gone, as while the package is updated. The server must not be blamed for that.
      if (fetch === undefined) return { kind: "not_sent" };
      try {
        const { url, body, headers } = await createRequest(batch);
        const response = await fetch(url, {
          method: "POST",
          headers: {
            "User-Agent": `${library.name}/${library.version}`,
            "Content-Type": "application/json",
            ...headers,
          },
          body,
          signal,
          ...observer,
        });
        const outcome = toSendOutcome(response.status, response.headers.get("retry-after"), now());
        if (outcome.kind !== "delivered" || countRejected === undefined) return outcome;
        // The status says that the batch was accepted, even if the rest of the answer is lost.
        const rejectedCount = await response
          .bytes()
          .then(countRejected)
          .catch(() => 0);
        return { ...outcome, rejectedCount: Math.min(rejectedCount, batch.length) };
      } catch (error) {
        if (error instanceof UnserializableError) return { kind: "unwritable" };
        if (error instanceof OptedOutError) return { kind: "not_sent" };
        return { kind: "retry", reason: isTlsError(error) ? "tls" : "network" };
      }
    },
  };
}

/** A smaller body fits into one packet without compression, so that node:zlib is not loaded. */
const MIN_COMPRESSED_BYTES = 1024;
/** A lower level than zlib's default of 6. It takes half the time and gives a tenth more bytes for 1,000 events. */
const GZIP_LEVEL = 3;

/** Returns the body and its header, for a server that is known to accept gzip. */
export async function compressBody(
  body: string | Uint8Array,
): Promise<Pick<BatchRequest, "body" | "headers">> {
  if (body.length <= MIN_COMPRESSED_BYTES) return { body };
  const gzip = promisify(process.getBuiltinModule("node:zlib").gzip);
  return { body: await gzip(body, { level: GZIP_LEVEL }), headers: { "Content-Encoding": "gzip" } };
}
