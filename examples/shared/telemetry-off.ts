/** Explains why telemetry is off, and how to see the demo. */
import type { TelemetryState } from "codeweaver-telemetry";
import { printParagraph } from "./terminal.js";

export interface Demo {
  /** The command that runs it, such as `npm start`. */
  readonly command: string;
  /** Describes where its events are sent while telemetry is on. */
  readonly destination: string;
}

export function printWhyOff(
  { reason, source }: Extract<TelemetryState, { status: "off" }>,
  { command, destination }: Demo,
): void {
  const consequence = "nothing is captured or sent.";
  const safety = `This demo sends to ${destination} and nowhere else.`;
  switch (reason) {
    case "do_not_track":
      printParagraph(`Telemetry is off because DO_NOT_TRACK is set: ${consequence}`);
      return printParagraph(`${safety} To see it: DO_NOT_TRACK=0 ${command}`);
    case "disabled":
    case "saved_choice":
      printParagraph(`Telemetry is off because of ${source}: ${consequence}`);
      return printParagraph(`${safety} To see it, take that back and run ${command} again.`);
    default:
      printParagraph(`Telemetry is off (${reason}: ${source}): ${consequence}`);
      return printParagraph(`${safety} To see it, change that and run ${command} again.`);
  }
}
