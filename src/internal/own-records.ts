/** Reads and writes small JSON files that carry the version of their format. */
import { type AtomicWriteOptions, readOwnFile, removeOwnFile, writeOwnFile } from "./own-files.js";

/** The version of the formats that this package reads and writes. A record without a version is of the first one. */
const RECORD_VERSION = 1;

/** The fields of a record, which are not checked. */
export type RecordFields = Readonly<Record<string, unknown>>;

/** @throws a SyntaxError for a text that is not JSON, and a RangeError for a record that a newer package wrote */
export function parseRecord(text: string): RecordFields {
  const fields: RecordFields = Object(JSON.parse(text));
  const { version = RECORD_VERSION } = fields;
  if (version !== RECORD_VERSION) throw new RangeError("is of a newer version of codeweaver-telemetry");
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

/** A damaged record may be replaced. */
export function rejectNewerRecord(path: string): void {
  try {
    readOwnRecord(path);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
}
