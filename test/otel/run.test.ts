import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SPAN_FIELDS } from "../../src/events/span-fields.js";
import { type Run, recordRun } from "../../src/otel/agent-run.js";
import { computeCosts } from "../../src/otel/price-table.js";
import type { RunOptions } from "../../src/otel/run-attributes.js";
import { traced } from "../../src/otel/traced-function.js";
import { createClientWithReceiver } from "../support/client.js";
import { startTracingWithCollector } from "../support/tracing.js";

const PRICES = { "claude-opus-4-5": { input: 5, output: 25, cacheRead: 0.5, cacheCreation: 6.25 } };
const TOKENS = { input: 1000, output: 200, cacheRead: 30_000, cacheCreation: 400 };

async function spanOf(options: Omit<RunOptions, "agent">) {
  const { spans } = await startTracingWithCollector({ tools: ["read_file"] });
  recordRun({ agent: "planner", durationMs: 100, ...options });
  return (await spans())[0]?.attributes ?? {};
}

describe("a run that is over", () => {
  it("is one span of its length, with its tools as children", async () => {
    const { spans } = await startTracingWithCollector({ tools: ["read_file"] });
    const startedAt = Date.now() - 10_000;
    recordRun({
      agent: "planner",
      startedAt,
      durationMs: 5000,
      status: "failed",
      tools: [
        { name: "read_file", startedAfterMs: 100, durationMs: 200, tokens: 50 },
        { name: "janes_own_tool", startedAfterMs: 400, durationMs: 50, success: false },
      ],
    });
    const [first, second, run] = await spans();
    expect([run?.name, run?.status, lengthOf(run)]).toEqual(["invoke_agent planner", 2, 5_000_000_000n]);
    expect(Number(run?.start)).toBe(startedAt * 1e6);
    expect([first?.name, first?.status, first?.parentSpanId]).toEqual([
      "execute_tool read_file",
      1,
      run?.spanId,
    ]);
    expect(Number(first?.start) - Number(run?.start)).toBeCloseTo(100_000_000, -3);
    expect(first?.attributes).toMatchObject({
      "gen_ai.tool.name": "read_file",
      "zen.tool.name": "read_file",
      "zen.tool.tokens": 50,
    });
    expect([second?.name, second?.status]).toEqual(["execute_tool other", 2]);
    expect(second?.attributes["zen.tool.name"]).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(second?.attributes)).not.toContain("jane");
  });

  it("has its tokens in OpenTelemetry's terms, where the input includes the cache, and in Zen's", async () => {
    expect(await spanOf({ tokens: TOKENS })).toMatchObject({
      "gen_ai.usage.input_tokens": 31_400,
      "gen_ai.usage.output_tokens": 200,
      "gen_ai.usage.cache_read.input_tokens": 30_000,
      "gen_ai.usage.cache_creation.input_tokens": 400,
      "zen.tokens.input": 1000,
      "zen.tokens.output": 200,
      "zen.tokens.cache_read": 30_000,
      "zen.tokens.cache_creation": 400,
    });
  });

  it("has the cost that was reported", async () => {
    const attributes = await spanOf({
      costUsd: 0.0417,
      tokens: TOKENS,
      model: "claude-opus-4-5",
      prices: PRICES,
    });
    expect(attributes).toMatchObject({ "zen.cost.usd": 0.0417, "zen.cost.source": "reported" });
  });

  it("or the cost by the caller's table, by kind of token", async () => {
    const attributes = await spanOf({ tokens: TOKENS, model: "claude-opus-4-5", prices: PRICES });
    expect(attributes).toMatchObject({
      "zen.cost.usd": 0.0275,
      "zen.cost.source": "price_table",
      "zen.cost.input_usd": 0.005,
      "zen.cost.output_usd": 0.005,
      "zen.cost.cache_read_usd": 0.015,
      "zen.cost.cache_creation_usd": 0.0025,
    });
  });

  it.each<[string, Partial<RunOptions>]>([
    ["nothing says what it cost", { tokens: TOKENS, model: "claude-opus-4-5" }],
    ["the model is not in the table", { tokens: TOKENS, model: "claude-opus-9", prices: PRICES }],
    ["the model has the name of something else", { tokens: TOKENS, model: "constructor", prices: PRICES }],
    ["no model is named", { tokens: TOKENS, prices: PRICES }],
    ["a price is missing", { tokens: TOKENS, model: "m", prices: { m: { input: 1 } as never } }],
    ["it is no amount", { costUsd: Number.NaN }],
    ["it is less than nothing", { costUsd: -1 }],
  ])("and no cost where %s: none is guessed", async (_, options) => {
    expect(Object.keys(await spanOf(options)).filter((key) => key.includes("cost"))).toEqual([]);
  });

  it("never has what was asked, where, by whom, or with which arguments", async () => {
    const attributes = await spanOf({
      command: "/review src/secret.ts --for jane",
      workspace: "/home/jane/project",
      session: "jane-2026",
      model: "my private model of jane@example.com",
      provider: "anthropic",
      ...({ prompt: "Write to jane", tools: [] } as object),
    });
    expect(attributes).toMatchObject({
      "zen.command": "review",
      "gen_ai.provider.name": "anthropic",
      "gen_ai.request.model": "other",
    });
    expect(attributes["zen.workspace.hash"]).toMatch(/^[0-9a-f]{64}$/);
    expect(attributes["gen_ai.conversation.id"]).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(attributes)).not.toMatch(/jane|secret|Write/);
  });

  it.each(["anthropic/claude-3.5-sonnet", "gpt-5-mini", "claude-opus-4-5-20260101"])(
    "names the model %s",
    async (model) => {
      expect((await spanOf({ model }))["gen_ai.request.model"]).toBe(model);
    },
  );
});

