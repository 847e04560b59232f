/** Tests how the filters of a question are parsed. */
import { describe, expect, it } from "vitest";
import { addDay, describeFilter, FilterError, parseFilter } from "../../src/questions/answer-filter.js";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const parse = (text: string) => parseFilter(new URLSearchParams(text), NOW);

describe("parseFilter", () => {
  it("means the four weeks that end today, without CI and tests of the connection", () => {
    expect(parse("")).toEqual({
      from: "2026-11-01",
      to: "2026-11-28",
      includesCi: false,
      includesDoctor: false,
    });
  });

  it("reads empty fields of a form as no filter", () => {
    expect(parse("from=&to=&version=&platform=&ci=&doctor=")).toEqual(parse(""));
  });

  it("counts four weeks back from the last day", () => {
    expect(parse("to=2026-03-01").from).toBe("2026-02-02");
  });

  it("has what was asked", () => {
    const filter = parse(
      "from=2026-01-01&to=2026-01-01&version=1.2.0-rc.1&platform=linux&ci=include&doctor=include",
    );
    expect(describeFilter(filter)).toEqual({
      from: "2026-01-01",
      to: "2026-01-01",
      filters: { version: "1.2.0-rc.1", platform: "linux", ci: "include", doctor: "include" },
    });
  });

  it.each([
    ["from=2026-02-30", "from=2026-02-30 is not a day"],
    ["from=yesterday", "from=yesterday is not a day"],
    ["from=2026-11-29", "from=2026-11-29 is after to=2026-11-28"],
    ["from=1999-01-01", "longer than 3660 days"],
    ["version=1' OR 1=1", "version has an unexpected value"],
    ["platform=a%20b", "platform has an unexpected value"],
    ["ci=yes", "ci=yes is not known: expected ci=include"],
    ["version=1.2.0&version=9.9.9", "version is given more than once"],
    ["colour=red", "colour is not a filter: use from, to"],
  ])("refuses %s", (text, message) => {
    expect(() => parse(text)).toThrow(FilterError);
    expect(() => parse(text)).toThrow(message);
  });
});

it("addDay knows the ends of months and years", () => {
  expect(["2024-02-28", "2026-02-28", "2026-12-31"].map(addDay)).toEqual([
    "2024-02-29",
    "2026-03-01",
    "2027-01-01",
  ]);
});
