/** Simulates the installations of a code-search tool over eight weeks, with parameters that an analysis should find again. */
import {
  captureSearchEvent,
  captureSessionEvent,
  captureSetupEvent,
} from "../../src/bootstrap/code-search-events.js";
import type { TelemetryClient } from "../../src/client/client.js";
import { defineExperiment } from "../../src/events/experiment.js";
import { defineMetric } from "../../src/events/metric.js";
import { SessionStatistics } from "../../src/models/session-statistics.js";
import type { SeededRandom } from "./seeded-random.js";
import { SimulatedInstallation, type SimulatedPlace } from "./simulated-installation.js";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The first Monday. The first of eight ISO weeks is 2026-W45. */
const START = Date.UTC(2026, 10, 2);
export const WEEKS = 8;
/** Installations begin in the first four weeks. */
const FIRST_WEEKS = [0, 0, 0, 1, 2, 3];

/** The parameters of the simulated people and versions. */
export const PARAMETERS = {
  /** The mean duration of a search in milliseconds, by version. It differs between people and between searches. */
  searchMs: { "1.4.0": 200, "1.5.0": 170 } as Readonly<Record<string, number>>,
  searchMsDeviation: { people: 30, searches: 40 },
  /** The week in which version 1.5.0 appears, and the share of the others that update in each week. */
  release: { week: 4, updates: 0.4 },
  /** The share of the installations that are used in a week, after their first one. */
  weeklyUse: 0.8,
  /** The mean rank of the result that is opened, and by how much the variant `test` lowers it. */
  rank: { mean: 8, effect: -0.6, people: 1, searches: 2 },
  /** The tokens that one answer saves against `whole_files`, and the answers of an installation in a week of use. */
  tokens: { delivered: 400, wholeFiles: 4000 },
  answersPerWeek: 12,
  /** The share of attempts to set up the tool that succeed, and the share of people who try again after a failure. */
  setup: { success: 0.7, retry: 0.7, minutesBetween: 10 },
} as const;

/** The platforms, with weights that resemble those of developers' machines. */
const PLATFORMS = ["linux x64", "linux arm64", "darwin arm64", "darwin x64", "win32 x64"];
const PLATFORM_WEIGHTS = [30, 5, 35, 5, 25];
const RUNTIME_VERSIONS = [20, 22, 24];
const RUNTIME_WEIGHTS = [20, 50, 30];
const SETTINGS = ["backend", "reranker", "model", "languages", "exclude"];

/** The facts of one installation. */
export interface Person {
  readonly platform: string;
  readonly runtimeVersion: number;
  readonly settings: readonly string[];
  readonly language: string;
  readonly activeWeeks: readonly number[];
}

export const experiment = defineExperiment("new_reranker", {
  variants: { control: 50, test: 50 },
  metrics: [
    defineMetric("rank", {
      event: "result_opened",
      property: "rank",
      aggregate: "mean",
      clip: [0, 100],
    }),
  ],
  weeks: 2,
});

