/** Runs of agents: spans, tokens, cost, and the events of a run. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SPAN_FIELDS } from "../../src/events/span-fields.js";
import { type Run, recordRun } from "../../src/otel/agent-run.js";
import { computeCosts } from "../../src/otel/price-table.js";
import type { RunOptions } from "../../src/otel/run-options.js";
import { traced } from "../../src/otel/traced-function.js";
import { createClientWithReceiver } from "../support/client.js";
import { startTracingWithCollector } from "../support/tracing.js";

const PRICES = { "claude-opus-4-5": { input: 5, output: 25, cacheRead: 0.5, cacheCreation: 6.25 } };
const DIGEST = /^[0-9a-f]{64}$/;
const TOKENS = { input: 1000, output: 200, cacheRead: 30_000, cacheCreation: 400 };

async function recordAttributes(options: Omit<RunOptions, "agent">) {
  const { spans } = await startTracingWithCollector({ tools: ["read_file"] });
  recordRun({ agent: "planner", durationMs: 100, ...options });
  return (await spans())[0]?.attributes ?? {};
}

describe("a finished run", () => {
  it("is one span of its duration, with a child span for each tool", async () => {
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
    expect([run?.name, run?.status, getDuration(run)]).toEqual(["invoke_agent planner", 2, 5_000_000_000n]);
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
    const digest = second?.attributes["zen.tool.name"];
    expect(digest).toMatch(DIGEST);
    expect([second?.name, second?.status]).toEqual([`execute_tool ${digest}`, 2]);
    expect(JSON.stringify(second?.attributes)).not.toContain("jane");
  });

  it("has its tokens in Zen's terms and in OpenTelemetry's, where the input includes cached tokens", async () => {
    expect(await recordAttributes({ tokens: TOKENS })).toMatchObject({
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

  it("has the reported cost", async () => {
    const attributes = await recordAttributes({
      costUsd: 0.0417,
      tokens: TOKENS,
      model: "claude-opus-4-5",
      prices: PRICES,
    });
    expect(attributes).toMatchObject({ "zen.cost.usd": 0.0417, "zen.cost.source": "reported" });
  });

  it("has a cost from the caller's price table, by kind of token", async () => {
    const attributes = await recordAttributes({ tokens: TOKENS, model: "claude-opus-4-5", prices: PRICES });
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
    ["there are no prices", { tokens: TOKENS, model: "claude-opus-4-5" }],
    ["the model is not in the table", { tokens: TOKENS, model: "claude-opus-9", prices: PRICES }],
    ["the model is called like a member of Object", { tokens: TOKENS, model: "constructor", prices: PRICES }],
    ["there is no model", { tokens: TOKENS, prices: PRICES }],
    ["a price is missing", { tokens: TOKENS, model: "m", prices: { m: { input: 1 } as never } }],
    ["it is not a number", { costUsd: Number.NaN }],
    ["it is negative", { costUsd: -1 }],
  ])("has no cost when %s", async (_, options) => {
    expect(Object.keys(await recordAttributes(options)).filter((key) => key.includes("cost"))).toEqual([]);
  });

  it("has no prompt, path, session or argument as text", async () => {
    const attributes = await recordAttributes({
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

  it("has the agent's version and the reasons why the model stopped, and its id as a digest", async () => {
    const attributes = await recordAttributes({
      agentId: "asst_5j66UpCpwteGg4YSxUnt7lPY",
      agentVersion: "2025-05-01",
      finishReasons: ["stop", "tool_calls", "because Jane said so"],
    });
    expect(attributes).toMatchObject({
      "gen_ai.agent.id": expect.stringMatching(DIGEST),
      "gen_ai.agent.version": "2025-05-01",
      "gen_ai.response.finish_reasons": ["stop", "tool_calls", "other"],
    });
  });

  it.each([
    [{ provider: "aws.bedrock", model: "claude-opus-4-5" }, "aws.bedrock"],
    [{ provider: "Jane's own server" }, "other"],
    [{ model: "claude-opus-4-5" }, "anthropic"],
    [{ model: "anthropic/claude-3.5-sonnet" }, "anthropic"],
    [{ model: "gpt-5-mini" }, "openai"],
    [{ model: "ft:gpt-4o:acme-corp::abc123" }, "openai"],
    [{ model: "o3" }, "openai"],
    [{ model: "gemini-2.5-pro" }, "gcp.gemini"],
    [{ model: "mistral-large" }, "mistral_ai"],
    [{ model: "gpt-oss-20b" }, "other"],
    [{ model: "deepseek-r1:8b" }, "other"],
    [{ model: "deepseek-chat" }, "deepseek"],
    [{ model: "grok-4" }, "x_ai"],
    [{ model: "qwen3-coder" }, "other"],
    [{}, "other"],
  ])("of %j has the provider %s, which the conventions require", async (options, provider) => {
    expect((await recordAttributes(options))["gen_ai.provider.name"]).toBe(provider);
  });

  it.each([
    ["of unknown type", { status: "failed" }, "_OTHER"],
    ["of a type, which is why it failed", { errorType: "RateLimitError" }, "RateLimitError"],
    ["whose type is a sentence", { errorType: "cannot read /home/jane" }, "Error"],
    ["of a named type", { status: "failed", errorType: "RateLimitError" }, "RateLimitError"],
    ["that did not happen", { status: "cancelled", errorType: "RateLimitError" }, undefined],
  ] as const)("has an error %s", async (_, options, type) => {
    expect((await recordAttributes(options))["error.type"]).toBe(type);
  });

  it.each(["janes version", "1.0 for jane@example.com", "/home/jane", "version1", "4jane-acme-secret"])(
    "does not send %j as a version",
    async (agentVersion) => {
      expect((await recordAttributes({ agentVersion }))["gen_ai.agent.version"]).toBe("other");
    },
  );

  it("has the type of a failed tool's error, and the call's id as a digest", async () => {
    const { spans } = await startTracingWithCollector({ tools: ["read_file"] });
    const tool = {
      name: "read_file",
      durationMs: 1,
      success: false,
      callId: "call_mszuSIzqtI65i1wAUOE8w5H4",
    };
    recordRun({
      agent: "planner",
      durationMs: 1,
      tools: [
        { ...tool, type: "function" },
        { ...tool, type: "Jane's" as never, errorType: "timeout" },
        { name: "read_file", durationMs: 1, errorType: "ENOENT" },
      ],
    });
    const [first, second, third] = await spans();
    expect([third?.status, third?.attributes["error.type"]]).toEqual([2, "ENOENT"]);
    expect(first?.attributes).toMatchObject({
      "error.type": "_OTHER",
      "gen_ai.tool.type": "function",
      "gen_ai.tool.call.id": expect.stringMatching(DIGEST),
    });
    expect(second?.attributes).toMatchObject({ "error.type": "timeout", "gen_ai.tool.type": "other" });
  });

  it.each(["anthropic/claude-3.5-sonnet", "gpt-5-mini", "claude-opus-4-5-20260101"])(
    "has the name of the model %s",
    async (model) => {
      expect((await recordAttributes({ model }))["gen_ai.request.model"]).toBe(model);
    },
  );

  it("has the name of the model that a tuned one was made from, without its owner", async () => {
    const attributes = await recordAttributes({ model: "ft:gpt-4o:acme-corp:notes:abc123" });
    expect(attributes["gen_ai.request.model"]).toBe("ft:gpt-4o");
  });
});

it("lists every attribute of a run in the manifest", async () => {
  const { spans } = await startTracingWithCollector({ tools: ["read_file"] });
  const { telemetry } = await createClientWithReceiver();
  const all = {
    model: "claude-opus-4-5",
    provider: "p",
    command: "/c",
    workspace: "w",
    session: "s",
    agentId: "i",
    agentVersion: "1",
    finishReasons: ["stop"],
    errorType: "timeout",
    tokens: TOKENS,
    prices: PRICES,
  };
  const tool = { name: "t", callId: "c", type: "function", success: false } as const;
  recordRun({ agent: "a", ...all }, () => telemetry.capture("e"));
  recordRun({ agent: "a", costUsd: 1, durationMs: 1, tools: [{ ...tool, durationMs: 1, tokens: 1 }] });
  const listedPaths = Object.keys(SPAN_FIELDS);
  for (const { attributes } of await spans())
    for (const [key, value] of Object.entries(attributes)) {
      const path = `attributes.${key}${Array.isArray(value) ? "[]" : ""}`;
      expect(
        listedPaths.some(
          (listed) => listed === path || (listed.endsWith("*") && path.startsWith(listed.slice(0, -1))),
        ),
        path,
      ).toBe(true);
    }
});

describe("computeCosts", () => {
  it("multiplies the tokens of each kind by its price", () => {
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

describe("a run in progress", () => {
  it("puts its trace id on events captured inside, and their ids on its span", async () => {
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
    expect(tool?.name).toMatch(/^execute_tool [0-9a-f]{64}$/);
    expect(tool).toMatchObject({ parentSpanId: run?.spanId });
    const traceIds = receiver.events.map(({ uuid, properties }) => [uuid, properties.$ai_trace_id]);
    expect(traceIds).toEqual([...ids.map((id) => [id, run?.traceId]), [outside, undefined]]);
  });

  it.each<[string, (run: Run) => unknown, string, number, string | undefined]>([
    [
      "throws",
      () => {
        throw new TypeError("jane");
      },
      "failed",
      2,
      "TypeError",
    ],
    ["rejects", () => Promise.reject(new TypeError("jane")), "failed", 2, "TypeError"],
    [
      "reports that it was cancelled",
      (run) => run.report({ status: "cancelled" }),
      "cancelled",
      0,
      undefined,
    ],
    ["succeeds", () => 1, "success", 1, undefined],
  ])("has the right status when it %s", async (_, fn, status, code, type) => {
    const { spans } = await startTracingWithCollector();
    await (async () => recordRun({ agent: "planner" }, fn))().catch(() => {});
    const [span] = await spans();
    expect([span?.attributes["zen.status"], span?.status, span?.attributes["error.type"]]).toEqual([
      status,
      code,
      type,
    ]);
  });

  it("has the type of an error that it reports instead of throwing it", async () => {
    const { spans } = await startTracingWithCollector({ tools: ["read_file"] });
    recordRun({ agent: "planner" }, (run) => {
      run.tool("read_file", () => 1, { callId: "call_1", type: "function" });
      run.report({ errorType: "timeout" });
    });
    const [tool, run] = await spans();
    expect(tool?.attributes).toMatchObject({ "gen_ai.tool.call.id": expect.stringMatching(DIGEST) });
    expect([run?.status, run?.attributes["error.type"]]).toEqual([2, "timeout"]);
  });

  it("is a child of the span around it, and the parent of spans inside it", async () => {
    const { spans } = await startTracingWithCollector();
    traced("outer", () => recordRun({ agent: "planner" }, () => traced("inner", () => {})()))();
    const [inner, run, outer] = await spans();
    expect([inner?.parentSpanId, run?.parentSpanId]).toEqual([run?.spanId, outer?.spanId]);
  });

  it("only calls the function when nothing is traced", () => {
    expect(recordRun({ agent: "planner" }, (run) => [run.traceId, run.tool("x", () => 2)])).toEqual([
      undefined,
      2,
    ]);
    recordRun({ agent: "planner", durationMs: 1 });
  });
});

function getDuration(span: { start: bigint; end: bigint } | undefined): bigint | undefined {
  return span && span.end - span.start;
}
