/** Creates events as the pipeline sends them. */
import type { Envelope } from "../../src/envelope.js";
import { createUuidV7 } from "../../src/internal/ids.js";
import { sealName } from "../../src/privacy/sanitizer/seal.js";
import { seal } from "./seal.js";

export function createEnvelope(event: string, properties: object = {}): Envelope {
  return {
    uuid: createUuidV7(),
    event: sealName(event),
    distinctId: sealName("0198c0de-7a4b-7000-8000-0123456789ab"),
    timestamp: "2026-11-21T10:00:00.123Z",
    properties: seal(properties).json,
  };
}
