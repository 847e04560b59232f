/** Decides whether the data support a claim, with the interval of each row that it is about. */
import type { Answer, AnswerColumn } from "../questions/answer.js";
import type { QuestionColumn } from "../questions/question.js";
import type { Claim } from "./claim-file.js";

export type ClaimVerdict = "supported" | "not supported" | "not enough data";

/** One row of the answer, such as one baseline. */
export interface ClaimCase {
  /** The texts of the row, which is empty if the answer has one row. */
  readonly label: string;
  /** The number of observations: the first count of the row. */
  readonly n: number;
  readonly value: number | null;
  /** The bounds of the 95 % interval. */
  readonly low: number | null;
  readonly high: number | null;
  readonly verdict: ClaimVerdict;
}

export interface CheckedClaim {
  readonly id: string;
  readonly sentence: string;
  readonly assumption: string;
  /** Supported if each case with enough observations is, and not supported as soon as one of them is not. */
  readonly verdict: ClaimVerdict;
  readonly cases: readonly ClaimCase[];
  /** The number of rows that the whole answer is computed from. */
  readonly n: number;
  readonly asOf: string | null;
}

/** @param answer to the claim's question */
export function checkClaim(claim: Claim, answer: Answer): CheckedClaim {
  const { id, sentence, assumption } = claim;
  const cases = chooseRows(claim, answer).map((row) => createCase(claim, answer, row));
  return {
    id,
    sentence,
    assumption,
    verdict: joinVerdicts(cases.filter(({ n }) => n >= claim.min_n)),
    cases,
    n: answer.n,
    asOf: answer.asOf,
  };
}

type Row = Answer["rows"][number];

function chooseRows({ rows }: Claim, answer: Answer): readonly Row[] {
  const wanted = Object.entries(rows).map(([name, values]) => ({ index: findColumn(answer, name), values }));
  return answer.rows.filter((row) =>
    wanted.every(({ index, values }) => values.includes(String(row[index]))),
  );
}

function createCase(claim: Claim, answer: Answer, row: Row): ClaimCase {
  const index = findColumn(answer, claim.column);
  const [value, low, high] = row.slice(index, index + 3).map(toNumber);
  const label = answer.columns
    .flatMap(({ kind }, column) => (isLabelKind(kind) ? [String(row[column])] : []))
    .join(", ");
  const n = toNumber(row[answer.columns.findIndex(({ kind }) => kind === "count")]) ?? 0;
  const found = { label, n, value: value ?? null, low: low ?? null, high: high ?? null };
  return { ...found, verdict: compare(claim, found) };
}

/** The whole interval must be on one side of the threshold. */
function compare(
  { at_least, at_most, min_n }: Claim,
  { n, low, high }: Pick<ClaimCase, "n" | "low" | "high">,
): ClaimVerdict {
  if (n < min_n || low === null || high === null) return "not enough data";
  if (at_least !== undefined) return decide(low >= at_least, high < at_least);
  return decide(high <= Number(at_most), low > Number(at_most));
}

function decide(isSupported: boolean, isRefuted: boolean): ClaimVerdict {
  if (isSupported) return "supported";
  return isRefuted ? "not supported" : "not enough data";
}

function joinVerdicts(cases: readonly ClaimCase[]): ClaimVerdict {
  if (cases.some(({ verdict }) => verdict === "not supported")) return "not supported";
  const isSupported = cases.length > 0 && cases.every(({ verdict }) => verdict === "supported");
  return isSupported ? "supported" : "not enough data";
}

function findColumn({ columns }: Answer, name: string): number {
  return columns.findIndex((column) => column.name === name);
}

function toNumber(value: Row[number] | undefined): number | null {
  return typeof value === "number" ? value : null;
}

/** Returns whether a column says what a row is about. */
export function isLabelKind(kind: QuestionColumn["kind"] | AnswerColumn["kind"]): boolean {
  return kind === "text" || kind === "version" || kind === "day";
}
