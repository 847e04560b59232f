import { describe, expect, it } from "vitest";
import { BoundedCache } from "../../src/internal/bounded-cache.js";
import { createDigest } from "../../src/privacy/digests/keyed-digest.js";
import { isOwnDigest } from "../../src/privacy/digests/own-digests.js";
import { redactName } from "../../src/privacy/sanitizer/text-redaction.js";

describe("BoundedCache", () => {
  it("keeps recently used entries, and discards the rest", () => {
    const cache = new BoundedCache<number>(10);
    for (let index = 0; index < 100; index++) {
      cache.set(`text ${index}`, index);
      expect(cache.get("text 0")).toBe(0);
    }
    expect([cache.get("text 99"), cache.get("text 1")]).toEqual([99, undefined]);
  });
});

describe("createDigest", () => {
  it("is the same with and without its cache, and is recognised as its own", () => {
    const digest = createDigest("key");
    const first = digest("/home/jane/x");
    for (let index = 0; index < 3000; index++) digest(`another ${index}`);
    expect([digest("/home/jane/x"), isOwnDigest(first)]).toEqual([first, true]);
    expect(isOwnDigest("0".repeat(64))).toBe(false);
  });

  it("is recognised as its own when it came from the cache", () => {
    const digest = createDigest("key");
    for (let index = 0; index < 3; index++) digest("/home/jane/x");
    for (let index = 0; index < 20_000; index++) {
      digest(`another ${index}`);
      if (index % 500 === 0) digest("/home/jane/x");
    }
    expect(isOwnDigest(digest("/home/jane/x"))).toBe(true);
  });
});

describe("redactName", () => {
  it("does not confuse a text with half a character with its repaired form", () => {
    const mended = "al\ufffdice@corp.example";
    const before = redactName(mended);
    redactName("al\ud800ice@corp.example");
    expect(redactName(mended)).toBe(before);
    expect(redactName("bo\ud800b@corp.example")).not.toContain("corp");
    expect(redactName("bo\ufffdb@corp.example")).toBe(before);
  });
});
