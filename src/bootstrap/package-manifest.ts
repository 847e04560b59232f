/** Lists all events and fields of this package, for the approved manifest and docs/DATA.md. */

import { FLAG_CALLED_EVENT, FLAG_CALLED_FIELDS } from "../client/flag-exposure.js";
import {
  ENVELOPE_FIELDS,
  OCCASIONAL_FIELDS,
  PROTECTED_FIELDS,
  RUNTIME_FIELDS,
} from "../client/standard-properties.js";
import { describeBuiltInEvents } from "../events/built-in-events.js";
import { SPAN_EVENT } from "../events/event-names.js";
import { EXCEPTION_FIELDS } from "../events/exception-fields.js";
import { type Manifest, toManifestFields } from "../events/manifest.js";
import { SPAN_FIELDS } from "../events/span-fields.js";
import { EXCEPTION } from "../privacy/errors/posthog-exception.js";

/** The event that only the subcommand `doctor` sends. */
export const DOCTOR_EVENT = "telemetry_doctor";

/** @throws if a field has no purpose */
export function createPackageManifest(): Manifest {
  return {
    events: [
      {
        event: "*",
        description: `The fields of every event that is sent to PostHog. A plain endpoint receives only the time. ${listNames(Object.keys(ENVELOPE_FIELDS))} are next to the properties of the event. The other fields are among them.`,
        fields: toManifestFields("*", {
          ...ENVELOPE_FIELDS,
          ...RUNTIME_FIELDS,
          ...PROTECTED_FIELDS,
          ...OCCASIONAL_FIELDS,
        }),
      },
      ...describeBuiltInEvents(),
      {
        event: FLAG_CALLED_EVENT,
        description:
          "The tool requested the value of a feature flag. It is sent once for each session, flag and distinct id. For an experiment, whose variant is assigned on this machine, it is sent once, with `telemetry_outcome`.",
        fields: toManifestFields(FLAG_CALLED_EVENT, FLAG_CALLED_FIELDS),
      },
      {
        event: EXCEPTION,
        description: "An error that the tool's author chose to report.",
        fields: toManifestFields(EXCEPTION, EXCEPTION_FIELDS),
      },
      {
        event: SPAN_EVENT,
        description:
          "A piece of work that a tool traces (`codeweaver-telemetry/otel`), with the attributes that its author adds. It is sent as an OpenTelemetry span, without the fields of events.",
        fields: toManifestFields(SPAN_EVENT, SPAN_FIELDS),
      },
      {
        event: DOCTOR_EVENT,
        description:
          "A person ran the subcommand `doctor` to check whether events arrive. It has only the fields of every event. Its `distinct_id` is used only once.",
        fields: [],
      },
    ],
  };
}

/** Returns names in code font, in a sentence's form: "`a`, `b` and `c`". */
function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  return [quoted.slice(0, -1).join(", "), ...quoted.slice(-1)].join(" and ");
}
