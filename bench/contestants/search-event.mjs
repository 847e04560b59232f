// The search event, from a response to sealed properties.
import { SearchEvent, serializeForTelemetry } from "codeweaver-telemetry";
import { FindCodeResponseSummary } from "codeweaver-telemetry/models";
import { RESPONSES, responseInput } from "../fixtures/response.mjs";
import { searchByHand } from "../fixtures/search-by-hand.mjs";

const INTENTS = ["UNDERSTAND", "debug", "implement", "test"];
const inputs = Array.from({ length: RESPONSES }, (_, number) => ({
  response: new FindCodeResponseSummary(responseInput(number)),
  query: "where are the settings read from the environment",
  intentType: INTENTS[number % INTENTS.length],
  strategies: ["hybrid_search", "semantic_rerank"],
  executionTimeMs: 125.5 + number,
}));

const ofInput = (make) => async () => () => ({ cases: { search: (i) => make(inputs[i % RESPONSES]) } });

export const contestants = {
  "codeweaver-telemetry": ofInput((input) => {
    const [, properties] = new SearchEvent(input).toPosthogEvent();
    return serializeForTelemetry(properties);
  }),
  "codeweaver-telemetry, without its query": ofInput(({ query, ...input }) => {
    const [, properties] = new SearchEvent(input).toPosthogEvent();
    return serializeForTelemetry(properties);
  }),
  "by hand": ofInput(searchByHand),
};
