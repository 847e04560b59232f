/** Keeps a copy of the last weekly reports that this installation has sent, for the person alone: `compare` ranks them. */
import { join } from "node:path";
import type { JsonObject } from "../envelope.js";
import { MAX_SMALL_FILE_BYTES } from "../files/file-limits.js";
import { writeOwnFile } from "../files/own-files.js";
import { formatRecord, readOwnRecord } from "../files/own-records.js";
import { isRecord } from "../internal/record.js";
import { OWN_REPORTS_FILE } from "./own-reports-file.js";

/** A quarter of a year, so that a monthly publication of the last quarter still has its weeks. */
const MAX_REPORTS = 13;

/** The properties of a report as they were sent, without the ids and those that every event has. */
export interface OwnReport extends JsonObject {
  /** The ISO week. */
  readonly week: string;
}

/** Returns whether this package, or another version of it, gives this name to a file of the reports. */
export function isOwnReportsName(file: string): boolean {
  return /^weekly-reports(?:\.[\w.]+)?$/.test(file);
}

/**
 * Adds a report that is sent, and removes the oldest ones. There is no lock, because the state of the installation gives the
 * report of a week to one process. A damaged file is replaced. Nothing is kept if the file cannot be written, or if a newer
 * package wrote it. Synchronous, because the process may be ending. Never throws.
 */
export function keepOwnReport(folder: string, properties: JsonObject): void {
  if (!isOwnReport(properties)) return;
  try {
    const others = readReplaceable(folder).filter(({ week }) => week !== properties.week);
    // In the order of sending and not by week, because one run with a wrong clock would remain for ever.
    let reports = [...others, properties].slice(-MAX_REPORTS);
    const format = () => formatRecord({ reports });
    while (reports.length > 1 && Buffer.byteLength(format()) > MAX_SMALL_FILE_BYTES)
      reports = reports.slice(1);
    writeOwnFile(join(folder, OWN_REPORTS_FILE), format());
  } catch {
    // The disk cannot be written, or the file must not be used.
  }
}

/**
 * Returns the reports in the order in which they were sent. A damaged one is left out.
 * @throws an error if the file cannot be used
 */
export function readOwnReports(folder: string): readonly OwnReport[] {
  const { reports } = readOwnRecord(join(folder, OWN_REPORTS_FILE)) ?? {};
  return Array.isArray(reports) ? reports.filter(isOwnReport) : [];
}

/** @throws as `readOwnReports`, except for a damaged file */
function readReplaceable(folder: string): readonly OwnReport[] {
  try {
    return readOwnReports(folder);
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function isOwnReport(value: unknown): value is OwnReport {
  return isRecord(value) && typeof value.week === "string" && /^\d{4}-W\d\d$/.test(value.week);
}
