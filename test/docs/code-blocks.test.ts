/** The code blocks of the README and of `docs/` compile and run, print what the pages say, and name commands that exist. */
import { afterAll, describe, expect, it } from "vitest";
import { describeCheck, findBlockProblems } from "../support/docs/check-block.js";
import { extractCodeBlocks, isProgram } from "../support/docs/code-blocks.js";
import { readUserPages } from "../support/docs/pages.js";
import { createWorkspace } from "../support/docs/workspace.js";

const pages = readUserPages();
const extracted = pages.map(extractCodeBlocks);
const blocks = extracted.flatMap((page) => page.blocks);
const workspace = createWorkspace(blocks);
afterAll(() => workspace.remove());

describe.concurrent("the code blocks", () => {
  for (const block of blocks) {
    if (block.language === "text") continue;
    const title = `${block.page}:${block.line} ${describeCheck(block)}`;
    it(title, async () => expect(await findBlockProblems(block, workspace)).toEqual([]));
    if (block.compileOnlyReason !== undefined)
      it.skip(`${block.page}:${block.line} is not run: ${block.compileOnlyReason}`);
  }

  for (const [index, { path }] of pages.entries())
    it(`${path} has blocks in the form that CONTRIBUTING.md describes`, () =>
      expect(extracted[index]?.problems).toEqual([]));

  it("are found on the pages", () => {
    expect(blocks.filter(isProgram).length).toBeGreaterThan(25);
    expect(blocks.filter(({ language }) => language === "sh").length).toBeGreaterThan(2);
  });
});
