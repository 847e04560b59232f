/** Describes the events of this package, or of a tool, for a manifest. */
import { applyAllowlist, compileAllowlist } from "../privacy/sanitizer/allowlist.js";
import { sealProperties } from "../privacy/sanitizer/seal.js";
import { describeSample } from "./describe-sample.js";
import { describeSchema } from "./describe-schema.js";
import { type Manifest, type ManifestEvent, toManifestFields } from "./manifest.js";
import type { EventDefinition, TelemetryEvent } from "./telemetry-event.js";

/**
 * An event of `defineEvent`, or a sample of any other event that has a value for each of its properties.
 *
 * @example
 * class IndexDone extends TelemetryModel {
 *   @Anonymize("AGGREGATE", { purpose: "How large the indexed trees are." }) files = 1;
 * }
 * const sample: Describable = { toPosthogEvent: () => ["index_done", new IndexDone()] };
 * const manifest = describeEvents([sample]);
 */
export type Describable = EventDefinition | TelemetryEvent;

/**
 * Describes the fields that events can send, for a manifest of your own. `purpose`, `sensitivity` and `since` are read from
 * a schema's `.meta()`, from the options of a model's declarations, and from an event's `listedFields`.
 * @throws Error that names every field of an event that has no purpose, or that has a part that `listedFields` does not list
 *
 * @example
 * const IndexDone = defineEvent(
 *   "index_done",
 *   z.object({ files: z.int().meta({ purpose: "How large the indexed trees are." }) }),
 * );
 * const manifest = describeEvents([IndexDone]);
 */
export function describeEvents(events: readonly Describable[]): Manifest {
  return { events: events.map(describeEvent) };
}

function describeEvent(source: Describable): ManifestEvent {
  if (typeof source === "function") {
    const { EVENT_NAME: event, SCHEMA: schema } = source;
    const { description } = schema.meta() ?? {};
    return {
      event,
      ...(description !== undefined && { description }),
      fields: describeSchema(event, schema),
    };
  }
  const [event, properties] = source.toPosthogEvent();
  const digest = () => "0".repeat(64);
  const context = { digest, installationDigest: digest, toolsOverPrivacy: true, omit: () => {} };
  const sealed = sealProperties(properties, context);
  const listedFields = source.listedFields ?? {};
  const fields = [
    ...describeSample(event, properties, sealed, listedFields),
    ...toManifestFields(event, listedFields),
  ];
  const listed = compileAllowlist(fields);
  for (const [key, json] of Object.entries(sealed)) {
    const listedPart = applyAllowlist({ [key]: json }, listed, () => {});
    if (JSON.stringify(listedPart) !== JSON.stringify({ [key]: json }))
      throw new Error(
        `${event}: ${key} has a part that telemetryOverrides adds and listedFields does not list`,
      );
  }
  return { event, fields };
}
