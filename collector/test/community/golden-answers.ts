/** The golden tests of answers about a community, which run on each engine: known numbers, and known distributions. */
import { beforeAll, describe, expect, test } from "vitest";
import { CALL_FAILURE, SAMPLING, SEARCH_FAILURE, SEARCH_MEDIAN_MS } from "../../community/parameters.mjs";
import { roundWeekly } from "../../community/weekly-report.mjs";
import { groupBy } from "../../src/internal/group-by.js";
import { parseFilter } from "../../src/questions/answer-filter.js";
import { askQuestion, type RunQuery } from "../../src/questions/ask-question.js";
import type { EventLayout } from "../../src/questions/event-layout.js";
import { findQuestion } from "../../src/questions/find-question.js";
import { describeGoldenExperiments } from "./golden-experiments.js";
import {
  computeQuantile,
  computeSamplingError,
  countActive,
  listReportedWeeks,
  type Row,
  readRows,
  sum,
  sumBy,
} from "./ground-truth.js";
import { ALL_DAYS, DAYS, END, type Fact, listFacts } from "./small-community.js";

export interface AskedIndex {
  readonly layout: EventLayout;
  readonly runQuery: RunQuery;
}

/** @param open returns the index with all events of the community. It is called before the first test */
export function describeGoldenAnswers(engine: string, open: () => AskedIndex): void {
  describe(`answers about a community, on ${engine}`, () => {
    let all: readonly Fact[];
    /** Without runs in CI and without test events, which are no part of an answer. */
    let happened: readonly Fact[];
    let sent: readonly Fact[];
    beforeAll(() => {
      all = listFacts();
      happened = all.filter(({ isCi, event }) => !isCi && event !== "telemetry_doctor");
      sent = happened.filter(({ isSent }) => isSent);
    });
    const select = (facts: readonly Fact[], event: string) => facts.filter((fact) => fact.event === event);

    async function ask(id: string, parameters = ""): Promise<Row[]> {
      const filter = parseFilter(new URLSearchParams(`${ALL_DAYS}&${parameters}`), END);
      return readRows(await askQuestion(findQuestion(id), filter, open()));
    }

    test("the community has all that the answers must handle", () => {
      const isPresent = (condition: (fact: Fact) => boolean) => all.filter(condition).length > 30;
      expect(isPresent(({ isCi }) => isCi)).toBe(true);
      expect(isPresent(({ event }) => event === "telemetry_doctor")).toBe(true);
      expect(isPresent(({ isSent }) => !isSent)).toBe(true);
      expect(isPresent(({ isSent, weight }) => isSent && weight === 1 / SAMPLING.rate)).toBe(true);
      expect(new Set(all.map(({ version }) => version)).size).toBe(2);
    });

    test("count each event once, on the day when it happened, also if it arrived twice or days later", async () => {
      const rows = await ask("events");
      const getKey = ({ day, event }: Fact) => `${day} ${event}`;
      const read = (column: string) =>
        Object.fromEntries(rows.map((row) => [`${row.happened} ${row.event}`, row[column]]));
      expect(read("received")).toEqual(sumBy(sent, getKey));
      expect(read("estimate")).toEqual(sumBy(sent, getKey, ({ weight }) => weight));
    });

    test("have runs in CI and test events only if they are requested", async () => {
      const rows = await ask("events", "ci=include&doctor=include");
      const received = rows.reduce((total, row) => total + Number(row.received), 0);
      expect(received).toBe(all.filter(({ isSent }) => isSent).length);
      const names = new Set((await ask("events")).map(({ event }) => event));
      expect(names.has("telemetry_doctor")).toBe(false);
    });

    test("estimate how many sessions and searches happened, from those that were sampled", async () => {
      const rows = await ask("sessions-and-searches");
      for (const [column, event] of [
        ["session_count", "codeweaver_session"],
        ["search_count", "codeweaver_search"],
      ] as const) {
        const estimate = rows.reduce((total, row) => total + Number(row[column]), 0);
        const truth = select(happened, event);
        expect(estimate).toBe(sum(select(sent, event), ({ weight }) => weight));
        expect(Math.abs(estimate - truth.length)).toBeLessThan(computeSamplingError(truth));
        // Without weights, the difference would be too large.
        expect(truth.length - select(sent, event).length).toBeGreaterThan(computeSamplingError(truth));
      }
    });

    test("have exact quantiles of the searches that arrived, near the medians that were drawn from", async () => {
      const rows = await ask("search-latency");
      const searches = groupBy(
        select(sent, "codeweaver_search"),
        ({ version, properties }) => `${version} ${properties.search_mode}`,
      );
      expect(rows.length).toBe(searches.size);
      for (const { version, mode, searches: count, p50, p95, p99 } of rows) {
        const times = (searches.get(`${version} ${mode}`) ?? []).map(
          (fact) => fact.properties.execution_time_ms,
        );
        expect(count).toBe(times.length);
        for (const [value, share] of [
          [p50, 0.5],
          [p95, 0.95],
          [p99, 0.99],
        ] as const)
          expect(value).toBeCloseTo(computeQuantile(times, share), 6);
      }
      const { p50: before } =
        rows.find(({ version, mode }) => version === "1.1.0" && mode === "hybrid") ?? {};
      // Version 1.1.0 has most of its searches before the experiments begin.
      expect(Number(before) / SEARCH_MEDIAN_MS["1.1.0"].hybrid).toBeGreaterThan(0.9);
      expect(Number(before) / SEARCH_MEDIAN_MS["1.1.0"].hybrid).toBeLessThan(1.05);
    });

    test("have the share of searches that fail, by version, and it is the one that was drawn from", async () => {
      const rows = await ask("search-outcomes");
      for (const version of ["1.1.0", "1.2.0"] as const) {
        const searches = select(sent, "codeweaver_search").filter((fact) => fact.version === version);
        const failed = searches.filter(({ properties }) => properties.status === "error").length;
        const ofVersion = rows.filter((row) => row.version === version);
        const counted = ofVersion.map(({ mode, failed_share }) => {
          const ofMode = searches.filter(({ properties }) => properties.search_mode === mode);
          return Number(failed_share) * ofMode.length;
        });
        expect(counted.reduce((a, b) => a + b, 0)).toBeCloseTo(failed, 6);
        const expected = SEARCH_FAILURE[version];
        const deviation = Math.sqrt((expected * (1 - expected)) / searches.length);
        expect(Math.abs(failed / searches.length - expected)).toBeLessThan(4 * deviation);
      }
    });

    test("weight the calls of tools, and have the share that fails", async () => {
      const rows = await ask("mcp-tools");
      const calls = select(sent, "mcp_tool_call");
      const read = (column: string) => Object.fromEntries(rows.map((row) => [row.tool, row[column]]));
      expect(read("calls")).toEqual(
        sumBy(
          calls,
          ({ properties }) => properties.tool_name,
          ({ weight }) => weight,
        ),
      );
      const findCode = calls.filter(({ properties }) => properties.tool_name === "find_code");
      const share = findCode.filter(({ properties }) => !properties.success).length / findCode.length;
      expect(read("failed_share").find_code).toBeCloseTo(share, 9);
      const { failed_share_low: low, failed_share_high: high } = rows[0] ?? {};
      expect(Number(low)).toBeLessThan(CALL_FAILURE);
      expect(Number(high)).toBeGreaterThan(CALL_FAILURE);
    });

    test("have the share of sessions with a reported error, by version", async () => {
      const rows = await ask("error-rates");
      for (const { version, sessions, exception_share, platform_share } of rows) {
        const ofVersion = sent.filter((fact) => fact.session !== undefined && fact.version === version);
        const count = (facts: readonly Fact[]) => new Set(facts.map(({ session }) => session)).size;
        expect(sessions).toBe(count(ofVersion));
        expect(exception_share).toBeCloseTo(count(select(ofVersion, "$exception")) / count(ofVersion), 9);
        expect(platform_share).toBeCloseTo(count(select(ofVersion, "error")) / count(ofVersion), 9);
      }
      expect(rows).toHaveLength(2);
    });

    test("add up weekly reports under the week of use, also of sessions that were not sampled", async () => {
      const rows = await ask("weekly-activity");
      const weeks = groupBy(listReportedWeeks(happened), ({ week }) => week);
      expect(rows.map(({ week }) => week)).toEqual([...weeks.keys()].sort());
      for (const { week, installations, all_sessions, all_searches, half_searches, all_tool_calls } of rows) {
        const reports = weeks.get(String(week)) ?? [];
        const count = (event: string) => reports.map(({ facts }) => select(facts, event).length);
        const add = (counts: readonly number[]) => counts.map(roundWeekly).reduce((a, b) => a + b, 0);
        expect(installations).toBe(reports.length);
        expect(all_sessions).toBe(count("codeweaver_session").reduce((a, b) => a + b, 0));
        expect(all_searches).toBe(add(count("codeweaver_search")));
        expect(all_tool_calls).toBe(add(count("mcp_tool_call")));
        expect(half_searches).toBe(computeQuantile(count("codeweaver_search").map(roundWeekly), 0.5));
      }
      expect(rows).toHaveLength(Math.floor(DAYS / 7));
    });

    test("have the shares of installations that come back", async () => {
      const weeks = groupBy(listReportedWeeks(happened), ({ week }) => week);
      for (const { week, returned_share, stayed_share } of await ask("returns")) {
        const reports = weeks.get(String(week)) ?? [];
        const getShare = (part: number) => part / reports.length;
        expect(returned_share).toBeCloseTo(
          getShare(reports.filter(({ wasActiveWeekBefore }) => wasActiveWeekBefore).length),
          9,
        );
        expect(stayed_share).toBeCloseTo(
          getShare(reports.filter(({ wasActiveFourWeeksBefore }) => wasActiveFourWeeksBefore).length),
          9,
        );
      }
    });

    test("count the installations that are used in a day, a week and a month", async () => {
      const rows = await ask("active-installations");
      const read = (name: string) =>
        Object.fromEntries(
          rows
            .filter(({ period }) => period === name)
            .map(({ begins, installations }) => [begins, installations]),
        );
      expect(read("day")).toEqual(countActive(happened, ({ day }) => day));
      expect(read("week")).toEqual(countActive(happened, ({ monday }) => monday));
      expect(read("month")).toEqual(countActive(happened, ({ day }) => `${day.slice(0, 7)}-01`));
    });

    test("have the weeks in which a version is used", async () => {
      const rows = await ask("versions");
      const read = (column: string) =>
        Object.fromEntries(
          rows.filter((row) => row[column] !== 0).map((row) => [`${row.begins} ${row.version}`, row[column]]),
        );
      const getKey = ({ monday, version }: Fact) => `${monday} ${version}`;
      expect(read("session_count")).toEqual(
        sumBy(select(sent, "codeweaver_session"), getKey, ({ weight }) => weight),
      );
      const firstOfWeeks = groupBy(
        happened.filter(({ session }) => session !== undefined),
        ({ installation, monday }) => `${installation} ${monday}`,
      );
      const first = [...firstOfWeeks.values()].flatMap((facts) => facts.slice(0, 1));
      expect(read("installations")).toEqual(sumBy(first, getKey));
    });

    test("have the share of tokens that is saved, from all that happened in the reported weeks", async () => {
      const [row] = (await ask("saved-share")).filter(({ baseline }) => baseline === "whole_files");
      const reports = listReportedWeeks(happened).map(({ facts }) => {
        const sessions = select(facts, "codeweaver_session").map(({ properties }) => properties.tokens);
        const add = (name: "baseline" | "saved") =>
          roundWeekly(sessions.reduce((total, tokens) => total + tokens[name].whole_files, 0));
        return { baseline: add("baseline"), saved: add("saved") };
      });
      const add = (name: "baseline" | "saved") => reports.reduce((total, report) => total + report[name], 0);
      expect(row?.saved_share).toBeCloseTo(add("saved") / add("baseline"), 9);
      expect(row?.saved_share_units).toBe(reports.filter(({ baseline }) => baseline > 0).length);
      expect(Number(row?.saved_share)).toBeGreaterThan(0.65);
      expect(Number(row?.saved_share)).toBeLessThan(0.75);
    });

    test("say at which rates events are sampled", async () => {
      const row = (await ask("data-quality")).find(({ event }) => event === "codeweaver_search");
      const searches = select(sent, "codeweaver_search");
      const sampled = searches.filter(({ weight }) => weight > 1).length;
      expect(row).toMatchObject({ received: searches.length, rates: 1, lowest_rate: SAMPLING.rate });
      expect(row?.sampled_share).toBeCloseTo(sampled / searches.length, 9);
    });

    describeGoldenExperiments(open, () => happened);
  });
}