it("everything that a run can say of itself is in the manifest", async () => {
  const { spans } = await startTracingWithCollector({ tools: ["read_file"] });
  const { telemetry } = await createClientWithReceiver();
  const all = {
    model: "claude-opus-4-5",
    provider: "p",
    command: "/c",
    workspace: "w",
    session: "s",
    tokens: TOKENS,
    prices: PRICES,
  };
  recordRun({ agent: "a", ...all }, () => telemetry.capture("e"));
  recordRun({ agent: "a", costUsd: 1, durationMs: 1, tools: [{ name: "t", durationMs: 1, tokens: 1 }] });
  const listed = Object.keys(SPAN_FIELDS);
  for (const { attributes } of await spans())
    for (const [key, value] of Object.entries(attributes)) {
      const path = `attributes.${key}${Array.isArray(value) ? "[]" : ""}`;
      expect(
        listed.some((one) => one === path || (one.endsWith("*") && path.startsWith(one.slice(0, -1)))),
        path,
      ).toBe(true);
    }
});

describe("a cost", () => {
  it("is the sum of its kinds, and grows with each", () => {
    const amounts = fc.record({
      input: fc.nat(1e7),
      output: fc.nat(1e7),
      cacheRead: fc.nat(1e7),
      cacheCreation: fc.nat(1e7),
    });
    fc.assert(
      fc.property(amounts, amounts, (tokens, prices) => {
        const costs = computeCosts(tokens, "m", { m: prices });
        for (const kind of ["input", "output", "cacheRead", "cacheCreation"] as const)
          expect(costs?.[kind]).toBeCloseTo((tokens[kind] * prices[kind]) / 1e6, 3);
      }),
    );
  });
});

describe("a run that is under way", () => {
  it("carries its trace to the events captured inside, and their ids to its span", async () => {
    const { spans } = await startTracingWithCollector();
    const { telemetry, receiver } = await createClientWithReceiver();
    const ids: (string | undefined)[] = [];
    const result = await recordRun({ agent: "planner" }, async (run) => {
      ids.push(telemetry.capture("step", { n: 1 }));
      await run.tool("any", async () => ids.push(telemetry.capture("step", { n: 2 })));
      run.report({ tokens: { input: 10, output: 5 } });
      return "done";
    });
    const outside = telemetry.capture("later");
    await telemetry.flush();
    const [tool, run] = await spans();
    expect(result).toBe("done");
    expect(run?.attributes).toMatchObject({
      "posthog.event_ids": ids,
      "zen.tokens.input": 10,
      "zen.status": "success",
    });
    expect(tool).toMatchObject({ name: "execute_tool other", parentSpanId: run?.spanId });
    const traceIds = receiver.events.map(({ uuid, properties }) => [uuid, properties.$ai_trace_id]);
    expect(traceIds).toEqual([...ids.map((id) => [id, run?.traceId]), [outside, undefined]]);
  });

  it.each<[string, (run: Run) => unknown, string, number, string | undefined]>([
    [
      "that throws",
      () => {
        throw new TypeError("jane");
      },
      "failed",
      2,
      "TypeError",
    ],
    ["that rejects", () => Promise.reject(new TypeError("jane")), "failed", 2, "TypeError"],
    ["that says it was cancelled", (run) => run.report({ status: "cancelled" }), "cancelled", 0, undefined],
    ["that goes well", () => 1, "success", 1, undefined],
  ])("%s", async (_, fn, status, code, type) => {
    const { spans } = await startTracingWithCollector();
    await (async () => recordRun({ agent: "planner" }, fn))().catch(() => {});
    const [span] = await spans();
    expect([span?.attributes["zen.status"], span?.status, span?.attributes["error.type"]]).toEqual([
      status,
      code,
      type,
    ]);
  });

  it("is a child of what is traced around it, and the parent of what is traced in it", async () => {
    const { spans } = await startTracingWithCollector();
    traced("outer", () => recordRun({ agent: "planner" }, () => traced("inner", () => {})()))();
    const [inner, run, outer] = await spans();
    expect([inner?.parentSpanId, run?.parentSpanId]).toEqual([run?.spanId, outer?.spanId]);
  });

  it("is the function alone where nothing is traced", () => {
    expect(recordRun({ agent: "planner" }, (run) => [run.traceId, run.tool("x", () => 2)])).toEqual([
      undefined,
      2,
    ]);
    recordRun({ agent: "planner", durationMs: 1 });
  });
});

function lengthOf(span: { start: bigint; end: bigint } | undefined): bigint | undefined {
  return span && span.end - span.start;
}
