import { randomBytes } from "node:crypto";
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
const stateOf = (text: string) => ({
  get: (key: string) => (key === "ot" ? text.slice("ot=".length) : undefined),
});
const ids = () => Array.from({ length: 20_000 }, () => randomBytes(16).toString("hex"));

describe("a rate", () => {
  it.each([
    [1, "00000000000000", "ot=th:0"],
    [0.5, "80000000000000", "ot=th:8"],
    [0.25, "c0000000000000", "ot=th:c"],
    [0.1, "e6666666666670", "ot=th:e666666666667"],
  ])("%d as OpenTelemetry writes it", (rate, threshold, state) => {
    expect([getThreshold(rate), formatTraceState(rate)]).toEqual([threshold, state]);
  });

  it("is read as it was written", () => {
    fc.assert(
      fc.property(rates, (rate) => {
        expect(getStatedRate(stateOf(formatTraceState(rate)))).toBeCloseTo(rate, 9);
      }),
    );
  });

  it.each([undefined, "", "rv:12", "th:", "th:zz", "th:123456789012345", "xth:8"])("is none in %s", (ot) => {
    expect(getStatedRate({ get: () => ot })).toBeUndefined();
  });

  it.each([0.01, 0.1, 0.5, 0.9])("%d takes as many traces, to two digits", (rate) => {
    const share = ids().filter((id) => isTraceSampled(id, rate)).length / 20_000;
    expect(Math.abs(share - rate)).toBeLessThan(4 * Math.sqrt((rate * (1 - rate)) / 20_000));
  });

  it("takes nothing at 0, everything at 1, and what a lower one takes", () => {
    for (const id of ids().slice(0, 500)) {
      expect([isTraceSampled(id, 0), isTraceSampled(id, 1)]).toEqual([false, true]);
      if (isTraceSampled(id, 0.2)) expect(isTraceSampled(id, 0.6)).toBe(true);
    }
  });
});

describe("sampling", () => {
  it("takes a trace whole or not at all, and each span says at which rate", async () => {
    const { spans } = await startTracingWithCollector({ sampleRate: 0.5 });
    const child = traced("child", () => {});
    const root = traced("root", () => {
      child();
      child();
    });
    for (let i = 0; i < 300; i++) root();
    const found = await spans();
    const sizes = counts(found.map(({ traceId }) => traceId));
    expect(new Set(sizes.values())).toEqual(new Set([3]));
    expect(sizes.size).toBeGreaterThan(100);
    expect(sizes.size).toBeLessThan(200);
    expect(
      new Set(found.map(({ attributes, traceState }) => `${attributes["sampling.rate"]} ${traceState}`)),
    ).toEqual(new Set(["0.5 ot=th:8"]));
  });

  it("leaves to whoever began a trace whether it is taken, and keeps its rate", async () => {
    const { spans } = await startTracingWithCollector({ sampleRate: 1e-9 });
    const work = traced("work", () => withTraceparent({}));
    const traceId = "0af7651916cd43dd8448eb211c80319c";
    const taken = { traceparent: `00-${traceId}-b7ad6b7169203331-01`, tracestate: "vendor=jane,ot=th:c" };
    const onward = continueTrace(taken, work);
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

it("a rate of 0 is none, wherever a trace began", async () => {
  const { spans } = await startTracingWithCollector({ sampleRate: 0, adaptive: {} });
  const carrier = continueTrace(
    { traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" },
    () => traced("work", () => withTraceparent({}))(),
  );
  expect(await spans()).toEqual([]);
  expect(carrier).toEqual({ traceparent: expect.stringMatching(/-00$/) });
});

describe("the adaptive rate", () => {
  const at = (first: number, spansPerSecond?: number) => {
    const clock = { now: 0 };
    const rate = new AdaptiveRate(
      first,
      spansPerSecond === undefined ? {} : { spansPerSecond },
      () => clock.now,
    );
    const minute = (spans: number) => {
      for (let i = 0; i < spans; i++) rate.countSpan();
      clock.now += 60_000;
      return rate.value;
    };
    return { rate, clock, minute };
  };

  it("becomes each minute what would have let the target through", () => {
    const { minute } = at(1, 10);
    expect([600, 1200, 6000, 300].map(minute)).toEqual([1, 0.5, 0.1, 1]);
  });

  it.each([["never less than 1 %", 60_000_000 / 1000, 0.001]])("%s", (_, spans) => {
    expect(at(1, 0.001).minute(spans)).toBe(0.01);
  });

  it("is all where nothing was seen, 100 spans a second by default, and bounded from the first", () => {
    expect(at(0.5).minute(0)).toBe(1);
    expect(at(1).minute(12_000)).toBe(0.5);
    expect([at(0.001).rate.value, at(7).rate.value]).toEqual([0.01, 1]);
    expect(at(0).minute(0)).toBe(0);
  });

  it("stays as it is within a minute", () => {
    const { rate, clock } = at(0.5);
    for (let i = 0; i < 1e5; i++) rate.countSpan();
    clock.now = 59_999;
    expect(rate.value).toBe(0.5);
  });

  it("asks for no more than may leave in a minute", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const { tracing, spans } = await startTracingWithCollector({
      adaptive: { spansPerSecond: 1e6 },
      eventsPerMinute: 60,
    });
    const work = traced("work", () => {});
    for (let i = 0; i < 600; i++) work();
    vi.setSystemTime(Date.now() + 61_000);
    work();
    for (let i = 0; i < 300; i++) work();
    vi.useRealTimers();
    const rates = new Set((await spans()).map(({ attributes }) => attributes["sampling.rate"]));
    expect(tracing.stats().refused.rate_limited).toBe(540);
    expect([...rates].some((rate) => Number(rate) < 0.2)).toBe(true);
  });

  it("states itself on the spans", async () => {
    const { spans } = await startTracingWithCollector({ sampleRate: 1, adaptive: { spansPerSecond: 5 } });
    traced("a", () => {})();
    expect((await spans())[0]?.attributes["sampling.rate"]).toBe(1);
  });
});

function counts(words: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const word of words) found.set(word, (found.get(word) ?? 0) + 1);
  return found;
}
