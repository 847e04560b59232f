/** One span that says that health was checked, sent at once. */

import { Public } from "../privacy/anonymize.js";
import { sealId, sealName, sealProperties } from "../privacy/seal.js";
import { TelemetryModel } from "../privacy/serialize.js";
import { uuidv7 } from "../random.js";
import type { Transport } from "../transports/transport.js";
import { SPAN } from "./processor.js";

const LONGEST_MS = 5000;

@TelemetryModel.policy("error")
class HealthSpan extends TelemetryModel {
  @Public() trace_id = uuidv7().replaceAll("-", "");
  @Public() span_id = uuidv7().replaceAll("-", "").slice(-16);
  @Public() name = "telemetry.health_check";
  @Public() kind = 0;
  @Public() start_ns = `${Date.now()}000000`;
  @Public() end_ns = `${Date.now()}000000`;
  @Public() status = 1;
  @Public() attributes = {};
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
    const outcome = await transport.send([envelope], AbortSignal.timeout(LONGEST_MS));
    return "reason" in outcome ? outcome.reason : outcome.kind;
  };
}
