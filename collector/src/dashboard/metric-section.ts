/** Writes what an experiment shows of a metric: sentences, the chart of the intervals, and the table of the same numbers. */
import type { MetricResult, VariantResult } from "../experiments/experiment.js";
import { describeMetric, describeVariant } from "../experiments/experiment-text.js";
import { formatDifference, formatDifferences } from "../experiments/format-difference.js";
import type { Asked } from "../questions/answer.js";
import { formatValue } from "../questions/answer-format.js";
import { joinPercents } from "./cell.js";
import { renderFigure } from "./chart-figure.js";
import { renderDataTable } from "./data-table.js";
import { type Html, type HtmlValue, html } from "./html.js";
import { createDifferenceChart } from "./interval-charts.js";

export interface MetricContext {
  readonly control: string;
  readonly asked: Asked;
  /** The number of the metric among the others, which makes ids unique. */
  readonly index: number;
}

const COLUMNS = [
  { label: "Variant", isNumber: false },
  { label: "Installations", isNumber: true },
  { label: "Mean", isNumber: true },
  { label: "Difference", isNumber: true },
  { label: "At every look", isNumber: true },
  { label: "At one planned look", isNumber: true },
  { label: "Verdict", isNumber: false },
];

export async function renderMetric(
  metric: MetricResult,
  { control, asked, index }: MetricContext,
): Promise<Html> {
  const title = describeMetric(metric);
  const sentences = metric.variants.map(
    (result) => html`<li>${joinPercents(describeVariant(result, control))}</li>\n`,
  );
  const chart = createDifferenceChart(metric, control);
  const captions = [
    "The lines through the points are 95 % intervals that hold at every look.",
    `At the dashed line, a variant is like ${control}.`,
  ];
  return html`<section><h3>${title}</h3>
<ul class="sentences">${sentences}</ul>
${
  chart &&
  (await renderFigure(chart, {
    title: `How much the variants differ from ${control}: ${title}`,
    days: asked,
    id: `metric-${index}`,
    captions,
  }))
}
${renderDataTable({
  id: `metric-${index}-caption`,
  caption: `Table of ${metric.metric}`,
  columns: COLUMNS,
  rows: metric.variants.map(createRow),
})}</section>`;
}

function createRow({ variant, n, estimate, comparison, verdict }: VariantResult): HtmlValue[] {
  return [
    variant,
    formatValue("count", n),
    formatValue("number", estimate ?? null),
    ...(comparison === undefined
      ? ["–", "–", "–"]
      : [
          formatDifference(comparison.relativeDifference),
          formatDifferences(comparison.corrected.interval),
          formatDifferences(comparison.fixedHorizon.interval),
        ]),
    html`<span class="part">${verdict ?? "–"}</span>`,
  ];
}
