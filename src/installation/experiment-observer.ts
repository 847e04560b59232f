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
const MAX_STATES = 128;

/** What was observed since the last call of `reset`. */
interface Observation {
  readonly experiment: Experiment;
  /** The values of all events. They count if the installation already took part. */
  readonly all: MetricValues;
  /** The variant that was used, and the values of the events since then. */
  exposure?: { readonly variant: string; readonly values: MetricValues };
  /** A remote flag has stopped the experiment, or pinned a variant. */
  isWithdrawn?: true;
}

/** The states to keep, and the outcomes that are due. */
export interface AdvancedExperiments {
  /** Undefined if the installation never took part in an experiment. */
  readonly states: ExperimentStates | undefined;
  readonly due: readonly OutcomeReport[];
}

export class ExperimentObserver {
  readonly #experiments: readonly Experiment[];
  /** What was noted last, by experiment: the variant, or undefined for a withdrawal. */
  readonly #noted = new Map<string, string | undefined>();
  #observations: ReadonlyMap<string, Observation>;

  constructor(experiments: readonly Experiment[]) {
    this.#experiments = experiments;
    this.#observations = createObservations(experiments);
  }

  /** Adds an event. @param properties after sanitizing */
  observe(event: string, properties: JsonObject): void {
    for (const { all, exposure } of this.#observations.values()) {
      all.observe(event, properties);
      exposure?.values.observe(event, properties);
    }
  }

  /** Notes that the tool uses the variant that was drawn. Returns false if it was noted before. */
  expose(name: string, variant: string): boolean {
    return this.#note(name, variant, (observation) => {
      observation.exposure = { variant, values: createValues(observation.experiment) };
    });
  }

  /** Notes that the tool does not use the variant that was drawn. Returns false if it was noted before. */
  withdraw(name: string): boolean {
    return this.#note(name, undefined, (observation) => {
      observation.isWithdrawn = true;
    });
  }

  /** Adds what was observed to the states, and ends the experiments whose outcome is due. */
  advance(states: ExperimentStates | undefined, today: PeriodKeys): AdvancedExperiments {
    if (states === "unknown") return { states, due: [] };
    const advanced = new Map(Object.entries(states ?? {}));
    const due: OutcomeReport[] = [];
    for (const [name, observation] of this.#observations) {
      const { state, outcome } = advanceOne(advanced.get(name), observation, today.day);
      if (state !== undefined) advanced.set(name, state);
      if (outcome !== undefined) due.push(outcome);
    }
    return {
      states: advanced.size === 0 ? undefined : Object.fromEntries([...advanced].slice(-MAX_STATES)),
      due,
    };
  }

  /** Forgets what was observed, after it was saved. */
  reset(): void {
    this.#observations = createObservations(this.#experiments);
  }

  #note(name: string, variant: string | undefined, apply: (observation: Observation) => void): boolean {
    const observation = this.#observations.get(name);
    const isKnown = this.#noted.has(name) && this.#noted.get(name) === variant;
    if (observation === undefined || isKnown) return false;
    this.#noted.set(name, variant);
    apply(observation);
    return true;
  }
}

function createObservations(experiments: readonly Experiment[]): ReadonlyMap<string, Observation> {
  return new Map(
    experiments.map((experiment) => [experiment.name, { experiment, all: createValues(experiment) }]),
  );
}

function createValues(experiment: Experiment): MetricValues {
  return new MetricValues(listOutcomeMetrics(experiment));
}

/** @param state undefined if the installation does not take part yet */
function advanceOne(
  state: ExperimentState | undefined,
  { experiment, all, exposure, isWithdrawn }: Observation,
  today: string,
): { readonly state?: ExperimentState; readonly outcome?: OutcomeReport } {
  if (state === "over") return {};
  if (state === undefined) {
    if (exposure === undefined || isWithdrawn) return {};
    return { state: { variant: exposure.variant, firstDay: today, values: exposure.values.store() } };
  }
  // If the author changed the shares of the variants, the values would be those of two variants.
  const isOtherVariant = exposure !== undefined && exposure.variant !== state.variant;
  if (isWithdrawn || isOtherVariant) return { state: "over" };
  const firstDay = state.firstDay < today ? state.firstDay : today; // the clock may have been set back
  const outcome = createOutcomeReport(experiment, { ...state, firstDay });
  if (outcome.lastDay < today) return { state: "over", outcome };
  return { state: { ...state, firstDay, values: mergeValues(experiment, state.values, all) } };
}

function mergeValues(experiment: Experiment, stored: StoredValues, observed: MetricValues): StoredValues {
  const values = createValues(experiment);
  values.addStored(stored);
  values.addStored(observed.store());
  return { ...stored, ...values.store() }; // another version may have more metrics
}
