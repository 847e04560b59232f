/** Envelopes as lines of text: what of a file is whole can be read, wherever a crash has cut it. */
import { type Envelope, type Json, type JsonObject, type Sealed, withProperties } from "../envelope.js";

/** Applied to what this library sealed in an earlier process and kept in the person's own folder. */
export type Reseal = <T extends Json>(value: T) => Sealed<T>;

export interface SpoolText {
  /** In the order in which they were written, each once. */
  readonly envelopes: readonly Envelope[];
  /** Lines that nothing can be made of. */
  readonly damaged: number;
}

/** Begins with a line break, so that a line which was cut before it spoils no other. */
export function envelopeLine(envelope: Envelope): string {
  const { uuid, event, distinctId, timestamp } = envelope;
  return `\n${withProperties(JSON.stringify({ uuid, event, distinctId, timestamp }), envelope)}\n`;
}

/** Notes that these envelopes of the same file need not be sent any more. */
export function settledLine(uuids: readonly string[]): string {
  return `\n${JSON.stringify({ settled: uuids })}\n`;
}

export function readSpoolText(text: string, reseal: Reseal): SpoolText {
  const envelopes = new Map<string, Envelope>();
  let damaged = 0;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const value = parsed(line);
    const envelope = envelopeOf(value, reseal);
    const settled = settledOf(value);
    if (envelope !== undefined) envelopes.set(envelope.uuid, envelope);
    else if (settled !== undefined) for (const uuid of settled) envelopes.delete(uuid);
    else damaged++;
  }
  return { envelopes: [...envelopes.values()], damaged };
}

function parsed(line: string): Record<string, Json> {
  try {
    const value: unknown = JSON.parse(line);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function envelopeOf(
  { uuid, event, distinctId, timestamp, properties }: Record<string, Json>,
  reseal: Reseal,
): Envelope | undefined {
  const isWhole =
    typeof uuid === "string" &&
    typeof event === "string" &&
    typeof distinctId === "string" &&
    typeof timestamp === "string" &&
    isObject(properties) &&
    canBeWritten(properties);
  if (!isWhole) return undefined;
  return {
    uuid,
    event: reseal(event),
    distinctId: reseal(distinctId),
    timestamp,
    properties: reseal(properties),
  };
}

/** What nests too deep can be read and not be written, so that no batch it is in would ever go. */
function canBeWritten(value: Json): boolean {
  try {
    return JSON.stringify(value).length <= LONGEST_PROPERTIES;
  } catch {
    return false;
  }
}

/** Sealed properties are under 32 KB. */
const LONGEST_PROPERTIES = 64 * 1024;

function settledOf({ settled }: Record<string, Json>): readonly string[] | undefined {
  return Array.isArray(settled) && settled.every((uuid) => typeof uuid === "string") ? settled : undefined;
}

/** What `JSON.parse` has made is JSON, which its type does not say. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
