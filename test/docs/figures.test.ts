/** Every measured figure of the documents names its command and its run. */
import { describe, expect, it } from "vitest";
import { findFigureProblems, hasFigures } from "../support/docs/figures.js";
import { parsePage, readUserPages } from "../support/docs/pages.js";

const pages = readUserPages();

it.each(pages.map((page) => [page.path, page] as const))(
  "the measured figures of %s name their command and their run",
  (_, page) => expect(findFigureProblems(page)).toEqual([]),
);

it("measured figures are found in the README and on the pages of measurements", () => {
  const found = pages.filter(hasFigures).map(({ path }) => path);
  expect(found).toEqual(expect.arrayContaining(["README.md", "docs/FAULTS.md", "docs/PERFORMANCE.md"]));
});

describe("findFigureProblems", () => {
  const check = (path: string, ...lines: string[]) => findFigureProblems(parsePage(path, lines.join("\n")));
  const SOURCE = "Measured with `npm run bench`, 2026-11-26.";

  it("finds a figure without a command, without a run, or without both in its section", () => {
    const problems = check(
      "docs/PERFORMANCE.md",
      "# Title",
      "",
      "## One",
      "",
      "A capture needs 12 µs with `npm run bench`.",
      "",
      "## Two",
      "",
      "| case | p50, ms |",
      "|---|---|",
      "| capture | 12 |",
      "",
      "The run was of 2026-11-26.",
      "",
      "## Three",
      "",
      "It sends 51,000 events a second.",
      "",
      "## Four",
      "",
      "A table of 3 % has a source.",
      "",
      SOURCE,
    );
    expect(problems).toEqual([
      "docs/PERFORMANCE.md:5: no run (a date or a commit) for: A capture needs 12 µs with `npm run bench`.",
      'docs/PERFORMANCE.md:9: no command for: the column "p50, ms"',
      "docs/PERFORMANCE.md:17: no command and no run (a date or a commit) for: It sends 51,000 events a second.",
    ]);
  });

  it("accepts a commit as the run, and a command in a block", () => {
    const block = ["```sh", "npm run bench", "```"];
    expect(check("docs/FAULTS.md", "It lost 3 %, at commit `6f6de73`.", "", ...block)).toEqual([]);
  });

  it("tells measured figures from limits and defaults on other pages", () => {
    const limits = [
      "The exit takes at most 300 ms.",
      "An event has 32 KB.",
      "The default of 20 ms costs nothing.",
    ];
    expect(check("docs/DELIVERY.md", ...limits)).toEqual([]);
    expect(check("docs/DELIVERY.md", "The exit takes 300 ms.")).toHaveLength(1);
    expect(check("README.md", "It is 3 times faster.")).toHaveLength(1);
    expect(check("docs/SETTINGS.md", "The exit takes 300 ms.")).toEqual([]);
  });
});
