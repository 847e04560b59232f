/** Every link of a document leads somewhere, in the repository and in the npm package. */
import { describe, expect, it } from "vitest";
import { findLinkProblems, isInPackage, listLinks } from "../support/docs/links.js";
import { parsePage, readProjectPages, readUserPages } from "../support/docs/pages.js";

const userPages = readUserPages();
const pages = [...userPages, ...readProjectPages()];
const links = pages.flatMap(listLinks);

describe("the links", () => {
  it.each(pages.map((page) => [page.path, page] as const))(
    "every link of %s leads to a file or a heading",
    (_, page) => expect(findLinkProblems(page)).toEqual([]),
  );

  it("README.md has a link to every page of docs/", () => {
    const targets = links
      .filter(({ page }) => page === "README.md")
      .map(({ target }) => target.split("#", 1)[0]);
    const others = userPages.map(({ path }) => path).filter((path) => path !== "README.md");
    expect(others.length).toBeGreaterThan(5);
    expect(others.filter((path) => !targets.includes(path))).toEqual([]);
  });

  it("the pages have links", () => expect(links.length).toBeGreaterThan(40));
});

describe("findLinkProblems", () => {
  const check = (path: string, ...lines: string[]) => findLinkProblems(parsePage(path, lines.join("\n")));

  it("finds files and headings that do not exist", () => {
    const problems = check(
      "docs/FIXTURE.md",
      "# Use `it`, twice",
      "",
      "[a](#use-it-twice), [b](#use-it), [c](../SECURITY.md), [d](NOTHING.md)",
      "",
      "[e](../CONTRIBUTING.md#tests-that-you-should-know) ![f](nothing.svg)",
      "[g](../CONTRIBUTING.md#nothing)",
      "",
      '<a href="nothing.md">h</a> [i]',
      "",
      "[i]: ../../outside.md",
    );
    expect(problems).toEqual([
      "docs/FIXTURE.md:3: #use-it has no such heading",
      "docs/FIXTURE.md:3: NOTHING.md does not exist",
      "docs/FIXTURE.md:5: nothing.svg does not exist",
      "docs/FIXTURE.md:6: ../CONTRIBUTING.md#nothing has no such heading",
      "docs/FIXTURE.md:8: nothing.md does not exist",
      "docs/FIXTURE.md:10: ../../outside.md leads out of the repository",
    ]);
  });

  it("finds links from a page of the npm package to a file that is not in it", () => {
    expect(
      check("README.md", "[a](src/index.ts) [b](examples/) [c](CONTRIBUTING.md) [d](LICENSE-MIT)"),
    ).toEqual(["README.md:1: src/index.ts is not in the npm package; write the path as code"]);
    expect(check("test/docs/QUESTIONS.md", "[a](../../src/index.ts)")).toEqual([]);
    expect(check("test/docs/QUESTIONS.md", "[a](../../node_modules/)")).toHaveLength(1);
  });

  it("finds addresses without https", () => {
    expect(check("README.md", "[a](http://example.com) http://example.org <https://example.net>")).toEqual([
      "README.md:1: http://example.com is not an https address",
      "README.md:1: http://example.org is not an https address",
    ]);
  });
});

it.each([
  ["docs/DATA.md", true],
  ["docs", true],
  ["examples/code-search/main.ts", true],
  ["examples/code-search", true],
  ["examples/tsconfig.json", false],
  ["src/index.ts", false],
  ["ARCHITECTURE.md", true],
  ["biome.json", false],
])("isInPackage(%j) is %j", (path, expected) => expect(isInPackage(path)).toBe(expected));
