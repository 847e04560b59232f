/** A plain endpoint: a batch is one POST of `{ events, version, timestamp }` to the address itself (seed 003). */
import type { Envelope, Json } from "../envelope.js";
import { createHttpTransport, openOnce, serializeOrReject } from "./http-transport.js";
import type { Transport, TransportOptions } from "./transport.js";

/** Of the wire, and not of this package. */
const WIRE_VERSION = "1.0";

/** Whatever 2xx is answered, the batch has arrived. It is not compressed: an endpoint need not know how to undo that. */
export function createPlainHttpTransport({ host, library, now, openFetch }: TransportOptions): Transport {
  return createHttpTransport({ library, now, openFetch: openOnce(openFetch) }, (batch) => ({
    url: host,
    body: serializeOrReject(() =>
      JSON.stringify({ events: batch.map(toPlainEvent), version: WIRE_VERSION, timestamp: now() / 1000 }),
    ),
  }));
}

/** An envelope as this wire spells it: its properties stand beside its name and its time, which is in seconds. */
export function toPlainEvent({ event, timestamp, properties }: Envelope): Readonly<Record<string, Json>> {
  // PostHog's own are left out, and what says the name and the time here is not the caller's.
  const ownProperties = Object.entries(properties).filter(
    ([key]) => !/^(?:\$.*|event_type|timestamp)$/.test(key),
  );
  const error = toPlainError(properties.$exception_list);
  return {
    event_type: error === undefined ? event : "error",
    ...Object.fromEntries(ownProperties),
    ...error,
    timestamp: Date.parse(timestamp) / 1000,
  };
}

/** PostHog's form of an error in the terms of seed 003: the first of the list is what was thrown, the others its causes. */
function toPlainError(list: Json | undefined): Readonly<Record<string, Json>> | undefined {
  if (!Array.isArray(list)) return undefined;
  const { type, value, stacktrace } = Object(list[0]);
  const { frames: listedFrames } = Object(stacktrace);
  const frames: StackFrame[] = Array.isArray(listedFrames) ? listedFrames.map(Object) : []; // a caller may have made the list
  return {
    error_type: toText(type),
    ...(value !== "" && { error_message: toText(value) }),
    ...(frames.length > 0 && { stack_trace: frames.map(formatFrame).reverse().join("\n") }), // innermost first, as V8 writes them
  };
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** Of `privacy/exception.ts`. */
interface StackFrame {
  readonly filename: string;
  readonly function: string;
  readonly lineno?: number;
  readonly colno?: number;
}

function formatFrame({ filename, function: name, lineno, colno }: StackFrame): string {
  const place = [filename, lineno, colno].filter((part) => part !== undefined).join(":");
  return name === "?" ? `at ${place}` : `at ${name} (${place})`;
}
