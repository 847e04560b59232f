import { describe, expect, it } from "vitest";
import { parseMember } from "../../src/models/closed-set.js";
import { SearchMode, SearchStrategy } from "../../src/models/closed-sets.js";

describe("parseMember", () => {
  it.each([
    [SearchStrategy.HYBRID, "hybrid_search"],
    ["HYBRID", "hybrid_search"],
    ["hybrid", "hybrid_search"],
    ["Semantic", "semantic_rerank"],
    ["keyword", "keyword_fallback"],
    ["hybrid-search", "hybrid_search"],
    ["HYBRID_SEARCH", "hybrid_search"],
    ["toString", "other"],
    ["hyb", "other"],
  ])("reads the strategy %s as %s", (text, member) => {
    expect(parseMember(SearchStrategy, text, "other")).toBe(member);
  });

  it("reads the short names of modes, and their own", () => {
    expect(["DENSE", "sparse", "hybrid"].map((text) => parseMember(SearchMode, text, "unknown"))).toEqual([
      "dense_only",
      "sparse_only",
      "hybrid",
    ]);
  });
});

it("short names are not listed among the members of a set", () => {
  expect(Object.keys(SearchStrategy)).not.toContain("HYBRID");
  expect(new Set(Object.values(SearchStrategy)).size).toBe(Object.values(SearchStrategy).length);
});
