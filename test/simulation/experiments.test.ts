/**
 * An experiment with 1,000 simulated installations over four weeks: one whose variants differ, and one whose variants are
 * equal. What is analysed was sent by the real client to a real server.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { estimateDifference, isSignificant } from "../../examples/analysis/intervals.js";
import { assignVariant } from "../../src/client/experiment-variants.js";
import { defineExperiment } from "../../src/events/experiment.js";
import { defineMetric } from "../../src/events/metric.js";
import { deriveDigest } from "../../src/privacy/digests/keyed-digest.js";
import type { ReceivedEvent } from "../../src/receiver/received-event.js";
import { SeededRandom } from "./seeded-random.js";
import {
  SimulatedInstallation,
  type SimulatedPlace,
  simulateInstallations,
} from "./simulated-installation.js";

const INSTALLATIONS = 1000;
const START = Date.UTC(2026, 10, 2);
const DAY_MS = 24 * 60 * 60 * 1000;

/** The duration of a search in milliseconds: its mean, and its variance between and within installations. */
const MEAN_MS = 100;
const VARIANCE = 400;
/** The intraclass correlation: the share of the variance that is between installations. */
const ICC = 0.3;
/** With two groups of 500 and about eight sessions each, an effect of 3 ms is found in 19 of 20 experiments. */
const EFFECT_MS = 3;

const variants = { control: 50, test: 50 };
const createMetric = (name: string) =>
  defineMetric(name, { event: "search_done", property: name, aggregate: "mean", clip: [0, 10_000] });
const experiments = [
  defineExperiment("with_effect", { variants, metrics: [createMetric("changed_ms")], weeks: 2 }),
  defineExperiment("without_effect", { variants, metrics: [createMetric("unchanged_ms")], weeks: 2 }),
];

interface Simulated {
  readonly salt: string;
  readonly events: readonly ReceivedEvent[];
}

/** Runs one installation: on its first day, on another one within two weeks, and once after them. */
async function simulate(random: SeededRandom, place: SimulatedPlace): Promise<string> {
  const salt = random.salt();
  const telemetry = { version: "1.4.0", experiments };
  const installation = new SimulatedInstallation({ ...place, salt, telemetry });
  const personMs = MEAN_MS + Math.sqrt(ICC * VARIANCE) * random.normal();
  const sessionsPerRun = random.choose([1, 4, 7]);
  const firstDay = random.integer(0, 10);
  for (const day of [firstDay, firstDay + random.integer(1, 13), random.integer(firstDay + 14, 27)])
    await installation.run(
      () => START + day * DAY_MS,
      async (telemetry) => {
        const variant = await telemetry.getFeatureFlag("with_effect");
        await telemetry.getFeatureFlag("without_effect");
        for (let session = 0; session < sessionsPerRun; session++) {
          if (session > 0) telemetry.startSession();
          const ms = personMs + Math.sqrt((1 - ICC) * VARIANCE) * random.normal();
          const changedMs = variant === "test" ? ms + EFFECT_MS : ms;
          telemetry.capture("search_done", { unchanged_ms: ms, changed_ms: changedMs });
        }
      },
    );
  return salt;
}

let installations: readonly Simulated[];

beforeAll(async () => {
  const random = new SeededRandom(1);
  const simulated = await simulateInstallations(INSTALLATIONS, (place) => simulate(random, place));
  installations = simulated.map(({ result: salt, events }) => ({ salt, events }));
}, 300_000);

const listEvents = (name: string) =>
  installations.flatMap(({ events }) => events.filter(({ event }) => event === name));
const getNumber = ({ properties }: ReceivedEvent, key: string) =>
  Number(Object(properties.metrics)[key] ?? properties[key]);

/** Compares the variants of an experiment by the outcomes, as an analyst does. */
function analyse(name: string, metric: string) {
  const outcomes = listEvents("telemetry_outcome").filter(({ properties }) => properties.experiment === name);
  const listValues = (variant: string) =>
    outcomes
      .filter(({ properties }) => properties.variant === variant)
      .map((outcome) => getNumber(outcome, `${metric}_mean`));
  return { control: listValues("control"), test: listValues("test") };
}

