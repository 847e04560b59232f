/** The parts that a client is created from. Clock and randomness are parameters, so that tests can replace them. */
import type { TelemetryState } from "../consent/decide-consent.js";
import type { ErrorMessages } from "../privacy/errors/error-message.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import type { LazyPipelineStarter } from "./initializer.js";

export interface ClientParts {
  /** The state before anything is read. */
  readonly initialState: TelemetryState;
  readonly startPipeline: LazyPipelineStarter;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Whether the messages of errors are sent. */
  readonly errorMessages: ErrorMessages;
  /** Called for each part of an event that is left out. */
  readonly onOmission: OnOmission;
}
