/** Envelopes as lines of text: what of a file is whole can be read, wherever a crash has cut it. */
import {
  type Envelope,
  type Json,
  type JsonObject,
  type Sealed,
  serializeWithProperties,
} from "../envelope.js";

/** Applied to what this library sealed in an earlier process and kept in the person's own folder. */
export type Reseal = <T extends Json>(value: T) => Sealed<T>;

export interface SpoolFileContents {
  /** In the order in which they were written, each once. */
  readonly envelopes: readonly Envelope[];
  /** Lines that nothing can be made of. */
  readonly damagedLineCount: number;
}

/** Begins with a line break, so that a line which was cut before it spoils no other. */
export function formatEnvelopeLine(envelope: Envelope): string {
  const { uuid, event, distinctId, timestamp } = envelope;
  return `\n${serializeWithProperties(JSON.stringify({ uuid, event, distinctId, timestamp }), envelope)}\n`;
}

/** Notes that these envelopes of the same file need not be sent any more. */
export function formatSettledLine(uuids: readonly string[]): string {
  return `\n${JSON.stringify({ settled: uuids })}\n`;
}

export function parseSpoolText(text: string, reseal: Reseal): SpoolFileContents {
  const envelopes = new Map<string, Envelope>();
  let damagedLineCount = 0;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const value = parseSpoolLine(line);
    const envelope = parseEnvelope(value, reseal);
    const settled = parseSettledUuids(value);
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

function parseEnvelope(
  { uuid, event, distinctId, timestamp, properties }: Record<string, Json>,
  reseal: Reseal,
): Envelope | undefined {
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

/** What nests too deep can be read and not be written, so that no batch it is in would ever go. */
function isSerializable(value: Json): boolean {
  try {
    return JSON.stringify(value).length <= MAX_PROPERTIES_LENGTH;
  } catch {
    return false;
  }
}

/** Sealed properties are under 32 KB. */
const MAX_PROPERTIES_LENGTH = 64 * 1024;

function parseSettledUuids({ settled }: Record<string, Json>): readonly string[] | undefined {
  return Array.isArray(settled) && settled.every((uuid) => typeof uuid === "string") ? settled : undefined;
}

/** What `JSON.parse` has made is JSON, which its type does not say. */
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
