import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageContext } from "../../src/dashboard/page-context.js";
import { renderQuestionPage } from "../../src/dashboard/question-page.js";
import type { Answer } from "../../src/questions/answer.js";
import { searchLatency } from "../../src/questions/catalog/search-latency.js";
import type { Question } from "../../src/questions/question.js";
import { eventRows, text } from "../../src/questions/row-set.js";
import { createAnswer, createColumn, createContext, createQuestion } from "./answers.js";

const COLUMNS = [
  createColumn("mode", "text"),
  createColumn("version", "text"),
  createColumn("count", "count"),
];
const CHART = { x: "mode", y: "count", series: "version" };

interface RenderOptions extends Partial<PageContext> {
  readonly question?: Question;
  readonly sql?: string;
}

function render(answer: Answer, options: RenderOptions = {}): Promise<string> {
  const { question = createQuestion({ chart: CHART }), sql = "SELECT 1", ...context } = options;
  return renderQuestionPage({ question, answer, sql }, createContext(context));
}

/** Returns the tags of a page with the names of their attributes. */
function listTags(page: string): string[] {
  return page.match(/<[^>]*>/g)?.map((tag) => tag.replaceAll(/="[^"]*"/g, "")) ?? [];
}

describe("renderQuestionPage", () => {
  it("lets no value of an answer become an element or an attribute", async () => {
    const hostile = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[<>"'&=/a-z!`{} -]{1,20}$/),
    );
    const expected = listTags(
      await render(createAnswer(COLUMNS, [["a", "a", 1]], { notes: ["a"], asked: ask("a") })),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        // Backticks of a note are code, and a day is not broken, which is other HTML of the page's own.
        const note = text.replaceAll("`", "");
        const answer = createAnswer(COLUMNS, [[`${text}.`, `${text}.`, 1]], {
          notes: [note],
          asked: ask(text),
        });
        const page = await render(answer, { sql: text });
        expect(listTags(page)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("has the parts of a page in their order", async () => {
    const question = createQuestion({ chart: CHART });
    const page = await render(
      createAnswer(COLUMNS, [["dense", "1.0.0", 3]], { n: 1234, notes: ["A note."] }),
      {
        question,
        sql: "SELECT 1 < 2",
      },
    );
    const parts = [
      `<h1>${question.sentence}</h1>`,
      "1 Nov 2026 to 28 Nov 2026",
      "28 Nov 2026, 10:00 UTC",
      "1,234 events",
      "Last 13 weeks",
      "<form",
      '<svg aria-describedby="chart-wide-desc"',
      '<svg aria-describedby="chart-narrow-desc"',
      "<table",
      "A note.",
      'href="/api/questions/searches.csv"',
      'href="/api/questions/searches"',
      "SELECT 1 &lt; 2",
      "The fields that this page uses",
      "<code>search_<wbr>mode</code>",
      "Whether the search was hybrid, dense or sparse",
    ];
    const text = page.replaceAll(/<svg [^>]*(aria-describedby="[^"]*")[^>]*>/g, "<svg $1");
    const positions = parts.map((part) => text.indexOf(part));
    expect(positions).not.toContain(-1);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
  });

  it("shows a single row as large figures, with their intervals", async () => {
    const columns = [
      createColumn("searches", "count"),
      createColumn("failed", "share"),
      createColumn("low", "bound"),
      createColumn("high", "bound"),
    ];
    const page = await render(createAnswer(columns, [[887, 0.369, 0.338, 0.401]]), {
      question: createQuestion({ shape: "figure" }),
    });
    expect(page).toContain("<strong>887</strong>");
    expect(page).toContain("<strong>36.9 %</strong>");
    expect(page).toContain("33.8 to 40.1 % is the 95 % interval");
  });

  it("cuts a table that is too long, and says where the rest is", async () => {
    const rows = Array.from({ length: 501 }, (_, index) => ["a", `version-${index}`, 1]);
    const page = await render(createAnswer(COLUMNS, rows));
    expect(page).toContain("the first 500 of 501 rows. The CSV has all of them.");
    expect(page).toContain("<td>version-499</td>");
    expect(page).not.toContain("<td>version-500</td>");
  });

  it("warns of data that are three days old", async () => {
    const now = Date.parse("2026-11-28T12:00:00Z");
    const renderAsOf = (asOf: string) => render(createAnswer(COLUMNS, [["a", "b", 1]], { asOf }), { now });
    expect(await renderAsOf("2026-11-25T11:00:00Z")).toContain("The newest event is 3 days old.");
    expect(await renderAsOf("2026-11-25T13:00:00Z")).not.toContain("days old");
  });

  it("keeps the project, if there are several, and the filter in every link", async () => {
    const page = await render(createAnswer(COLUMNS, [["a", "b", 1]]), {
      projects: ["default", "other"],
      parameters: new URLSearchParams("platform=linux&from=2026-11-01&to=2026-11-28"),
    });
    const links = [...page.matchAll(/<a href="(\/[^"]*)"/g)].map(([, link = ""]) => link);
    expect(links.length).toBeGreaterThan(5);
    for (const link of links) expect(link).toContain("project=default");
    expect(links.filter((link) => !link.includes("platform=linux"))).toEqual([
      "/experiments?project=default",
      "/questions/searches?project=default",
    ]);
    expect(page).toContain("<option selected>default</option><option>other</option>");
  });
});

describe("an answer without rows", () => {
  const empty = createAnswer(COLUMNS, []);

  it.each<[string, RenderOptions, Partial<Answer>, RegExp]>([
    [
      "no manifest",
      { manifests: [] },
      { asOf: null },
      /has no manifest yet.*mytool telemetry manifest --json.*codeweaver-collector manifest add manifest\.json<\/code>/s,
    ],
    [
      "no manifest, beside another project",
      { manifests: [], project: "zen", projects: ["mytool", "zen"] },
      { asOf: null },
      /codeweaver-collector manifest add manifest\.json --project zen<\/code>/,
    ],
    ["no events", {}, { asOf: null }, /No event has arrived.*posthogHost: "https:\/\/telemetry\.example"/s],
    [
      "no events for the filter",
      {},
      {},
      /No event answers this question with these filters.*Events are deleted after 90 days.*last 52 weeks/s,
    ],
  ])("says that the project has %s, and what to do", async (_, context, answer, expected) => {
    const page = await render({ ...empty, ...answer }, context);
    expect(page).toMatch(expected);
    expect(page).not.toContain("<table aria-labelledby");
  });

  it("explains the name of an event, which no manifest lists", async () => {
    const question = createQuestion({ rows: { all: eventRows("*", { event: text("event") }) } });
    expect(await render(createAnswer(COLUMNS, [["a", "b", 1]]), { question })).toContain(
      "the name of the event",
    );
  });

  it("says that no manifest of the project lists the fields", async () => {
    const page = await render(empty, { question: searchLatency, manifests: [{ events: [] }] });
    expect(page).toContain("The project does not collect this.");
    expect(page).toContain("No manifest of the project lists this field.");
  });
});

function ask(text: string): Answer["asked"] {
  return { from: "2026-11-01", to: "2026-11-28", filters: { version: text } };
}
