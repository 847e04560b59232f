/** PostHog's ingestion: a batch of events is one request to `/batch/`, as posthog-node 5.70 makes it. */
import type { Envelope } from "../envelope.js";
import type { FlagTransport } from "./flag-request.js";
import { compressBody, createHttpTransport, openOnce, serializeOrReject } from "./http-transport.js";
import { formatPostHogEvent, type Transport, type TransportOptions } from "./transport.js";

/**
 * The events' way is written out here, for posthog-node takes tens of milliseconds to load, and three times as long to
 * write an event; a test holds the two requests together. Flags are asked for by posthog-node itself.
 */
export function createPosthogTransport(options: TransportOptions): Transport & FlagTransport {
  const { host, apiKey, library, now } = options;
  const openFetch = openOnce(options.openFetch);
  let flagTransport: Promise<FlagTransport> | undefined;
  return {
    ...createHttpTransport({ library, now, openFetch }, async (batch) => ({
      url: `${host}/batch/`,
      ...(await compressBody(serializeOrReject(() => formatBatchBody(batch, apiKey, now())))),
    })),

    async evaluate(request) {
      try {
        flagTransport ??= import("./posthog-flags.js").then(({ createPosthogFlags }) =>
          createPosthogFlags(options, openFetch),
        );
        return await (await flagTransport).evaluate(request);
      } catch {
        return undefined;
      }
    },
  };
}

function formatBatchBody(batch: readonly Envelope[], apiKey: string, now: number): string {
  const events = batch.map(formatPostHogEvent);
  const sentAt = new Date(now).toISOString();
  return `{"api_key":${JSON.stringify(apiKey)},"batch":[${events.join(",")}],"sent_at":"${sentAt}"}`;
}
