/** Tracing whose spans go to a collector of its own. */
import { onTestFinished } from "vitest";
import { startTracing, type TracingOptions } from "../../src/otel/start-tracing.js";
import type { Tracing } from "../../src/otel/tracing.js";
import { type CollectedSpan, type Collector, startCollector } from "./collector.js";

export interface Traced {
  readonly tracing: Tracing;
  readonly collector: Collector;
  /** Delivers, and gives what has come. */
  readonly spans: () => Promise<readonly CollectedSpan[]>;
}

/** A collector on this machine may forward what it gets, so its address counts as told of where `overrides` name it. */
export async function tracingAndCollector(options: TracingOptions = {}): Promise<Traced> {
  const collector = await startCollector();
  const tracing = await startTracing({
    tool: "testtool",
    overrides: { endpoint: collector.url },
    spool: false,
    exitBudgetMs: 5000,
    salt: "a salt of these tests",
    ...options,
  });
  onTestFinished(() => tracing.shutdown());
  const spans = async () => {
    await tracing.flush();
    return collector.spans;
  };
  return { tracing, collector, spans };
}
