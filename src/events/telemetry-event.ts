/** Defines the interface of event objects that `captureFromEvent` accepts. */
import type { ListedField } from "./manifest.js";

/**
 * An object that returns its name and properties. They are sanitized like the arguments of `capture`.
 *
 * @example
 * class CacheCleared implements TelemetryEvent {
 *   constructor(readonly entries: number) {}
 *   toPosthogEvent() {
 *     return ["cache_cleared", { entries: this.entries }] as const;
 *   }
 * }
 */
export interface TelemetryEvent {
  toPosthogEvent(): readonly [name: string, properties: object];
  /** Fields of the manifest for properties that have no declaration, by path. */
  readonly listedFields?: Readonly<Record<string, ListedField>>;
}
