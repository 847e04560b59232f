/** Remembers which projects' files a person has trusted, by a digest of what their `[telemetry]` section says. */
import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { getErrorMessage } from "../internal/errors.js";
import { readUserFile, writeFileAtomic } from "../internal/files.js";

/** In the person's folder of settings. */
export const TRUST_FILE = "telemetry-trust.json";

/** The format of the file. A file of another version is neither used nor changed. */
const TRUST_FORMAT_VERSION = 1;

/** How many files are remembered that a person was told of and has not trusted. */
const MAX_UNTRUSTED = 200;

/** What the person has seen of a project's file. */
export interface TrustRecord {
  /** SHA-256 of the section, in hex. Another content is another digest, and has to be trusted again. */
  readonly digest: string;
  /** False: the person was told what the file asks for, and has not trusted it. */
  readonly isTrusted: boolean;
  /** When: ISO 8601, UTC. */
  readonly date: string;
}

type TrustRecords = Readonly<Record<string, TrustRecord>>;

/** The sections of a file that are called `[telemetry]`, in any case, in their order. */
export type TelemetrySections = readonly (readonly [
  name: string,
  section: Readonly<Record<string, unknown>>,
])[];

/** Returns the digest of what a file asks for. Comments and the order of keys do not change it. */
export function digestSections(sections: TelemetrySections): string {
  const sorted = sections.map(([name, section]) => [
    name,
    Object.entries(section).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  // JSON has no form for NaN, infinity and bigints: the type stands beside the value.
  const text = JSON.stringify(sorted, (_, value: unknown) =>
    typeof value === "number" || typeof value === "bigint" ? { [typeof value]: String(value) } : value,
  );
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(text).digest("hex");
}

/** Returns what is recorded for a project's file; undefined where nothing is, or the records cannot be used. */
export function findTrustRecord(trustFile: string, path: string): TrustRecord | undefined {
  try {
    const records = readTrustRecords(trustFile);
    const name = getRecordKey(path);
    return Object.hasOwn(records, name) ? records[name] : undefined;
  } catch {
    return undefined; // `doctor` reports it
  }
}

/**
 * Returns the records by the paths of the files; empty where there is no file.
 * @throws an error that names the file where it is damaged, of another version, or not the person's own
 */
export function readTrustRecords(trustFile: string): TrustRecords {
  let problem = "it is damaged, or of a newer version";
  try {
    const text = readUserFile(trustFile);
    if (text === undefined) return {};
    const { version, files } = Object(JSON.parse(text));
    if (version === TRUST_FORMAT_VERSION)
      return Object.fromEntries(Object.entries(Object(files)).filter(isTrustEntry)) as TrustRecords; // each was checked
  } catch (error) {
    if (!(error instanceof SyntaxError)) problem = getErrorMessage(error);
  }
  throw new Error(`${trustFile} cannot be used: ${problem}`);
}

/** Replaces the record of one file. @throws as `readTrustRecords`, and where the disk refuses */
export function writeTrustRecord(trustFile: string, path: string, record: TrustRecord): void {
  const { [getRecordKey(path)]: _, ...others } = readTrustRecords(trustFile);
  writeRecords(trustFile, [...Object.entries(others), [getRecordKey(path), record]]);
}

/**
 * Removes the record of one file, which need not be there any more. Returns false where there is no such record.
 * @throws as `writeTrustRecord`
 */
export function removeTrustRecord(trustFile: string, path: string): boolean {
  const records = readTrustRecords(trustFile);
  const name = getRecordKey(path);
  if (!Object.hasOwn(records, name)) return false;
  writeRecords(
    trustFile,
    Object.entries(records).filter(([each]) => each !== name),
  );
  return true;
}

function writeRecords(trustFile: string, records: readonly (readonly [string, TrustRecord])[]): void {
  const trusted = records.filter(([, { isTrusted }]) => isTrusted);
  const untrusted = records.filter(([, { isTrusted }]) => !isTrusted).slice(-MAX_UNTRUSTED);
  const files = Object.fromEntries([...trusted, ...untrusted]);
  writeFileAtomic(trustFile, `${JSON.stringify({ version: TRUST_FORMAT_VERSION, files }, null, 2)}\n`);
}

/** Resolves links in the folder's path, but not the file itself: a link in another clone counts as another file. */
function getRecordKey(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}

function isTrustEntry([, value]: readonly [string, unknown]): boolean {
  const { digest, isTrusted, date } = Object(value);
  return typeof digest === "string" && typeof isTrusted === "boolean" && typeof date === "string";
}
