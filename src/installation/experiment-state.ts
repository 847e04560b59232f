/** Defines the stored state of experiments. */
import type { Experiment } from "../events/experiment.js";
import type { StoredValues } from "../events/metric-values.js";
import { getLaterDay } from "./calendar.js";

/** The state of one experiment. `ended`: its outcome was sent, or will never be sent. */
export type ExperimentState = Enrollment | "ended";

export interface Enrollment {
  readonly variant: string;
  /** The UTC day on which the variant was first used. */
  readonly firstDay: string;
  /** The values of the experiment's metrics since then. */
  readonly values: StoredValues;
}

/** The states by name. `damaged`: outcomes may have been sent, so this installation sends none any more. */
export type ExperimentStates = Readonly<Record<string, ExperimentState>> | "damaged";

/** The outcome of an experiment, to send now. */
export interface OutcomeReport {
  readonly kind: "outcome";
  readonly experiment: Experiment;
  readonly variant: string;
  /** The last UTC day that counts. */
  readonly lastDay: string;
  readonly values: StoredValues;
}

/** Creates the outcome of an experiment, which may not be due yet. */
export function createOutcomeReport(
  experiment: Experiment,
  { variant, firstDay, values }: Enrollment,
): OutcomeReport {
  const lastDay = getLaterDay(firstDay, 7 * experiment.weeks - 1);
  return { kind: "outcome", experiment, variant, lastDay, values };
}

/** Returns the outcome with the values so far. Undefined if the installation is not enrolled. */
export function findOutcomeSoFar(
  experiment: Experiment,
  states: ExperimentStates = {},
): OutcomeReport | undefined {
  const state = states !== "damaged" && Object.hasOwn(states, experiment.name) && states[experiment.name];
  return typeof state === "object" ? createOutcomeReport(experiment, state) : undefined;
}

/** Ends every enrollment without an outcome. */
export function endExperiments(states: ExperimentStates): ExperimentStates {
  if (states === "damaged") return states;
  return Object.fromEntries(Object.keys(states).map((name) => [name, "ended"]));
}

/** Returns whether there is an experiment whose outcome will be sent. */
export function hasEnrollment(states: ExperimentStates): boolean {
  return states !== "damaged" && Object.values(states).some((state) => state !== "ended");
}

/** @throws SyntaxError for JSON that `ExperimentObserver` does not create */
export function parseExperimentStates(json: unknown): ExperimentStates {
  if (json === "damaged") return json;
  return Object.fromEntries(Object.entries(Object(json)).map(([name, state]) => [name, parseState(state)]));
}

function parseState(json: unknown): ExperimentState {
  if (json === "ended") return json;
  const { variant, firstDay, values } = Object(json);
  const isUsable = typeof variant === "string" && /^\d{4}-\d\d-\d\d$/.test(firstDay);
  if (!isUsable) throw new SyntaxError("an experiment is damaged");
  return { variant, firstDay, values: Object(values) };
}
