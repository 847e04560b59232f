/** Finds questions by their ids. */
import { QUESTIONS } from "./catalog.js";
import type { Question } from "./question.js";

/** No question has the id. The message names one that is similar, or says where they are listed. */
export class UnknownQuestionError extends Error {
  override readonly name = "UnknownQuestionError";
}

/** @throws UnknownQuestionError */
export function findQuestion(id: string): Question {
  const question = QUESTIONS.find((candidate) => candidate.id === id);
  if (question !== undefined) return question;
  const words = id.split(/\W+/).filter((word) => word.length > 2);
  const similar = QUESTIONS.filter((candidate) => words.some((word) => candidate.id.includes(word)));
  const ids = (similar.length > 0 ? similar : QUESTIONS).map((candidate) => candidate.id);
  throw new UnknownQuestionError(
    `there is no question with this id: ${similar.length > 0 ? "did you mean" : "use one of"} ${ids.join(", ")}.`,
  );
}
