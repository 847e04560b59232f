/** Reads and writes small JSON files that carry the version of their format. */
import type { AtomicWriteOptions } from "./atomic-write.js";
import { readOwnFile, removeOwnFile, writeOwnFile } from "./own-files.js";

/** The version of the formats that this package reads and writes. A record without a version is of the first one. */
const RECORD_VERSION = 1;

export class NewerRecordError extends Error {}

/** The fields of a record, which are not checked. */
export type RecordFields = Readonly<Record<string, unknown>>;

/** @throws a SyntaxError for a text that is not JSON, and a NewerRecordError */
export function parseRecord(text: string): RecordFields {
  const fields: RecordFields = Object(JSON.parse(text));
  const { version = RECORD_VERSION } = fields;
  if (version !== RECORD_VERSION) throw new NewerRecordError("it is of a newer version");
  return fields;
}

export function formatRecord(fields: object): string {
  return JSON.stringify({ version: RECORD_VERSION, ...fields });
}

/** Returns undefined if there is no file. @throws as `readOwnFile` and `parseRecord` */
export function readOwnRecord(path: string): RecordFields | undefined {
  const text = readOwnFile(path);
  return text === undefined ? undefined : parseRecord(text);
}

/** Replaces a record, unless a newer package wrote it. @throws as `writeOwnFile` and `readOwnRecord` */
export function writeOwnRecord(path: string, fields: object, options?: AtomicWriteOptions): void {
  rejectNewerRecord(path);
  writeOwnFile(path, formatRecord(fields), options);
}

/** Removes a record, unless a newer package wrote it. @throws as `writeOwnRecord` */
export function removeOwnRecord(path: string): void {
  rejectNewerRecord(path);
  removeOwnFile(path);
}

/** Returns whether a newer package wrote the record. Never throws. */
export function isNewerRecord(path: string): boolean {
  try {
    readOwnRecord(path);
    return false;
  } catch (error) {
    return error instanceof NewerRecordError;
  }
}

/** A damaged record may be replaced. @throws as `readOwnRecord` for any other one that must not be used */
export function rejectNewerRecord(path: string): void {
  try {
    readOwnRecord(path);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}
