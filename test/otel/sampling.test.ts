/** Sampling: whole traces, at a rate that every span records. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { AdaptiveRate } from "../../src/otel/adaptive-rate.js";
import { continueTrace, withTraceparent } from "../../src/otel/propagation.js";
import {
  formatTraceState,
  getStatedRate,
  getThreshold,
  isTraceSampled,
} from "../../src/otel/trace-sampler.js";
import { traced } from "../../src/otel/traced-function.js";
import { startTracingWithCollector } from "../support/tracing.js";

const rates = fc.double({ min: 0.0001, max: 1, noNaN: true });
const createState = (text: string) => ({
  get: (key: string) => (key === "ot" ? text.slice("ot=".length) : undefined),
});
/** The same ids in every run, so that a share cannot miss its tolerance by chance. */
const TRACE_IDS = Array.from({ length: 20_000 }, (_, index) =>
  createHash("sha256").update(String(index)).digest("hex").slice(0, 32),
);

describe("a sampling rate", () => {
  it.each([
    [1, "00000000000000", "ot=th:0"],
    [0.5, "80000000000000", "ot=th:8"],
    [0.25, "c0000000000000", "ot=th:c"],
    [0.1, "e6666666666670", "ot=th:e666666666667"],
  ])("of %d is formatted as OpenTelemetry specifies", (rate, threshold, state) => {
    expect([getThreshold(rate), formatTraceState(rate)]).toEqual([threshold, state]);
  });

  it("is the same after formatting and parsing", () => {
    fc.assert(
      fc.property(rates, (rate) => {
        expect(getStatedRate(createState(formatTraceState(rate)))).toBeCloseTo(rate, 9);
      }),
    );
  });

  it.each([undefined, "", "rv:12", "th:", "th:zz", "th:123456789012345", "xth:8"])(
    "is not found in the trace state %s",
    (ot) => {
      expect(getStatedRate({ get: () => ot })).toBeUndefined();
    },
  );

  it.each([0.01, 0.1, 0.5, 0.9])("of %d samples this share of traces", (rate) => {
    const share = TRACE_IDS.filter((id) => isTraceSampled(id, rate)).length / 20_000;
    expect(Math.abs(share - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / 20_000));
  });

  it("samples nothing at 0, everything at 1, and every trace that a lower rate samples", () => {
    for (const id of TRACE_IDS.slice(0, 500)) {
      expect([isTraceSampled(id, 0), isTraceSampled(id, 1)]).toEqual([false, true]);
      if (isTraceSampled(id, 0.2)) expect(isTraceSampled(id, 0.6)).toBe(true);
    }
  });
});

describe("a trace", () => {
  it("is sampled as a whole, and each span records the rate", async () => {
    const { spans } = await startTracingWithCollector({ sampleRate: 0.5 });
    const child = traced("child", () => {});
    const root = traced("root", () => {
      child();
      child();
    });
    for (let i = 0; i < 300; i++) root();
    const found = await spans();
    const sizes = countValues(found.map(({ traceId }) => traceId));
    expect(new Set(sizes.values())).toEqual(new Set([3]));
    expect(sizes.size).toBeGreaterThan(100);
    expect(sizes.size).toBeLessThan(200);
    expect(
      new Set(found.map(({ attributes, traceState }) => `${attributes["sampling.rate"]} ${traceState}`)),
    ).toEqual(new Set(["0.5 ot=th:8"]));
  });

  it("from another process keeps its sampling decision and its rate", async () => {
    const { spans } = await startTracingWithCollector({ sampleRate: 1e-9 });
    const work = traced("work", () => withTraceparent({}));
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const sampledCarrier = {
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      tracestate: "vendor=jane,ot=th:c",
    };
    const onward = continueTrace(sampledCarrier, work);
    continueTrace({ traceparent: `00-${traceId}-b7ad6b7169203332-00` }, work);
    work();
    const found = await spans();
    expect(found).toMatchObject([
      {
        traceId,
        parentSpanId: "b7ad6b7169203331",
        traceState: "ot=th:c",
        attributes: { "sampling.rate": 0.25 },
      },
    ]);
    expect(onward).toEqual({
      traceparent: `00-${traceId}-${found[0]?.spanId}-01`,
      tracestate: "vendor=jane,ot=th:c",
    });
  });
});

it("samples nothing at a rate of 0, even a trace from another process", async () => {
  const { spans } = await startTracingWithCollector({ sampleRate: 0, adaptive: {} });
  const carrier = continueTrace(
    { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
    () => traced("work", () => withTraceparent({}))(),
  );
  expect(await spans()).toEqual([]);
  expect(carrier).toEqual({ traceparent: expect.stringMatching(/-00$/) });
});

describe("the adaptive rate", () => {
  const createRate = (initialRate: number, spansPerSecond?: number) => {
    const clock = { now: 0 };
    const rate = new AdaptiveRate(
      initialRate,
      spansPerSecond === undefined ? {} : { spansPerSecond },
      () => clock.now,
    );
    const passMinute = (spans: number) => {
      for (let i = 0; i < spans; i++) rate.countSpan();
      clock.now += 60_000;
      return rate.value;
    };
    return { rate, clock, passMinute };
  };

  it("becomes the rate at which the last minute would have met the target", () => {
    const { passMinute } = createRate(1, 10);
    expect([600, 1200, 6000, 300].map(passMinute)).toEqual([1, 0.5, 0.1, 1]);
  });

  it("is never less than 1 %", () => {
    expect(createRate(1, 0.001).passMinute(60_000)).toBe(0.01);
  });

  it("is 1 after a minute without spans, targets 100 spans per second, and is limited from the start", () => {
    expect(createRate(0.5).passMinute(0)).toBe(1);
    expect(createRate(1).passMinute(12_000)).toBe(0.5);
    expect([createRate(0.001).rate.value, createRate(7).rate.value]).toEqual([0.01, 1]);
    expect(createRate(0).passMinute(0)).toBe(0);
  });

  it("is unchanged within a minute", () => {
    const { rate, clock } = createRate(0.5);
    for (let i = 0; i < 1e5; i++) rate.countSpan();
    clock.now = 59_999;
    expect(rate.value).toBe(0.5);
  });

  it("respects events_per_minute", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { tracing, spans } = await startTracingWithCollector({
      adaptive: { spansPerSecond: 1e6 },
      eventsPerMinute: 60,
    });
    const work = traced("work", () => {});
    for (let i = 0; i < 600; i++) work();
    tracing.stats(); // captures the spans of this turn
    vi.setSystemTime(Date.now() + 61_000);
    work();
    for (let i = 0; i < 300; i++) work();
    expect(tracing.stats().refused.rate_limited).toBe(540);
    vi.useRealTimers();
    const rates = new Set((await spans()).map(({ attributes }) => attributes["sampling.rate"]));
    expect([...rates].some((rate) => Number(rate) < 0.2)).toBe(true);
  });

  it("is recorded on the spans", async () => {
    const { spans } = await startTracingWithCollector({ sampleRate: 1, adaptive: { spansPerSecond: 5 } });
    traced("a", () => {})();
    expect((await spans())[0]?.attributes["sampling.rate"]).toBe(1);
  });
});

function countValues(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}