describe("a simulated experiment", () => {
  it("gets exactly one outcome and one exposure from each installation, for each experiment", () => {
    for (const { events } of installations)
      for (const name of ["with_effect", "without_effect"]) {
        const outcomes = events.filter(
          ({ event, properties }) => event === "telemetry_outcome" && properties.experiment === name,
        );
        const exposures = events.filter(
          ({ event, properties }) => event === "$feature_flag_called" && properties.$feature_flag === name,
        );
        expect([outcomes.length, exposures.length]).toEqual([1, 1]);
        expect(outcomes[0]?.distinct_id).toBe(exposures[0]?.distinct_id);
        expect(outcomes[0]?.properties.variant).toBe(exposures[0]?.properties.$feature_flag_response);
      }
    const ids = listEvents("telemetry_outcome").map(({ distinct_id }) => distinct_id);
    expect(new Set(ids).size).toBe(2 * INSTALLATIONS);
  });

  it("has one variant in all runs of an installation", () => {
    for (const { events } of installations) {
      const used = events.flatMap(({ properties }) => properties["$feature/with_effect"] ?? []);
      expect(new Set(used).size).toBe(1);
    }
  });

  it.each(["with_effect", "without_effect"])("assigns the variants of %s within binomial bounds", (name) => {
    const { control, test } = analyse(name, "any");
    expect(control.length + test.length).toBe(INSTALLATIONS);
    const deviation = Math.abs(test.length - INSTALLATIONS / 2) / Math.sqrt(INSTALLATIONS / 4);
    expect(deviation).toBeLessThan(3.3); // one experiment in a thousand is further away
  });

  it("assigns the variants of two experiments independently", () => {
    const both = installations.filter(({ events }) =>
      events.every(({ event, properties }) => event !== "telemetry_outcome" || properties.variant === "test"),
    );
    const deviation = Math.abs(both.length - INSTALLATIONS / 4) / Math.sqrt((INSTALLATIONS * 3) / 16);
    expect(deviation).toBeLessThan(3.3);
  });

  it("finds an effect of the planned size", () => {
    const { control, test } = analyse("with_effect", "changed_ms");
    const effect = estimateDifference(control, test);
    expect(isSignificant(effect)).toBe(true);
    expect(effect.low).toBeLessThan(EFFECT_MS);
    expect(effect.high).toBeGreaterThan(EFFECT_MS);
  });

  it("finds no effect where there is none", () => {
    const { control, test } = analyse("without_effect", "unchanged_ms");
    expect(isSignificant(estimateDifference(control, test))).toBe(false);
  });
});

describe("a thousand A/A tests, each with a new assignment of the variants", () => {
  it("have at most 65 false positives by installation, and several times as many by session", () => {
    const units = installations.map(({ salt, events }) => ({
      digest: deriveDigest(salt, "experiments"),
      outcome: events
        .filter(({ properties }) => properties.experiment === "without_effect")
        .map((outcome) => getNumber(outcome, "unchanged_ms_mean")),
      sessions: events
        .filter(({ event }) => event === "search_done")
        .map((search) => getNumber(search, "unchanged_ms")),
    }));
    const positives = { byInstallation: 0, bySession: 0 };
    for (let repetition = 0; repetition < 1000; repetition++) {
      const experiment = defineExperiment(`aa_${repetition}`, { variants, metrics: [], weeks: 2 });
      const assigned = units.map((unit) => ({ ...unit, variant: assignVariant(experiment, unit.digest) }));
      const isDifferent = (unit: "outcome" | "sessions") => {
        const listValues = (variant: string) =>
          assigned.flatMap((each) => (each.variant === variant ? each[unit] : []));
        return isSignificant(estimateDifference(listValues("control"), listValues("test")));
      };
      if (isDifferent("outcome")) positives.byInstallation++;
      if (isDifferent("sessions")) positives.bySession++;
    }
    // At a level of 5 %, 65 of 1,000 is two standard errors above the mean.
    expect(positives.byInstallation).toBeLessThanOrEqual(65);
    expect(positives.byInstallation).toBeGreaterThan(30); // otherwise the test finds nothing at all
    expect(positives.bySession).toBeGreaterThan(250);
  }, 60_000);
});
