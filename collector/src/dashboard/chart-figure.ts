/** Writes a chart in two sizes, of which the stylesheet shows the one that fits, with its legend and its omissions. */
import type { Answer } from "../questions/answer.js";
import type { Question } from "../questions/question.js";
import { drawChart, drawLegend } from "./chart.js";
import { type Html, html } from "./html.js";
import { selectChartData } from "./select-chart-data.js";

const WIDE_PX = 720;
const NARROW_PX = 350;

/** Returns undefined if there is nothing to draw. */
export async function renderChart(question: Question, answer: Answer): Promise<Html | undefined> {
  const data = selectChartData(question, answer);
  if (data === undefined) return undefined;
  const options = { title: answer.sentence, days: answer.asked };
  const wide = await drawChart(data, { ...options, width: WIDE_PX, id: "chart-wide" });
  const narrow = await drawChart(data, { ...options, width: NARROW_PX, id: "chart-narrow" });
  const captions = [...describeIntervals(data.points), ...data.omissions];
  return html`<figure>
${await drawLegend(data)}
<div class="wide">${wide}</div>
<div class="narrow">${narrow}</div>
${captions.length > 0 && html`<figcaption>${captions.join(" ")}</figcaption>`}
</figure>`;
}

/** Draws the chart in the small size, for a page with several of them. */
export async function renderSmallChart(question: Question, answer: Answer): Promise<Html | undefined> {
  const data = selectChartData(question, answer);
  if (data === undefined) return undefined;
  const options = { title: answer.sentence, days: answer.asked, width: NARROW_PX };
  const chart = await drawChart(data, { ...options, id: `chart-${question.id}` });
  return html`<figure>${await drawLegend(data)}${chart}</figure>`;
}

function describeIntervals(points: readonly { readonly low?: number }[]): string[] {
  return points.some(({ low }) => low !== undefined)
    ? ["The lines through the points are 95 % intervals."]
    : [];
}
