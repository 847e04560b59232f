/** Colours on a terminal, columns everywhere. */
import { stripVTControlCharacters, styleText } from "node:util";

export type Colors = Record<"strong" | "faint" | "good" | "bad", (text: string) => string>;

/** Node's own rules: none where it is no terminal, or where NO_COLOR asks for none. */
export function createColors(stream: NodeJS.WriteStream): Colors {
  const createStyle =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      stream.isTTY ? styleText(format, text, { stream }) : text;
  return {
    strong: createStyle("bold"),
    faint: createStyle("dim"),
    good: createStyle("green"),
    bad: createStyle("red"),
  };
}

/** Rows as lines, each column as wide as its widest cell; the last is not filled up. */
export function formatColumns(rows: readonly (readonly string[])[], indent = "  "): string {
  const getWidth = (text: string) => stripVTControlCharacters(text).length;
  const widths: number[] = [];
  for (const row of rows)
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, getWidth(cell));
  return rows
    .map((row) =>
      row
        .map((cell, at) =>
          at === row.length - 1 ? cell : cell + " ".repeat((widths[at] ?? 0) - getWidth(cell)),
        )
        .join("  ")
        .trimEnd(),
    )
    .map((line) => indent + line)
    .join("\n");
}

/** `2026-11-21 14:05 UTC` of an ISO time. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function pluralize(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
