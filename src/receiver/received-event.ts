/** The events that the parsers return. */

/** An accepted event. */
export interface ReceivedEvent {
  readonly event: string;
  /** Undefined if the request's format has none. At most 200 characters. */
  readonly distinct_id: string | undefined;
  readonly uuid: string | undefined;
  readonly timestamp: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The members of an object of JSON. They are unknown until they are checked. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
