/** One span that says that health was checked, sent at once. */

import { SPAN } from "../client/span-fields.js";
import { withTimeout } from "../client/timeout.js";
import { Public } from "../privacy/anonymize.js";
import { sealId, sealName, sealProperties } from "../privacy/seal.js";
import { TelemetryModel } from "../privacy/serialize.js";
import { uuidv7 } from "../random.js";
import type { Transport } from "../transports/transport.js";

/** Longer than a request may take. */
const LONGEST_MS = 31_000;

@TelemetryModel.policy("error")
class HealthSpan extends TelemetryModel {
  @Public() trace_id = uuidv7().replaceAll("-", "");
  @Public() span_id = uuidv7().replaceAll("-", "").slice(-16);
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
export function probeOf(transport: Transport, digest: (text: string) => string): () => Promise<string> {
  return async () => {
    const properties = sealProperties(new HealthSpan(), { digest, optIn: false, omit: () => {} });
    const envelope = {
      uuid: uuidv7(),
      event: sealName(SPAN),
      distinctId: sealId(uuidv7(), digest),
      timestamp: new Date().toISOString(),
      properties,
    };
    const sent = transport.send([envelope], new AbortController().signal);
    const outcome = await withTimeout(sent, LONGEST_MS); // its sockets hold no process: this does
    if (outcome === undefined) return "no answer in time";
    return "reason" in outcome ? outcome.reason : outcome.kind;
  };
}
