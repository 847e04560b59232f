/** Checks the text of each question with PostHog's own parser, and against the list of HogQL's functions. */
import createHogQLParser from "@posthog/hogql-parser";
import { describe, expect, it } from "vitest";
import { parseFilter } from "../../src/questions/answer-filter.js";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { HOGQL } from "../../src/questions/hogql-dialect.js";
import { HOGQL_LAYOUT } from "../../src/questions/property-layout.js";
import { canAsk, formatQuestionText } from "../../src/questions/question-text.js";
import { boolean, number, text } from "../../src/questions/row-set.js";
import { findHogQlFunction } from "./hogql-functions.js";

const FILTER = parseFilter(
  new URLSearchParams("from=2026-11-01&to=2026-11-28&version=1.2.0&platform=linux"),
  Date.parse("2026-11-28T00:00:00Z"),
);
const ASKED = QUESTIONS.filter((question) => canAsk(question, HOGQL_LAYOUT));

interface Call {
  readonly name: string;
  readonly count: number;
}

/** Comments, texts, quoted names, names, and single characters. */
const TOKEN = /--[^\n]*|'(?:[^'\\]|''|\\.)*'|"[^"]*"|[A-Za-z_$][\w$.]*|\S/g;
/** Words before a parenthesis that is not that of a call. */
const KEYWORDS = new Set(
  "AND AS BY CASE ELSE FROM HAVING IN JOIN LIMIT NOT ON OR OVER SELECT THEN UNION ALL USING WHEN WHERE WITH DISTINCT".split(
    " ",
  ),
);

/** Returns each call with the number of its arguments. Those of `quantileExact(0.5)(x)` are the second ones. */
function listCalls(sql: string): Call[] {
  const tokens = (sql.match(TOKEN) ?? []).filter((token) => !token.startsWith("--"));
  return tokens.flatMap((token, index) => {
    const isCall = /^[A-Za-z_]\w*$/.test(token) && tokens[index + 1] === "(";
    if (!isCall || KEYWORDS.has(token.toUpperCase())) return [];
    const first = readArguments(tokens, index + 1);
    const isParametric = tokens[first.end + 1] === "(";
    return { name: token, count: isParametric ? readArguments(tokens, first.end + 1).count : first.count };
  });
}

function readArguments(tokens: readonly string[], start: number): { count: number; end: number } {
  let depth = 0;
  let commas = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index] ?? "";
    if ("([".includes(token)) depth++;
    if (")]".includes(token) && --depth === 0)
      return { count: index === start + 1 ? 0 : commas + 1, end: index };
    if (token === "," && depth === 1) commas++;
  }
  throw new RangeError("a parenthesis is not closed");
}

function describeCall({ name, count }: Call): string | undefined {
  const listed = findHogQlFunction(name);
  if (listed === undefined) return `${name} is not listed`;
  const fits = count >= listed.minArguments && count <= listed.maxArguments;
  return fits ? undefined : `${name} cannot have ${count} arguments`;
}

const parser = await createHogQLParser();

