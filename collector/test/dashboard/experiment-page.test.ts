/** Tests what the pages about experiments say, and that they say it as the terminal does. */
import { describe, expect, it } from "vitest";
import { formatExperimentText } from "../../src/cli/experiment-text.js";
import { renderExperimentListPage } from "../../src/dashboard/experiment-list-page.js";
import { type ExperimentPageContent, renderExperimentPage } from "../../src/dashboard/experiment-page.js";
import type { PageContext } from "../../src/dashboard/page-context.js";
import { createAnswer, createColumn, createContext } from "./answers.js";
import { createReport } from "./experiments.js";
import { readText } from "./page-text.js";

const FRAME = { asked: createReport().asked, asOf: "2026-11-28T10:00:00Z" };
const PLAN = { decrease: ["search_ms"], plannedInstallations: 1500, shares: { control: 80, test: 20 } };

function render(
  content: Partial<ExperimentPageContent> = {},
  context: Partial<PageContext> = {},
): Promise<string> {
  const experiment = { name: "new reranker", plan: PLAN };
  return renderExperimentPage(
    { experiment, frame: FRAME, report: createReport(), ...content },
    createContext(context),
  );
}

describe("the page of an experiment", () => {
  it("has every sentence that the terminal has", async () => {
    const text = readText(await render());
    const sentences = formatExperimentText(createReport(), 1000).split("\n");
    expect(sentences.length).toBeGreaterThan(6);
    for (const sentence of sentences) expect(text).toContain(sentence.trim().replaceAll(/^- |:$/g, ""));
  });

  it("draws the interval of each variant but the control, and a line at no difference", async () => {
    const page = await render();
    expect(page).toContain(
      "Dot chart of “Difference from control” by “Variant”. Values from −10 % to −10 %.",
    );
    expect(page).toContain("Lines through the points are 95 % intervals. A line across the chart is at 0 %.");
    expect(page.match(/role="img"/g)).toHaveLength(2);
  });

  it("has the numbers of the chart in a table", async () => {
    expect(readText(await render())).toMatch(/test 1,000 90 −10 % −\d+ % to −[\d.]+ % .* lower/);
  });

  it("states the plan, and the shares as parts of a whole", async () => {
    const text = readText(await render());
    expect(text).toContain("Planned shares control 80 %, test 20 %");
    expect(text).toContain("Better if lower search_ms");
    expect(text).toContain("Planned installations 1,500");
    expect(text).not.toContain("The configuration has no plan");
  });

  it("says how to write a plan down, if there is none", async () => {
    const page = await render({ experiment: { name: "new reranker", plan: undefined } });
    expect(readText(page)).toContain('[projects.default.experiments."new reranker"]');
    expect(readText(page)).toContain("Planned installations 5,000");
  });

  it("draws nothing and says what is missing, if there are few installations", async () => {
    const groups = new Map([["control", { n: 3, sum: 30, sumOfSquares: 330 }]]);
    const report = createReport({ metrics: [{ name: "search_ms", kind: "mean", groups }] });
    const page = await render({ report });
    expect(page).not.toContain("<svg");
    expect(readText(page)).toContain("Both groups need at least 5 installations with an outcome.");
  });

  it("warns of variants that do not have their shares", async () => {
    const variants = createReport().variants.map((variant) => ({
      ...variant,
      share: variant.name === "test" ? 9 : 1,
    }));
    expect(await render({ report: createReport({ variants }) })).toMatch(
      /<p class="message">The variants do not have the installations/,
    );
  });

  it.each<[string, Partial<ExperimentPageContent>, RegExp]>([
    [
      "the plan does not fit",
      { report: "the variant old was reported, but has no share." },
      /plan: the variant old/,
    ],
    ["nothing was reported", { report: undefined }, /No installation has reported a result in these days/],
    [
      "the project has no event",
      { report: undefined, frame: { ...FRAME, asOf: null } },
      /No event has arrived for the project default yet/,
    ],
  ])("says that %s", async (_, content, sentence) => {
    const text = readText(await render(content));
    expect(text).toMatch(sentence);
    expect(text).toContain("The plan");
  });

  it("shows names as they are", async () => {
    const page = await render({ experiment: { name: "<b>", plan: undefined } });
    expect(page).not.toContain("<b>");
    expect(page).toContain('action="/experiments/%3Cb%3E"');
  });
});

describe("the list of experiments", () => {
  const COLUMNS = [
    createColumn("experiment", "text"),
    createColumn("variant", "text"),
    createColumn("exposures", "count"),
    createColumn("last_day", "day"),
  ];
  const ANSWER = createAnswer(
    COLUMNS,
    [
      ["a/b", "control", 40, "2026-11-01"],
      ["a/b", "test", 2, "2026-11-20"],
    ],
    { question: "experiments" },
  );

  it("links to each experiment that was reported or planned", () => {
    const page = renderExperimentListPage({ answer: ANSWER, planned: ["later"] }, createContext());
    expect(page).toContain('<a href="/experiments/a%2Fb">a/b</a>');
    const text = readText(page);
    expect(text).toContain("a/b control, test 42 20 Nov 2026 the defaults");
    expect(text).toContain("later – 0 none yet in the configuration");
  });

  it("says how an experiment comes to be listed", () => {
    const answer = createAnswer(COLUMNS, [], { question: "experiments" });
    const text = readText(renderExperimentListPage({ answer, planned: [] }, createContext()));
    expect(text).toContain("No installation has reported the result of an experiment in these days.");
    expect(text).toContain("[projects.default.experiments]");
  });
});
