/** PostHog's ingestion: a batch of events is one request to `/batch/`, as posthog-node 5.70 makes it. */
import { promisify } from "node:util";
import type { Envelope } from "../envelope.js";
import type { FlagTransport } from "./flags.js";
import type { Fetch } from "./node-fetch.js";
import { type Outcome, outcomeOf, type PostHogOptions, type Transport, wireText } from "./transport.js";

/** What fits into one packet anyway is not compressed, nor node:zlib loaded for it. */
const LEAST_COMPRESSED = 1024;

/**
 * The events' way is written out here, for posthog-node takes tens of milliseconds to load, and three times as long to
 * write an event; a test holds the two requests together. Flags are asked for by posthog-node itself.
 */
export function posthogTransport(options: PostHogOptions): Transport & FlagTransport {
  const { host, library, now } = options;
  let opened: Promise<Fetch> | undefined;
  const openFetch = () => {
    opened ??= options.openFetch();
    return opened;
  };
  let flags: Promise<FlagTransport> | undefined;

  return {
    async prepare(): Promise<void> {
      await openFetch().catch(() => {}); // sending will say so
    },

    async send(batch, signal): Promise<Outcome> {
      try {
        const fetch = await openFetch();
        const text = bodyOf(batch, options.apiKey, now());
        const isCompressed = text.length > LEAST_COMPRESSED;
        const { status, headers } = await fetch(`${host}/batch/`, {
          method: "POST",
          headers: {
            "User-Agent": `${library.name}/${library.version}`,
            "Content-Type": "application/json",
            ...(isCompressed && { "Content-Encoding": "gzip" }),
          },
          body: isCompressed ? await compressed(text) : text,
          signals: [signal],
        });
        return outcomeOf(status, headers.get("retry-after") ?? undefined, now());
      } catch {
        return { kind: "retry", reason: "network" };
      }
    },

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

/** zlib's level: a batch of 1,000 events takes half the time that it takes at the usual 6, for a tenth more bytes. */
const LEVEL = 3;

async function compressed(text: string): Promise<Uint8Array> {
  return promisify(process.getBuiltinModule("node:zlib").gzip)(text, { level: LEVEL });
}
