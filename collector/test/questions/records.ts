/** Reads an answer as a test writes it: each row with its columns' names, rounded, and without the bounds of shares. */
import type { Answer, AnswerValue } from "../../src/questions/answer.js";
import type { Question } from "../../src/questions/question.js";
import { askEvents } from "./ask.js";

export type AnswerRecord = Readonly<Record<string, AnswerValue>>;

/** Asks about events, and returns the rows. */
export async function askRecords(
  question: Question,
  lines: readonly string[],
  filter = "",
): Promise<AnswerRecord[]> {
  return listRecords(await askEvents(question, lines, { filter }));
}

function listRecords({ columns, rows }: Answer): AnswerRecord[] {
  return rows.map((row) =>
    Object.fromEntries(
      columns.flatMap(({ name, kind }, index) => {
        const value = row[index] ?? null;
        return kind === "bound" ? [] : [[name, typeof value === "number" ? round(value) : value]];
      }),
    ),
  );
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
