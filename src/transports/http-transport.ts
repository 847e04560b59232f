/** Posts a batch as one request, and says how that went: what every transport over HTTP has in common. */
import { promisify } from "node:util";
import type { Envelope } from "../envelope.js";
import { type Outcome, outcomeOf, type Transport, type TransportOptions } from "./transport.js";

/** A request, but for what all of them have. */
export interface Post {
  readonly url: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The same for all who ask, opened by the first of them. */
export function openedOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}

class Unwritable extends Error {}

/** Writes a batch. What throws here would throw for ever, so the batch does not wait for a better time. */
export function written<T>(write: () => T): T {
  try {
    return write();
  } catch (cause) {
    throw new Unwritable("the batch cannot be written", { cause });
  }
}

/**
 * @param postOf where it rejects, but for what `written` throws, the batch waits as for a fault of the network
 * @param refusedOf how many of a batch that was taken the answer says were not
 */
export function posting(
  { library, now, openFetch }: Pick<TransportOptions, "library" | "now" | "openFetch">,
  postOf: (batch: readonly Envelope[]) => Post | Promise<Post>,
  refusedOf?: (answer: Uint8Array) => Promise<number>,
): Transport {
  return {
    async prepare(): Promise<void> {
      await openFetch().catch(() => {}); // sending will say so
    },

    async send(batch, signal): Promise<Outcome> {
      try {
        const fetch = await openFetch();
        const { url, body, headers } = await postOf(batch);
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
        const outcome = outcomeOf(response.status, response.headers.get("retry-after") ?? undefined, now());
        if (outcome.kind !== "delivered" || refusedOf === undefined) return outcome;
        // Whatever the answer's end is, its beginning has said that the batch was taken.
        const refused = await response
          .bytes()
          .then(refusedOf)
          .catch(() => 0);
        return { ...outcome, refused: Math.min(refused, batch.length) };
      } catch (error) {
        return error instanceof Unwritable ? { kind: "unwritable" } : { kind: "retry", reason: "network" };
      }
    },
  };
}

/** What fits into one packet anyway is not compressed, nor node:zlib loaded for it. */
const LEAST_COMPRESSED = 1024;
/** zlib's level: a batch of 1,000 events takes half the time that it takes at the usual 6, for a tenth more bytes. */
const LEVEL = 3;

/** The body and its header, for a server that is known to take gzip. */
export async function compressed(body: string | Uint8Array): Promise<Pick<Post, "body" | "headers">> {
  if (body.length <= LEAST_COMPRESSED) return { body };
  const gzip = promisify(process.getBuiltinModule("node:zlib").gzip);
  return { body: await gzip(body, { level: LEVEL }), headers: { "Content-Encoding": "gzip" } };
}
