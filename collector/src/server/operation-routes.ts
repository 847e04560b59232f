/** Answers the tools that watch the collector: whether it is ready, and its metrics. */
import type { Collector } from "./collector.js";
import type { HttpAnswer } from "./http-answer.js";

export function answerReadiness({ projects, index }: Collector): HttpAnswer {
  const isReady = [...projects.keys()].every((name) => index.isOpen(name));
  if (isReady) return { status: 200, body: "ready" };
  return {
    status: 503,
    body: "events are accepted; the index is being opened",
    headers: { "Retry-After": "1" },
  };
}

/** @param accept the header of the request */
export async function answerMetrics(collector: Collector, accept: string | undefined): Promise<HttpAnswer> {
  collector.updateMetrics();
  const { contentType, text } = await collector.metrics.render(collector.dataFolder, accept);
  return { status: 200, body: text, headers: { "Content-Type": contentType, Vary: "Accept" } };
}
