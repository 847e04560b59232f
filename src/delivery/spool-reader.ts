/** Reads the files of the spool, even if a crash has cut off a line. */
import { existsSync } from "node:fs";
import { appendFile, readFile, rename, unlink } from "node:fs/promises";
import type { Envelope, Json, JsonObject, Sealed } from "../envelope.js";
import { MAX_SPOOLED_PROPERTIES_LENGTH } from "../internal/file-limits.js";
import { APPEND_TO_EXISTING } from "../internal/files.js";

/** Marks a value as sealed that this library sealed in an earlier process and kept in the user's own folder. */
export type Reseal = <T extends Json>(value: T) => Sealed<T>;

export interface SpoolFileContents {
  /** The events in the order of writing, without duplicates. */
  readonly envelopes: readonly Envelope[];
  /** Lines that cannot be parsed. */
  readonly damagedLineCount: number;
}

/** The events of one file, which no other process sends before this one has ended. */
export interface SpoolClaim {
  readonly envelopes: readonly Envelope[];
  /** Returns false after the user has removed the file. */
  isFilePresent(): boolean;
  /** Records events as delivered, in case this process ends before `release`. */
  markDelivered(batch: readonly Envelope[]): Promise<void>;
  /** Returns the remaining events to the spool, or removes the file if there are none. */
  release(rest: readonly Envelope[]): Promise<void>;
}

export interface ClaimOptions {
  /** The file, which this process has renamed to its own. */
  readonly path: string;
  /** The path that releases the file to other processes. */
  readonly sharedPath: string;
  readonly reseal: Reseal;
  readonly onDamaged: (lineCount: number) => void;
  /** Writes events to a new file of the spool. Returns false if that fails. */
  readonly store: (envelopes: readonly Envelope[]) => boolean;
}

/** Returns undefined if the file cannot be read or has no events. */
export async function openClaim(options: ClaimOptions): Promise<SpoolClaim | undefined> {
  const { path, sharedPath, reseal, onDamaged, store } = options;
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    await rename(path, sharedPath).catch(() => {}); // a file of another account, or a faulty disk
    return undefined;
  }
  const { envelopes, damagedLineCount } = parseSpoolText(text, reseal);
  if (damagedLineCount > 0) onDamaged(damagedLineCount);
  if (envelopes.length === 0) {
    await unlink(path).catch(() => {});
    return undefined;
  }
  return {
    envelopes,
    isFilePresent: () => existsSync(path),
    async markDelivered(batch) {
      const line = formatSettledLine(batch.map(({ uuid }) => uuid));
      await appendFile(path, line, { flag: APPEND_TO_EXISTING }).catch(() => {}); // events may be sent twice
    },
    async release(rest) {
      if (!existsSync(path)) return; // events that the user has removed must not return
      try {
        if (rest.length === envelopes.length) await rename(path, sharedPath);
        else if (rest.length === 0 || store(rest)) await unlink(path);
      } catch {
        // The disk cannot be written. Another process takes the file when this one has ended.
      }
    },
  };
}

/** Formats a line that marks events of the same file as delivered or dropped. */
export function formatSettledLine(uuids: readonly string[]): string {
  return `\n${JSON.stringify({ settled: uuids })}\n`;
}

export function parseSpoolText(text: string, reseal: Reseal): SpoolFileContents {
  const envelopes = new Map<string, Envelope>();
  let damagedLineCount = 0;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const fields = parseSpoolLine(line);
    const envelope = parseEnvelope(fields, reseal);
    const settled = parseSettledUuids(fields);
    if (envelope !== undefined) envelopes.set(envelope.uuid, envelope);
    else if (settled !== undefined) for (const uuid of settled) envelopes.delete(uuid);
    else damagedLineCount++;
  }
  return { envelopes: [...envelopes.values()], damagedLineCount };
}

function parseSpoolLine(line: string): Record<string, Json> {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function parseEnvelope(fields: Record<string, Json>, reseal: Reseal): Envelope | undefined {
  const { uuid, event, distinctId, timestamp, properties } = fields;
  const isComplete =
    typeof uuid === "string" &&
    typeof event === "string" &&
    typeof distinctId === "string" &&
    typeof timestamp === "string" &&
    isJsonObject(properties) &&
    isSerializable(properties);
  if (!isComplete) return undefined;
  return {
    uuid,
    event: reseal(event),
    distinctId: reseal(distinctId),
    timestamp,
    properties: reseal(properties),
  };
}

/** JSON that is nested too deeply can be parsed but not serialized, and would block every batch that contains it. */
function isSerializable(value: Json): boolean {
  try {
    return JSON.stringify(value).length <= MAX_SPOOLED_PROPERTIES_LENGTH;
  } catch {
    return false;
  }
}

function parseSettledUuids({ settled }: Record<string, Json>): readonly string[] | undefined {
  return Array.isArray(settled) && settled.every((uuid) => typeof uuid === "string") ? settled : undefined;
}

/** Narrows a type. The values are JSON, because they are results of `JSON.parse`. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
