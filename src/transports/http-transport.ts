/** Posts a batch as one request, and says how that went: what every transport over HTTP has in common. */
import { promisify } from "node:util";
import type { Envelope } from "../envelope.js";
import { type SendOutcome, type Transport, type TransportOptions, toSendOutcome } from "./transport.js";

/** A request, but for what all of them have. */
export interface BatchRequest {
  readonly url: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The same for all who ask, opened by the first of them. */
export function openOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}

class UnserializableError extends Error {}

/** Writes a batch. What throws here would throw for ever, so the batch does not wait for a better time. */
export function serializeOrReject<T>(serialize: () => T): T {
  try {
    return serialize();
  } catch (cause) {
    throw new UnserializableError("the batch cannot be written", { cause });
  }
}

/**
 * @param postOf where it rejects, but for what `written` throws, the batch waits as for a fault of the network
 * @param refusedOf how many of a batch that was taken the answer says were not
 */
export function createHttpTransport(
  { library, now, openFetch }: Pick<TransportOptions, "library" | "now" | "openFetch">,
  createRequest: (batch: readonly Envelope[]) => BatchRequest | Promise<BatchRequest>,
  countRejected?: (answer: Uint8Array) => Promise<number>,
): Transport {
  return {
    async prepare(): Promise<void> {
      await openFetch().catch(() => {}); // sending will say so
    },

    async send(batch, signal): Promise<SendOutcome> {
      try {
        const fetch = await openFetch();
        const { url, body, headers } = await createRequest(batch);
        const response = await fetch(url, {
          method: "POST",
          headers: {
            "User-Agent": `${library.name}/${library.version}`,
            "Content-Type": "application/json",
            ...headers,
          },
          body,
          signals: [signal],
        });
        const outcome = toSendOutcome(
          response.status,
          response.headers.get("retry-after") ?? undefined,
          now(),
        );
        if (outcome.kind !== "delivered" || countRejected === undefined) return outcome;
        // Whatever the answer's end is, its beginning has said that the batch was taken.
        const rejectedCount = await response
          .bytes()
          .then(countRejected)
          .catch(() => 0);
        return { ...outcome, rejectedCount: Math.min(rejectedCount, batch.length) };
      } catch (error) {
        return error instanceof UnserializableError
          ? { kind: "unwritable" }
          : { kind: "retry", reason: "network" };
      }
    },
  };
}

/** What fits into one packet anyway is not compressed, nor node:zlib loaded for it. */
const MIN_COMPRESSED_BYTES = 1024;
/** zlib's level: a batch of 1,000 events takes half the time that it takes at the usual 6, for a tenth more bytes. */
const GZIP_LEVEL = 3;

/** The body and its header, for a server that is known to take gzip. */
export async function compressBody(
  body: string | Uint8Array,
): Promise<Pick<BatchRequest, "body" | "headers">> {
  if (body.length <= MIN_COMPRESSED_BYTES) return { body };
  const gzip = promisify(process.getBuiltinModule("node:zlib").gzip);
  return { body: await gzip(body, { level: GZIP_LEVEL }), headers: { "Content-Encoding": "gzip" } };
}
