/** Puts the transport together: PostHog's wire over our own fetch, with a receipt for what goes over it. */
import type { CourierOrder } from "../outbox/detach.js";
import { Receipts } from "../outbox/receipts.js";
import type { FlagTransport } from "../transports/flags.js";
import { type Fetch, nodeFetch } from "../transports/node-fetch.js";
import { posthogTransport } from "../transports/posthog.js";
import type { Transport } from "../transports/transport.js";
import { LIBRARY } from "../version.js";

/** Where to send, and how patiently. */
export type Sending = Omit<CourierOrder, "folder">;

export function openTransport(
  { receiptsFolder, proxy, ...sending }: Sending,
  plain: Fetch = nodeFetch(sending.requestTimeoutMs, proxy),
): {
  readonly transport: Transport & FlagTransport;
  /** Undefined where none are kept. */
  readonly receipts: Receipts | undefined;
} {
  const receipts =
    receiptsFolder === undefined ? undefined : new Receipts({ folder: receiptsFolder, now: Date.now });
  const fetch = receipts?.recording(plain) ?? plain;
  return { transport: posthogTransport({ ...sending, fetch, library: LIBRARY, now: Date.now }), receipts };
}
