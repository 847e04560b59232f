// Checks that the build of the documentation site finds mistakes in pages.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { findBrokenLinks } from "../../site/links.mjs";
import { GithubSlugger } from "../../site/markdown.mjs";
import { readGroups } from "../../site/pages.mjs";

let folder;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "site-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(files) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

describe("findBrokenLinks", () => {
  it("names links without a file, without an anchor, and out of the site", () => {
    write({
      "index.html":
        '<a href="docs/A.html#there">a</a> <a href="docs/B.html">b</a> <a href="docs/A.html#gone">c</a>',
      "docs/A.html":
        '<h2 id="there">A</h2> <a href="../index.html">d</a> <a href="../../x.html">e</a> <img src="f.svg">',
    });
    assert.deepEqual(findBrokenLinks(folder).sort(), [
      "docs/A.html: ../../x.html",
      "docs/A.html: f.svg",
      "index.html: docs/A.html#gone",
      "index.html: docs/B.html",
    ]);
  });

  it("names pages that load something of another host, and allows links to it", () => {
    write({
      "index.html": '<a href="https://example.com/">a</a>',
      "font.html": '<link rel="stylesheet" href="https://fonts.example.com/a.css">',
    });
    assert.deepEqual(findBrokenLinks(folder), ["font.html: loads something of another host"]);
  });
});

describe("readGroups", () => {
  it("takes the titles from the pages", () => {
    write({ "README.md": "# The `package`\n", "docs/CLI.md": "\n# The command line\n" });
    const pages = readGroups(folder).flatMap((group) => group.pages);
    assert.deepEqual(pages, [
      { file: "README.md", title: "The package" },
      { file: "docs/CLI.md", title: "The command line" },
    ]);
  });

  it("refuses a page that no group has, and a page without a title", () => {
    write({ "docs/NEW.md": "# New\n" });
    assert.throws(() => readGroups(folder), /no group for docs\/NEW\.md/);
    rmSync(join(folder, "docs/NEW.md"));
    write({ "docs/CLI.md": "No title\n" });
    assert.throws(() => readGroups(folder), /docs\/CLI\.md has no line/);
  });
});

describe("GithubSlugger", () => {
  it("makes the anchors that GitHub makes", () => {
    const slugger = new GithubSlugger({ lowercase: true });
    const titles = [
      "Exit codes – and --json",
      "codeweaver_search",
      "What's new?",
      "1. Install it",
      "What's new?",
    ];
    assert.deepEqual(
      titles.map((title) => slugger.slug(title)),
      ["exit-codes--and---json", "codeweaver_search", "whats-new", "1-install-it", "whats-new-1"],
    );
  });
});
