/** Defines the types of sanitized JSON and of the envelope in which an event is sent. */

/**
 * An immutable JSON value.
 *
 * @example
 * const payload: Json | undefined = await telemetry.getFeatureFlagPayload("max_files");
 * const maxFiles = typeof payload === "number" ? payload : 5000;
 */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/**
 * An immutable JSON object.
 *
 * @example
 * const fallback: JsonObject = { max_files: 5000, languages: ["go", "rust"] };
 * const limits = await telemetry.getFeatureFlagPayload("index_limits", { fallback });
 */
export interface JsonObject {
  readonly [key: string]: Json;
}

declare const sealed: unique symbol;

/**
 * The compile-time proof that a value was sanitized and may be sent. It does not exist at run time. Only
 * the library's own sanitizer creates it.
 *
 * @example
 * function log(properties: Sealed): void {
 *   console.log(JSON.stringify(properties));
 * }
 * log(serializeForTelemetry({ files: 12 })); // `log({ files: 12 })` does not compile
 */
export type Sealed<T extends Json = JsonObject> = T & { readonly [sealed]: true };

/**
 * One event, ready for a transport. Its UUID and time are the same in every retry.
 */
export interface Envelope {
  /** A UUID in lower case, by which PostHog removes duplicates. */
  readonly uuid: string;
  readonly event: Sealed<string>;
  readonly distinctId: Sealed<string>;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly timestamp: string;
  readonly properties: Sealed;
  /** The properties as JSON, if that can be created faster than the object. */
  readonly propertiesJson?: string;
}

/** Adds an envelope's properties to the JSON of an object, as its last member. */
export function serializeWithProperties(json: string, envelope: Envelope): string {
  // Both are getters that take time, so only one of them is read.
  const propertiesJson = envelope.propertiesJson ?? JSON.stringify(envelope.properties);
  return `${json.slice(0, -1)},"properties":${propertiesJson}}`;
}