describe("the HogQL text", () => {
  it.each(ASKED)("of $id is read by PostHog's parser", (question) => {
    const sql = formatQuestionText(question, FILTER, { dialect: "hogql", layout: HOGQL_LAYOUT });
    expect(JSON.parse(parser.parseSelect(sql, true))).toMatchObject({
      node: expect.stringMatching(/^Select/),
    });
  });

  it.each(ASKED)("of $id calls only functions of HogQL, with as many arguments as they have", (question) => {
    const sql = formatQuestionText(question, FILTER, { dialect: "hogql", layout: HOGQL_LAYOUT });
    expect(listCalls(sql).length).toBeGreaterThan(0);
    expect(listCalls(sql).flatMap((call) => describeCall(call) ?? [])).toEqual([]);
  });

  it.each(ASKED)(
    "of $id has a limit, and no syntax that HogQL lacks or that it has only lately",
    (question) => {
      const sql = formatQuestionText(question, FILTER, { dialect: "hogql", layout: HOGQL_LAYOUT });
      expect(sql).toMatch(/\nLIMIT \d+$/);
      expect(sql).not.toMatch(
        /\bCAST\s*\(|::|\bFILTER\s*\(|\bUNION\b(?! ALL\b)|\bQUALIFY\b|\bINTERVAL\s*'|;/i,
      );
      expect(sql.match(/\bELSE\b/g)).toHaveLength(sql.match(/\bCASE\b/g)?.length ?? 0);
      expect(sql).not.toMatch(/\bentries\b|event\."/); // are tables of the collector
    },
  );

  /** A comparison with NULL is false in HogQL, and its negation is true: visit_compare_operation in printer/clickhouse.py. */
  it.each(ASKED)("of $id negates no comparison, unless it says what a missing value is", (question) => {
    const sql = question.createSql(HOGQL).replaceAll(/\b(\w+) IS NULL OR \1 <> /g, "");
    expect(sql).not.toMatch(/<>|!=|\bNOT (?:IN|LIKE)\b|\bNOT \(/i);
  });

  it.each(QUESTIONS)("of $id gives no row set the name of the table that it reads", ({ rows }) => {
    for (const name of Object.keys(rows)) expect(["events", "entries", "spans"]).not.toContain(name);
  });

  it("says of a question about spans that it cannot be asked", () => {
    const spans = QUESTIONS.filter((question) => !canAsk(question, HOGQL_LAYOUT));
    expect(spans.length).toBeGreaterThan(0);
    for (const question of spans) {
      const sql = formatQuestionText(question, FILTER, { dialect: "hogql", layout: HOGQL_LAYOUT });
      expect(sql).toContain("-- Not available here: it reads the spans of traces");
      expect(sql).not.toMatch(/^[^-]/m);
    }
  });
});

describe("a field in HogQL", () => {
  it.each([
    ["text", text("intent"), "toString(properties.intent)"],
    ["a number in an object", number("results.returned"), "toFloat(properties.results.returned)"],
    ["a name that begins with $", text("$session_id"), "toString(properties.$session_id)"],
    [
      "a name with other characters",
      text("$feature/new_reranker"),
      'toString(properties."$feature/new_reranker")',
    ],
    [
      "a boolean",
      boolean("is_ci"),
      "multiIf(toString(properties.is_ci) = 'true', true, isNotNull(toString(properties.is_ci)), false, NULL)",
    ],
    ["a column beside the properties", text("uuid"), "toString(uuid)"],
  ])("is read by its path: %s", (_, field, expected) => {
    expect(HOGQL_LAYOUT.formatField("any", field)).toBe(expected);
  });

  it("is an entry of a map, or of all properties with a prefix", () => {
    expect(HOGQL_LAYOUT.formatMap("any", "index.languages", [])).toContain(
      "arrayJoin(JSONExtractKeysAndValues(ifNull(toString(properties.index.languages), '{}'), 'Nullable(String)'))",
    );
    const flags = HOGQL_LAYOUT.formatMap("any", "$feature/", []);
    expect(flags).toContain(
      "arrayJoin(JSONExtractKeysAndValues(ifNull(properties, '{}'), 'Nullable(String)'))",
    );
    expect(flags).toContain("substring(name, 10, length(name)) AS key");
    expect(flags).toContain("WHERE substring(name, 1, 9) = '$feature/'");
  });
});

describe("the check of functions", () => {
  it.each([
    ["SELECT quantileExactInclusive(0.5)(x) FROM t", ["quantileExactInclusive is not listed"]],
    [
      "SELECT substring(x, 2), quantileExact(0.5)(x, y)",
      ["substring cannot have 2 arguments", "quantileExact cannot have 2 arguments"],
    ],
    ["SELECT COALESCE(f('(', x), 1) -- g(x)", ["f is not listed"]],
    ["SELECT Tostring(x)", ["Tostring is not listed"]],
  ])("finds what is wrong in %s", (sql, expected) => {
    expect(listCalls(sql).flatMap((call) => describeCall(call) ?? [])).toEqual(expected);
  });

  it("finds each function that the dialect has", () => {
    const expressions = [
      HOGQL.quantile(0.5, "x"),
      HOGQL.deviation("x"),
      HOGQL.jsonText("x", "a"),
      HOGQL.jsonTexts("x", [["a"]]),
      HOGQL.jsonNumber("x", "a"),
      HOGQL.jsonBoolean("x", "a"),
      HOGQL.toNumber("x"),
      HOGQL.nullOf("text"),
      HOGQL.eachText("x"),
      HOGQL.eachObject("x"),
      HOGQL.eachEntry("x"),
      HOGQL.entryKey("x"),
      HOGQL.entryValue("x"),
      HOGQL.day("x"),
      HOGQL.week("x"),
      HOGQL.timeOf("x"),
      HOGQL.toNullable("x"),
      HOGQL.md5("x"),
    ];
    expect(expressions).toHaveLength(Object.keys(HOGQL).length);
    expect(expressions.flatMap(listCalls).flatMap((call) => describeCall(call) ?? [])).toEqual([]);
  });

  it("refuses the quantile of a percentage", () => {
    expect(() => HOGQL.quantile(95, "x")).toThrow(RangeError);
  });
});
