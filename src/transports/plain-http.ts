/** Sends events to a plain endpoint: one POST of `{ events, version, timestamp }` to the address itself. */
import type { Envelope, Json } from "../envelope.js";
import { createHttpTransport, wrapSerializationError } from "./http-transport.js";
import type { Transport, TransportOptions } from "./transport.js";

/** Version of the format, not of this package. */
const FORMAT_VERSION = "1.0";

/** Creates the transport. Any 2xx response means delivered. The body is not compressed, because endpoints may not support it. */
export function createPlainHttpTransport(options: TransportOptions): Transport {
  const { host, now } = options;
  return createHttpTransport(options, (batch) => ({
    url: host,
    body: wrapSerializationError(() =>
      JSON.stringify({ events: batch.map(toPlainEvent), version: FORMAT_VERSION, timestamp: now() / 1000 }),
    ),
  }));
}

/** Returns an event in this format: properties are beside the name and the time, which is in seconds. */
export function toPlainEvent({ event, timestamp, properties }: Envelope): Readonly<Record<string, Json>> {
  // PostHog's own properties are not sent, and a caller's property cannot replace the name or the time.
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

/** Converts PostHog's list of exceptions. Its first entry was thrown, and the others are the causes. */
function toPlainError(list: Json | undefined): Readonly<Record<string, Json>> | undefined {
  if (!Array.isArray(list)) return undefined;
  const { type, value, stacktrace } = Object(list[0]);
  const { frames: listedFrames } = Object(stacktrace);
  const frames: StackFrame[] = Array.isArray(listedFrames) ? listedFrames.map(Object) : []; // a caller may pass any list
  return {
    error_type: toText(type),
    ...(value !== "" && { error_message: toText(value) }),
    ...(frames.length > 0 && { stack_trace: frames.map(formatFrame).reverse().join("\n") }), // innermost first, as in V8
  };
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? null);
}

/** A frame of PostHog's `stacktrace`. */
interface StackFrame {
  readonly filename: string;
  readonly function: string;
  readonly lineno?: number;
  readonly colno?: number;
}

function formatFrame({ filename, function: name, lineno, colno }: StackFrame): string {
  const location = [filename, lineno, colno].filter((part) => part !== undefined).join(":");
  return name === "?" ? `at ${location}` : `at ${name} (${location})`;
}
