/** The checks of code blocks accept only the forms that CONTRIBUTING.md describes. */
import { describe, expect, it } from "vitest";
import { fence, findProblems } from "../support/docs/fixture-page.js";

describe.concurrent("findBlockProblems", { timeout: 60_000 }, () => {
  it("compiles a block that is not run, and lets it have no output", async () => {
    const page = [
      "<!-- compile only: it deletes the reader's files -->",
      ...fence("ts", 'throw new Error("no");'),
      ...fence("text output", "no"),
      "",
      "<!-- compile only -->",
      ...fence("ts", "export {};"),
    ];
    expect(await findProblems(page)).toEqual([
      'docs/FIXTURE.md:10: the comment above is neither "given" nor "compile only: reason"',
      "docs/FIXTURE.md:3: a block that is not run has an output",
    ]);
  });

  it("finds blocks in another form", async () => {
    const page = [
      ...fence("python", "pass"),
      ...fence("", "text"),
      ...fence("text output", "1"),
      "",
      "    indented",
      "",
      ...fence("ts", "// one.ts", "export {};"),
      ...fence("ts", "// one.ts", "export {};"),
    ];
    expect(await findProblems(page)).toEqual([
      'docs/FIXTURE.md:1: language "python" is not one of ts, js, sh, toml, json, text',
      'docs/FIXTURE.md:4: language "" is not one of ts, js, sh, toml, json, text',
      "docs/FIXTURE.md:7: an output belongs directly after a block of ts, js or sh",
      "docs/FIXTURE.md:11: an indented block has no language; use a fence",
      "docs/FIXTURE.md:18: one.ts is there twice",
    ]);
  });
});
