/** A program that captures one event, and the settings that decide how the event is delivered. */
import { join } from "node:path";
import { DIST } from "./run.js";

/** Returns the source of a program that captures one event and then runs `code`. */
export const createProgram = (code: string) => `
  import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  telemetry.capture("e");
  ${code}
`;

export const DELIVERY_INLINE = { CODEWEAVER__TELEMETRY__DELIVERY: "inline" };
export const DELIVERY_BY_SPOOL = { CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
