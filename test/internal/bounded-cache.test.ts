import { describe, expect, it } from "vitest";
import { BoundedCache } from "../../src/internal/bounded-cache.js";
import { isOwnDigest, keyedDigest } from "../../src/privacy/digests/keyed-digest.js";
import { guardText } from "../../src/privacy/sanitizer/event-budget.js";

describe("a memo", () => {
  it("keeps what was asked for lately, and forgets the rest", () => {
    const memo = new BoundedCache<number>(10);
    for (let index = 0; index < 100; index++) {
      memo.set(`text ${index}`, index);
      expect(memo.get("text 0")).toBe(0);
    }
    expect([memo.get("text 99"), memo.get("text 1")]).toEqual([99, undefined]);
  });
});

describe("a digest", () => {
  it("is the same where it is remembered, and known wherever it is put", () => {
    const digest = keyedDigest("key");
    const first = digest("/home/jane/x");
    for (let index = 0; index < 3000; index++) digest(`another ${index}`);
    expect([digest("/home/jane/x"), isOwnDigest(first)]).toEqual([first, true]);
    expect(isOwnDigest("0".repeat(64))).toBe(false);
  });
});

describe("the guard", () => {
  it("does not take a text with half a character for the one it is mended to", () => {
    const mended = "al\ufffdice@corp.example";
    const before = guardText(mended);
    guardText("al\ud800ice@corp.example");
    expect(guardText(mended)).toBe(before);
    expect(guardText("bo\ud800b@corp.example")).not.toContain("corp");
    expect(guardText("bo\ufffdb@corp.example")).toBe(before);
  });
});
