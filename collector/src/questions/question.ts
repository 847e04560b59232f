/** Defines what a question is: the unit of meaning, for which events are collected. */
import type { Dialect } from "../store/dialect.js";
import type { ColumnKind } from "./answer.js";
import type { RowSet } from "./row-set.js";

/** Whom the answer helps: everybody who uses the tool, those who develop it, or those who run the collector. */
export type Audience = "everybody" | "developers" | "operators";

/** The meaning of the rows of an answer, which decides how they are drawn. */
export type AnswerShape = "series" | "distribution" | "comparison" | "table" | "figure";

/**
 * A column of an answer, under the name that the SQL gives it. A `share` is computed from two columns of counts, and a `ratio`
 * from the sums that `selectRatio` writes. Both have the bounds of their interval beside them.
 */
export type QuestionColumn =
  | { readonly kind: Exclude<ColumnKind, "share" | "bound">; readonly name: string; readonly label: string }
  | {
      readonly kind: "share";
      readonly name: string;
      readonly label: string;
      /** The column that counts the events with the property. */
      readonly part: string;
      /** The column that counts all events. */
      readonly of: string;
    }
  | { readonly kind: "ratio"; readonly name: string; readonly label: string };

/** How an answer is drawn: which columns are the axes, and which one distinguishes the lines or bars. */
export interface QuestionChart {
  readonly x: string;
  readonly y: string;
  readonly series?: string;
}

/**
 * A question to the events of a project. Its SQL reads the row sets as tables, in which each field has a plain name, so that
 * one text runs on every engine.
 */
export interface Question {
  /** Lower case with hyphens. It is part of addresses, and does not change. */
  readonly id: string;
  /** The question in plain words. */
  readonly sentence: string;
  readonly audience: Audience;
  readonly shape: AnswerShape;
  /** The tables of the SQL by name. The number of rows of the first one is the `n` of the answer. */
  readonly rows: Readonly<Record<string, RowSet>>;
  readonly createSql: (dialect: Dialect) => string;
  readonly columns: readonly QuestionColumn[];
  readonly chart?: QuestionChart;
  /** Sentences that a reader must know to understand the answer. */
  readonly notes?: readonly string[];
}

/** Checks the question's type where it is defined. */
export function defineQuestion(question: Question): Question {
  return question;
}
