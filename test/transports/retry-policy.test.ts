import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calculateBackoffMs, parseRetryAfterMs, toSendOutcome } from "../../src/transports/retry-policy.js";

const NOW = Date.parse("2026-11-21T10:00:00Z");

describe("the retry policy", () => {
  it.each([
    [200, { kind: "delivered" }],
    [204, { kind: "delivered" }],
    [413, { kind: "too_large" }],
    [302, { kind: "retry", reason: "http_302" }],
    [400, { kind: "rejected", reason: "http_400" }],
    [401, { kind: "rejected", reason: "http_401" }],
    [403, { kind: "rejected", reason: "http_403" }],
    [408, { kind: "retry", reason: "http_408" }],
    [410, { kind: "rejected", reason: "http_410" }],
    [421, { kind: "retry", reason: "http_421" }],
    [425, { kind: "retry", reason: "http_425" }],
    [429, { kind: "retry", reason: "http_429" }],
    [500, { kind: "retry", reason: "http_500" }],
    [503, { kind: "retry", reason: "http_503" }],
  ])("turns status %d into %o", (status, outcome) =>
    expect(toSendOutcome(status, null, NOW)).toEqual(outcome),
  );

  it.each([
    ["120", 120_000],
    [" 0 ", 0],
    ["99999999999", 3_600_000],
    ["Sun, 21 Nov 2027 10:00:00 GMT", 3_600_000],
    ["Sat, 21 Nov 2026 10:00:30 GMT", 30_000],
    ["Sat, 21 Nov 2026 09:00:00 GMT", 0],
    ["soon", undefined],
    ["-1", undefined],
    [null, undefined],
  ])("parses Retry-After %j as %s ms", (header, expected) =>
    expect(parseRetryAfterMs(header, NOW)).toBe(expected),
  );
});

describe("calculateBackoffMs", () => {
  const between = (attempt: number, factor: number) =>
    [0, 1].map((random) => calculateBackoffMs(attempt, factor, random));

  it("doubles up to half a minute, and is random from half of that to all of it", () => {
    expect([0, 1, 2, 3, 4, 5, 20].map((attempt) => between(attempt, 2))).toEqual([
      [500, 1000],
      [1000, 2000],
      [2000, 4000],
      [4000, 8000],
      [8000, 16_000],
      [15_000, 30_000],
      [15_000, 30_000],
    ]);
  });

  it("grows by the configured factor", () => {
    expect([1, 3, 10].map((factor) => between(1, factor))).toEqual([
      [500, 1000],
      [1500, 3000],
      [5000, 10_000],
    ]);
  });

  it("is never shorter than Retry-After", () => {
    fc.assert(
      fc.property(
        fc.nat(1000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(10_000_000),
        (attempt, random, afterMs) => {
          expect(calculateBackoffMs(attempt, 2, random, afterMs)).toBeGreaterThanOrEqual(afterMs);
        },
      ),
    );
  });
});
