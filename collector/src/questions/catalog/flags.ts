/** Asks what feature flags answer and which rule decides, to find flags that are set up wrongly. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, text } from "../row-set.js";

export const flags = defineQuestion({
  id: "flags",
  sentence: "Which values do feature flags have, and which rule decided?",
  audience: "developers",
  shape: "table",
  rows: {
    exposures: eventRows("$feature_flag_called", {
      flag: text("$feature_flag"),
      response: text("$feature_flag_response"),
      reason: text("$feature_flag_reason"),
      is_local: boolean("locally_evaluated"),
    }),
  },
  createSql: () => `
    SELECT flag, response, is_local, reason, sum(weight) AS exposures, count(DISTINCT id) AS ids
    FROM exposures
    GROUP BY flag, response, is_local, reason
    ORDER BY flag, exposures DESC, response, is_local, reason`,
  columns: [
    { kind: "text", name: "flag", label: "Flag" },
    { kind: "text", name: "response", label: "Value" },
    { kind: "yesno", name: "is_local", label: "Decided on the person's machine" },
    { kind: "text", name: "reason", label: "Deciding rule" },
    { kind: "count", name: "exposures", label: "Exposures" },
    { kind: "number", name: "ids", label: "Different ids received" },
  ],
  chart: { x: "flag", y: "exposures", series: "response" },
  notes: [
    "An exposure is sent once for each session, flag and id. That of an experiment, which the machine decides, is sent once.",
    "A flag without a value could not be read. The question `flag-errors` says why.",
  ],
});
