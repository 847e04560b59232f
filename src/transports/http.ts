/** A plain endpoint: a batch is one POST of `{ events, version, timestamp }` to the address itself (seed 003). */
import type { Envelope, Json } from "../envelope.js";
import { openedOnce, posting } from "./posting.js";
import type { Transport, TransportOptions } from "./transport.js";

/** Of the wire, and not of this package. */
const VERSION = "1.0";

/** Whatever 2xx is answered, the batch has arrived. It is not compressed: an endpoint need not know how to undo that. */
export function httpTransport({ host, library, now, openFetch }: TransportOptions): Transport {
  return posting({ library, now, openFetch: openedOnce(openFetch) }, (batch) => ({
    url: host,
    body: JSON.stringify({ events: batch.map(httpForm), version: VERSION, timestamp: now() / 1000 }),
  }));
}

/** An envelope as this wire spells it: its properties stand beside its name and its time, which is in seconds. */
export function httpForm({ event, timestamp, properties }: Envelope): Readonly<Record<string, Json>> {
  // PostHog's own are left out, and what says the name and the time here is not the caller's.
  const own = Object.entries(properties).filter(([key]) => !/^(?:\$.*|event_type|timestamp)$/.test(key));
  return { event_type: event, ...Object.fromEntries(own), timestamp: Date.parse(timestamp) / 1000 };
}
