/** The parts that a client is created from. Clock and randomness are parameters, so that tests can replace them. */
import type { TelemetryState } from "../gate/consent.js";
import type { LateOpenLine } from "./opening.js";

export interface ClientParts {
  /** The state before anything is read. */
  readonly initial: TelemetryState;
  readonly openLine: LateOpenLine;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
}
