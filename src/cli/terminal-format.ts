/** Formats text for a terminal: colours, JSON, paths, times, sizes and plurals. */
import { styleText } from "node:util";
import { markAsOwn } from "./styled-text.js";

export type Colors = Record<"bold" | "dim" | "green" | "red", (text: string) => string>;

/** Creates styles that do nothing when the stream is not a terminal, or when `NO_COLOR` is set. */
export function createColors(stream: NodeJS.WriteStream): Colors {
  const createStyle = (format: keyof Colors) => {
    const [before = "", after = ""] = stream.isTTY ? styleText(format, " ", { stream }).split(" ") : [];
    return (text: string): string => `${markAsOwn(before)}${text}${markAsOwn(after)}`;
  };
  return {
    bold: createStyle("bold"),
    dim: createStyle("dim"),
    green: createStyle("green"),
    red: createStyle("red"),
  };
}

/**
 * Formats a path for people: `~/.config` for a folder in their home. The name of the account is then not in a report that
 * they show to others.
 */
export function formatPath(path: string, home = process.env.HOME ?? ""): string {
  const isInHome = home.length > 1 && path.startsWith(`${home}/`);
  return isInHome ? `~${path.slice(home.length)}` : path;
}

/** Formats a value as JSON of several lines. All its line breaks are between the values, because JSON escapes those in texts. */
export function formatJson(value: unknown): string {
  return markAsOwn(JSON.stringify(value, replaceBigInt, 2));
}

/** Writes the large integers of a settings file as texts, because JSON has none. */
export function replaceBigInt(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? String(value) : value;
}

/** Formats an ISO time as `2026-11-21 14:05 UTC`. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(1)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function pluralize(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** Begins a sentence with a text. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
