/** Defines `telemetry_active`, which counts an installation once in a day, a week and a month. */
import { Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { ACTIVE_EVENT } from "./event-names.js";
import type { TelemetryEvent } from "./telemetry-event.js";

/** The time since the first use: less than 7 days, 30 days, 365 days, or more. */
export type InstallAge = "days" | "weeks" | "months" | "years";

export interface ActiveEventInput {
  readonly period: "day" | "week" | "month";
  readonly installAge: InstallAge;
}

@TelemetryModel.policy("error")
class ActiveProperties extends TelemetryModel {
  @Public({
    purpose:
      "Whether the event counts this installation for a `day`, a `week` or a `month`. It is sent at most once for each.",
  })
  period: string;
  @Public({
    purpose:
      "How many users are new: how long ago the tool was first used here, as `days`, `weeks`, `months` or `years`.",
  })
  install_age: string;

  constructor({ period, installAge }: ActiveEventInput) {
    super();
    this.period = period;
    this.install_age = installAge;
  }
}

export class ActiveEvent implements TelemetryEvent {
  readonly #input: ActiveEventInput;

  constructor(input: ActiveEventInput) {
    this.#input = input;
  }

  toPosthogEvent(): readonly [name: string, properties: ActiveProperties] {
    return [ACTIVE_EVENT, new ActiveProperties(this.#input)];
  }
}
