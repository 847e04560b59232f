/**
 * Is one installation of a code-search tool, with the real client: it is used on several days, and sends to a collector.
 * `node installation-process.mjs URL SEED DAY=VERSION…`, where a day is the time of a session, in milliseconds since the epoch.
 */
import { createInstallation } from "../installations.mjs";
import { createSearch } from "../search-properties.mjs";
import { SeededRandom } from "../seeded-random.mjs";
import { setClock } from "./simulated-clock.mjs";

/** @typedef {import("../installations.mjs").Version} Version */

const [, , url = "", seed = "1", ...days] = process.argv;
const random = new SeededRandom(Number(seed));
const installation = createInstallation(random, Number(seed), 1);
const sessions = days.map((day) => {
  const [time, version] = day.split("=");
  return { timeMs: Number(time), version: /** @type {Version} */ (version) };
});
// The client is loaded after the clock is set, because it may remember the time.
setClock(sessions[0]?.timeMs ?? Date.now());
const { captureSearchEvent, captureSessionEvent, createTelemetryClient, defineExperiment, defineMetric } =
  await import("codeweaver-telemetry");
const { SessionStatistics } = await import("codeweaver-telemetry/models");

const metrics = [
  defineMetric("search_ms", {
    event: "codeweaver_search",
    property: "execution_time_ms",
    aggregate: "mean",
    clip: [0, 60_000],
  }),
  defineMetric("results", {
    event: "codeweaver_search",
    property: "results.returned",
    aggregate: "mean",
    clip: [0, 100],
  }),
];
const experiments = ["new_reranker", "compact_answers"].map((name) =>
  defineExperiment(name, { variants: { control: 50, test: 50 }, metrics, weeks: 2 }),
);

for (const session of sessions) await useTool(session);

/** Uses the tool once, as a process of its own would. @param {{ timeMs: number, version: Version }} session */
async function useTool({ timeMs, version }) {
  setClock(timeMs);
  const telemetry = createTelemetryClient({
    tool: "codeweaver",
    version,
    posthogApiKey: "phc_community",
    posthogHost: url,
    exitBudgetMs: 10_000,
    experiments,
  });
  await telemetry.ready();
  const statistics = new SessionStatistics();
  telemetry.startSession();
  const variant = await telemetry.getFeatureFlag("new_reranker", { fallback: "control" });
  await telemetry.getFeatureFlag("compact_answers", { fallback: "control" });
  const timeFactor = variant === "test" ? 0.8 : 1;
  const searches = random.integer(2, 8);
  for (let index = 0; index < searches; index++) {
    const search = createSearch(random, { installation, version, timeFactor });
    captureSearchEvent(
      {
        response: {
          matches: Array.from({ length: search.results.returned }, (_, place) => ({
            file: { path: `src/file-${place}.ts` },
            relevanceScore: search.quality.avg_score,
          })),
          status: search.status,
          searchMode: search.search_mode,
        },
        intentType: search.intent,
        strategies: search.strategies,
        executionTimeMs: search.execution_time_ms,
      },
      telemetry,
    );
    const delivered = search.results.token_count;
    statistics.recordAnswer({
      deliveredTokens: delivered,
      baselineTokens: { whole_files: delivered * 4, top_k_passages: delivered * 2 },
    });
  }
  captureSessionEvent(statistics, { version, setupSuccess: true, setupAttempts: 1 }, telemetry);
  await telemetry.endSession();
  await telemetry.shutdown();
  const { captured, sent } = telemetry.stats();
  if (sent < captured) throw new Error(`${captured - sent} of ${captured} events were not sent`);
}
