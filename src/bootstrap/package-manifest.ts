/** Everything that this package sends of its own accord, for the approved manifest and the page that a person reads. */

import { EXCEPTION_FIELDS } from "../client/exception-fields.js";
import { FLAG_CALLED, FLAG_CALLED_FIELDS } from "../client/flag-exposure.js";
import { SPAN, SPAN_FIELDS } from "../client/span-fields.js";
import {
  ENVELOPE_FIELDS,
  FIXED_FIELDS,
  OCCASIONAL_FIELDS,
  RUNTIME_FIELDS,
} from "../client/standard-properties.js";
import { builtInEvents } from "../events/catalogue.js";
import { listedFields, type Manifest } from "../events/manifest.js";
import { EXCEPTION } from "../privacy/errors/posthog-exception.js";

/** What the verb `doctor` sends, and nobody else. */
export const DOCTOR = "telemetry_doctor";

/** @throws where a field has no purpose */
export function packageManifest(): Manifest {
  return {
    events: [
      {
        event: "*",
        description: `What every event carries at PostHog; a plain endpoint gets nothing of it but the time. ${Object.keys(ENVELOPE_FIELDS).join(", ")} stand beside its properties, the others are among them.`,
        fields: listedFields("*", {
          ...ENVELOPE_FIELDS,
          ...RUNTIME_FIELDS,
          ...FIXED_FIELDS,
          ...OCCASIONAL_FIELDS,
        }),
      },
      ...builtInEvents(),
      {
        event: FLAG_CALLED,
        description: "That the tool asked for the value of a feature flag, once a session and flag.",
        fields: listedFields(FLAG_CALLED, FLAG_CALLED_FIELDS),
      },
      {
        event: EXCEPTION,
        description: "An error that the tool reported, where its author chose to.",
        fields: listedFields(EXCEPTION, EXCEPTION_FIELDS),
      },
      {
        event: SPAN,
        description:
          "A piece of work that a tool traces (`codeweaver-telemetry/otel`), with what its author puts on it besides. It leaves as a span of OpenTelemetry's, and has nothing of what events have.",
        fields: listedFields(SPAN, SPAN_FIELDS),
      },
      {
        event: DOCTOR,
        description:
          "That somebody ran the verb `doctor`, to see whether events arrive. It has nothing but what every event has, under an id that is used once.",
        fields: [],
      },
    ],
  };
}
