/** What an event is to the client: a name and properties that seal can take. */
import type { ListedField } from "./manifest.js";

/** Any object that can say its name and its properties; the properties are sealed before they go anywhere. */
export interface TelemetryEvent {
  toPosthogEvent(): readonly [name: string, properties: object];
  /** For the manifest: the properties that no declaration stands beside, as `telemetryOverrides` adds them, by path. */
  readonly listedFields?: Readonly<Record<string, ListedField>>;
}
