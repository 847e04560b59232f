/** Simulates experiments without a difference, and counts how many of them an analysis calls different. */
import { computeRelativeDifference } from "../../src/statistics/delta-method.js";
import { type GroupSummary, summarizeMean } from "../../src/statistics/group-statistics.js";
import { chooseMixtureVariance, computeSequentialTest } from "../../src/statistics/sequential-interval.js";
import { computeWelchTest } from "../../src/statistics/welch-test.js";
import { createSeededRandom, type SeededRandom } from "./seeded-random.js";

const ALPHA = 0.05;

export interface Simulation {
  readonly repetitions: number;
  readonly looks: number;
  /** The new installations in each group between two looks. */
  readonly installationsPerLook: number;
  readonly sessionsPerInstallation: number;
  /** The intra-class correlation: the share of the variance that lies between installations. */
  readonly correlation: number;
  readonly plannedInstallations: number;
  /** Turns a standard normal number into the value of a session. */
  readonly shape: (normal: number) => number;
  readonly seed: number;
}

/** Shares of the repetitions with a false alarm. */
export interface FalseAlarms {
  /** The sequential interval excludes zero at any look. */
  readonly sequential: number;
  /** Welch's test is significant at any look. */
  readonly peeking: number;
  /** Welch's test is significant at the last look. */
  readonly fixedHorizon: number;
  /** Welch's test, with a session as the unit, is significant at the last look. */
  readonly bySession: number;
}

export function simulateFalseAlarms(simulation: Simulation): FalseAlarms {
  const random = createSeededRandom(simulation.seed);
  const counts = { sequential: 0, peeking: 0, fixedHorizon: 0, bySession: 0 };
  for (let repetition = 0; repetition < simulation.repetitions; repetition++) {
    const alarms = runExperiment(simulation, random);
    for (const analysis of ANALYSES) if (alarms[analysis]) counts[analysis] += 1 / simulation.repetitions;
  }
  return counts;
}

const ANALYSES = ["sequential", "peeking", "fixedHorizon", "bySession"] as const;

function runExperiment(simulation: Simulation, random: SeededRandom): Record<keyof FalseAlarms, boolean> {
  const mixtureVariance = chooseMixtureVariance(ALPHA, simulation.plannedInstallations);
  const [treatment, control] = [createGroup(), createGroup()];
  const alarms = { sequential: false, peeking: false, fixedHorizon: false, bySession: false };
  for (let look = 0; look < simulation.looks; look++) {
    addInstallations(treatment, simulation, random);
    addInstallations(control, simulation, random);
    const units = [summarize(treatment.installations), summarize(control.installations)] as const;
    const difference = computeRelativeDifference(...units);
    if (difference === undefined) throw new Error("the simulated values do not vary");
    const installations = units[0].n + units[1].n;
    const { interval } = computeSequentialTest(difference, installations, mixtureVariance, ALPHA);
    alarms.sequential ||= interval.lower > 0 || interval.upper < 0;
    alarms.fixedHorizon = isSignificant(...units);
    alarms.peeking ||= alarms.fixedHorizon;
  }
  alarms.bySession = isSignificant(summarize(treatment.sessions), summarize(control.sessions));
  return alarms;
}

interface Sums {
  n: number;
  sum: number;
  sumOfSquares: number;
}

interface SimulatedGroup {
  readonly installations: Sums;
  readonly sessions: Sums;
}

function createGroup(): SimulatedGroup {
  return { installations: { n: 0, sum: 0, sumOfSquares: 0 }, sessions: { n: 0, sum: 0, sumOfSquares: 0 } };
}

function addInstallations(group: SimulatedGroup, simulation: Simulation, random: SeededRandom): void {
  const { installationsPerLook, sessionsPerInstallation, correlation, shape } = simulation;
  for (let installation = 0; installation < installationsPerLook; installation++) {
    const shared = random.drawNormal() * Math.sqrt(correlation);
    let total = 0;
    for (let session = 0; session < sessionsPerInstallation; session++) {
      const value = shape(shared + random.drawNormal() * Math.sqrt(1 - correlation));
      total += value;
      addValue(group.sessions, value);
    }
    addValue(group.installations, total / sessionsPerInstallation);
  }
}

function addValue(sums: Sums, value: number): void {
  sums.n++;
  sums.sum += value;
  sums.sumOfSquares += value * value;
}

function summarize(sums: Sums): GroupSummary {
  const summary = summarizeMean(sums);
  if (summary === undefined) throw new Error("a simulated group is empty");
  return summary;
}

function isSignificant(treatment: GroupSummary, control: GroupSummary): boolean {
  const test = computeWelchTest(treatment, control, ALPHA);
  return test !== undefined && test.pValue < ALPHA;
}
