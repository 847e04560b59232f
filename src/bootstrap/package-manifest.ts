/** Lists all events and fields that this package itself sends, for the approved manifest and docs/DATA.md. */

import { FLAG_CALLED_EVENT, FLAG_CALLED_FIELDS } from "../client/flag-exposure.js";
import {
  ENVELOPE_FIELDS,
  FIXED_FIELDS,
  OCCASIONAL_FIELDS,
  RUNTIME_FIELDS,
} from "../client/standard-properties.js";
import { describeBuiltInEvents } from "../events/built-in-events.js";
import { EXCEPTION_FIELDS } from "../events/exception-fields.js";
import { type Manifest, toManifestFields } from "../events/manifest.js";
import { SPAN_EVENT, SPAN_FIELDS } from "../events/span-fields.js";
import { EXCEPTION } from "../privacy/errors/posthog-exception.js";

/** The event that only the subcommand `doctor` sends. */
export const DOCTOR_EVENT = "telemetry_doctor";

/** @throws if a field has no purpose */
export function createPackageManifest(): Manifest {
  return {
    events: [
      {
        event: "*",
        description: `What every event carries at PostHog; a plain endpoint gets nothing of it but the time. ${Object.keys(ENVELOPE_FIELDS).join(", ")} stand beside its properties, the others are among them.`,
        fields: toManifestFields("*", {
          ...ENVELOPE_FIELDS,
          ...RUNTIME_FIELDS,
          ...FIXED_FIELDS,
          ...OCCASIONAL_FIELDS,
        }),
      },
      ...describeBuiltInEvents(),
      {
        event: FLAG_CALLED_EVENT,
        description: "That the tool asked for the value of a feature flag, once a session and flag.",
        fields: toManifestFields(FLAG_CALLED_EVENT, FLAG_CALLED_FIELDS),
      },
      {
        event: EXCEPTION,
        description: "An error that the tool reported, where its author chose to.",
        fields: toManifestFields(EXCEPTION, EXCEPTION_FIELDS),
      },
      {
        event: SPAN_EVENT,
        description:
          "A piece of work that a tool traces (`codeweaver-telemetry/otel`), with what its author puts on it besides. It leaves as a span of OpenTelemetry's, and has nothing of what events have.",
        fields: toManifestFields(SPAN_EVENT, SPAN_FIELDS),
      },
      {
        event: DOCTOR_EVENT,
        description:
          "That somebody ran the verb `doctor`, to see whether events arrive. It has nothing but what every event has, under an id that is used once.",
        fields: [],
      },
    ],
  };
}
