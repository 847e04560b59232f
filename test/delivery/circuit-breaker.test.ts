import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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
  for (let time = 0; time < times; time++) breaker.startAttempt()?.fail();
};

describe("CircuitBreaker", () => {
  it("opens after five failures in a row, for a minute", () => {
    const { breaker, clock } = breakers();
    fail(breaker, 4);
    breaker.startAttempt()?.succeed();
    fail(breaker, 4);
    expect(breaker.isOpen).toBe(false);
    fail(breaker, 1);
    expect(breaker.startAttempt()).toBeUndefined();
    clock.now += MINUTE - 1;
    expect(breaker.startAttempt()).toBeUndefined();
    clock.now += 1;
    expect(breaker.startAttempt()).toBeDefined();
  });

  it("allows one request after the cool-down, and doubles the cool-down if that fails, up to an hour", () => {
    const { breaker, clock } = breakers();
    fail(breaker, 5);
    const waits: number[] = [];
    for (let round = 0; round < 8; round++) {
      const from = clock.now;
      let attempt = breaker.startAttempt();
      for (; attempt === undefined; attempt = breaker.startAttempt()) clock.now += MINUTE;
      expect(breaker.startAttempt()).toBeUndefined();
      waits.push((clock.now - from) / MINUTE);
      attempt.fail();
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it("closes after a successful request", () => {
    const { breaker, clock, file } = breakers();
    fail(breaker, 5);
    clock.now += MINUTE;
    breaker.startAttempt()?.succeed();
    expect(breaker.startAttempt()).toBeDefined();
    expect(breaker.startAttempt()).toBeDefined();
    expect(existsSync(file)).toBe(false);
  });

  it("allows another request at once if the one after the cool-down was cancelled", () => {
    const { breaker, another, clock } = breakers();
    fail(breaker, 5);
    clock.now += MINUTE;
    breaker.startAttempt()?.cancel();
    expect(another().isOpen).toBe(false);
    const attempt = breaker.startAttempt();
    expect(breaker.startAttempt()).toBeUndefined();
    attempt?.fail();
    clock.now += 2 * MINUTE - 1; // the cool-down doubles as if nothing had been cancelled
    expect(breaker.isOpen).toBe(true);
    clock.now += 1;
    expect(breaker.isOpen).toBe(false);
  });

  it("does not count a cancelled request", () => {
    const { breaker, file } = breakers();
    for (let time = 0; time < 9; time++) breaker.startAttempt()?.cancel();
    expect(breaker.failures).toBe(0);
    expect(existsSync(file)).toBe(false);
  });

  it("allows one request after the cool-down to all processes together, whether they run already or start later", () => {
    const { breaker, another, clock } = breakers();
    fail(breaker, 5);
    const running = another();
    expect(running.isOpen).toBe(true);
    clock.now += MINUTE;
    expect(breaker.startAttempt()).toBeDefined();
    expect(running.startAttempt()).toBeUndefined();
    expect(another().startAttempt()).toBeUndefined();
    clock.now += MINUTE; // the first process has ended without an outcome
    expect(running.startAttempt()).toBeDefined();
  });

  it("does not create its file for the request after the cool-down if the user has removed it", () => {
    const { breaker, clock, file, home } = breakers();
    fail(breaker, 5);
    rmSync(home, { recursive: true });
    clock.now += MINUTE;
    breaker.startAttempt()?.cancel();
    expect(existsSync(file)).toBe(false);
  });

  it("shares its state with later processes, even before it opens", () => {
    const { breaker, another } = breakers();
    fail(breaker, 4);
    expect(another().isOpen).toBe(false);
    fail(another(), 1);
    expect(another().isOpen).toBe(true);
  });

  it("opens for the server's Retry-After, up to an hour", () => {
    const { breaker, another, clock } = breakers();
    breaker.startAttempt()?.fail(10 * MINUTE);
    clock.now += 10 * MINUTE - 1;
    expect(another().isOpen).toBe(true);
    clock.now += 1;
    expect(another().isOpen).toBe(false);
    another().startAttempt()?.fail(1e12);
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
      expect(another().startAttempt()).toBeDefined();
      another().recordSuccess();
    },
  );

  it("works if the disk cannot be written", () => {
    const { breaker, file, home } = breakers();
    mkdirSync(file);
    fail(breaker, 5);
    expect(breaker.startAttempt()).toBeUndefined();
    expect(readdirSync(home)).toEqual(["breaker.json"]);
  });
});
