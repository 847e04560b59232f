/** Lists what the first page shows of a project: large figures, and small charts of the questions that newcomers ask first. */
import type { Answer } from "../questions/answer.js";
import {
  describeActiveWeek,
  describeFailures,
  describeLatency,
  describeSavings,
  describeSearches,
  type Figure,
} from "./highlight-figures.js";

export interface FigureHighlight {
  readonly question: string;
  /** Returns undefined if the answer does not have it. */
  readonly describe: (answer: Answer) => Figure | undefined;
}

/** Of each group, the first one with an answer is shown. */
export const FIGURES: readonly (readonly FigureHighlight[])[] = [
  [{ question: "active-installations", describe: describeActiveWeek }],
  [{ question: "sessions-and-searches", describe: describeSearches }],
  [{ question: "search-latency", describe: describeLatency }],
  [
    { question: "search-failures", describe: (answer) => describeFailures(answer, "all_searches") },
    { question: "search-outcomes", describe: (answer) => describeFailures(answer, "searches") },
  ],
  [{ question: "saved-share", describe: describeSavings }],
];

/** The questions of the small charts. Those without an answer are not shown. */
export const CHARTS: readonly string[] = [
  "active-installations",
  "sessions-and-searches",
  "versions",
  "search-latency",
  "search-failures",
  "weekly-features",
  "search-languages",
  "platforms",
];

/**
 * Shown of a tool whose events are its own, or that sends traces only, so that none of the other questions has an answer. Every
 * event and every span has one here.
 */
export const FALLBACK_CHARTS: readonly string[] = ["events", "traces"];
