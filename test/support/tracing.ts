/** Starts tracing that sends to a collector of its own. */
import { onTestFinished } from "vitest";
import { startTracing } from "../../src/otel/start-tracing.js";
import type { Tracing } from "../../src/otel/tracing.js";
import type { TracingOptions } from "../../src/otel/tracing-options.js";
import { type CollectedSpan, type Collector, startCollector } from "./collector.js";

export interface TracingWithCollector {
  readonly tracing: Tracing;
  readonly collector: Collector;
  /** Flushes, and returns the spans that the collector has received. */
  readonly spans: () => Promise<readonly CollectedSpan[]>;
}

/** `overrides` names the collector, because a local collector may forward what it receives and would need a notice. */
export async function startTracingWithCollector(options: TracingOptions = {}): Promise<TracingWithCollector> {
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
