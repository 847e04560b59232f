/** Defines what an installation keeps of the experiments that it takes part in. */
import type { Experiment } from "../events/experiment.js";
import type { StoredValues } from "../events/metric-values.js";
import { getLaterDay } from "./calendar.js";

/** What is kept of one experiment. `over`: its outcome was sent, or will never be sent. */
export type ExperimentState = Participation | "over";

export interface Participation {
  readonly variant: string;
  /** The UTC day on which the variant was first used. */
  readonly firstDay: string;
  /** The values of the experiment's metrics since then. */
  readonly values: StoredValues;
}

/**
 * What is kept of all experiments, by name. `unknown` after the file was damaged: an outcome may have been sent, so none is
 * sent any more.
 */
export type ExperimentStates = Readonly<Record<string, ExperimentState>> | "unknown";

/** The outcome of an experiment, to send now. */
export interface OutcomeReport {
  readonly kind: "outcome";
  readonly experiment: string;
  readonly variant: string;
  /** The last UTC day that counts. */
  readonly lastDay: string;
  readonly values: StoredValues;
}

/** Creates the outcome of an experiment, which may not be due yet. */
export function createOutcomeReport(
  { name, weeks }: Experiment,
  { variant, firstDay, values }: Participation,
): OutcomeReport {
  const lastDay = getLaterDay(firstDay, 7 * weeks - 1);
  return { kind: "outcome", experiment: name, variant, lastDay, values };
}

/** Returns the outcome with the values so far. Undefined if none will be sent. */
export function findOutcomeSoFar(
  experiment: Experiment,
  states: ExperimentStates = {},
): OutcomeReport | undefined {
  const state = states === "unknown" ? undefined : new Map(Object.entries(states)).get(experiment.name);
  return typeof state === "object" ? createOutcomeReport(experiment, state) : undefined;
}

/** Ends the participation in every experiment, without an outcome. */
export function endExperiments(states: ExperimentStates): ExperimentStates {
  if (states === "unknown") return states;
  return Object.fromEntries(Object.keys(states).map((name) => [name, "over"]));
}

/** Returns whether there is an experiment whose outcome will be sent. */
export function isParticipating(states: ExperimentStates): boolean {
  return states !== "unknown" && Object.values(states).some((state) => state !== "over");
}

/** @throws SyntaxError for JSON that `ExperimentObserver` does not create */
export function parseExperimentStates(json: unknown): ExperimentStates {
  if (json === "unknown") return json;
  return Object.fromEntries(Object.entries(Object(json)).map(([name, state]) => [name, parseState(state)]));
}

function parseState(json: unknown): ExperimentState {
  if (json === "over") return json;
  const { variant, firstDay, values } = Object(json);
  const isUsable = typeof variant === "string" && /^\d{4}-\d\d-\d\d$/.test(firstDay);
  if (!isUsable) throw new SyntaxError("an experiment is damaged");
  return { variant, firstDay, values: Object(values) };
}
