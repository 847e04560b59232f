/** Searches a source tree with telemetry, and shows what was sent beside what the search knew. */
import { join, resolve } from "node:path";
import { progress } from "@clack/prompts";
import { captureSearchEvent, captureSessionEvent } from "codeweaver-telemetry";
import { SessionStatistics } from "codeweaver-telemetry/models";
import { compareWithBaselines } from "./baselines.js";
import { QUESTIONS } from "./questions.js";
import { printIntroduction, printReport } from "./report.js";
import { CodeSearch, type Ranker } from "./search.js";
import type { Search } from "./search-rows.js";
import { startTelemetry } from "./telemetry.js";
import { listFiles, readPassages } from "./tree.js";

const VERSION = "0.1.0";

const args = process.argv.slice(2);
const json = args.includes("--json");
const folder = args.find((argument) => !argument.startsWith("--"));
const root = resolve(process.env.INIT_CWD ?? ".", folder ?? ".");

// The file with the questions would be the best match for each of them.
const files = (await listFiles(root)).filter((file) => !file.endsWith(join("code-search", "questions.ts")));
if (files.length === 0) {
  console.error(`No source files in ${root}. Give a folder that has some: npm start -- <folder>`);
  process.exit(1);
}

const { telemetry, receiver, collector, destination } = await startTelemetry({
  useCollector: args.includes("--collector"),
}).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
await telemetry.ready();
if (!json) printIntroduction(telemetry.state, destination);

const statistics = new SessionStatistics();
telemetry.startSession({ version: VERSION, backend: "minisearch" });

const index = await indexTree();
await checkHealth();

const ranker: Ranker =
  (await telemetry.getFeatureFlag("new_reranker", { fallback: "control" })) === "test" ? "test" : "control";
const searches = QUESTIONS.map(({ query, intent }) => search(query, intent));

const outcome = { version: VERSION, setupSuccess: true, setupAttempts: 1, configErrors: [] };
captureSessionEvent(statistics, outcome, telemetry);
await telemetry.endSession();

const collected = await collector?.collect();
const events = collected?.events ?? receiver?.events ?? [];

if (json) printJson();
else
  printReport({
    root,
    files: files.length,
    passages: index.size,
    searches,
    statistics,
    events,
    receiver,
    collected,
    destination,
    telemetry,
  });
await receiver?.close();
await collector?.close();

async function indexTree(): Promise<CodeSearch> {
  const codeSearch = new CodeSearch();
  const bar = process.stdout.isTTY && !json ? progress({ max: files.length }) : undefined;
  bar?.start(`Indexing ${files.length} files`);
  for (const file of files) {
    codeSearch.add(await readPassages(root, file, codeSearch.size));
    statistics.addFileOperation(file, "indexed");
    bar?.advance();
  }
  bar?.stop(`Indexed ${files.length} files`);
  return codeSearch;
}

/** Records a request to the receiver or the collector, the only HTTP server that this tool uses. */
async function checkHealth(): Promise<void> {
  const url = collector ? `${collector.url}/healthz` : receiver && `${receiver.url}/received`;
  if (url === undefined) return;
  const started = performance.now();
  const { ok } = await fetch(url);
  statistics.recordHttpRequest("health", performance.now() - started);
  if (ok) statistics.addSuccessfulRequest("health-1", { http: true });
  else statistics.addFailedRequest("health-1", { http: true });
}

function search(query: string, intent: string): Search {
  const started = performance.now();
  const { response, hits } = index.search(query, intent, ranker);
  const executionTimeMs = performance.now() - started;

  const eventId = captureSearchEvent(
    {
      response,
      query,
      intentType: intent,
      strategies: response.searchStrategy,
      executionTimeMs,
      featureFlags: { new_reranker: ranker },
    },
    telemetry,
  );

  statistics.recordToolCall("find_code", executionTimeMs);
  statistics.addSuccessfulRequest();
  statistics.recordAnswer(compareWithBaselines(query, hits, index.passages));
  statistics.addSemanticUses(hits.flatMap(({ kinds }) => kinds));
  for (const { path } of hits) statistics.addFileOperation(resolve(root, path), "retrieved");
  return { query, intent, ranker, executionTimeMs, eventId, response, hits };
}

function printJson(): void {
  const summaries = searches.map(({ hits, response: _, ...search }) => ({
    ...search,
    top: hits.map(({ path, start, end }) => ({ path, start, end })),
  }));
  const report = {
    files: files.length,
    searches: summaries,
    events: events.map(({ event, properties }) => ({ event, properties })),
    stats: telemetry.stats(),
    ...(collected && { collector: collected.counts }),
  };
  console.log(JSON.stringify(report, null, 2));
}
