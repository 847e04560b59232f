/** Tests the questions about runs of agents, their tokens and costs. */
import { describe, expect, it } from "vitest";
import { finishReasons } from "../../src/questions/catalog/finish-reasons.js";
import { modelUsage } from "../../src/questions/catalog/model-usage.js";
import { runCosts } from "../../src/questions/catalog/run-costs.js";
import { runOutcomes } from "../../src/questions/catalog/run-outcomes.js";
import { runSearches } from "../../src/questions/catalog/run-searches.js";
import { runSessions } from "../../src/questions/catalog/run-sessions.js";
import { runTokens } from "../../src/questions/catalog/run-tokens.js";
import type { Question } from "../../src/questions/question.js";
import { createLine } from "../store/contract.js";
import { askEvents } from "./ask.js";
import { createSpan, listRows, type SpanFields } from "./lines.js";

const SAMPLED = { "sampling.rate": 0.25 };
const IN_CI = { resource: { is_ci: true } };
const askSpans = async (question: Question, spans: readonly string[]) =>
  listRows(await askEvents(question, [], { spans }));

const createRun = (attributes: object, fields: SpanFields = {}) =>
  createSpan({ "gen_ai.operation.name": "invoke_agent", ...attributes }, fields);
/** A span of another library inside a run, which has the run's tokens once more. */
const CHAT = createSpan(
  {
    "gen_ai.operation.name": "chat",
    "zen.model": "opus",
    "gen_ai.provider.name": "anthropic",
    "gen_ai.usage.input_tokens": 100,
    "zen.tokens.input": 100,
    "zen.cost.usd": 5,
    "zen.status": "success",
  },
  { scope: "other-library" },
);

describe("runs of agents", () => {
  it("have their costs by model, with the share whose cost is known", async () => {
    const runs = [
      createRun({ "zen.model": "opus", "zen.cost.usd": 0.5, "zen.cost.source": "reported" }),
      createRun({
        "zen.model": "opus",
        "zen.cost.usd": 1.5,
        "zen.cost.source": "price_table",
        "zen.cost.input_usd": 1,
        ...SAMPLED,
      }),
      createRun({ "zen.model": "opus" }),
      createRun({ "zen.model": "haiku" }),
      createRun({ "zen.model": "opus", "zen.cost.usd": 90 }, IN_CI),
      CHAT,
    ];
    expect(await askSpans(runCosts, runs)).toEqual([
      ["opus", 6, 6.5, 1, 1, 1.45, expect.closeTo(2 / 3), 0.5],
      ["haiku", 1, null, null, null, null, 0, null],
    ]);
  });

  it("have their tokens by model, in which the cached ones are not among the fresh ones", async () => {
    const runs = [
      createRun({
        "zen.model": "opus",
        "zen.tokens.input": 10,
        "zen.tokens.cache_read": 90,
        "zen.tokens.cache_creation": 50,
        "zen.tokens.output": 7,
      }),
      createRun({
        "zen.model": "opus",
        "zen.tokens.input": 30,
        "zen.tokens.cache_read": 20,
        "zen.tokens.cache_creation": 10,
        "zen.tokens.output": 1,
        ...SAMPLED,
      }),
      createRun({ "zen.model": "opus" }),
      createRun({ "zen.model": "opus", "zen.tokens.input": 9999 }, IN_CI),
      CHAT,
    ];
    expect(await askSpans(runTokens, runs)).toEqual([
      ["opus", 6, 130, 170, 90, 11, expect.closeTo(110 / 210), 105, 4],
    ]);
  });

  it("have an outcome by agent and command", async () => {
    const review = { "zen.agent.name": "planner", "zen.command": "review" };
    const runs = [
      createRun({ ...review, "zen.status": "failed", "zen.cost.usd": 0.5 }, { durationMs: 100 }),
      createRun({ ...review, "zen.status": "success", ...SAMPLED }, { durationMs: 300 }),
      createRun({ ...review, "zen.status": "cancelled" }, { durationMs: 200 }),
      createRun({ ...review, "zen.status": "success", "zen.cost.usd": 1.5 }, { durationMs: 200 }),
      createRun({ "zen.agent.name": "planner" }, { durationMs: 50 }),
      createRun({ ...review, "zen.status": "failed" }, IN_CI),
      CHAT,
    ];
    expect(await askSpans(runOutcomes, runs)).toEqual([
      ["planner", "review", 7, 0.25, 0.25, 200, 285, 1],
      ["planner", null, 1, null, null, 50, 50, null],
    ]);
  });

  it("have sessions and workspaces by agent and version", async () => {
    const planner = {
      "gen_ai.agent.name": "planner",
      "gen_ai.agent.version": "1.0",
      "gen_ai.agent.id": "a1",
      "gen_ai.conversation.id": "s1",
      "zen.workspace.hash": "w1",
    };
    const runs = [
      createRun(planner),
      createRun({ ...planner, "gen_ai.agent.id": "a2", ...SAMPLED }),
      createRun({ ...planner, "gen_ai.conversation.id": "s2", "zen.workspace.hash": "w2" }),
      createRun({ ...planner, "gen_ai.conversation.id": undefined }),
      createSpan({ ...planner, "gen_ai.operation.name": "chat", "gen_ai.conversation.id": "s4" }),
      createRun({ "gen_ai.agent.name": "planner", "gen_ai.agent.version": "1.1" }),
      createRun({ ...planner, "gen_ai.conversation.id": "s3" }, IN_CI),
    ];
    expect(await askSpans(runSessions, runs)).toEqual([
      ["planner", "1.0", 7, 2, 1.5, 2, 2],
      ["planner", "1.1", 1, 0, null, 0, 0],
    ]);
  });

  it("are compared by whether they have searched", async () => {
    const events = ["codeweaver_search", "codeweaver_search", "codeweaver_session"].map((event) =>
      createLine(event, {}),
    );
    const [ownId, secondId, otherId] = events.map((line): unknown => JSON.parse(line).uuid);
    const cost = (tokens: number, usd: number) => ({
      "gen_ai.usage.input_tokens": tokens,
      "zen.cost.usd": usd,
    });
    const spans = [
      createRun({ ...cost(100, 1), "posthog.event_ids": [ownId, otherId], ...SAMPLED }, { durationMs: 10 }),
      createRun({ ...cost(200, 2), "posthog.event_ids": [ownId, secondId] }, { durationMs: 20 }),
      createRun({ ...cost(300, 3), "posthog.event_ids": [otherId] }, { durationMs: 30 }),
      createRun(cost(500, 5), { durationMs: 50 }),
      createRun({ ...cost(900, 9), "posthog.event_ids": [ownId] }, IN_CI),
      CHAT,
    ];
    const answer = await askEvents(runSearches, events, { spans });
    expect(answer.rows).toEqual([
      [true, 5, 1.5, 150, 1.5, 15],
      [false, 2, 0, 400, 4, 40],
    ]);
  });
});

