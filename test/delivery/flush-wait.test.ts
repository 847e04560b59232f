import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type FlushLimits, FlushWait } from "../../src/delivery/flush-wait.js";
import { useFakeClock } from "../support/fake-clock.js";

beforeEach(useFakeClock);
afterEach(() => void vi.useRealTimers());

/**
 * Returns after how many milliseconds a wait ends, and whether a limit ended it.
 * @param phaseEnds the times at which phases end; the promise settles with the last one
 */
async function measureWait(limits: FlushLimits, phaseEnds: readonly number[]) {
  const startedAt = Date.now();
  const wait = new FlushWait(limits, Date.now);
  const promise = new Promise<void>((resolve) => {
    for (const [index, ms] of phaseEnds.entries())
      setTimeout(() => (index === phaseEnds.length - 1 ? resolve() : wait.endPhase()), ms);
  });
  let endedAt = Number.NaN;
  const ended = wait.wait(promise).then(() => {
    endedAt = Date.now() - startedAt;
  });
  await vi.advanceTimersByTimeAsync(60_000);
  await ended;
  return { ms: endedAt, isExpired: wait.isExpired };
}

const NEVER = 59_000;
const PHASES: FlushLimits = { timeoutMs: 5000, phaseTimeoutMs: 300 };

describe("FlushWait", () => {
  it.each([
    ["the promise settles in time", { timeoutMs: 300 }, [200], 200, false],
    ["the time is over", { timeoutMs: 300 }, [100, 200, 400], 300, true],
    ["nothing answers within the phase limit", PHASES, [NEVER], 300, true],
    ["each phase takes less than the limit", PHASES, [0, 290, 580, 870], 870, false],
    ["the handshake takes four times as long as the connection", PHASES, [200, 1000], 1000, false],
    ["the handshake takes more than four times as long", PHASES, [200, 1001], 1000, true],
    ["a server is silent after fast phases", PHASES, [10, 20, NEVER], 320, true],
    ["the time for all phases is over", { timeoutMs: 500, phaseTimeoutMs: 300 }, [250, 490, 700], 500, true],
  ])("ends when %s", async (_, limits, phaseEnds, ms, isExpired) => {
    expect(await measureWait(limits, phaseEnds)).toEqual({ ms, isExpired });
  });

  it("allows retries within the phase limit only", () => {
    expect(new FlushWait(PHASES, Date.now).retryDeadline).toBe(Date.now() + 300);
  });
});
