import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { drawChart, drawLegend } from "../../src/dashboard/chart.js";
import type { ChartData } from "../../src/dashboard/chart-data.js";

const POINTS = [
  { at: "2026-11-01", value: 0.25, series: "dense", low: 0.2, high: 0.3 },
  { at: "2026-11-02", value: 0.5, series: "dense", low: 0.4, high: 0.6 },
  { at: "2026-11-02", value: 0.1, series: "hybrid", low: 0, high: 0.2 },
];
const DATA: ChartData = {
  layout: "lines",
  points: POINTS,
  categories: ["2026-11-01", "2026-11-02"],
  series: ["dense", "hybrid"],
  atLabel: "Day",
  valueLabel: "Failed",
  valueKind: "share",
  seriesLabel: "Mode",
  omissions: [],
};
const OPTIONS = {
  width: 720,
  title: "How many fail?",
  id: "c",
  days: { from: "2026-11-01", to: "2026-11-28" },
};

async function draw(data: Partial<ChartData>, width = 720) {
  const text = String(await drawChart({ ...DATA, ...data }, { ...OPTIONS, width }));
  const { document } = parseHTML(`<html><body>${text}</body></html>`);
  return { text, svg: document.querySelector("svg") };
}

describe.each(["lines", "bars", "dots"] as const)("a chart of %s", (layout) => {
  it("has no style, script or address that the page's policy forbids", async () => {
    const { text } = await draw({ layout });
    expect(text).not.toMatch(/\sstyle=|<style|<script|href=|url\(|\son\w+=/i);
  });

  it("is one image with a name and a description", async () => {
    const { svg } = await draw({ layout });
    expect(svg.getAttribute("role")).toBe("img");
    expect(svg.querySelector(`#${svg.getAttribute("aria-labelledby")}`).textContent).toBe("How many fail?");
    expect(svg.querySelector(`#${svg.getAttribute("aria-describedby")}`).textContent).toMatch(
      /chart of “Failed” by “Day” and by “Mode” \(dense, hybrid\)\. Values from 10 % to 50 %/,
    );
    expect(svg.querySelectorAll("g[aria-label], g[aria-hidden]")).toHaveLength(0);
  });

  it("takes its colors from the stylesheet", async () => {
    const { text } = await draw({ layout });
    expect(text).toContain("var(--series-1)");
    expect(text).toContain("var(--series-2)");
    expect(text).not.toMatch(/#[0-9a-f]{6}|rgb\(|steelblue/i);
  });

  it.each([720, 350])("has room for its labels at %s px", async (width) => {
    const { svg } = await draw({ layout, categories: ["2026-11-01", "2026-11-02"] }, width);
    const [, , viewWidth] = svg.getAttribute("viewBox").split(" ").map(Number);
    expect(viewWidth).toBe(width);
    const texts = [...svg.querySelectorAll("text")].map((element) => element.textContent);
    expect(texts).toContain("Failed");
    expect(texts).toContain("Day");
  });
});

describe("drawChart", () => {
  it.each(["lines", "dots"] as const)("draws an interval for each point of %s", async (layout) => {
    const { svg } = await draw({ layout });
    const lines = [...svg.querySelectorAll('line, g[stroke^="var(--series"] line')];
    const intervals = lines.filter((line) => line.closest('g[stroke^="var(--series"]') !== null);
    expect(intervals).toHaveLength(POINTS.length);
  });

  it("shortens a label that is longer than the chart", async () => {
    const { svg } = await draw({ layout: "bars", valueLabel: "x".repeat(200) }, 350);
    const label = [...svg.querySelectorAll("text")].find((element) => element.textContent.startsWith("xxx"));
    expect(label.textContent).toMatch(/^x{30,50}…$/);
  });

  it("has a length if every value is zero", async () => {
    const points = [{ at: "dense", value: 0, series: "" }];
    const { svg } = await draw({
      layout: "bars",
      points,
      categories: ["dense"],
      series: [""],
      valueKind: "count",
    });
    expect(Number(svg.querySelector("rect").getAttribute("width"))).toBe(0);
  });

  it("has ticks for the intervals of shares that are all zero", async () => {
    const points = [{ at: "dense", value: 0, series: "", low: 0, high: 0.8 }];
    const { svg } = await draw({ layout: "dots", points, categories: ["dense"], series: [""] });
    const texts = [...svg.querySelectorAll("text")].map((element) => element.textContent);
    expect(texts).toEqual(expect.arrayContaining(["0 %", "40 %", "80 %"]));
  });

  it("has no tick between whole numbers", async () => {
    const points = [{ at: "2026-11-01", value: 1, series: "" }];
    const { svg } = await draw({ points, series: [""], valueKind: "count" });
    const texts = [...svg.querySelectorAll("text")].map((element) => element.textContent);
    expect(texts.filter((text) => text === "1" || text === "0")).toEqual(["0", "1"]);
  });
});

describe("drawLegend", () => {
  it("names each series beside its symbol", async () => {
    const { document } = parseHTML(`<html><body>${await drawLegend(DATA)}</body></html>`);
    const items = [...document.querySelectorAll("li")];
    expect(items.map((item) => item.textContent.trim())).toEqual(["dense", "hybrid"]);
    const paths = items.map((item) => item.querySelector("svg path, svg circle").outerHTML);
    expect(new Set(paths).size).toBe(2);
  });

  it("is not needed for one series", async () => {
    expect(await drawLegend({ ...DATA, seriesLabel: undefined })).toBeUndefined();
  });
});

describe("a bar with an interval", () => {
  const points = [{ at: "1.2.0", value: 42, series: "", low: 21, high: 63 }];
  const bars = { layout: "bars", points, categories: ["1.2.0"], series: [""], valueKind: "count" } as const;

  it("has a line with an edge, and its number beyond the line", async () => {
    const { svg } = await draw(bars);
    const [edge, line] = [
      'g[stroke="var(--background)"] line',
      'g[stroke="currentColor"][stroke-width="1.5"] line',
    ].map((selector) => svg.querySelector(selector));
    for (const name of ["x1", "x2"]) expect(edge.getAttribute(name)).toBe(line.getAttribute(name));
    const [bar] = svg.querySelectorAll("rect");
    const [start, end, width] = [
      line.getAttribute("x1"),
      line.getAttribute("x2"),
      bar.getAttribute("width"),
    ].map(Number);
    const left = Number(bar.getAttribute("x"));
    expect((start ?? 0) - left).toBeCloseTo((width ?? 0) / 2, 0);
    expect((end ?? 0) - left).toBeCloseTo((width ?? 0) * 1.5, 0);
    const number = [...svg.querySelectorAll("text[transform]")].find(
      ({ textContent }) => textContent === "42",
    );
    expect(number.getAttribute("transform")).toContain(`translate(${end},`);
  });

  it("says so in its description", async () => {
    const { svg } = await draw(bars);
    expect(svg.querySelector("desc").textContent).toContain(
      "Lines at the ends of the bars are 95 % intervals.",
    );
  });

  it("has no line if it is divided, because its parts do not begin at zero", async () => {
    const { svg } = await draw({
      ...bars,
      points: points.flatMap((point) => [point, { ...point, series: "x" }]),
      series: ["", "x"],
    });
    expect(svg.querySelectorAll('g[stroke="var(--background)"] line')).toHaveLength(0);
  });
});
