// Creates the built-in events from a tool's data, and sanitizes them, or writes the same JSON by hand.
import { SearchEvent, SessionEvent, serializeForTelemetry } from "codeweaver-telemetry";
import { FindCodeResponseSummary, SessionStatistics } from "codeweaver-telemetry/models";
import { rememberingDigest } from "../fixtures/by-hand.mjs";
import {
  agentUsageByHand,
  flaggedSearchByHand,
  searchByHand,
  sessionByHand,
} from "../fixtures/events-by-hand.mjs";
import { RESPONSES, responseInput, several } from "../fixtures/response.mjs";
import { importInternal } from "../support/internal-modules.mjs";

const INTENTS = ["UNDERSTAND", "debug", "implement", "test"];
const searches = several((number) => ({
  response: new FindCodeResponseSummary(responseInput(number)),
  query: "where are the settings read from the environment",
  intentType: INTENTS[number % INTENTS.length],
  strategies: ["hybrid_search", "semantic_rerank"],
  executionTimeMs: 125.5 + number,
}));
const flaggedSearches = searches.map((search) => ({
  ...search,
  featureFlags: { "new-ranking": "test", "fast-path": true },
}));
const sessions = several((number) => ({
  statistics: createStatistics(number),
  input: { version: "1.2.3", setupSuccess: true, durationSeconds: 12.5 },
}));
const uses = several((number) => ({
  agentId: `backend-developer-${number}`,
  operation: "discover",
  metadata: { duration_ms: 150 + number, success: true, mode: "fast" },
}));

function createStatistics(number) {
  const statistics = new SessionStatistics();
  for (let i = 0; i < 40 + number; i++) statistics.addSuccessfulRequest();
  statistics.addFailedRequest();
  statistics.addSuccessfulRequest(undefined, { http: true });
  for (let i = 0; i < 20; i++)
    statistics.recordToolCall(["find_code", "index", "status"][i % 3], 10 + i + number);
  statistics.recordHttpRequest("health", 3.5);
  statistics.addTokenUsage({ embedding: 1200 + number });
  statistics.recordAnswer({ deliveredTokens: 400 + number, baselineTokens: { whole_files: 5000 } });
  for (let i = 0; i < 30; i++)
    statistics.addFileOperation(`/home/jane/src/file-${i}.${["ts", "py", "md"][i % 3]}`, "indexed");
  statistics.addSemanticUses(["definition_callable", "flow_branching"]);
  return statistics;
}

const cycle = (inputs, make) => (i) => make(inputs[i % RESPONSES]);
const sanitize = (event) => serializeForTelemetry(event.toPosthogEvent()[1]);

export const contestants = {
  "codeweaver-telemetry": async () => {
    const { AgentUsageEvent } = await importInternal("events/agent-events.js");
    return () => ({
      cases: {
        session: cycle(sessions, ({ statistics, input }) => sanitize(new SessionEvent(statistics, input))),
        flaggedSearch: cycle(flaggedSearches, (input) => sanitize(new SearchEvent(input))),
        search: cycle(searches, (input) => sanitize(new SearchEvent(input))),
        agentUsage: cycle(uses, ({ agentId, operation, metadata }) =>
          sanitize(new AgentUsageEvent(agentId, operation, metadata)),
        ),
      },
    });
  },
  "by hand": async () => () => {
    const hash = rememberingDigest(true);
    return {
      cases: {
        session: cycle(sessions, sessionByHand),
        flaggedSearch: cycle(flaggedSearches, flaggedSearchByHand),
        search: cycle(searches, searchByHand),
        agentUsage: cycle(uses, (use) => agentUsageByHand(use, hash)),
      },
    };
  },
};
