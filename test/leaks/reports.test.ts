/** Private texts in all that reports are made of, and none of them in the report or in the state of the installation. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it, onTestFinished, vi } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import { defineExperiment } from "../../src/events/experiment.js";
import { defineMetric } from "../../src/events/metric.js";
import { SearchEvent } from "../../src/events/search-event.js";
import { SessionEvent } from "../../src/events/session-event.js";
import { SessionStatistics } from "../../src/models/session-statistics.js";
import { startReceiver } from "../../src/receiver/receiver.js";
import { isLong } from "../support/long-run.js";
import { createTempFolder } from "../support/run.js";
import { ANY_CORE, FORMS } from "./canaries.js";

/** A text that redaction finds, and that is no word. */
const privateText = fc
  .tuple(fc.constantFrom(...Object.keys(FORMS)), fc.nat(4095))
  .map(([form, id]) => `of ${FORMS[form]?.(id).text}, twice`);

const input = fc.record({
  status: privateText,
  strategies: fc.array(privateText, { maxLength: 3 }),
  texts: fc.array(privateText, { minLength: 4, maxLength: 4 }),
});

it("reports send no private text", { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(input, { minLength: 1, maxLength: 4 }), async (inputs) => {
      await using receiver = await startReceiver();
      const home = createTempFolder();
      vi.stubEnv("XDG_DATA_HOME", home);
      vi.stubEnv("XDG_CONFIG_HOME", join(home, "config"));
      onTestFinished(() => {
        vi.unstubAllEnvs();
        vi.useRealTimers();
      });
      for (const time of ["2026-11-27T10:00:00Z", "2026-12-04T10:00:00Z"]) {
        vi.useFakeTimers({ toFake: ["Date"], now: new Date(time) });
        await runTool(receiver.url, inputs);
      }
      const reports = receiver.events.filter(({ event }) => event.startsWith("telemetry_"));
      const names = reports.map(({ event }) => event);
      expect(names).toEqual(expect.arrayContaining(["telemetry_week", "telemetry_outcome"]));
      const state = readdirSync(join(home, "mytool", "telemetry"), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => readFileSync(join(home, "mytool", "telemetry", name), "utf8"));
      expect(JSON.stringify(reports)).not.toMatch(ANY_CORE);
      expect(state.join("")).not.toMatch(ANY_CORE);
    }),
    { numRuns: isLong ? 300 : 10 },
  );
});

async function runTool(
  posthogHost: string,
  inputs: readonly { status: string; strategies: readonly string[]; texts: readonly string[] }[],
): Promise<void> {
  const [property = ""] = inputs[0]?.texts ?? [];
  const countPlanted = defineMetric("planted", {
    event: "planted",
    property,
    aggregate: "sum",
    clip: [0, 10],
  });
  const variants = { control: 50, test: 50 };
  const telemetry = createTelemetryClient({
    tool: "mytool",
    experiments: [defineExperiment("new_reranker", { variants, metrics: [countPlanted], weeks: 1 })],
    posthogApiKey: "phc_test",
    posthogHost,
    exitBudgetMs: 5000,
    metrics: [
      defineMetric("count", { event: "planted", property, aggregate: "count", clip: [0, 10] }),
      defineMetric("sum", { event: "planted", property, aggregate: "sum", clip: [0, 10] }),
      defineMetric("quantiles", { event: "planted", property, aggregate: "quantiles", clip: [0, 10] }),
    ],
  });
  await telemetry.getFeatureFlag("new_reranker");
  for (const { status, strategies, texts } of inputs) {
    const [query = "", path = "", summary = "", text = ""] = texts;
    const response = { matches: [{ file: { path } }], summary, status, searchStrategy: strategies };
    telemetry.startSession({ [text]: text });
    telemetry.captureFromEvent(new SearchEvent({ query, response, strategies }));
    const statistics = new SessionStatistics();
    statistics.recordToolCall(text, 5);
    telemetry.captureFromEvent(new SessionEvent(statistics, { configErrors: [text] }));
    telemetry.capture("planted", { [property]: 5, text, [text]: true });
    telemetry.capture(text, { text });
    telemetry.captureException(new Error(text));
  }
  await telemetry.shutdown();
}
