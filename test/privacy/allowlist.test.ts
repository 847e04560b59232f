import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../src/envelope.js";
import { applyAllowlist, compileAllowlist, type JsonScalar } from "../../src/privacy/sanitizer/allowlist.js";
import { sealAllowlisted } from "../../src/privacy/sanitizer/seal.js";
import { seal } from "../support/seal.js";

/** What is kept of an object, and how many parts were left out. */
function keep(paths: string[], value: object): [JsonObject, number] {
  let unlisted = 0;
  const kept = sealAllowlisted(
    seal(value).json,
    compileAllowlist(paths.map((path) => ({ path }))),
    (reason) => {
      if (reason === "unlisted") unlisted++;
    },
  );
  return [kept, unlisted];
}

describe("a list of paths keeps", () => {
  it.each<[string, string[], object, object, number]>([
    ["a value that it names", ["a"], { a: 1, b: 2 }, { a: 1 }, 1],
    [
      "null, false and the empty text",
      ["a", "b", "c"],
      { a: null, b: false, c: "" },
      { a: null, b: false, c: "" },
      0,
    ],
    ["a part of an object", ["r.x"], { r: { x: 1, y: 2, z: { q: 3 } } }, { r: { x: 1 } }, 2],
    ["an object of which nothing is there", ["r.x"], { r: {} }, { r: {} }, 0],
    ["items", ["s[]"], { s: ["a", "b"] }, { s: ["a", "b"] }, 0],
    ["parts of items", ["m[].x"], { m: [{ x: 1, y: 2 }, { y: 3 }] }, { m: [{ x: 1 }, {}] }, 2],
    ["items of items", ["m[][]"], { m: [[1], [2, 3]] }, { m: [[1], [2, 3]] }, 0],
    ["any key", ["l.*"], { l: { ts: 1, py: 2 } }, { l: { ts: 1, py: 2 } }, 0],
    [
      "keys with a beginning",
      ["$feature/*"],
      { "$feature/a": true, $feature: 1, x: 1 },
      { "$feature/a": true },
      2,
    ],
    ["a key with a dot where any may stand", ["l.*"], { l: { "a.b": 1 } }, { l: { "a.b": 1 } }, 0],
  ])("%s", (_, paths, value, kept, unlisted) => {
    expect(keep(paths, value)).toEqual([kept, unlisted]);
  });

  it.each<[string, string[], object]>([
    ["an object for a value", ["a"], { a: { "src/plan.ts": "typescript" } }],
    ["an array for a value", ["a"], { a: ["x"] }],
    ["a value for an object", ["a.b"], { a: "text" }],
    ["a value for an array", ["a[]"], { a: "text" }],
    ["an array for an object", ["a.b"], { a: [{ b: 1 }] }],
    ["an object for a count by key", ["a.*"], { a: "x" }],
  ])("nothing of %s", (_, paths, value) => {
    expect(keep(paths, value)).toEqual([{}, 1]);
  });

  it("deep values under any key only where they are listed", () => {
    expect(keep(["l.*"], { l: { a: { b: 1 }, c: 2 } })).toEqual([{ l: { c: 2 } }, 1]);
  });
});

it("a field keeps only the values that it accepts, and those of another field at the same path", () => {
  const isPositive = (value: JsonScalar) => typeof value === "number" && value > 0;
  const isText = (value: JsonScalar) => typeof value === "string";
  const allowlist = compileAllowlist([
    { path: "a", accepts: isPositive },
    { path: "a", accepts: isText },
    { path: "b[]", accepts: isPositive },
  ]);
  const omitted: string[] = [];
  const check = (json: Json) => applyAllowlist(json, allowlist, (reason) => omitted.push(reason));
  expect([check({ a: 1 }), check({ a: "x" }), check({ a: -1 }), check({ b: [1, -1, 2] })]).toEqual([
    { a: 1 },
    { a: "x" },
    {},
    { b: [1, 2] },
  ]);
  expect(omitted).toEqual(["unlisted", "unlisted"]);
});
