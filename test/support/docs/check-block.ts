/** Checks a code block of a page by its language. */
import { type CodeBlock, isProgram } from "./code-blocks.js";
import {
  findFlagRulesProblems,
  findJsonProblems,
  findSettingsProblems,
  findShellProblems,
  isFlagRules,
} from "./run-commands.js";
import { findRunProblems } from "./run-programs.js";
import type { Workspace } from "./workspace.js";

/** Returns the problems of a block, each with its page and line. A block that does not compile is not run. */
export async function findBlockProblems(block: CodeBlock, workspace: Workspace): Promise<readonly string[]> {
  if (isProgram(block)) {
    const errors = workspace.findErrors(block);
    return errors.length > 0 ? errors : findRunProblems(block, workspace);
  }
  if (block.language === "sh") return findShellProblems(block, workspace);
  if (block.language === "toml")
    return isFlagRules(block) ? findFlagRulesProblems(block) : findSettingsProblems(block, workspace);
  if (block.language === "json") return findJsonProblems(block);
  return [];
}

/** Returns what is done with a block, for the title of its test. */
export function describeCheck(block: CodeBlock): string {
  const { language, compileOnlyReason, expectedOutput } = block;
  if (!isProgram(block)) return language === "sh" ? "sh: names commands that exist" : `${language}: is valid`;
  if (compileOnlyReason !== undefined) return `${language}: compiles`;
  return `${language}: compiles and runs${expectedOutput === undefined ? "" : ", and prints what the page says"}`;
}
