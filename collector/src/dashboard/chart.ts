/** Draws charts as SVG without styles of its own, so that the stylesheet of the page decides how they look. */
import type { PlotOptions } from "@observablehq/plot";
import type { ChartData } from "./chart-data.js";
import { createFrame, type FrameOptions } from "./chart-frame.js";
import { createMarks, getSeriesColor, getSymbol } from "./chart-marks.js";
import { describeChart } from "./chart-text.js";
import { type Html, html, trustHtml } from "./html.js";
import { type Drawing, loadDrawing, type SvgElement } from "./plot-library.js";

export interface ChartOptions extends FrameOptions {
  /** Names the chart for those who cannot see it. */
  readonly title: string;
  /** An id that no other chart of the page has. */
  readonly id: string;
}

const SVG = "http://www.w3.org/2000/svg";
const FONT_PX = 12;

export async function drawChart(data: ChartData, options: ChartOptions): Promise<Html> {
  const drawing = await loadDrawing();
  const frame = createFrame(data, options);
  const marks = createMarks(drawing.plot, data);
  const svg = plotSvg(drawing, { ...frame, width: options.width, marks: [...marks] });
  addText(drawing, svg, options.id, { title: options.title, desc: describeChart(data) });
  return trustHtml(svg.outerHTML);
}

/** Draws the symbol of a series for the legend. */
export async function drawSymbol(index: number): Promise<Html> {
  const drawing = await loadDrawing();
  const { plot } = drawing;
  const symbol = {
    symbol: getSymbol(index),
    fill: getSeriesColor(index),
    frameAnchor: "middle",
    r: 5,
  } as const;
  const svg = plotSvg(drawing, {
    width: 16,
    height: 16,
    margin: 0,
    axis: null,
    marks: [plot.dot([0], symbol)],
  });
  svg.setAttribute("aria-hidden", "true");
  return trustHtml(svg.outerHTML);
}

/** Returns the legend, or nothing if there is only one series. */
export async function drawLegend({ series, seriesLabel }: ChartData): Promise<Html | undefined> {
  if (seriesLabel === undefined || series.length === 0) return undefined;
  const symbols = await Promise.all(series.map((_, index) => drawSymbol(index)));
  const items = series.map((name, index) => html`<li>${symbols[index]} ${name}</li>`);
  return html`<p class="legend-label">${seriesLabel}</p><ul class="legend">${items}</ul>`;
}

/** A page with a strict policy refuses styles inside of it, and labels inside of an image are not read out. */
function plotSvg({ plot, document }: Drawing, options: PlotOptions): SvgElement {
  // Plot returns an element of the document that it gets, here linkedom's.
  const created = { ...options, document, className: "plot" } as PlotOptions;
  const svg = plot.plot(created) as unknown as SvgElement;
  svg.setAttribute("font-size", String(FONT_PX));
  svg.setAttribute("font-family", "inherit");
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const element of [svg, ...svg.querySelectorAll("*")])
    for (const name of ["style", "aria-label", "aria-hidden"]) element.removeAttribute(name);
  return svg;
}

function addText(
  { document }: Drawing,
  svg: SvgElement,
  id: string,
  texts: { title: string; desc: string },
): void {
  const elements = Object.entries(texts).map(([name, text]) => {
    const element = document.createElementNS(SVG, name);
    element.setAttribute("id", `${id}-${name}`);
    element.textContent = text;
    return element;
  });
  svg.prepend(...elements);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-labelledby", `${id}-title`);
  svg.setAttribute("aria-describedby", `${id}-desc`);
}
