/** Describes the events that a tool's author passes as the option `events`. */
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { type Describable, describeEvents } from "../events/describe-events.js";
import type { ManifestEvent } from "../events/manifest.js";
import { getErrorMessage } from "../internal/errors.js";

export interface OwnEvents {
  /** The events as the author passes them. */
  readonly given: readonly Describable[];
  readonly own: readonly ManifestEvent[];
  /** A sentence for each event that cannot be described. */
  readonly mistakes: readonly string[];
}

export function describeOwnEvents({ events: given = [] }: Pick<TelemetryOptions, "events">): OwnEvents {
  const own: ManifestEvent[] = [];
  const mistakes: string[] = [];
  // Callers in plain JavaScript may pass anything.
  if (!Array.isArray(given)) return { given: [], own, mistakes: ["option events is not a list"] };
  for (const event of given) {
    try {
      own.push(...describeEvents([event]).events);
    } catch (error) {
      mistakes.push(getErrorMessage(error));
    }
  }
  return { given, own, mistakes };
}
