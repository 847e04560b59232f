/** The suggestions for a name that does not exist. */
import { describe, expect, it } from "vitest";
import { findNearestNames, suggestNames } from "../../src/internal/nearest-name.js";

const NAMES = ["status", "enable", "disable", "show", "preview", "codeweaver_search", "codeweaver_session"];

describe("findNearestNames", () => {
  it.each([
    ["shwo", ["show"], "two letters are exchanged"],
    ["sho", ["show"], "a letter is missing"],
    ["showw", ["show"], "there is a letter too many"],
    ["Preview", ["preview"], "a letter is a capital"],
    ["sable", ["enable", "disable"], "several names are near"],
    ["search", ["codeweaver_search"], "it is a part of a name"],
    ["sesion", ["codeweaver_session"], "a word of a name is near"],
    ["codeweaver_serach", ["codeweaver_search", "codeweaver_session"], "the nearest is first"],
    ["codeweaver_sessions_of_today", ["codeweaver_session"], "a name is a part of it"],
    ["zzz", [], "nothing is near"],
    ["", [], "nothing is typed"],
    ["s".repeat(100_000), [], "it is too long to be compared"],
  ])("finds for %j the names %j, because %s", (name, expected) => {
    expect(findNearestNames(name, NAMES)).toEqual(expected);
  });

  it("finds no name that has no letter in common, and none by a word of two letters", () => {
    expect(findNearestNames("x", ["y"])).toEqual([]);
    expect(findNearestNames("tos", ["go_to_definition"])).toEqual([]);
  });

  it("returns at most three names, and none of them twice", () => {
    expect(findNearestNames("ab", ["ab1", "ab1", "ab2", "ab3", "ab4"])).toEqual(["ab1", "ab2", "ab3"]);
  });
});

describe("suggestNames", () => {
  it.each([
    ["stauts", "did you mean --status?"],
    ["sable", "did you mean --enable or --disable?"],
    ["zzz", ""],
  ])("suggests for %j %j", (name, expected) => {
    expect(suggestNames(name, NAMES, (candidate) => `--${candidate}`)).toBe(expected);
  });
});
