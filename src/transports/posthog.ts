/** PostHog's ingestion: a batch of events is one request to `/batch/`, as posthog-node 5.70 makes it. */
import type { Envelope } from "../envelope.js";
import type { FlagTransport } from "./flag-request.js";
import { compressed, openedOnce, posting, written } from "./http-transport.js";
import { type Transport, type TransportOptions, wireText } from "./transport.js";

/**
 * The events' way is written out here, for posthog-node takes tens of milliseconds to load, and three times as long to
 * write an event; a test holds the two requests together. Flags are asked for by posthog-node itself.
 */
export function posthogTransport(options: TransportOptions): Transport & FlagTransport {
  const { host, apiKey, library, now } = options;
  const openFetch = openedOnce(options.openFetch);
  let flags: Promise<FlagTransport> | undefined;
  return {
    ...posting({ library, now, openFetch }, async (batch) => ({
      url: `${host}/batch/`,
      ...(await compressed(written(() => bodyOf(batch, apiKey, now())))),
    })),

    async ask(question) {
      try {
        flags ??= import("./posthog-flags.js").then(({ posthogFlags }) => posthogFlags(options, openFetch));
        return await (await flags).ask(question);
      } catch {
        return undefined;
      }
    },
  };
}

function bodyOf(batch: readonly Envelope[], apiKey: string, now: number): string {
  const events = batch.map(wireText);
  const sentAt = new Date(now).toISOString();
  return `{"api_key":${JSON.stringify(apiKey)},"batch":[${events.join(",")}],"sent_at":"${sentAt}"}`;
}
