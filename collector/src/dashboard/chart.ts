/** Draws charts as SVG without styles of its own, so that the stylesheet of the page decides how they look. */
import type { PlotOptions } from "@observablehq/plot";
import type { ChartData } from "./chart-data.js";
import { createMarks, getSeriesColor, getSymbol, SERIES_STEP } from "./chart-marks.js";
import { describeChart, formatTick, shorten } from "./chart-text.js";
import { type Html, html, trustHtml } from "./html.js";
import { type Drawing, loadDrawing, type SvgElement } from "./plot-library.js";

export interface ChartOptions {
  /** In pixels. */
  readonly width: number;
  /** Names the chart for those who cannot see it. */
  readonly title: string;
  /** An id that no other chart of the page has. */
  readonly id: string;
  /** The days on which a time axis begins and ends, unless values are before or after. */
  readonly days: { readonly from: string; readonly to: string };
}

const SVG = "http://www.w3.org/2000/svg";
const FONT_PX = 12;
/** A character of this size is rarely wider, on average. */
const CHARACTER_PX = 6.8;

export async function drawChart(data: ChartData, options: ChartOptions): Promise<Html> {
  const drawing = await loadDrawing();
  const frame = data.layout === "lines" ? createTimeFrame(data, options) : createCategoryFrame(data, options);
  const marks = createMarks(drawing.plot, data);
  const svg = plotSvg(drawing, { ...frame, width: options.width, marks: [...(frame.marks ?? []), ...marks] });
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

function createTimeFrame(data: ChartData, { width, days }: ChartOptions): PlotOptions {
  const isNarrow = width < 500;
  const times = [days.from, days.to, ...data.points.map(({ at }) => at)].map((day) => Date.parse(day));
  return {
    height: isNarrow ? 220 : 300,
    marginTop: 34,
    marginLeft: data.valueKind === "usd" ? 88 : 62,
    marginRight: 24,
    marginBottom: 48,
    x: {
      type: "utc",
      domain: [new Date(Math.min(...times)), new Date(Math.max(...times))],
      label: shortenLabel(data.atLabel, width),
      ticks: isNarrow ? 4 : 8,
      labelArrow: "none",
      labelAnchor: "center",
      labelOffset: 46,
    },
    y: {
      grid: true,
      nice: true,
      zero: true,
      label: shortenLabel(data.valueLabel, width),
      labelArrow: "none",
      labelAnchor: "top",
      ticks: countTicks(data, 5),
      tickFormat: (value: number) => formatTick(data.valueKind, value),
    },
  };
}

function createCategoryFrame(data: ChartData, { width }: ChartOptions): PlotOptions {
  const { layout, categories, series, valueKind } = data;
  const isNarrow = width < 500;
  const maxLength = isNarrow ? 16 : 32;
  const longest = Math.max(...categories.map((name) => Math.min([...name].length, maxLength)));
  const rowPx = layout === "bars" ? 28 : Math.max(28, series.length * SERIES_STEP + 12);
  return {
    height: categories.length * rowPx + 24 + 46,
    marginTop: 24,
    marginLeft: Math.max(30, Math.ceil(longest * CHARACTER_PX) + 14),
    marginRight: 66,
    marginBottom: 46,
    x: {
      grid: true,
      nice: true,
      zero: true,
      label: shortenLabel(data.valueLabel, width),
      labelArrow: "none",
      labelAnchor: "center",
      labelOffset: 38,
      ticks: countTicks(data, isNarrow ? 3 : 6),
      tickFormat: (value: number) => formatTick(valueKind, value),
    },
    y: {
      type: "band",
      domain: [...categories],
      padding: 0.25,
      label: shortenLabel(data.atLabel, width),
      labelArrow: "none",
      labelAnchor: "top",
      tickFormat: (name: string) => shorten(name, maxLength),
      tickSize: 0,
    },
  };
}

/** Whole numbers have no ticks between them. */
function countTicks({ points }: ChartData, limit: number): number {
  const values = points.map(({ value }) => value);
  if (!values.every(Number.isInteger)) return limit;
  return Math.max(1, Math.min(limit, ...(values.length > 0 ? [Math.max(...values)] : [])));
}

function shortenLabel(label: string, width: number): string {
  return shorten(label, Math.floor((width - 10) / CHARACTER_PX));
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
