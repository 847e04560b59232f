/** Defines the format of the spool's files: their names, and their lines, which survive a crash. */

import {
  type Envelope,
  type Json,
  type JsonObject,
  type Sealed,
  serializeWithProperties,
} from "../envelope.js";
import type { FileRule } from "../files/file-checks.js";
import { MAX_SPOOL_FILE_BYTES, MAX_SPOOLED_PROPERTIES_LENGTH } from "../files/file-limits.js";
import { formatLine } from "../files/own-files.js";
import { createRandomHex, type ProcessId } from "../internal/ids.js";
import { isRecord } from "../internal/record.js";

/** A file with events that breaks this rule is not read. */
export const SPOOL_FILE_RULE: FileRule = { maxBytes: MAX_SPOOL_FILE_BYTES };

/** A file of the spool. Its name tells its age, its destination and its owner. */
export interface SpoolName {
  /** The name as it is on disk. */
  readonly file: string;
  /** The name without its owner. Names sort by age. */
  readonly base: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Eight hex digits. A file is sent only to the server that its events were captured for. */
  readonly destinationId: string;
  /** The process that writes or sends the file. Undefined if any process may claim it. */
  readonly owner: ProcessId | undefined;
}

/**
 * A file of the first version of the format. A later version has another name, such as `….v2.jsonl`. A package ignores the
 * names that it does not know, so it does not send or change files of a newer package.
 */
const SPOOL_FILE_NAME = /^((\d{13})-[0-9a-f]{8}-([0-9a-f]{8})\.jsonl)(?:\.([0-9a-f]{8})\.(\d{1,10}))?$/;

/** Returns a new name without an owner. @param createdAt milliseconds since the epoch */
export function createSpoolName(createdAt: number, destinationId: string): string {
  const time = String(Math.max(0, Math.round(createdAt))).padStart(13, "0");
  return `${time}-${createRandomHex(4)}-${destinationId}.jsonl`;
}

/** Returns undefined for a file that is not the spool's. */
export function parseSpoolName(file: string): SpoolName | undefined {
  const [, base, createdAt, destinationId, hostId, pid] = SPOOL_FILE_NAME.exec(file) ?? [];
  if (base === undefined || destinationId === undefined) return undefined;
  const owner = hostId === undefined ? undefined : { hostId, pid: Number(pid) };
  return { file, base, createdAt: Number(createdAt), destinationId, owner };
}

/** Matches the names of event files, locks, breakers and sender failures, of all versions of their formats. */
const OWN_NAMES = /^(?:\d{13}-[0-9a-f]{8}-[0-9a-f]{8}|(?:sender|breaker)-[0-9a-f]{8})\.[\w.]+$/;

/** Returns whether this package, or another version of it, gives this name to a file in the spool's folder. */
export function isSpoolFolderName(file: string): boolean {
  return OWN_NAMES.test(file);
}

/** Returns whether a file has events, by its name. Also true for a newer version of the format. */
export function isEventFileName(file: string): boolean {
  return /^\d/.test(file) && isSpoolFolderName(file);
}

/** Marks a value as sealed that this library sealed in an earlier process and kept in the user's own folder. */
export type Reseal = <T extends Json>(value: T) => Sealed<T>;

export interface SpoolFileContents {
  /** The events in the order of writing, without duplicates. */
  readonly envelopes: readonly Envelope[];
  /** Lines that cannot be parsed. */
  readonly damagedLineCount: number;
}

export function formatEnvelopeLine(envelope: Envelope): string {
  const { uuid, event, distinctId, timestamp } = envelope;
  return formatLine(
    serializeWithProperties(JSON.stringify({ uuid, event, distinctId, timestamp }), envelope),
  );
}

/** Formats a line that marks events of the same file as delivered or dropped. */
export function formatSettledLine(uuids: readonly string[]): string {
  return formatLine(JSON.stringify({ settled: uuids }));
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
    isWithinLimits(properties);
  if (!isComplete) return undefined;
  return {
    uuid,
    event: reseal(event),
    distinctId: reseal(distinctId),
    timestamp,
    properties: reseal(properties),
  };
}

/** JSON that is too long or nested too deeply to be serialized would block every batch that contains it. */
function isWithinLimits(value: Json): boolean {
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
  return isRecord(value);
}
