/** Asks which variants of experiments installations have, to see whether the results of each have arrived. */
import { defineQuestion } from "../question.js";
import { boolean, eventRows, text } from "../row-set.js";

export const experiments = defineQuestion({
  id: "experiments",
  sentence: "How many installations have reported the result of an experiment, by variant?",
  audience: "developers",
  shape: "comparison",
  rows: {
    outcomes: eventRows("telemetry_outcome", { experiment: text("experiment"), variant: text("variant") }),
    exposures: eventRows("$feature_flag_called", {
      experiment: text("$feature_flag"),
      variant: text("$feature_flag_response"),
      is_local: boolean("locally_evaluated"),
    }),
  },
  createSql: ({ day }) => `
    SELECT experiment, variant, sum(is_outcome) AS outcomes, sum(is_exposure) AS exposures,
      ${day("min(time)")} AS first_day, ${day("max(time)")} AS last_day
    FROM (
      SELECT time, experiment, variant, 1 AS is_outcome, 0 AS is_exposure FROM outcomes
      UNION ALL SELECT time, experiment, variant, 0, 1 FROM exposures WHERE is_local
    ) AS reports
    GROUP BY experiment, variant
    ORDER BY experiment, variant`,
  columns: [
    { kind: "text", name: "experiment", label: "Experiment" },
    { kind: "text", name: "variant", label: "Variant" },
    { kind: "count", name: "outcomes", label: "Installations with a result" },
    { kind: "count", name: "exposures", label: "Installations that stated their variant" },
    { kind: "day", name: "first_day", label: "First report" },
    { kind: "day", name: "last_day", label: "Last report" },
  ],
  chart: { x: "variant", y: "outcomes", series: "experiment" },
  notes: [
    "An installation sends its result and its variant together, once, some weeks after it first used the variant. They are not sampled.",
    "Both numbers should be equal. A difference means that some events were lost.",
  ],
});
