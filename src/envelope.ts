/** The only shapes that travel: sealed JSON, and the envelope around it. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

declare const sealed: unique symbol;

/**
 * Proof that a value was sanitized and may leave the machine.
 * The brand exists for the compiler alone; `privacy/sanitizer/seal.ts` is the only module that applies it.
 */
export type Sealed<T extends Json = JsonObject> = T & { readonly [sealed]: true };

/** One event, ready for a transport. Its UUID and time are made once and stay through every retry. */
export interface Envelope {
  /** Lower-case UUID; PostHog deduplicates on it. */
  readonly uuid: string;
  readonly event: Sealed<string>;
  readonly distinctId: Sealed<string>;
  /** ISO 8601 in UTC, milliseconds. */
  readonly timestamp: string;
  readonly properties: Sealed;
  /** These as JSON, where that is sooner made than they are. */
  readonly propertiesJson?: string;
}

/** The JSON of an object with an envelope's properties as its last. */
export function serializeWithProperties(json: string, envelope: Envelope): string {
  const propertiesJson = envelope.propertiesJson ?? JSON.stringify(envelope.properties); // not both: each may have to be made
  return `${json.slice(0, -1)},"properties":${propertiesJson}}`;
}
