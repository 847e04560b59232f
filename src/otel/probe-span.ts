/** Creates the span that a health check sends to test the connection to the server. */

import { createStandaloneEvent, sendStandaloneEvent } from "../bootstrap/standalone-event.js";
import type { Envelope } from "../envelope.js";
import { SPAN_EVENT } from "../events/event-names.js";
import { createRandomHex } from "../internal/ids.js";
import { Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import type { Transport } from "../transports/transport.js";

/** A second more than the longest request timeout. */
const PROBE_TIMEOUT_MS = 61_000;

@TelemetryModel.policy("error")
class ProbeSpan extends TelemetryModel {
  @Public() trace_id = createRandomHex(16);
  @Public() span_id = createRandomHex(8);
  @Public() name = "telemetry.health_check";
  @Public() kind = 0;
  @Public() start_ns = `${Date.now()}000000`;
  @Public() end_ns = `${Date.now()}000000`;
  @Public() status = 1;
  @Public() attributes = [];
  @Public() links = [];
  @Public() scope = "codeweaver-telemetry";
  @Public() left_out = { attributes: 0, events: 0, links: 0 };
}

export function createProbeSpan(): Envelope {
  return createStandaloneEvent(SPAN_EVENT, new ProbeSpan());
}

/** Returns a function that sends one span, and resolves to `delivered` or to the reason of the failure. Never rejects. */
export function createProbe(transport: Transport): () => Promise<string> {
  return async () => {
    const outcome = await sendStandaloneEvent(transport, createProbeSpan(), PROBE_TIMEOUT_MS);
    if (outcome === undefined) return "no answer in time";
    return "reason" in outcome ? outcome.reason : outcome.kind;
  };
}
