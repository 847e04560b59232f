/** Formats the values of an answer for people: in a terminal and on a page. */
import type { Answer, AnswerColumn, AnswerValue, ColumnKind } from "./answer.js";

/** An answer whose values are texts. A share has its interval in the same cell. */
export interface FormattedAnswer {
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

const MISSING = "–";
const TEXT_KINDS: ReadonlySet<ColumnKind> = new Set(["day", "text", "version", "yesno"]);

export function formatAnswer({ columns, rows }: Answer): FormattedAnswer {
  const shown = columns.map((column, index) => ({ ...column, index })).filter(({ kind }) => kind !== "bound");
  return {
    columns: shown.map(({ label, kind }) => ({ label, isNumber: !TEXT_KINDS.has(kind) })),
    rows: rows.map((row) => shown.map((column) => formatCell(column, row, column.index))),
  };
}

function formatCell({ kind }: AnswerColumn, row: readonly AnswerValue[], index: number): string {
  const value = row[index] ?? null;
  if (kind !== "share" || typeof value !== "number") return formatValue(kind, value);
  const [low, high] = [row[index + 1], row[index + 2]];
  if (typeof low !== "number" || typeof high !== "number") return `${formatPercent(value)} %`;
  const bounds = [low, high].map(formatPercent);
  return `${formatPercent(value)} % (${bounds.join(" to ")})`;
}

/** @param kind of the column */
export function formatValue(kind: ColumnKind, value: AnswerValue): string {
  if (value === null || value === "") return MISSING;
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  switch (kind) {
    case "count":
      return formatNumber(Math.round(value));
    case "milliseconds":
      return value < 1000 ? `${formatNumber(value)} ms` : `${formatNumber(value / 1000)} s`;
    case "usd":
      return `${formatNumber(value)} USD`;
    case "share":
    case "bound":
      return `${formatPercent(value)} %`;
    default:
      return formatNumber(value);
  }
}

/** Three significant digits say as much as a reader can use. Whole numbers are shown in full. */
function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en");
  const digits = Math.abs(value) >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 };
  return value.toLocaleString("en", digits);
}

function formatPercent(share: number): string {
  return (share * 100).toLocaleString("en", { maximumFractionDigits: Math.abs(share) < 0.1 ? 2 : 1 });
}
