import { describe, expect, it } from "vitest";
import { MAX_SERIES } from "../../src/dashboard/chart-limits.js";
import { selectChartData } from "../../src/dashboard/select-chart-data.js";
import type { Answer, AnswerColumn, AnswerValue } from "../../src/questions/answer.js";
import type { QuestionChart } from "../../src/questions/question.js";
import { createAnswer, createColumn, createQuestion } from "./answers.js";

const DAY = createColumn("day", "day");
const MODE = createColumn("mode", "text");
const VERSION = createColumn("version", "version");
const COUNT = createColumn("count", "count");
const TIME = createColumn("time", "milliseconds");
const SHARE = [createColumn("share", "share"), createColumn("low", "bound"), createColumn("high", "bound")];

function select(
  chart: QuestionChart,
  columns: readonly AnswerColumn[],
  rows: readonly (readonly AnswerValue[])[],
) {
  return selectChartData(createQuestion({ chart }), createAnswer(columns, rows));
}

describe("selectChartData", () => {
  it.each<[string, QuestionChart, AnswerColumn[], AnswerValue[][], string]>([
    ["days", { x: "day", y: "count" }, [DAY, COUNT], [["2026-11-01", 1]], "lines"],
    ["weeks", { x: "mode", y: "count" }, [MODE, COUNT], [["2026-W48", 1]], "lines"],
    ["numbers of categories", { x: "mode", y: "count" }, [MODE, COUNT], [["dense", 1]], "bars"],
    ["categories beside numbers", { x: "count", y: "mode" }, [MODE, COUNT], [["dense", 1]], "bars"],
    ["times of categories", { x: "mode", y: "time" }, [MODE, TIME], [["dense", 1]], "bars"],
    ["times below zero", { x: "mode", y: "time" }, [MODE, TIME], [["dense", -1]], "dots"],
    [
      "several times of a category",
      { x: "mode", y: "time" },
      [MODE, TIME],
      [
        ["a", 1],
        ["a", 2],
      ],
      "dots",
    ],
    [
      "times by series",
      { x: "mode", y: "time", series: "version" },
      [MODE, VERSION, TIME],
      [["a", "1", 1]],
      "dots",
    ],
    ["shares", { x: "mode", y: "share" }, [MODE, ...SHARE], [["dense", 0.5, 0.4, 0.6]], "dots"],
  ])("draws %s as what they are", (_, chart, columns, rows, layout) => {
    expect(select(chart, columns, rows)?.layout).toBe(layout);
  });

  it.each<[string, Partial<Answer> & { rows: AnswerValue[][] }]>([
    ["no rows", { rows: [] }],
    ["no number", { rows: [["dense", null]] }],
    ["no column that the chart names", { rows: [["dense", 1]], columns: [MODE, TIME] }],
  ])("draws nothing of an answer with %s", (_, { columns = [MODE, COUNT], rows }) => {
    expect(select({ x: "mode", y: "count" }, columns, rows)).toBeUndefined();
  });

  it("draws nothing of a question without a chart", () => {
    expect(selectChartData(createQuestion(), createAnswer([MODE, COUNT], [["dense", 1]]))).toBeUndefined();
  });

  it.each([
    ["2026-W01", "2025-12-29"],
    ["2026-W48", "2026-11-23"],
    ["2020-W53", "2020-12-28"],
    ["2021-W01", "2021-01-04"],
  ])("places the week %s at its Monday %s", (week, monday) => {
    expect(select({ x: "mode", y: "count" }, [MODE, COUNT], [[week, 1]])?.points).toMatchObject([
      { at: monday },
    ]);
  });

  it("adds the counts of rows that the chart does not distinguish", () => {
    const rows = [
      ["dense", "1", 1],
      ["dense", "2", 2],
      ["hybrid", "1", 4],
    ];
    const points = select({ x: "mode", y: "count" }, [MODE, VERSION, COUNT], rows)?.points;
    expect(points?.map(({ at, value }) => [at, value])).toEqual([
      ["dense", 3],
      ["hybrid", 4],
    ]);
  });

  it("keeps the interval of a share", () => {
    const points = select({ x: "mode", y: "share" }, [MODE, ...SHARE], [["dense", 0.5, 0.4, 0.6]])?.points;
    expect(points).toEqual([{ at: "dense", value: 0.5, series: "", low: 0.4, high: 0.6 }]);
  });

  it("names what is not stated", () => {
    const data = select(
      { x: "mode", y: "count", series: "version" },
      [MODE, VERSION, COUNT],
      [[null, "", 1]],
    );
    expect(data?.points).toMatchObject([{ at: "not stated", series: "not stated" }]);
  });

  it("begins with the newest version", () => {
    const rows = [
      ["0.10.0", 1],
      ["0.2.0", 1],
      ["0.9.0", 1],
    ];
    expect(select({ x: "version", y: "count" }, [VERSION, COUNT], rows)?.categories).toEqual([
      "0.10.0",
      "0.9.0",
      "0.2.0",
    ]);
  });

  it("orders series that are versions from the oldest one", () => {
    const rows = ["0.10.0", "0.9.0", "0.2.0"].map((version) => ["2026-11-01", version, 1]);
    const data = select({ x: "day", y: "count", series: "version" }, [DAY, VERSION, COUNT], rows);
    expect(data?.series).toEqual(["0.2.0", "0.9.0", "0.10.0"]);
  });

  it("shows the largest series, and says that there are more", () => {
    const rows = Array.from({ length: MAX_SERIES + 2 }, (_, index) => [
      "2026-11-01",
      `series ${index}`,
      index,
    ]);
    const data = select({ x: "day", y: "count", series: "mode" }, [DAY, MODE, COUNT], rows);
    expect(data?.series).toHaveLength(MAX_SERIES);
    expect(data?.series).not.toContain("series 1");
    expect(data?.omissions).toEqual([
      `The chart shows the 8 largest of 10 series. The table has all of them.`,
    ]);
  });

  it.each([
    ["largest", MODE, 39],
    ["newest", VERSION, 39],
  ])("shows the %s categories of a column of $1.kind", (word, column, last) => {
    const rows = Array.from({ length: 40 }, (_, index) => [`1.${index}`, index]);
    const data = select({ x: column.name, y: "count" }, [column, COUNT], rows);
    expect(data?.categories).toHaveLength(16);
    expect(data?.categories).toContain(`1.${last}`);
    expect(data?.omissions).toEqual([
      `The chart shows the 16 ${word} of 40 rows. The table has all of them.`,
    ]);
  });
});
