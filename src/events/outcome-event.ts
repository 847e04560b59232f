/** Defines `telemetry_outcome`, the result of an installation in an experiment, which is computed on this machine. */
import { Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { OUTCOME_EVENT } from "./event-names.js";
import type { ListedField } from "./manifest.js";
import { listSentNumbers, type MetricResult } from "./metric-aggregation.js";
import type { TelemetryEvent } from "./telemetry-event.js";

/** Limits the number of values, because a rare large one could identify an installation. */
const MAX_VALUE_COUNT = 10_000;

export interface OutcomeEventInput {
  readonly experiment: string;
  readonly variant: string;
  /** The results by metric. */
  readonly results: ReadonlyMap<string, MetricResult>;
}

@TelemetryModel.policy("error")
class OutcomeProperties extends TelemetryModel {
  @Public({ purpose: "Which experiment the numbers are of." })
  experiment: string;
  @Public({ purpose: "Which variant this installation had, to compare the variants." })
  variant: string;
  readonly #results: ReadonlyMap<string, MetricResult>;

  constructor({ experiment, variant, results }: OutcomeEventInput) {
    super();
    this.experiment = experiment;
    this.variant = variant;
    this.#results = results;
  }

  /** The author's metrics are numbers under names that the author wrote. */
  override telemetryOverrides(): Record<string, unknown> {
    const metrics = [...this.#results].flatMap(([name, { average }]) => {
      const n = Math.min(average?.n ?? 0, MAX_VALUE_COUNT);
      return listSentNumbers(name, { average: { n, mean: average?.mean } });
    });
    return metrics.length === 0 ? {} : { metrics: Object.fromEntries(metrics) };
  }
}

export class OutcomeEvent implements TelemetryEvent {
  readonly #input: OutcomeEventInput;

  constructor(input: OutcomeEventInput) {
    this.#input = input;
  }

  toPosthogEvent(): readonly [name: string, properties: OutcomeProperties] {
    return [OUTCOME_EVENT, new OutcomeProperties(this.#input)];
  }

  /** Describes the author's metrics, which are added at run time, for the manifest. */
  get listedFields(): Readonly<Record<string, ListedField>> {
    return {
      "metrics.*": {
        type: "number",
        purpose:
          "The metrics that the tool's author has defined: how many values each has since the variant was first used, and their mean.",
      },
    };
  }
}
