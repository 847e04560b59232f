/** Defines the subcommand that prints the answers to questions. */
import type { Answer } from "../questions/answer.js";
import { QUESTIONS } from "../questions/catalog.js";
import { findQuestion, UnknownQuestionError } from "../questions/find-question.js";
import { formatAnswerText } from "./answer-text.js";
import { askServer } from "./ask-server.js";
import { getOutputWidth } from "./output-width.js";
import {
  type Arguments,
  DATA_ARGUMENT,
  defineSubcommand,
  FILTER_ARGUMENTS,
  PROJECT_ARGUMENT,
  UsageError,
} from "./subcommand.js";

export const report = defineSubcommand(
  "report",
  "Answer questions, or all of them",
  {
    questions: { type: "positional", description: "Ids of questions", valueHint: "ID…", required: false },
    json: { type: "boolean", description: "Print JSON" },
    ...FILTER_ARGUMENTS,
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const ids = listIds(args);
    const answers: Answer[] = [];
    for (const id of ids) answers.push(await askServer(args, id));
    if (args.json === true) return print(JSON.stringify(answers, null, 2));
    printAnswers(answers, args.questions === undefined);
  },
);

/** @throws UsageError */
function listIds({ _: words }: Arguments): string[] {
  const ids = (Array.isArray(words) ? words : []).map(String);
  if (ids.length === 0) return QUESTIONS.map(({ id }) => id);
  try {
    return ids.map((id) => findQuestion(id).id);
  } catch (error) {
    if (error instanceof UnknownQuestionError) throw new UsageError(error.message);
    throw error;
  }
}

/** A report of everything leaves out the questions without an answer, and names them at its end. */
function printAnswers(answers: readonly Answer[], isEverything: boolean): void {
  const width = getOutputWidth();
  const shown = isEverything ? answers.filter(({ rows }) => rows.length > 0) : answers;
  const texts = shown.map((answer) => formatAnswerText(answer, width));
  const missing = answers.filter((answer) => !shown.includes(answer)).map(({ question }) => question);
  if (missing.length > 0) texts.push(`Nothing was received for: ${missing.join(", ")}`);
  print(texts.join("\n\n\n"));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
