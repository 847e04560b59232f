/** Puts the transport together: the wire over our own fetch, with a receipt for what goes over it. */

import { type ConsentSnapshot, isRevoked } from "../consent/saved-choice.js";
import { RequestLog } from "../delivery/request-log.js";
import type { SendJob } from "../delivery/sender-process.js";
import type { Envelope } from "../envelope.js";
import { LIBRARY } from "../internal/package-info.js";
import type { Fetch } from "../net/http-client.js";
import type { FlagTransport } from "../transports/flag-request.js";
import { createOtlpTransport, toPrintedSpan } from "../transports/otlp.js";
import { createPlainHttpTransport, toPlainEvent } from "../transports/plain-http.js";
import { createPosthogTransport, toPostHogEvent } from "../transports/posthog.js";
import type { Transport, WireFormat } from "../transports/transport.js";

/** Where to send, and how patiently. */
export type SendOptions = Omit<SendJob, "folder">;

export function createTransport(
  { requestLogFolder, proxy, consentSnapshot, wireFormat, otlp, ...sending }: SendOptions,
  customFetch?: Fetch,
): {
  readonly transport: Transport;
  /** Undefined where the server has none. */
  readonly flags: FlagTransport | undefined;
  /** Undefined where none are kept. */
  readonly receipts: RequestLog | undefined;
} {
  const receipts =
    requestLogFolder === undefined ? undefined : new RequestLog({ folder: requestLogFolder, now: Date.now });
  const loadFetch = async (): Promise<Fetch> => {
    const baseFetch = customFetch ?? (await loadNodeFetch(sending.requestTimeoutMs, proxy));
    return rejectWhenRevoked(receipts?.wrapFetch(baseFetch) ?? baseFetch, consentSnapshot);
  };
  const options = {
    ...sending,
    loadFetch,
    isSendingAllowed: () => !isRevoked(consentSnapshot),
    library: LIBRARY,
    now: Date.now,
  };
  if (wireFormat === "http")
    return { transport: createPlainHttpTransport(options), flags: undefined, receipts };
  if (otlp !== undefined)
    return { transport: createOtlpTransport({ ...options, otlp }), flags: undefined, receipts };
  const posthog = createPosthogTransport(options);
  return { transport: posthog, flags: posthog, receipts };
}

const ENVELOPE_FORMATTERS = { posthog: toPostHogEvent, http: toPlainEvent, otlp: toPrintedSpan };

/** An envelope as a wire spells it. */
export function getEnvelopeFormatter(wire: WireFormat): (envelope: Envelope) => object {
  return ENVELOPE_FORMATTERS[wire];
}

/** node:http, node:https and what they need take longer to load than everything else; a process that hands its events on needs none. */
async function loadNodeFetch(timeoutMs: number, proxy: string | undefined): Promise<Fetch> {
  const { createNodeFetch } = await import("../net/http-client.js");
  return createNodeFetch(timeoutMs, proxy);
}

/** The last thing before the network: a person who has said no is asked before every request, whatever had no time to hear of it. */
function rejectWhenRevoked(fetch: Fetch, obedience: ConsentSnapshot | undefined): Fetch {
  return (url, request) =>
    isRevoked(obedience) ? Promise.reject(new Error("telemetry is off")) : fetch(url, request);
}
