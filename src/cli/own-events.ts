/** Describes the events that a tool's author passes as the option `events`. */
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { describeEvents } from "../events/describe-events.js";
import type { ManifestEvent } from "../events/manifest.js";
import { getErrorMessage } from "../internal/errors.js";

export interface OwnEvents {
  readonly own: readonly ManifestEvent[];
  /** A sentence for each event that cannot be described. */
  readonly mistakes: readonly string[];
}

export function describeOwnEvents({ events = [] }: Pick<TelemetryOptions, "events">): OwnEvents {
  const own: ManifestEvent[] = [];
  const mistakes: string[] = [];
  if (!Array.isArray(events)) return { own, mistakes: ["option events is not a list"] }; // callers in plain JavaScript
  for (const event of events) {
    try {
      own.push(...describeEvents([event]).events);
    } catch (error) {
      mistakes.push(getErrorMessage(error));
    }
  }
  return { own, mistakes };
}
