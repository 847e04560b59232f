/** Defines `telemetry_setup`, the report of an installation about its first attempts to set up the tool. */
import { toErrorKinds } from "../models/closed-sets.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { SETUP_REPORT_EVENT } from "./event-names.js";
import type { TelemetryEvent } from "./telemetry-event.js";

const { AGGREGATE } = AnonymityConversion;

/** Limit both numbers, because rare large ones could identify an installation. */
const MAX_ATTEMPTS = 100;
const MAX_MINUTES = 30 * 24 * 60;

/** `failed`: the first attempt that failed. `succeeded`: the first that succeeded. */
export type SetupResult = "failed" | "succeeded";

export interface SetupReportInput {
  readonly result: SetupResult;
  /** The attempts up to this one. */
  readonly attempts: number;
  /** The kinds of errors of these attempts. */
  readonly errors: readonly string[];
  /** The time since the first run that may send. */
  readonly minutes: number;
}

@TelemetryModel.policy("error")
class SetupReportProperties extends TelemetryModel {
  @Public({
    purpose:
      "How many installations get through the setup: `failed` for the first attempt that fails, `succeeded` for the first that succeeds. Each is sent once.",
  })
  result: string;
  @Anonymize(AGGREGATE, { purpose: "How many attempts the setup took so far." })
  attempts: number;
  @Public({ purpose: "Which kinds of error (from a fixed list) these attempts had." })
  errors: readonly string[];
  @Anonymize(AGGREGATE, {
    purpose: "How many minutes the setup took, from the first run that may send.",
  })
  minutes: number;

  constructor({ result, attempts, errors, minutes }: SetupReportInput) {
    super();
    this.result = result;
    this.attempts = Math.min(attempts, MAX_ATTEMPTS);
    this.errors = [...new Set(toErrorKinds(errors))];
    this.minutes = Math.min(minutes, MAX_MINUTES);
  }
}

export class SetupReportEvent implements TelemetryEvent {
  readonly #input: SetupReportInput;

  constructor(input: SetupReportInput) {
    this.#input = input;
  }

  toPosthogEvent(): readonly [name: string, properties: SetupReportProperties] {
    return [SETUP_REPORT_EVENT, new SetupReportProperties(this.#input)];
  }
}
