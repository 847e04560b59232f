/** The documents can be understood at the first reading: short sentences, and words with one meaning. */
import { describe, expect, it } from "vitest";
import { parsePage, readProjectPages, readUserPages } from "../support/docs/pages.js";
import {
  findLongSentences,
  findOpeningProblems,
  findUnclearWords,
  getMedianWords,
  MAX_SENTENCE_WORDS,
  MEDIAN_WORDS,
} from "../support/docs/prose-rules.js";
import { listSentences } from "../support/docs/sentences.js";

const MAX_README_LINES = 170;
const MAX_README_WORDS = 1600;

const pages = [...readUserPages(), ...readProjectPages()];

describe.each(pages.map((page) => [page.path, page] as const))("%s", (_, page) => {
  it(`has no sentence above ${MAX_SENTENCE_WORDS} words`, () => expect(findLongSentences(page)).toEqual([]));

  it(`has sentences with a median below ${MEDIAN_WORDS} words`, () => {
    expect(listSentences(page).length).toBeGreaterThan(5);
    expect(getMedianWords([page])).toBeLessThan(MEDIAN_WORDS);
  });

  it("uses words with one clear meaning", () => expect(findUnclearWords(page)).toEqual([]));

  it("begins with a title and a paragraph", () => expect(findOpeningProblems(page)).toEqual([]));
});

it(`all documents together have sentences with a median below ${MEDIAN_WORDS} words`, () => {
  expect(pages.flatMap(listSentences).length).toBeGreaterThan(500);
  expect(getMedianWords(pages)).toBeLessThan(MEDIAN_WORDS);
});

it(`README.md has at most ${MAX_README_LINES} lines and ${MAX_README_WORDS} words`, () => {
  const readme = pages.filter(({ path }) => path === "README.md");
  expect(readme[0]?.text.trimEnd().split("\n").length).toBeLessThanOrEqual(MAX_README_LINES);
  const words = readme.flatMap(listSentences).map(({ wordCount }) => wordCount);
  expect(words.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(MAX_README_WORDS);
});

const parse = (...lines: string[]) => parsePage("docs/FIXTURE.md", lines.join("\n"));

describe("listSentences", () => {
  it("splits at full stops, but not at abbreviations, versions and file names", () => {
    const page = parse(
      "Use Node 20.20 or later, e.g. `node`",
      "v22.22. Read README.md (i.e. this page).",
      "`capture` is next. Is it? Yes.",
    );
    expect(listSentences(page)).toMatchObject([
      { line: 1, text: "Use Node 20.20 or later, e.g. `node` v22.22.", wordCount: 8 },
      { line: 2, text: "Read README.md (i.e. this page).", wordCount: 5 },
      { line: 3, text: "`capture` is next.", wordCount: 3 },
      { line: 3, text: "Is it?", wordCount: 2 },
      { line: 3, text: "Yes.", wordCount: 1 },
    ]);
  });

  it("reads headings, lists and tables, and no code block and no comment", () => {
    const page = parse(
      "# A title",
      "<!-- a comment -->",
      "- An [item](x.md).",
      "",
      "| Head | `a b c` |",
      "|---|---|",
      "| Cell | **two** words |",
      "",
      "```ts",
      "code();",
      "```",
    );
    expect(listSentences(page).map(({ kind, text, line }) => `${line} ${kind}: ${text}`)).toEqual([
      "1 heading: A title",
      "3 list item: An item.",
      "5 table cell: Head",
      "5 table cell: `a b c`",
      "7 table cell: Cell",
      "7 table cell: two words",
    ]);
  });
});

describe("the rules of prose", () => {
  const words = (count: number) => `${Array.from({ length: count }, () => "word").join(" ")}.`;

  it("findLongSentences finds a sentence with one word too many, in a paragraph, a list or a table", () => {
    const allowed = words(MAX_SENTENCE_WORDS);
    const long = words(MAX_SENTENCE_WORDS + 1);
    const page = parse(allowed, "", long, "", `- ${long}`, "", "| A |", "|---|", `| ${long} |`);
    expect(findLongSentences(page).map((problem) => problem.slice(0, 27))).toEqual([
      "docs/FIXTURE.md:3: 36 words",
      "docs/FIXTURE.md:5: 36 words",
      "docs/FIXTURE.md:9: 36 words",
    ]);
  });

  it("getMedianWords computes the median without headings and labels", () => {
    const page = parse(`# ${words(30)}`, "", words(20), "", words(16), "", words(2), "", "- Yes.");
    expect(getMedianWords([page])).toBe(18);
  });

  it.each([
    "An event goes to the server.",
    "A no is asked for.",
    "It says what waits.",
    "The value never leaves the machine.",
    "Nothing may leave it.",
    "The text stays here.",
    "It rides along.",
    "A field is struck out.",
    "Every road ends.",
    "The event is sealed.",
    "It lets the value through.",
    "Values went out.",
  ])("findUnclearWords finds a word in: %s", (sentence) => {
    expect(findUnclearWords(parse("One.", sentence))).toContainEqual(
      expect.stringMatching(/^docs\/FIXTURE\.md:2: ".*" \(use: /),
    );
  });

  it.each([
    "`goes` is code.",
    "A no-op.",
    "A note, and a yesterday.",
    "Leave out the key, and go to the page.",
  ])("findUnclearWords accepts: %s", (sentence) => expect(findUnclearWords(parse(sentence))).toEqual([]));

  it("findOpeningProblems finds a page without a title, and one without an introduction", () => {
    expect(findOpeningProblems(parse("# Title", "", "Text."))).toEqual([]);
    expect(findOpeningProblems(parse("Text."))).toHaveLength(1);
    expect(findOpeningProblems(parse("# Title", "", "## Section", "", "Text."))).toHaveLength(1);
  });
});
