/** Remembers which projects' files a person has trusted, by a digest of what their `[telemetry]` section says. */
import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { writeFileAtomic } from "../disk/atomic-file.js";
import { readPersonFile } from "../disk/read.js";

/** In the person's folder of settings. */
export const TRUST_FILE = "telemetry-trust.json";

/** The format of the file. One of a later version is neither read nor written. */
const VERSION = 1;

/** What the person has seen of a project's file. */
export interface TrustRecord {
  /** SHA-256 of the section, in hex. Another content is another digest, and has to be trusted again. */
  readonly digest: string;
  /** False: the person was told what the file asks for, and has not trusted it. */
  readonly isTrusted: boolean;
  /** When: ISO 8601, UTC. */
  readonly date: string;
}

export type TrustRecords = Readonly<Record<string, TrustRecord>>;

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
  const text = JSON.stringify(sorted, (_, value: unknown) =>
    typeof value === "number" || typeof value === "bigint" ? `${typeof value} ${value}` : value,
  );
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(text).digest("hex");
}

/** Returns the records by the paths of the files. Where the file cannot be used nothing is trusted. */
export function readTrustRecords(trustFile: string): TrustRecords {
  try {
    const { version, files } = Object(JSON.parse(readPersonFile(trustFile) ?? "{}"));
    if (version !== VERSION) return {};
    const records = Object.entries<unknown>(Object(files)).filter(([, record]) => isRecord(record));
    return Object.fromEntries(records) as TrustRecords; // each of them was looked at
  } catch {
    return {};
  }
}

/** Replaces the record of one file, or removes it. @throws the system's error where the disk refuses */
export function writeTrustRecord(trustFile: string, path: string, record: TrustRecord | undefined): void {
  const files: Record<string, TrustRecord> = { ...readTrustRecords(trustFile) };
  delete files[nameFile(path)];
  if (record !== undefined) files[nameFile(path)] = record;
  writeFileAtomic(trustFile, `${JSON.stringify({ version: VERSION, files }, null, 2)}\n`);
}

/** Returns what is recorded for this file. */
export function findTrustRecord(records: TrustRecords, path: string): TrustRecord | undefined {
  const name = nameFile(path);
  return Object.hasOwn(records, name) ? records[name] : undefined;
}

/** The same name by whichever way a folder was reached. The file's own link stays: a link in another clone is another file. */
function nameFile(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}

function isRecord(value: unknown): value is TrustRecord {
  const { digest, isTrusted, date } = Object(value);
  return typeof digest === "string" && typeof isTrusted === "boolean" && typeof date === "string";
}
