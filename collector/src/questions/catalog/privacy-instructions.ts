/** Asks whether clients send the instructions that keep addresses and profiles away, to notice a faulty client. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, text } from "../row-set.js";

/** The reports about an installation, whose times PostHog would otherwise correct by the error of the machine's clock. */
const REPORTS = "'telemetry_active', 'telemetry_week', 'telemetry_outcome', 'telemetry_setup'";

export const privacyInstructions = defineQuestion({
  id: "privacy-instructions",
  sentence: "Does every event carry the instructions that keep addresses and profiles away?",
  audience: "operators",
  shape: "table",
  rows: {
    accepted: eventRows("*", {
      event: text("event"),
      library: text("$lib"),
      version: text("$lib_version"),
      has_profile: boolean("$process_person_profile"),
      hides_place: boolean("$geoip_disable"),
      address: text("$ip"),
      keeps_time: boolean("$ignore_sent_at"),
    }),
  },
  createSql: () => `
    SELECT library, version, count(*) AS received,
      sum(CASE WHEN NOT has_profile THEN 1 ELSE 0 END) AS without_profile,
      sum(CASE WHEN hides_place THEN 1 ELSE 0 END) AS without_place,
      count(address) AS with_address,
      sum(CASE WHEN event IN (${REPORTS}) THEN 1 ELSE 0 END) AS reports,
      sum(CASE WHEN event IN (${REPORTS}) AND keeps_time THEN 1 ELSE 0 END) AS reports_with_time
    FROM accepted
    GROUP BY library, version
    ORDER BY library, version`,
  columns: [
    { kind: "text", name: "library", label: "Library" },
    { kind: "version", name: "version", label: "Version of the library" },
    { kind: "number", name: "received", label: "Events received" },
    {
      kind: "share",
      name: "profile_share",
      label: "Forbid a profile of the person",
      part: "without_profile",
      of: "received",
    },
    {
      kind: "share",
      name: "place_share",
      label: "Forbid to look up the place",
      part: "without_place",
      of: "received",
    },
    { kind: "number", name: "with_address", label: "Events with an address" },
    { kind: "number", name: "reports", label: "Reports about an installation" },
    {
      kind: "share",
      name: "time_share",
      label: "Reports that forbid to change their time",
      part: "reports_with_time",
      of: "reports",
    },
  ],
  notes: [
    "Every share must be 1, and no event may have an address. Anything else is a fault of that version of the library, or of another sender.",
    "The instructions are for PostHog. This collector stores no address, whatever an event says.",
    "Events of a plain endpoint have no library and no instructions.",
  ],
});