describe("models", () => {
  it("have the tokens that each library counted", async () => {
    const anthropic = { "gen_ai.provider.name": "anthropic", "gen_ai.request.model": "opus" };
    const usage = {
      "gen_ai.usage.input_tokens": 200,
      "gen_ai.usage.cache_read.input_tokens": 150,
      "gen_ai.usage.cache_creation.input_tokens": 20,
      "gen_ai.usage.output_tokens": 5,
    };
    const spans = [
      createRun({ ...anthropic, ...usage }, { scope: "runs" }),
      createRun({ ...anthropic, ...usage, ...SAMPLED }, { scope: "runs" }),
      createRun({ ...anthropic, ...usage }, { scope: "runs", ...IN_CI }),
      createRun(anthropic, { scope: "without tokens" }),
      CHAT,
    ];
    expect(await askSpans(modelUsage, spans)).toEqual([
      ["anthropic", "opus", "runs", "invoke_agent", 5, 1000, 750, 100, 25],
      ["anthropic", null, "other-library", "chat", 1, 100, null, null, null],
    ]);
  });

  it("stop for a reason in each answer", async () => {
    const createStop = (model: string | undefined, reasons: unknown, attributes: object = {}) =>
      createRun({
        "gen_ai.request.model": model,
        "gen_ai.response.finish_reasons": reasons,
        ...attributes,
      });
    const spans = [
      createStop("opus", ["stop", "stop", "length"]),
      createStop("opus", ["length"], SAMPLED),
      createStop(undefined, ["stop"]),
      createStop("opus", undefined),
    ];
    expect(await askSpans(finishReasons, spans)).toEqual([
      ["opus", "length", 5],
      ["opus", "stop", 2],
      [null, "stop", 1],
    ]);
  });
});
