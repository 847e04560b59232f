/** Writes a chart in two sizes, of which the stylesheet shows the one that fits, with its legend and its omissions. */
import type { Answer } from "../questions/answer.js";
import type { Question } from "../questions/question.js";
import { type ChartOptions, drawChart, drawLegend } from "./chart.js";
import type { ChartData } from "./chart-data.js";
import { type Html, html } from "./html.js";
import { selectChartData } from "./select-chart-data.js";

const WIDE_PX = 720;
const NARROW_PX = 350;

/** Returns undefined if there is nothing to draw. */
export async function renderChart(question: Question, answer: Answer): Promise<Html | undefined> {
  const data = selectChartData(question, answer);
  if (data === undefined) return undefined;
  const captions = describeIntervals(data.points);
  return renderFigure(data, { title: answer.sentence, days: answer.asked, id: "chart", captions });
}

export interface FigureOptions extends Pick<ChartOptions, "title" | "days" | "id"> {
  /** Sentences below the chart. */
  readonly captions: readonly string[];
}

export async function renderFigure(
  data: ChartData,
  { id, captions, ...options }: FigureOptions,
): Promise<Html> {
  const wide = await drawChart(data, { ...options, width: WIDE_PX, id: `${id}-wide` });
  const narrow = await drawChart(data, { ...options, width: NARROW_PX, id: `${id}-narrow` });
  const sentences = [...captions, ...data.omissions];
  return html`<figure>
${await drawLegend(data)}
<div class="wide">${wide}</div>
<div class="narrow">${narrow}</div>
${sentences.length > 0 && html`<figcaption>${sentences.join(" ")}</figcaption>`}
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
