/** Tests the translation of statements for ClickHouse, and the expressions of the dialects. */
import { describe, expect, test } from "vitest";
import { translateStatement } from "../../src/store/clickhouse/translate.js";
import { DIALECTS } from "../../src/store/dialect.js";

describe("translateStatement", () => {
  test.each([
    ["the table of an event", "FROM event.codeweaver_search", 'FROM "event.codeweaver_search"'],
    ["a table with quotes", 'FROM event."$exception" e', 'FROM "event.$exception" e'],
    ["a table whose name has quotes", 'FROM "event"."a""b"', 'FROM "event.a""b"'],
    ["a column of a table", "event.search.intent", '"event.search".intent'],
  ])("gives %s one name", (_, sql, expected) => {
    expect(translateStatement(sql, []).sql).toBe(expected);
  });

  test.each([
    ["the column event", "SELECT e.event, event FROM events AS e WHERE event = 'x'"],
    ["a text with a table and a parameter", "SELECT 'event.x $1'"],
    ["a comment", "SELECT 1 -- event.x $1"],
    ["a column whose name has dots", 'SELECT "event.x", "results.returned" FROM events'],
    ["a column of an alias", "SELECT a.event.x FROM a"],
  ])("does not change %s", (_, sql) => {
    expect(translateStatement(sql, ["unused"])).toEqual({ sql, parameters: {} });
  });

  test("names parameters with their types", () => {
    expect(translateStatement("$1 $2 $3 $4 $5 $1", ["a", 1, 1.5, true, null])).toEqual({
      sql: "{p1:String} {p2:Int64} {p3:Float64} {p4:Bool} {p5:Nullable(String)} {p1:String}",
      parameters: { p1: "a", p2: 1, p3: 1.5, p4: true, p5: null },
    });
  });

  test("escapes backslashes, which have no meaning for DuckDB", () => {
    expect(translateStatement(String.raw`SELECT 'a\nb''c' AS "d\e"`, []).sql).toBe(
      String.raw`SELECT 'a\\nb''c' AS "d\\e"`,
    );
  });

  test("refuses a parameter without a value", () => {
    expect(() => translateStatement("SELECT $2", ["a"])).toThrow("the statement has no value for $2");
  });
});

describe("dialects", () => {
  test("refuse the quantile of a percentage", () => {
    for (const { quantile } of Object.values(DIALECTS)) expect(() => quantile(95, "x")).toThrow(RangeError);
  });

  test("quote the keys of JSON", () => {
    expect(DIALECTS.duckdb.jsonText("a", "x.y", "it's", "p/q~")).toBe("(a->>'/x.y/it''s/p~1q~0')");
    expect(DIALECTS.clickhouse.jsonText("a", "x.y", "it's", "b\\")).toBe(
      String.raw`JSONExtract(a, 'x.y', 'it''s', 'b\\', 'Nullable(String)')`,
    );
  });
});
