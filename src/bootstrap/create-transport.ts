/** Puts the transport together: the wire over our own fetch, with a receipt for what goes over it. */

import { isRevoked, type Obedience } from "../consent/saved-choice.js";
import { Receipts } from "../delivery/request-log.js";
import type { CourierOrder } from "../delivery/spawn-sender.js";
import type { Envelope } from "../envelope.js";
import { LIBRARY } from "../internal/package-info.js";
import type { Fetch } from "../net/http-client.js";
import type { FlagTransport } from "../transports/flag-request.js";
import { otlpTransport, spanForm } from "../transports/otlp.js";
import { httpForm, httpTransport } from "../transports/plain-http.js";
import { posthogTransport } from "../transports/posthog.js";
import { type Transport, type Wire, wireForm } from "../transports/transport.js";

/** Where to send, and how patiently. */
export type Sending = Omit<CourierOrder, "folder">;

export function openTransport(
  { receiptsFolder, proxy, obedience, wire, otlp, ...sending }: Sending,
  given?: Fetch,
): {
  readonly transport: Transport;
  /** Undefined where the server has none. */
  readonly flags: FlagTransport | undefined;
  /** Undefined where none are kept. */
  readonly receipts: Receipts | undefined;
} {
  const receipts =
    receiptsFolder === undefined ? undefined : new Receipts({ folder: receiptsFolder, now: Date.now });
  const openFetch = async (): Promise<Fetch> => {
    const plain = given ?? (await openNodeFetch(sending.requestTimeoutMs, proxy));
    return obeying(receipts?.recording(plain) ?? plain, obedience);
  };
  const options = {
    ...sending,
    openFetch,
    mayAsk: () => !isRevoked(obedience),
    library: LIBRARY,
    now: Date.now,
  };
  if (wire === "http") return { transport: httpTransport(options), flags: undefined, receipts };
  if (otlp !== undefined)
    return { transport: otlpTransport({ ...options, otlp }), flags: undefined, receipts };
  const posthog = posthogTransport(options);
  return { transport: posthog, flags: posthog, receipts };
}

const FORMS = { posthog: wireForm, http: httpForm, otlp: spanForm };

/** An envelope as a wire spells it. */
export function formOf(wire: Wire): (envelope: Envelope) => object {
  return FORMS[wire];
}

/** node:http, node:https and what they need take longer to load than everything else; a process that hands its events on needs none. */
async function openNodeFetch(timeoutMs: number, proxy: string | undefined): Promise<Fetch> {
  const { nodeFetch } = await import("../net/http-client.js");
  return nodeFetch(timeoutMs, proxy);
}

/** The last thing before the network: a person who has said no is asked before every request, whatever had no time to hear of it. */
function obeying(fetch: Fetch, obedience: Obedience | undefined): Fetch {
  return (url, request) =>
    isRevoked(obedience) ? Promise.reject(new Error("telemetry is off")) : fetch(url, request);
}
