/** Records which project files the person has trusted, by a digest of their `[telemetry]` sections. */
import { readUserFile, resolveFolderLinks, writeUserFile } from "../files/user-files.js";
import { getErrorMessage } from "../internal/errors.js";
import { createSha256 } from "../internal/ids.js";
import type { TelemetrySections } from "./telemetry-sections.js";

/** The name of the file in `ToolFolders.config`. */
export const TRUST_FILE = "telemetry-trust.json";

/** The version of the file's format. A file of another version is neither used nor changed. */
const TRUST_FORMAT_VERSION = 1;

/** The number of records of files that the person has not trusted. The oldest are removed. */
const MAX_UNTRUSTED = 200;

/** The content of a project's file that the person has seen. */
export interface TrustRecord {
  /** The SHA-256 of the sections, in hex. Changed content has another digest and must be trusted again. */
  readonly digest: string;
  /** False if the person was told of the content and has not trusted it. */
  readonly isTrusted: boolean;
  /** ISO 8601, UTC. */
  readonly date: string;
}

/** The records by the paths of their files. */
type TrustRecords = Readonly<Record<string, TrustRecord>>;

/** Returns a SHA-256 in hex. Comments and the order of keys do not change it. */
export function digestSections(sections: TelemetrySections): string {
  const sorted = sections.map(([name, section]) => [
    name,
    Object.entries(section).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  // JSON cannot represent NaN, infinity and bigints, so a number is written as its type and its text.
  const text = JSON.stringify(sorted, (_, value: unknown) =>
    typeof value === "number" || typeof value === "bigint" ? { [typeof value]: String(value) } : value,
  );
  return createSha256(text);
}

/** Returns the record of a project's file. Undefined if there is none, or if the records cannot be used. */
export function findTrustRecord(trustFile: string, path: string): TrustRecord | undefined {
  try {
    const records = readTrustRecords(trustFile);
    const key = resolveFolderLinks(path);
    return Object.hasOwn(records, key) ? records[key] : undefined;
  } catch {
    return undefined; // `doctor` reports the error
  }
}

/**
 * Returns all records, or none if there is no file.
 * @throws an error that names the file, if it is damaged, of another version, or of another account
 */
export function readTrustRecords(trustFile: string): TrustRecords {
  let problem = "it is damaged, or of a newer version";
  try {
    const text = readUserFile(trustFile);
    if (text === undefined) return {};
    const { version, files } = Object(JSON.parse(text));
    if (version === TRUST_FORMAT_VERSION)
      return Object.fromEntries(Object.entries(Object(files)).filter(isTrustEntry)) as TrustRecords; // isTrustEntry checked every entry
  } catch (error) {
    if (!(error instanceof SyntaxError)) problem = getErrorMessage(error);
  }
  throw new Error(`${trustFile} cannot be used: ${problem}`);
}

/** Replaces the record of one file. @throws as `readTrustRecords`, and if the file cannot be written */
export function writeTrustRecord(trustFile: string, path: string, record: TrustRecord): void {
  const { [resolveFolderLinks(path)]: _, ...others } = readTrustRecords(trustFile);
  writeRecords(trustFile, [...Object.entries(others), [resolveFolderLinks(path), record]]);
}

/**
 * Removes the record of one file, which may no longer exist. Returns false if there is no record.
 * @throws as `writeTrustRecord`
 */
export function removeTrustRecord(trustFile: string, path: string): boolean {
  const records = readTrustRecords(trustFile);
  const key = resolveFolderLinks(path);
  if (!Object.hasOwn(records, key)) return false;
  writeRecords(
    trustFile,
    Object.entries(records).filter(([each]) => each !== key),
  );
  return true;
}

function writeRecords(trustFile: string, records: readonly (readonly [string, TrustRecord])[]): void {
  const trusted = records.filter(([, { isTrusted }]) => isTrusted);
  const untrusted = records.filter(([, { isTrusted }]) => !isTrusted).slice(-MAX_UNTRUSTED);
  const files = Object.fromEntries([...trusted, ...untrusted]);
  writeUserFile(trustFile, `${JSON.stringify({ version: TRUST_FORMAT_VERSION, files }, null, 2)}\n`);
}

function isTrustEntry([, value]: readonly [string, unknown]): boolean {
  const { digest, isTrusted, date } = Object(value);
  return typeof digest === "string" && typeof isTrusted === "boolean" && typeof date === "string";
}
