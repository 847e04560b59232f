/** Defines the answer to a question, as the API returns it. */

export type ColumnKind =
  /** A day, as `YYYY-MM-DD`, or a week, as the day on which it begins. */
  | "day"
  | "text"
  /**
   * A version, by whose numbers the rows are sorted within those that have the same values in the columns before it. A version
   * in rows that are sorted by something else is a text.
   */
  | "version"
  /** A number of events, sessions or installations. A sampled one counts as many as it stands for. */
  | "count"
  | "number"
  | "milliseconds"
  | "usd"
  | "yesno"
  /** A part of a whole: 0.5 is half of it. Below 0 if something is lost instead. */
  | "share"
  /** A bound of the 95 % interval of the share before it. */
  | "bound";

export interface AnswerColumn {
  readonly name: string;
  readonly label: string;
  readonly kind: ColumnKind;
}

export type AnswerValue = string | number | boolean | null;

/** The days that were asked about, both included, and the filters. */
export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly filters: Readonly<Record<string, string>>;
}

export interface Answer {
  /** The id of the question. */
  readonly question: string;
  readonly sentence: string;
  readonly asked: Asked;
  /** When the newest event or span of the project happened, in UTC. Null without events. */
  readonly asOf: string | null;
  /** The number of rows that the answer is computed from, without weights. */
  readonly n: number;
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly (readonly AnswerValue[])[];
  readonly notes: readonly string[];
}
