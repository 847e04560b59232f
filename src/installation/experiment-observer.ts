/** Observes the events of a process for the experiments of its tool, and finds out which outcomes are due. */
import type { JsonObject } from "../envelope.js";
import { type Experiment, listOutcomeMetrics } from "../events/experiment.js";
import { MetricValues, type StoredValues } from "../events/metric-values.js";
import type { PeriodKeys } from "./calendar.js";
import {
  createOutcomeReport,
  type ExperimentState,
  type ExperimentStates,
  type OutcomeReport,
} from "./experiment-state.js";

/** The states of experiments that a tool no longer has are kept, so that none of them begins anew. The oldest are deleted. */
const MAX_KEPT_EXPERIMENTS = 128;

/** Why the tool does not use the assigned variant. */
export type UnenrollReason = "stopped" | "pinned";

/** The observations of one experiment since the last `reset`. */
interface Observation {
  readonly experiment: Experiment;
  /** The values of all events. They count if the installation was enrolled before. */
  readonly allValues: MetricValues;
  /** The assigned variant, if it was used, and the values of the events since then. */
  exposure?: { readonly variant: string; readonly values: MetricValues };
  unenrollReason?: UnenrollReason;
}

/** The states to keep, and the outcomes that are due. */
export interface UpdatedExperiments {
  /** Undefined if the installation was never enrolled. */
  readonly states: ExperimentStates | undefined;
  readonly due: readonly OutcomeReport[];
}

export class ExperimentObserver {
  readonly #experiments: readonly Experiment[];
  /** The last variant or reason by experiment. It is not forgotten by `reset`, so that reading a flag again saves nothing. */
  readonly #lastRecorded = new Map<string, string>();
  #observations: ReadonlyMap<string, Observation>;

  constructor(experiments: readonly Experiment[]) {
    this.#experiments = experiments;
    this.#observations = createObservations(experiments);
  }

  /** Adds an event. @param properties after sanitizing */
  observe(event: string, properties: JsonObject): void {
    for (const { allValues, exposure } of this.#observations.values()) {
      allValues.observe(event, properties);
      exposure?.values.observe(event, properties);
    }
  }

  /** Records that the tool uses the assigned variant. Returns false if that was the last that was recorded. */
  enroll(name: string, variant: string): boolean {
    return this.#record(name, `variant ${variant}`, (observation) => {
      observation.exposure = { variant, values: createValues(observation.experiment) };
    });
  }

  /** Records that the tool does not use the assigned variant. Returns false if that was the last that was recorded. */
  unenroll(name: string, reason: UnenrollReason): boolean {
    return this.#record(name, reason, (observation) => {
      observation.unenrollReason = reason;
    });
  }

  /** Adds the observations to the states, and ends the experiments whose outcome is due. */
  applyTo(states: ExperimentStates | undefined, today: PeriodKeys): UpdatedExperiments {
    if (states === "damaged") return { states, due: [] };
    const updated = new Map(Object.entries(states ?? {}));
    const due: OutcomeReport[] = [];
    for (const [name, observation] of this.#observations) {
      const { state, outcome } = updateState(updated.get(name), observation, today.day);
      if (state !== undefined) updated.set(name, state);
      if (outcome !== undefined) due.push(outcome);
    }
    const kept = [...updated].slice(-MAX_KEPT_EXPERIMENTS);
    return { states: kept.length === 0 ? undefined : Object.fromEntries(kept), due };
  }

  /** Forgets the observations, after they were saved. */
  reset(): void {
    this.#observations = createObservations(this.#experiments);
  }

  #record(name: string, what: string, apply: (observation: Observation) => void): boolean {
    const observation = this.#observations.get(name);
    if (observation === undefined || this.#lastRecorded.get(name) === what) return false;
    this.#lastRecorded.set(name, what);
    apply(observation);
    return true;
  }
}

function createObservations(experiments: readonly Experiment[]): ReadonlyMap<string, Observation> {
  return new Map(
    experiments.map((experiment) => [experiment.name, { experiment, allValues: createValues(experiment) }]),
  );
}

function createValues(experiment: Experiment): MetricValues {
  return new MetricValues(listOutcomeMetrics(experiment));
}

/** @param state undefined if the installation is not enrolled yet */
function updateState(
  state: ExperimentState | undefined,
  { experiment, allValues, exposure, unenrollReason }: Observation,
  today: string,
): { readonly state?: ExperimentState; readonly outcome?: OutcomeReport } {
  if (state === "ended") return {};
  if (state === undefined) {
    // A person who has used a variant that was not assigned, or a variant only for a part of a run, cannot be compared.
    const isComparable =
      unenrollReason === undefined || (unenrollReason === "stopped" && exposure === undefined);
    if (!isComparable) return { state: "ended" };
    if (exposure === undefined) return {};
    return { state: { variant: exposure.variant, firstDay: today, values: exposure.values.store() } };
  }
  const outcome = createOutcomeReport(experiment, state);
  // The outcome was complete before this run. So it is sent, also if this run has stopped the experiment.
  if (outcome.lastDay < today) return { state: "ended", outcome };
  // If the author changed the weights, the values would be those of two variants.
  const isOtherVariant = exposure !== undefined && exposure.variant !== state.variant;
  if (unenrollReason !== undefined || isOtherVariant) return { state: "ended" };
  return { state: { ...state, values: mergeValues(experiment, state.values, allValues) } };
}

function mergeValues(experiment: Experiment, stored: StoredValues, observed: MetricValues): StoredValues {
  const values = createValues(experiment);
  values.addStored(stored);
  values.addStored(observed.store());
  return { ...stored, ...values.store() }; // another version may have more metrics
}
