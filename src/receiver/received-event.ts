/** Defines the event that the parsers of all formats return. */

/**
 * An accepted event.
 *
 * @example
 * function countEvents(events: readonly ReceivedEvent[], name: string): number {
 *   return events.filter(({ event }) => event === name).length;
 * }
 */
export interface ReceivedEvent {
  readonly event: string;
  /** Undefined if the request's format has none. At most 200 characters. */
  readonly distinct_id: string | undefined;
  readonly uuid: string | undefined;
  readonly timestamp: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}
