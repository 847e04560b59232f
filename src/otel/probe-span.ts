/** One span that says that health was checked, sent at once. */

import { loneEvent } from "../bootstrap/single-event.js";
import { SPAN } from "../client/span-fields.js";
import { randomHex } from "../internal/ids.js";
import { withTimeout } from "../internal/timeout.js";
import { Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import type { Transport } from "../transports/transport.js";

/** Longer than a request may take. */
const LONGEST_MS = 31_000;

@TelemetryModel.policy("error")
class HealthSpan extends TelemetryModel {
  @Public() trace_id = randomHex(16);
  @Public() span_id = randomHex(8);
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

/** What became of it: `delivered`, or why not. Never rejects. */
export function probeOf(transport: Transport): () => Promise<string> {
  return async () => {
    const sent = transport.send([loneEvent(SPAN, new HealthSpan())], new AbortController().signal);
    const outcome = await withTimeout(sent, LONGEST_MS); // its sockets hold no process: this does
    if (outcome === undefined) return "no answer in time";
    return "reason" in outcome ? outcome.reason : outcome.kind;
  };
}
