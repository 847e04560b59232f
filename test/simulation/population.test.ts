/**
 * Five hundred simulated installations over eight weeks. The scripts of `examples/analysis` answer an analyst's questions from
 * the events that the real client has sent.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  answerActive,
  answerExperiment,
  answerLatency,
  answerReturns,
  answerSavings,
  answerSetup,
} from "../../examples/analysis/answers.js";
import { type Estimate, isSignificant } from "../../examples/analysis/intervals.js";
import { parseEvents, type StoredEvent } from "../../examples/analysis/read-events.js";
import type { ReceivedEvent } from "../../src/receiver/received-event.js";
import { createTempFolder, runNode } from "../support/run.js";
import {
  type CountLinks,
  countLinks,
  countLinksAcrossWeeks,
  countLinksBetween,
  createRecord,
  getShare,
  type LinkRecord,
  listGains,
  MIN_PAIRS,
} from "./linkability.js";
import { getMonday, getWeekName, PARAMETERS, type Person, simulatePerson, WEEKS } from "./population.js";
import { SeededRandom } from "./seeded-random.js";
import { simulateInstallations } from "./simulated-installation.js";

const INSTALLATIONS = 500;
/** The week before the last two, whose reports have arrived from almost all installations. */
const WEEK = WEEKS - 3;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const FILE = "build/simulation/events.jsonl";

/** An event with the number of its installation, which only the simulation knows. */
interface OwnedEvent {
  readonly owner: number;
  readonly event: StoredEvent;
}

/** Replaces the facts of this machine by those of a simulated one. */
function replacePlatform(event: ReceivedEvent, { platform, runtimeVersion }: Person): StoredEvent {
  const [name, arch] = platform.split(" ");
  const properties = { ...event.properties, platform: name, arch, runtime_version: runtimeVersion };
  return { ...event, properties } as StoredEvent; // this library always sends ids and times
}

let people: readonly Person[];
let events: readonly StoredEvent[];
let ownedEvents: readonly OwnedEvent[];

beforeAll(async () => {
  const random = new SeededRandom(2);
  const simulated = await simulateInstallations(INSTALLATIONS, (place) => simulatePerson(random, place));
  people = simulated.map(({ result }) => result);
  ownedEvents = simulated.flatMap(({ result: person, events: received }, owner) =>
    received.map((event) => ({ owner, event: replacePlatform(event, person) })),
  );
  const lines = ownedEvents.map(({ event }) => `${JSON.stringify(event)}\n`).join("");
  events = parseEvents(lines);
  mkdirSync("build/simulation", { recursive: true });
  writeFileSync(FILE, lines);
}, 300_000);

/**
 * Expects that a parameter is not further away than chance allows in one of a thousand simulations, and that the interval
 * is narrow enough to say something.
 */
function expectEstimate(estimate: Estimate | undefined, parameter: number, maxWidth: number): void {
  const { value, low, high } = estimate ?? { value: Number.NaN, low: Number.NaN, high: Number.NaN };
  expect(Math.abs(value - parameter)).toBeLessThan((high - low) * (3.29 / 1.96 / 2));
  expect(high - low).toBeLessThan(maxWidth);
}

const countActive = (week: number) => people.filter(({ activeWeeks }) => activeWeeks.includes(week)).length;

describe("the answers from simulated installations", () => {
  it.each(Object.entries(PARAMETERS.searchMs))(
    "find the duration of a search in version %s",
    (version, ms) => {
      expectEstimate(answerLatency(events, getWeekName(WEEK)).get(version), ms, 0.15 * ms);
    },
  );

  it("find the effect of an experiment", () => {
    const { mean, effect } = PARAMETERS.rank;
    const answers = answerExperiment(events, "new_reranker", "rank");
    expectEstimate(answers.get("control")?.mean, mean, 0.5);
    expectEstimate(answers.get("test")?.mean, mean + effect, 0.5);
    const difference = answers.get("test")?.difference;
    expectEstimate(difference, effect, 0.8);
    expect(difference !== undefined && isSignificant(difference)).toBe(true);
  });

  it("find the tokens that are saved", () => {
    const { tokens, answersPerWeek } = PARAMETERS;
    const saved = answersPerWeek * (tokens.wholeFiles - tokens.delivered);
    expectEstimate(answerSavings(events, getWeekName(WEEK), "whole_files"), saved, 0.2 * saved);
  });

  it("find how many installations get through the setup, and how long it takes", () => {
    const { success, retry, minutesBetween } = PARAMETERS.setup;
    const answer = answerSetup(events);
    expect(answer.began).toBe(INSTALLATIONS);
    expectEstimate(answer.succeededAtOnce, success, 0.1);
    expectEstimate(answer.succeeded, success / (1 - (1 - success) * retry), 0.1);
    expect(answer.medianMinutes).toBe(minutesBetween);
    expect([...answer.errors.keys()].sort()).toEqual(["missing_key", "network"]);
  });

  it("count exactly the installations that were active in each week", () => {
    const active = answerActive(events, "week");
    for (let week = 0; week < WEEKS; week++) expect(active.get(getMonday(week))).toBe(countActive(week));
  });

  it("find how many installations of a week were active in the week before", () => {
    expectEstimate(answerReturns(events, getWeekName(WEEK)).weekBefore, PARAMETERS.weeklyUse, 0.15);
  });

  it("are printed by the script", async () => {
    const home = createTempFolder();
    const { code, stdout } = await runNode([resolve("build/examples/analysis/main.js"), resolve(FILE)], {
      home,
    });
    expect(code).toBe(0);
    expect(stdout).toContain("Experiment new_reranker: mean of rank by installation");
    expect(stdout).toContain(`${getMonday(0)}  ${countActive(0)}`);
    expect(stdout).toContain("test: the interval excludes 0");
  });
});

