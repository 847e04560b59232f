/** How often the analyses call two equal variants different, if somebody looks every day for two weeks. */
import { describe, expect, it } from "vitest";
import { type Simulation, simulateFalseAlarms } from "./false-alarms.js";

/** 20 installations a day in each group, 20 sessions each. The interval is narrowest at the last look, its hardest case. */
const TWO_WEEKS: Simulation = {
  repetitions: 1000,
  looks: 14,
  installationsPerLook: 20,
  sessionsPerInstallation: 20,
  correlation: 0.3,
  plannedInstallations: 560,
  shape: (normal) => 5 + normal,
  seed: 20261128,
};

describe("false alarms of 1,000 experiments without a difference", () => {
  // With k sessions, the variance by session is too small by the factor 1 + (k − 1) × correlation. A test at 5 % then has
  // 25.0 % or 44.9 % of false alarms (Kish, Survey Sampling, 1965, section 5.4).
  it.each([
    { correlation: 0.1, bySession: 0.25 },
    { correlation: 0.3, bySession: 0.449 },
  ])("with a correlation of $correlation within installations", ({ correlation, bySession }) => {
    const alarms = simulateFalseAlarms({ ...TWO_WEEKS, correlation });
    expect(alarms.sequential).toBeLessThanOrEqual(0.065);
    expect(alarms.fixedHorizon).toBeLessThanOrEqual(0.065);
    expect(alarms.peeking).toBeGreaterThan(0.15);
    expect(Math.abs(alarms.bySession - bySession)).toBeLessThan(0.05);
  });

  it.each([
    ["with the default plan of 5,000 installations", { plannedInstallations: 5000 }],
    [
      "with fifty looks at three new installations",
      { looks: 50, installationsPerLook: 3, plannedInstallations: 300 },
    ],
    ["with skewed values", { shape: Math.exp }],
  ])("%s", (_, change) => {
    expect(simulateFalseAlarms({ ...TWO_WEEKS, ...change }).sequential).toBeLessThanOrEqual(0.065);
  });
});
