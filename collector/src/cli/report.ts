/** Defines the subcommand that prints the answers to questions. */
import type { Answer } from "../questions/answer.js";
import { formatAnswerText } from "./answer-text.js";
import { askServer } from "./ask-server.js";
import { getOutputWidth, print, printJson } from "./output.js";
import { chooseQuestions, FILTER_ARGUMENTS, QUESTIONS_ARGUMENT } from "./question-arguments.js";
import { DATA_ARGUMENT, defineSubcommand, PROJECT_ARGUMENT } from "./subcommand.js";

export const report = defineSubcommand(
  "report",
  "Answer questions, or all of them",
  {
    ...QUESTIONS_ARGUMENT,
    json: { type: "boolean", description: "Print JSON" },
    ...FILTER_ARGUMENTS,
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const answers: Answer[] = [];
    for (const { id } of chooseQuestions(args)) answers.push(await askServer(args, id));
    if (args.json === true) return printJson(answers);
    printAnswers(answers, args.questions === undefined);
  },
);

/** A report of everything leaves out the questions without an answer, and names them at its end. */
function printAnswers(answers: readonly Answer[], isEverything: boolean): void {
  const width = getOutputWidth();
  const shown = isEverything ? answers.filter(({ rows }) => rows.length > 0) : answers;
  const texts = shown.map((answer) => formatAnswerText(answer, width));
  const missing = answers.filter((answer) => !shown.includes(answer)).map(({ question }) => question);
  if (missing.length > 0) texts.push(`Nothing was received for: ${missing.join(", ")}`);
  print(texts.join("\n\n\n"));
}
