import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CircuitBreaker } from "../../src/delivery/circuit-breaker.js";
import { createTempFolder } from "../support/run.js";

const MINUTE = 60_000;

function breakers(home = createTempFolder()) {
  const clock = { now: 1_700_000_000_000 };
  const file = join(home, "breaker.json");
  /** As each process makes its own. */
  const another = () => new CircuitBreaker({ file, now: () => clock.now });
  return { clock, file, another, breaker: another(), home };
}

const fail = (breaker: CircuitBreaker, times: number) => {
  for (let time = 0; time < times; time++) breaker.recordFailure();
};

describe("CircuitBreaker", () => {
  it("opens after five failures in a row, for a minute", () => {
    const { breaker, clock } = breakers();
    fail(breaker, 4);
    expect(breaker.allowRequest()).toBe(true);
    breaker.recordSuccess();
    fail(breaker, 4);
    expect(breaker.allowRequest()).toBe(true);
    breaker.recordFailure();
    expect(breaker.allowRequest()).toBe(false);
    clock.now += MINUTE - 1;
    expect(breaker.allowRequest()).toBe(false);
    clock.now += 1;
    expect(breaker.allowRequest()).toBe(true);
  });

  it("allows one request after the cool-down, and doubles the cool-down if that fails, up to an hour", () => {
    const { breaker, clock } = breakers();
    fail(breaker, 5);
    const waits: number[] = [];
    for (let round = 0; round < 8; round++) {
      const from = clock.now;
      while (!breaker.allowRequest()) clock.now += MINUTE;
      expect(breaker.allowRequest()).toBe(false);
      waits.push((clock.now - from) / MINUTE);
      breaker.recordFailure();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it("closes after a successful request", () => {
    const { breaker, clock, file } = breakers();
    fail(breaker, 5);
    clock.now += MINUTE;
    expect(breaker.allowRequest()).toBe(true);
    breaker.recordSuccess();
    expect(breaker.allowRequest()).toBe(true);
    expect(breaker.allowRequest()).toBe(true);
    expect(existsSync(file)).toBe(false);
  });

  it("shares its state with later processes, even before it opens", () => {
    const { breaker, another, clock } = breakers();
    fail(breaker, 4);
    expect(another().isOpen).toBe(false);
    another().recordFailure();
    expect(another().isOpen).toBe(true);
    clock.now += MINUTE;
    expect(another().allowRequest()).toBe(true);
    expect(another().allowRequest()).toBe(false); // the first one's probe is under way
  });

  it("opens for the server's Retry-After, up to an hour", () => {
    const { breaker, another, clock } = breakers();
    breaker.recordFailure(10 * MINUTE);
    clock.now += 10 * MINUTE - 1;
    expect(another().isOpen).toBe(true);
    clock.now += 1;
    expect(another().isOpen).toBe(false);
    another().recordFailure(1e12);
    clock.now += 60 * MINUTE;
    expect(another().isOpen).toBe(false);
  });

  it("does not stay open for a clock that was set back", () => {
    const { breaker, another, clock } = breakers();
    fail(breaker, 5);
    clock.now -= 365 * 24 * 60 * MINUTE;
    expect(another().isOpen).toBe(false);
  });

  it.each(["", "{", "[]", "null", '{"failures":"x","until":[]}', '{"failures":-1,"until":1e999}', "\0\xff"])(
    "ignores a file with the text %j",
    (text) => {
      const { file, another } = breakers();
      writeFileSync(file, text);
      expect(another().allowRequest()).toBe(true);
      another().recordSuccess();
    },
  );

  it("works if the disk cannot be written", () => {
    const { breaker, file, home } = breakers();
    mkdirSync(file);
    fail(breaker, 5);
    expect(breaker.allowRequest()).toBe(false);
    expect(readdirSync(home)).toEqual(["breaker.json"]);
  });
});
