/** Opens journals in a temporary folder, with a clock that a test can set. */
import { onTestFinished } from "vitest";
import { Journal, type JournalOptions } from "../../src/journal/journal.js";
import type { JournalPosition } from "../../src/journal/position.js";
import { readLines } from "../../src/journal/segment-reader.js";

export const NOON = Date.parse("2026-11-28T12:00:00Z");
export const DAY_MS = 24 * 3600 * 1000;
export const START: JournalPosition = { sequence: 0, offset: 0 };

export async function openJournal(folder: string, options: Partial<JournalOptions> = {}): Promise<Journal> {
  const journal = await Journal.open({ folder, now: () => NOON, ...options });
  onTestFinished(() => journal.close());
  return journal;
}

export function toLines(...texts: string[]): Buffer {
  return Buffer.from(texts.map((text) => `${text}\n`).join(""));
}

/** Returns all lines between two positions. */
export async function readTexts(folder: string, from = START, to?: JournalPosition): Promise<string[]> {
  const texts: string[] = [];
  for await (const { lines } of readLines(folder, from, to))
    texts.push(...lines.toString().slice(0, -1).split("\n"));
  return texts;
}
