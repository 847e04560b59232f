/** What an event is to the client: a name and properties that seal can take. */

/** Any object that can say its name and its properties; the properties are sealed before they go anywhere. */
export interface TelemetryEvent {
  toPosthogEvent(): readonly [name: string, properties: object];
}