const PLATFORM = ["platform", "arch", "runtime_version", "tool_version"];
const DECLARED = [...PLATFORM, "settings_used"];
const VARIANT = "$feature/new_reranker";
const DURATIONS = ["search_time.p50_ms", "search_time.p95_ms"];

function listRecords(name: string): LinkRecord[] {
  const groups = new Map<unknown, OwnedEvent[]>();
  for (const owned of ownedEvents) {
    const id = owned.event.properties.$session_id ?? owned.event.distinct_id;
    groups.set(id, [...(groups.get(id) ?? []), owned]);
  }
  return [...groups.values()]
    .filter((group) => group.some(({ event }) => event.event === name))
    .map((group) =>
      createRecord(
        group[0]?.owner ?? -1,
        group.map(({ event }) => event),
      ),
    );
}

/** Brings sessions and weekly reports to one form: a session has the numbers of a report with this session alone. */
function listComparable(name: "codeweaver_session" | "telemetry_week"): LinkRecord[] {
  return ownedEvents.flatMap(({ owner, event }) => {
    if (event.event !== name) return [];
    const { properties, timestamp = "" } = event;
    const { requests, tokens } = Object(properties);
    const numbers =
      name === "telemetry_week"
        ? { searches: properties.searches, tokens: properties.tokens_delivered }
        : { searches: requests.total, tokens: Number(tokens.delivered.toPrecision(2)) };
    const declared = DECLARED.map((path) => [path, JSON.stringify(properties[path])] as const);
    const week = getWeekName(Math.floor((Date.parse(timestamp) - Date.parse(getMonday(0))) / WEEK_MS));
    const values = new Map([
      ...declared,
      ["week", week],
      ...Object.entries(numbers).map(([path, number]) => [path, String(number)] as const),
    ]);
    return [{ owner, values }];
  });
}

const countLinksToWeeks: CountLinks = (sessions, paths) =>
  countLinksBetween(sessions, listComparable("telemetry_week"), [...paths, "week"]);

/** The kinds of records that a server can compare, and how. */
const COMPARISONS = {
  "two sessions": { list: () => listRecords("codeweaver_session"), count: countLinks },
  "two weekly reports": { list: () => listRecords("telemetry_week"), count: countLinksAcrossWeeks },
  "a session and the report of its week": {
    list: () => listComparable("codeweaver_session"),
    count: countLinksToWeeks,
  },
} as const;

describe("a server that compares the values of records without a common id", { timeout: 60_000 }, () => {
  it.each<[keyof typeof COMPARISONS, string[], share: number]>([
    ["two sessions", PLATFORM, 0.02],
    ["two sessions", DECLARED, 0.28],
    ["two sessions", [...DECLARED, VARIANT], 0.43],
    ["two weekly reports", PLATFORM, 0.02],
    ["two weekly reports", DECLARED, 0.35],
    ["two weekly reports", [...DECLARED, "search_time.p50_ms"], 0.51],
    ["a session and the report of its week", PLATFORM, 0.03],
    ["a session and the report of its week", DECLARED, 0.45],
    ["a session and the report of its week", [...DECLARED, "searches"], 0.72],
    ["a session and the report of its week", [...DECLARED, "tokens"], 0.92],
  ])("links %s by %j as often as docs/PRIVACY.md states: %d", (kind, paths, share) => {
    const { list, count } = COMPARISONS[kind];
    const links = count(list(), paths);
    expect(links.pairs).toBeGreaterThan(MIN_PAIRS);
    expect(Math.abs(getShare(links) - share)).toBeLessThan(0.02);
  });

  it("links sessions only by platform, versions, settings and variants", () => {
    const gains = listGains(COMPARISONS["two sessions"], [...DECLARED, VARIANT]);
    expect(gains.length).toBeGreaterThan(5);
    expect(gains.filter(([gain]) => gain > 1.3)).toEqual([]);
  });

  it("links weekly reports only by platform, versions, settings and durations", () => {
    const gains = listGains(COMPARISONS["two weekly reports"], DECLARED);
    expect(gains.length).toBeGreaterThan(5);
    const isByDuration = (paths: string) => DURATIONS.some((path) => paths.includes(path));
    expect(gains.filter(([gain, paths]) => gain > 1.3 && !isByDuration(paths))).toEqual([]);
  });
});
