/** Defines the arguments of the subcommands that are about questions: which ones, and the filters. */
import type { ArgsDef } from "citty";
import { QUESTIONS } from "../questions/catalog.js";
import { findQuestion, UnknownQuestionError } from "../questions/find-question.js";
import type { Question } from "../questions/question.js";
import { type Arguments, optionalText, UsageError } from "./subcommand.js";

export const QUESTIONS_ARGUMENT = {
  questions: { type: "positional", description: "Ids of questions", valueHint: "ID…", required: false },
} as const satisfies ArgsDef;

/** The filters by their names in the API. */
export const FILTER_ARGUMENTS = {
  from: { type: "string", description: "First day, in UTC", valueHint: "YYYY-MM-DD" },
  to: { type: "string", description: "Last day, in UTC", valueHint: "YYYY-MM-DD" },
  version: { type: "string", description: "Only this version of the tool", valueHint: "V" },
  platform: { type: "string", description: "Only this platform", valueHint: "NAME" },
  ci: { type: "boolean", description: "Include runs in CI" },
  doctor: { type: "boolean", description: "Include test events of `doctor`" },
} as const satisfies ArgsDef;

/** Returns the questions that are named, or all of them. @throws UsageError */
export function chooseQuestions({ _: words }: Arguments): readonly Question[] {
  const ids = (Array.isArray(words) ? words : []).map(String);
  if (ids.length === 0) return QUESTIONS;
  try {
    return ids.map(findQuestion);
  } catch (error) {
    throw error instanceof UnknownQuestionError ? new UsageError(error.message) : error;
  }
}

/** Returns the filters as the API has them. @throws UsageError if one is empty */
export function readFilterParameters(args: Arguments): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const name of Object.keys(FILTER_ARGUMENTS)) {
    const isFlag = typeof args[name] === "boolean";
    const value = isFlag ? args[name] && "include" : optionalText(args, name);
    if (typeof value === "string") parameters[name] = value;
  }
  return parameters;
}
