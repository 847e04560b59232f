/** The pages of a site say what their numbers mean. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderIndexPage } from "../../src/site/index-page.js";
import { renderMethodologyPage } from "../../src/site/methodology-page.js";
import { renderPeriodPage } from "../../src/site/period-page.js";
import { createPeriod } from "./figures.js";

const MINIMUM = { kind: "minimum", minimumReports: 20 } as const;

/** Returns the text of a page as a reader sees it. */
const readText = (page: string) =>
  page
    .replace(/<head>.*<\/head>/s, "")
    .replaceAll(/<svg.*?<\/svg>/gs, "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
const listTags = (page: string) =>
  page.match(/<[^>]*>/g)?.map((tag) => tag.replaceAll(/="[^"]*"/g, "")) ?? [];

describe("renderPeriodPage", () => {
  it("has the days, the protection, and for each table a chart, the numbers and a CSV", async () => {
    const page = await renderPeriodPage(createPeriod("2026-W40"));
    const text = readText(page);
    for (const part of [
      "How was mytool used in week 40 of 2026?",
      "28 Sept 2026 to 4 Oct 2026",
      "noise with ε = 1 and δ = 0.000001",
      "95 % of the numbers are within 51 of the exact one.",
      "503 weekly reports within 51 of the exact number, at 95 %",
      "A name is shown from 273 reports on.",
      "Of a report, at most 3 of the names count.",
    ])
      expect(text).toContain(part);
    expect(page.match(/<section class="published">/g)).toHaveLength(12);
    expect(page.match(/<svg[^>]*id="|<svg /g)?.length).toBe(24); // each in two sizes
    expect(page.match(/href="[a-z-]+\.csv"/g)).toHaveLength(13);
  });

  it("says how often an installation counts in a month", async () => {
    expect(readText(await renderPeriodPage(createPeriod("2026-10")))).toContain(
      "One that was used in four weeks of the month counts four times.",
    );
  });

  it("lists the questions that have not enough reports, without a chart", async () => {
    const page = await renderPeriodPage(createPeriod("2026-W40", { reports: 0 }));
    expect(page).not.toContain("<svg");
    expect(readText(page)).toContain("These questions have too few reports in this period");
    expect(page.match(/<li>(?:How|Which) [^<]*\?<\/li>/g)).toHaveLength(13);
  });

  it("says that exact numbers have a minimum", async () => {
    const text = readText(await renderPeriodPage(createPeriod("2026-W40", { protection: MINIMUM })));
    expect(text).toContain(
      "Numbers from 1 to 19 are withheld, and others from which they could be computed with the total. Several tables together may still reveal some of them.",
    );
    expect(text).not.toContain("within");
  });

  it("shows withheld numbers as such", async () => {
    const period = createPeriod("2026-W40", { protection: MINIMUM });
    const tables = period.tables.map((table) => ({
      ...table,
      cells: table.cells.map((cell, index) => ({ ...cell, value: index === 0 ? null : cell.value })),
    }));
    const page = await renderPeriodPage({ ...period, tables });
    expect(page).toMatch(/<th scope="row">below 20 ms<\/th><td class="number">withheld<\/td>/);
  });

  it("lets no name become an element or an attribute", async () => {
    const hostile = fc.oneof(fc.string(), fc.stringMatching(/^[<>"'&=/a-z!` -]{1,20}$/));
    const expected = listTags(await renderPeriodPage(createPeriod("2026-W40", { name: "a" })));
    await fc.assert(
      fc.asyncProperty(hostile, async (name) => {
        fc.pre(name.trim() !== "");
        const page = await renderPeriodPage(createPeriod("2026-W40", { name, project: "p" }));
        expect(listTags(page)).toEqual(expected);
      }),
      { numRuns: 10 },
    );
  });
});

describe("renderIndexPage", () => {
  it("has lines of the weeks, and no months in them", async () => {
    const weeks = [createPeriod("2026-10"), createPeriod("2026-W36"), createPeriod("2026-W35")] as const;
    const page = await renderIndexPage(weeks);
    expect(page.match(/id="trend-[a-z]+-wide-title"/g)).toEqual([
      'id="trend-reports-wide-title"',
      'id="trend-versions-wide-title"',
    ]);
    expect(page).toContain("by “Week from” and by “Version” (1.2.0.x, 1.2.0)");
    expect(page).toContain("Line chart of “Weekly reports” by “Week from”. Values from 503 to 503.");
    expect(await renderIndexPage([createPeriod("2026-10"), createPeriod("2026-W36")])).not.toContain("<svg");
  });

  it("says of a period without a total that it has not enough reports", async () => {
    const text = readText(await renderIndexPage([createPeriod("2026-W40", { reports: 0 })]));
    expect(text).toContain("2026-W40 28 Sept 2026 to 4 Oct 2026 not enough The list as JSON");
  });
});

describe("renderMethodologyPage", () => {
  it("states the promise in numbers of the newest period with noise", () => {
    const protection = { kind: "noise", epsilon: 2, delta: 1e-7 } as const;
    const text = readText(
      renderMethodologyPage([createPeriod("2026-W41", { protection }), createPeriod("2026-W40")]),
    );
    for (const part of [
      "In most tables, a report counts in one row. If it lacks what the table is about, it counts in none.",
      "Setting: at most 3 names of a report",
      "In the newest period, a report counts in at most 17 numbers of all tables together.",
      "In 2026-W41, 95 % of the random numbers are between −25 and 25.",
      "at least 157",
      "With ε = 2, no result is more than 7.39 times as likely",
      "this can become at most 88 %",
      "One of these beliefs can become at most 98 %.",
      "With δ = 0.0000001, it is at most one time in 10,000,000.",
      "divided by ε, here 8.5.",
      "2026-W40 noise with ε = 1 and δ = 0.000001 17 ± 51 273",
      "a period is published at least 7 days after its end",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("without noise");
  });

  it("says of exact numbers what they do not promise", () => {
    const text = readText(renderMethodologyPage([createPeriod("2026-W40", { protection: MINIMUM })]));
    expect(text).toContain("Numbers from 1 to 19 are withheld");
    expect(text).toContain("Zeros are shown.");
    expect(text).toContain("together they may still reveal a number that each of them withholds");
    expect(text).toContain("It does not protect a report from somebody who knows most of the other reports.");
    expect(text).not.toContain("ε");
  });
});
