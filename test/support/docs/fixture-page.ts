/** Checks the code blocks of pages that are made for a test. */
import { afterAll } from "vitest";
import { findBlockProblems } from "./check-block.js";
import { extractCodeBlocks } from "./code-blocks.js";
import { parsePage } from "./pages.js";
import { createWorkspace, type Workspace } from "./workspace.js";

const workspaces: Workspace[] = [];
afterAll(() => {
  for (const workspace of workspaces) workspace.remove();
});

/** Returns the first line of each problem of a page. */
export async function findProblems(lines: readonly string[]): Promise<string[]> {
  const { blocks, problems } = extractCodeBlocks(parsePage("docs/FIXTURE.md", lines.join("\n")));
  const workspace = createWorkspace(blocks);
  workspaces.push(workspace);
  const found = await Promise.all(blocks.map((block) => findBlockProblems(block, workspace)));
  return [...problems, ...found.flat()].map((problem) => problem.split("\n", 1)[0] ?? "");
}

/** Returns the lines of a fenced code block. */
export const fence = (language: string, ...lines: string[]) => [`\`\`\`${language}`, ...lines, "```"];
