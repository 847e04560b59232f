/** Keeps the random ids under which this installation has sent events for 90 days, so that they can be exported and erased. */
import { unlinkSync } from "node:fs";
import { join } from "node:path";
import { appendOrCreateOwnFile, appendToOwnFile, readOwnFile } from "../files/own-files.js";
import { ensureOwnFolder, listOwnFolder } from "../files/own-folders.js";
import { isNotFoundError } from "../internal/errors.js";
import { isUuid } from "../internal/ids.js";
import { getEarlierWeek, getPeriodKeys } from "./calendar.js";

/** 13 whole weeks are 91 days, and the current week is kept in addition. */
const KEPT_WEEKS = 13;

/** About 100,000 ids of one week. */
const MAX_BYTES = 4 * 1024 * 1024;

/** `2026-W48.ids`: the ids of one ISO week, each on a line. A later version of the format has another name. */
const FILE_NAME = /^(\d{4}-W\d\d)\.ids$/;

/** Returns whether this package, or another version of it, gives this name to a file of the ids. */
export function isSentIdsName(file: string): boolean {
  return /^\d{4}-W\d\d\.[\w.]+$/.test(file);
}

/**
 * Adds ids to the list. Synchronous, because events under these ids may be sent at any time. If the disk cannot be written,
 * the list lacks them. Never throws.
 */
export function recordSentIds(folder: string, ids: readonly string[], now: number): void {
  const week = getPeriodKeys(now)?.week;
  if (week === undefined || ids.length === 0) return;
  const file = join(folder, `${week}.ids`);
  const lines = `\n${ids.join("\n")}\n`; // a line that a crash has cut off ends there
  try {
    appendToOwnFile(file, lines, { maxBytes: MAX_BYTES });
  } catch (error) {
    if (isNotFoundError(error)) createList(folder, file, lines, week);
  }
}

/** Creates the file of a new week, and removes the oldest ones. Never throws. */
function createList(folder: string, file: string, lines: string, week: string): void {
  try {
    ensureOwnFolder(folder);
    appendOrCreateOwnFile(file, lines);
    // Not by their age, because one run with a wrong clock would delete all of them.
    const names = listOwnFolder(folder).filter((name) => FILE_NAME.test(name));
    const isAhead = (name: string) => name > `${week}.ids`;
    const oldestFirst = [...names.filter(isAhead), ...names.filter((name) => !isAhead(name))];
    for (const name of oldestFirst.slice(0, -(KEPT_WEEKS + 1))) unlinkSync(join(folder, name));
  } catch {
    // The disk cannot be written.
  }
}

/**
 * Returns the ids of the last 90 days, oldest week first.
 * @throws an error if the folder or a file must not be used
 */
export function readSentIds(folder: string, now: number): string[] {
  const week = getPeriodKeys(now)?.week;
  const oldest = week === undefined ? "" : getEarlierWeek(week, KEPT_WEEKS);
  const texts = listOwnFolder(folder)
    .filter((name) => FILE_NAME.test(name) && name >= oldest)
    .map((name) => readOwnFile(join(folder, name), { maxBytes: 2 * MAX_BYTES }) ?? "");
  return [...new Set(texts.flatMap((text) => text.split("\n")).filter(isUuid))];
}
