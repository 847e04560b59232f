/** A plain endpoint: a batch is one POST of `{ events, version, timestamp }` to the address itself (seed 003). */
import type { Envelope, Json } from "../envelope.js";
import { openedOnce, posting, written } from "./http-transport.js";
import type { Transport, TransportOptions } from "./transport.js";

/** Of the wire, and not of this package. */
const VERSION = "1.0";

/** Whatever 2xx is answered, the batch has arrived. It is not compressed: an endpoint need not know how to undo that. */
export function httpTransport({ host, library, now, openFetch }: TransportOptions): Transport {
  return posting({ library, now, openFetch: openedOnce(openFetch) }, (batch) => ({
    url: host,
    body: written(() =>
      JSON.stringify({ events: batch.map(httpForm), version: VERSION, timestamp: now() / 1000 }),
    ),
  }));
}

/** An envelope as this wire spells it: its properties stand beside its name and its time, which is in seconds. */
export function httpForm({ event, timestamp, properties }: Envelope): Readonly<Record<string, Json>> {
  // PostHog's own are left out, and what says the name and the time here is not the caller's.
  const own = Object.entries(properties).filter(([key]) => !/^(?:\$.*|event_type|timestamp)$/.test(key));
  const error = errorOf(properties.$exception_list);
  return {
    event_type: error === undefined ? event : "error",
    ...Object.fromEntries(own),
    ...error,
    timestamp: Date.parse(timestamp) / 1000,
  };
}

/** PostHog's form of an error in the terms of seed 003: the first of the list is what was thrown, the others its causes. */
function errorOf(list: Json | undefined): Readonly<Record<string, Json>> | undefined {
  if (!Array.isArray(list)) return undefined;
  const { type, value, stacktrace } = Object(list[0]);
  const { frames: given } = Object(stacktrace);
  const frames: Frame[] = Array.isArray(given) ? given.map(Object) : []; // a caller may have made the list
  return {
    error_type: text(type),
    ...(value !== "" && { error_message: text(value) }),
    ...(frames.length > 0 && { stack_trace: frames.map(lineOf).reverse().join("\n") }), // innermost first, as V8 writes them
  };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** Of `privacy/exception.ts`. */
interface Frame {
  readonly filename: string;
  readonly function: string;
  readonly lineno?: number;
  readonly colno?: number;
}

function lineOf({ filename, function: name, lineno, colno }: Frame): string {
  const place = [filename, lineno, colno].filter((part) => part !== undefined).join(":");
  return name === "?" ? `at ${place}` : `at ${name} (${place})`;
}
