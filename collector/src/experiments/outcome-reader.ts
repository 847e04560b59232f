/** Reads the exposures and the outcomes of an experiment from an index: one of each per installation. */
import type { AnswerFilter } from "../questions/answer-filter.js";
import type { QuestionSource } from "../questions/ask-question.js";
import type { EventLayout } from "../questions/event-layout.js";
import { boolean, eventRows, mapRows, text } from "../questions/row-set.js";
import { createRowsSql } from "../questions/row-set-sql.js";
import type { MeanStatistics } from "../statistics/group-statistics.js";
import { quoteText } from "../store/quote.js";

export interface ExperimentOutcomes {
  /** The number of installations by variant. */
  readonly exposures: ReadonlyMap<string, number>;
  /** The number of installations that reported several variants, and are in none of them. */
  readonly inSeveralVariants: number;
  /** By metric and variant. The value of an installation is its mean. */
  readonly metrics: ReadonlyMap<string, ReadonlyMap<string, MeanStatistics>>;
}

/** An outcome has the mean of each metric under this ending, and beside it the number of values. */
const MEAN = "_mean";

/** @throws what the query throws */
export async function readOutcomes(
  experiment: string,
  filter: AnswerFilter,
  { layout, runQuery }: QuestionSource,
): Promise<ExperimentOutcomes> {
  const [exposed, measured] = await Promise.all([
    runQuery(createExposureSql(experiment, layout, filter)),
    runQuery(createOutcomeSql(experiment, layout, filter)),
  ]);
  const exposures = new Map<string, number>();
  let inSeveralVariants = 0;
  for (const [variant, variants, n] of exposed.rows) {
    if (Number(variants) === 1) exposures.set(String(variant), Number(n));
    else inSeveralVariants += Number(n);
  }
  return { exposures, inSeveralVariants, metrics: groupByMetric(measured.rows) };
}

/** An installation reports an experiment under an id of its own, so the id counts installations. */
function createExposureSql(experiment: string, layout: EventLayout, filter: AnswerFilter): string {
  const rows = eventRows("$feature_flag_called", {
    flag: text("$feature_flag"),
    variant: text("$feature_flag_response"),
    is_local: boolean("locally_evaluated"),
  });
  return `
    WITH exposures AS (${createRowsSql(rows, layout, filter)}),
    installations AS (
      SELECT id, min(variant) AS first_variant, count(DISTINCT variant) AS variants
      FROM exposures WHERE flag = ${quoteText(experiment)} AND is_local GROUP BY id)
    SELECT CASE WHEN variants = 1 THEN first_variant END AS variant, variants, count(*) AS n
    FROM installations GROUP BY variant, variants ORDER BY variant, variants`;
}

function createOutcomeSql(experiment: string, layout: EventLayout, filter: AnswerFilter): string {
  const outcomes = eventRows("telemetry_outcome", {
    experiment: text("experiment"),
    variant: text("variant"),
  });
  const metrics = mapRows("telemetry_outcome", "metrics");
  return `
    WITH outcomes AS (${createRowsSql(outcomes, layout, filter)}),
    metrics AS (${createRowsSql(metrics, layout, filter)}),
    installations AS (
      SELECT id AS installation, min(variant) AS variant FROM outcomes
      WHERE experiment = ${quoteText(experiment)} GROUP BY id HAVING count(DISTINCT variant) = 1)
    SELECT key, variant, count(*) AS n, sum(number) AS total, sum(number * number) AS squares
    FROM metrics JOIN installations ON installation = id
    WHERE number IS NOT NULL GROUP BY key, variant ORDER BY key, variant`;
}

function groupByMetric(
  rows: readonly (readonly unknown[])[],
): ReadonlyMap<string, ReadonlyMap<string, MeanStatistics>> {
  const metrics = new Map<string, Map<string, MeanStatistics>>();
  for (const [key, variant, n, sum, sumOfSquares] of rows) {
    const name = String(key);
    if (!name.endsWith(MEAN)) continue;
    const metric = name.slice(0, -MEAN.length);
    const groups = metrics.get(metric) ?? new Map<string, MeanStatistics>();
    const statistics = { n: Number(n), sum: Number(sum), sumOfSquares: Number(sumOfSquares) };
    metrics.set(metric, groups.set(String(variant), statistics));
  }
  return metrics;
}
