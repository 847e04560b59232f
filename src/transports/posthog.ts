/** Sends events to PostHog's `/batch/` endpoint, with requests that are identical to those of posthog-node 5.70. */
import { type Envelope, serializeWithProperties } from "../envelope.js";
import { createLazy } from "../internal/lazy-module.js";
import { compressBody, createHttpTransport, wrapSerializationError } from "./http-transport.js";
import type { FlagTransport, Transport, TransportOptions } from "./transport.js";

/**
 * Creates the transport for events and flags. Events do not use posthog-node, because it takes tens of milliseconds to
 * load and three times as long to serialize an event; a test compares the two requests. Flags are requested by
 * posthog-node itself, which is loaded with the first request.
 */
export function createPosthogTransport(options: TransportOptions): Transport & FlagTransport {
  const { host, apiKey, now } = options;
  const loadFlagTransport = createLazy(async () => {
    const { createPosthogFlags } = await import("./posthog-flags.js");
    return createPosthogFlags(options);
  });
  return {
    ...createHttpTransport(options, async (batch) => ({
      url: `${host}/batch/`,
      ...(await compressBody(wrapSerializationError(() => formatBatchBody(batch, apiKey, now())))),
    })),

    async evaluate(request) {
      try {
        const flagTransport = await loadFlagTransport();
        return await flagTransport.evaluate(request);
      } catch {
        return undefined;
      }
    },
  };
}

/** Returns an event in PostHog's format. */
export function toPostHogEvent({ event, distinctId, uuid, timestamp, properties }: Envelope) {
  return { event, distinct_id: distinctId, uuid, timestamp, properties };
}

function formatBatchBody(batch: readonly Envelope[], apiKey: string, now: number): string {
  const events = batch.map((envelope) => {
    const { event, distinctId, uuid, timestamp } = envelope; // `properties` is slow to read: see `Envelope`
    return serializeWithProperties(
      JSON.stringify({ event, distinct_id: distinctId, uuid, timestamp }),
      envelope,
    );
  });
  const sentAt = new Date(now).toISOString();
  return `{"api_key":${JSON.stringify(apiKey)},"batch":[${events.join(",")}],"sent_at":"${sentAt}"}`;
}