/** Runs one installation over all weeks. */
export async function simulatePerson(random: SeededRandom, place: SimulatedPlace): Promise<Person> {
  random.uniform(); // the figures of docs/PRIVACY.md are of this sequence of draws
  const salt = random.salt();
  const createInstallation = (version: string) =>
    new SimulatedInstallation({ ...place, salt, telemetry: { version, experiments: [experiment] } });
  const person = {
    platform: random.choose(PLATFORMS, PLATFORM_WEIGHTS),
    runtimeVersion: random.choose(RUNTIME_VERSIONS, RUNTIME_WEIGHTS),
    settings: SETTINGS.filter(() => random.uniform() < 0.3),
    language: random.choose(["typescript", "python", "rust", "go", "java"], [40, 30, 10, 10, 10]),
  };
  const habits = { ms: random.normal(), rank: random.normal() };
  const firstWeek = random.choose(FIRST_WEEKS);
  const activeWeeks: number[] = [];
  let version = "1.4.0";
  let hasGivenUp = false;
  for (let week = firstWeek; week < WEEKS && !hasGivenUp; week++) {
    if (week >= PARAMETERS.release.week && random.uniform() < PARAMETERS.release.updates) version = "1.5.0";
    if (week > firstWeek && random.uniform() >= PARAMETERS.weeklyUse) continue;
    activeWeeks.push(week);
    const installation = createInstallation(version);
    const runCount = random.integer(1, 3);
    for (let run = 0; run < runCount && !hasGivenUp; run++) {
      let now = START + (7 * week + 2 * run + random.uniform()) * DAY_MS;
      const tick = (minutes: number) => {
        now += minutes * MINUTE_MS;
      };
      const isFirst = week === firstWeek && run === 0;
      await installation.run(
        () => now,
        async (telemetry) => {
          telemetry.capture("tool_started");
          if (isFirst) hasGivenUp = !setUp(random, telemetry, tick);
          if (!hasGivenUp) await search(random, telemetry, { ...person, ...habits, version });
        },
      );
    }
  }
  return { ...person, activeWeeks };
}

/** Returns whether the setup succeeded before the person gave up. */
function setUp(random: SeededRandom, telemetry: TelemetryClient, tick: (minutes: number) => void): boolean {
  const { success, retry, minutesBetween } = PARAMETERS.setup;
  while (true) {
    tick(minutesBetween);
    if (random.uniform() < success) {
      captureSetupEvent({ success: true }, telemetry);
      return true;
    }
    captureSetupEvent({ success: false, errors: [random.choose(["missing_key", "network"])] }, telemetry);
    if (random.uniform() >= retry) return false;
  }
}

interface Searcher extends Omit<Person, "activeWeeks"> {
  readonly version: string;
  /** How slow this person's machine is, and how good their questions are, in standard deviations. */
  readonly ms: number;
  readonly rank: number;
}

async function search(random: SeededRandom, telemetry: TelemetryClient, person: Searcher): Promise<void> {
  const { searchMs, searchMsDeviation, rank, tokens } = PARAMETERS;
  const variant = await telemetry.getFeatureFlag("new_reranker", { fallback: "control" });
  const statistics = new SessionStatistics();
  const searchCount = random.integer(3, 9); // with two runs a week, twelve answers a week
  for (let index = 0; index < searchCount; index++) {
    const executionTimeMs =
      (searchMs[person.version] ?? 0) +
      searchMsDeviation.people * person.ms +
      searchMsDeviation.searches * random.normal();
    const matchCount = random.integer(0, 12);
    const matches = Array.from({ length: matchCount }, () => ({
      file: { path: "a.ts", language: person.language },
      relevanceScore: random.uniform(),
    }));
    captureSearchEvent(
      {
        response: { matches, searchStrategy: ["hybrid_search"], languagesFound: [person.language] },
        intentType: random.choose(["understand", "debug", "implement"]),
        executionTimeMs,
      },
      telemetry,
    );
    statistics.addSuccessfulRequest();
    statistics.recordAnswer({
      deliveredTokens: Math.round(tokens.delivered + 80 * random.normal()),
      baselineTokens: { whole_files: Math.round(tokens.wholeFiles + 800 * random.normal()) },
    });
  }
  const expectedRank = rank.mean + (variant === "test" ? rank.effect : 0) + rank.people * person.rank;
  telemetry.capture("result_opened", { rank: expectedRank + rank.searches * random.normal() });
  captureSessionEvent(
    statistics,
    { settingsUsed: person.settings, durationSeconds: 60 * searchCount },
    telemetry,
  );
}

/** Returns the ISO week with a number from 0 to 8, such as `2026-W45`. */
export function getWeekName(week: number): string {
  return `2026-W${45 + week}`;
}

/** Returns the Monday of a week. */
export function getMonday(week: number): string {
  return new Date(START + 7 * week * DAY_MS).toISOString().slice(0, 10);
}
