// Calls each method of clients that are off, and the cheapest possible functions beside them.
import { createTelemetryClient, SearchEvent } from "codeweaver-telemetry";
import { properties } from "../fixtures/properties.mjs";
import { load } from "../peers/peer-modules.mjs";

const PROPERTIES = properties(7);
const TAGS = { version: "1.2.3" };
const work = () => 1;
/** Resolves when the queue of microtasks is empty, and so the promises of all calls have settled. */
const settle = () => new Promise((done) => setImmediate(done));

/** Created once, because creating the event is not part of the measurement. */
const EVENT = new SearchEvent({ response: {}, executionTimeMs: 1 });

export function createCalls(telemetry) {
  return {
    capture: () => telemetry.capture("bench", PROPERTIES),
    captureFromEvent: () => telemetry.captureFromEvent(EVENT),
    startSession: () => telemetry.startSession(TAGS),
    endSession: () => telemetry.endSession(),
    getFeatureFlag: () => telemetry.getFeatureFlag("reranker"),
    withContext: () => telemetry.withContext(TAGS, work),
    flush: () => telemetry.flush(),
  };
}

export const contestants = {
  "codeweaver-telemetry": async () => {
    const telemetry = createTelemetryClient({ tool: "bench", posthogApiKey: "phc_bench" });
    if (telemetry.state.status !== "off") throw new Error("telemetry is not off");
    return () => ({ cases: createCalls(telemetry), settle });
  },
  "posthog-node, disabled: true": async () => {
    const { PostHog } = await load("posthog-node");
    console.warn = () => {}; // it warns once that getFeatureFlag is deprecated
    const client = new PostHog("phc_bench", { host: "http://127.0.0.1:9", disabled: true });
    const cases = {
      capture: () => client.capture({ distinctId: "a", event: "bench", properties: PROPERTIES }),
      getFeatureFlag: () => client.getFeatureFlag("reranker", "a"),
      withContext: () => client.withContext({ properties: TAGS }, work),
      flush: () => client.flush(),
    };
    return () => ({ cases, settle });
  },
  "a call of an empty function": async () => () => ({ cases: { capture: () => undefined }, settle }),
  "a call that makes an object of two": async () => () => ({
    cases: { capture: (i) => ({ i, j: i }) },
    settle,
  }),
};
