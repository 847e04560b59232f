import { describe, expect, it } from "vitest";
import { CHARTS, FIGURES } from "../../src/dashboard/highlight.js";
import { listOverviewQuestions, renderOverviewPage } from "../../src/dashboard/overview-page.js";
import type { Answer, AnswerColumn, AnswerValue } from "../../src/questions/answer.js";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { createAnswer, createColumn, createContext } from "./answers.js";

const FRAME = createAnswer([], []);

function render(answers: readonly Answer[]): Promise<string> {
  return renderOverviewPage({ questions: QUESTIONS, answers, frame: FRAME }, createContext());
}

/** Returns the texts of the large figures. */
function listFigures(page: string): string[] {
  const [, list = ""] = /<ul class="figures">(.*?)<\/ul>/s.exec(page) ?? [];
  const texts = list.split("</li>").map((item) => item.replaceAll(/<[^>]*>/g, "").trim());
  return texts.filter((text) => text !== "");
}

describe("the first page", () => {
  it.each([...FIGURES.flat().map(({ question }) => question), ...CHARTS])("knows the question %s", (id) => {
    expect(listOverviewQuestions(QUESTIONS).map((question) => question.id)).toContain(id);
  });

  it.each<[string, string, AnswerColumn[], AnswerValue[][], string]>([
    [
      "the last week that is over",
      "active-installations",
      [createColumn("period", "text"), createColumn("begins", "day"), createColumn("installations", "count")],
      [
        ["day", "2026-11-27", 9],
        ["week", "2026-11-23", 8],
        ["week", "2026-11-16", 7],
        ["week", "2026-11-09", 6],
      ],
      "7 installations were active in the week from 16 Nov 2026 6 in the week before",
    ],
    [
      "the searches of all days",
      "sessions-and-searches",
      [
        createColumn("happened", "day"),
        createColumn("session_count", "count"),
        createColumn("search_count", "count"),
      ],
      [
        ["2026-11-01", 2, 1000],
        ["2026-11-02", 3, 500],
      ],
      "1,500 searches in these days in 5 sessions that have ended",
    ],
    [
      "the most used mode of the newest version in use",
      "search-latency",
      [
        createColumn("version", "text"),
        createColumn("mode", "text"),
        createColumn("searches", "number"),
        createColumn("p50", "milliseconds"),
        createColumn("p95", "milliseconds"),
      ],
      [
        ["0.9.0", "dense", 1000, 1, 2],
        ["0.10.0", "dense", 100, 3, 4],
        ["0.10.0", "hybrid", 200, 50, 60],
        ["0.11.0", "dense", 99, 7, 8],
      ],
      "60 ms 95 % of searches are faster than this (version 0.10.0, mode hybrid) half are faster than 50 ms",
    ],
    [
      "failures with their interval",
      "search-failures",
      [
        createColumn("version", "text"),
        createColumn("all_searches", "count"),
        createColumn("failed_share", "share"),
        createColumn("failed_share_low", "bound"),
        createColumn("failed_share_high", "bound"),
      ],
      [["1.0.0", 10, 0.02, 0.01, 0.04]],
      "2 % of searches fail (version 1.0.0) 1 % to 4 % is the 95 % interval",
    ],
    [
      "savings against all baselines",
      "saved-share",
      [
        createColumn("baseline", "text"),
        createColumn("saved_share_units", "count"),
        createColumn("saved_share", "share"),
      ],
      [
        ["whole_files", 40, 0.6],
        ["own", 30, -0.1],
        ["top_k_passages", 40, 0.3],
      ],
      "-10 % to 60 % of tokens are saved, compared with own and with top k passages and with whole files from 40 weekly reports",
    ],
  ])("states %s", async (_, question, columns, rows, expected) => {
    const page = await render([createAnswer(columns, rows, { question })]);
    expect(listFigures(page)).toEqual([expected]);
  });

  it("links to every question under its audience", async () => {
    const page = await render([]);
    for (const { id } of QUESTIONS) expect(page).toContain(`<a href="/questions/${id}">`);
    expect(page).toMatch(/For everybody.*For those who develop the tool.*For those who run the collector/s);
  });

  it("says that a project has no manifest, beside the answers that it has without one", async () => {
    const columns = [createColumn("happened", "day"), createColumn("search_count", "count")];
    const answers = [createAnswer(columns, [["2026-11-01", 7]], { question: "sessions-and-searches" })];
    const content = { questions: QUESTIONS, answers, frame: FRAME };
    const page = await renderOverviewPage(content, createContext({ manifests: [] }));
    expect(page).toContain("The project default has no manifest yet,");
    expect(page).toContain("<strong>7</strong>");
  });

  it("says what to do without an answer", async () => {
    expect(await render([])).toContain("No event answers the questions of this page with these filters.");
  });
});
