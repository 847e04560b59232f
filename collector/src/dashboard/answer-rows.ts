/** Reads the rows of an answer by the names of its columns. */
import type { Answer, AnswerValue } from "../questions/answer.js";
import { formatValue } from "../questions/answer-format.js";

/** A row of an answer. A column that the answer does not have is a missing value. */
export class AnswerRow {
  readonly #answer: Answer;
  readonly #values: readonly AnswerValue[];

  constructor(answer: Answer, values: readonly AnswerValue[]) {
    this.#answer = answer;
    this.#values = values;
  }

  /** Returns the number, or 0. */
  getNumber(name: string): number {
    const value = this.#get(name);
    return typeof value === "number" ? value : 0;
  }

  /** Returns the text, or an empty one. */
  getText(name: string): string {
    const value = this.#get(name);
    return typeof value === "string" ? value : "";
  }

  has(name: string): boolean {
    return this.#get(name) !== null;
  }

  /** Returns the value as the table shows it. */
  format(name: string): string {
    const column = this.#answer.columns.find((candidate) => candidate.name === name);
    return formatValue(column?.kind ?? "text", this.#get(name));
  }

  #get(name: string): AnswerValue {
    return this.#values[this.#answer.columns.findIndex((column) => column.name === name)] ?? null;
  }
}

export function readRows(answer: Answer): readonly AnswerRow[] {
  return answer.rows.map((values) => new AnswerRow(answer, values));
}
