/** Creates and sends an event without a client, for checks of the connection. */
import type { Envelope } from "../envelope.js";
import { createUuidV7 } from "../internal/ids.js";
import { waitWithTimeout } from "../internal/timeout.js";
import { createEphemeralFieldDigests } from "../privacy/digests/keyed-digest.js";
import { sealId, sealName, sealProperties } from "../privacy/sanitizer/seal.js";
import type { SendOutcome, Transport } from "../transports/transport.js";

/** Creates an event under a random id that is used only once. */
export function createStandaloneEvent(name: string, properties: object): Envelope {
  const context = { ...createEphemeralFieldDigests(), toolsOverPrivacy: false, omit: () => {} };
  return {
    uuid: createUuidV7(),
    event: sealName(name),
    distinctId: sealId(createUuidV7(), context.digest),
    timestamp: new Date().toISOString(),
    properties: sealProperties(properties, context),
  };
}

/** Sends one event. Resolves to undefined when there is no answer in time. */
export function sendStandaloneEvent(
  transport: Transport,
  event: Envelope,
  timeoutMs: number,
): Promise<SendOutcome | undefined> {
  const sent = transport.send([event], new AbortController().signal);
  // The sockets do not keep the process running, but the timer of the timeout does.
  return waitWithTimeout(sent, timeoutMs);
}
