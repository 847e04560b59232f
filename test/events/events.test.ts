import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ActiveEvent } from "../../src/events/active-event.js";
import type { MetricResult } from "../../src/events/metric-aggregation.js";
import { OutcomeEvent } from "../../src/events/outcome-event.js";
import { SearchEvent } from "../../src/events/search-event.js";
import { SessionEvent } from "../../src/events/session-event.js";
import { SetupEvent } from "../../src/events/setup-event.js";
import { SetupReportEvent } from "../../src/events/setup-report-event.js";
import { defineEvent } from "../../src/events/telemetry-event.js";
import { WeeklyEvent } from "../../src/events/weekly-event.js";
import { SessionStatistics } from "../../src/models/session-statistics.js";
import { serializeForTelemetry } from "../../src/privacy/telemetry-model.js";
import { createTestTelemetry } from "../../src/testing/index.js";
import { seal } from "../support/seal.js";

const match = (relevanceScore: number, matchType: string, path = "src/secret/plan.ts") => ({
  file: { path, language: "typescript", category: "code" },
  content: "const secretPlan = 42;",
  span: { start: 10, end: 19 },
  relevanceScore,
  matchType,
  relatedSymbols: ["secretPlan"],
});

const search = new SearchEvent({
  query: "where does jane@example.com keep the secret plan",
  intentType: "UNDERSTAND",
  strategies: ["hybrid_search", "semantic_rerank", "made up"],
  executionTimeMs: 12.5,
  featureFlags: { new_reranker: "test", fast: true },
  response: {
    matches: [match(0.9, "semantic"), match(0.5, "keyword"), match(0.4, "semantic"), match(0.2, "odd")],
    summary: "Four matches in the secret plan.",
    totalMatches: 50,
    tokenCount: 812,
    status: "partial",
    warnings: ["index of /home/jane is stale"],
    indexingState: "in_progress",
    indexCoverage: 87.5,
    searchMode: "hybrid",
    languagesFound: ["typescript", "Python", "jane's language"],
  },
});

function session(): SessionEvent {
  const statistics = new SessionStatistics();
  statistics.addSuccessfulRequest(1);
  statistics.addSuccessfulRequest(2);
  statistics.addFailedRequest(3);
  statistics.addSuccessfulRequest(4, { http: true });
  statistics.addTokenUsage({
    embedding: 1000,
    sparseEmbedding: 500,
    reranking: 200,
    contextAgent: 300,
  });
  statistics.recordAnswer({
    deliveredTokens: 1500,
    baselineTokens: { whole_files: 9000, top_k_passages: 4000, own: 1200 },
  });
  statistics.recordAnswer({ deliveredTokens: 500, baselineTokens: { whole_files: 3000 } });
  statistics.recordAnswer({ deliveredTokens: 100 });
  statistics.recordToolCall("find_code", 100);
  statistics.recordToolCall("find_code", 50);
  statistics.recordHttpRequest("health", 4);
  statistics.recordHttpRequest("metrics", 400);
  statistics.addFileOperation("/home/jane/a.ts", "indexed");
  statistics.addFileOperation("/home/jane/a.ts", "reindexed");
  statistics.addFileOperation("/home/jane/b.toml", "indexed");
  statistics.recordFailover({ seconds: 7, activeStore: "backup" });
  statistics.addSemanticUses(["definition_callable", "definition_callable", "flow_async"]);
  return new SessionEvent(statistics, {
    version: "0.5.0",
    setupSuccess: true,
    setupAttempts: 2,
    configErrors: ["syntax", "cannot read /home/jane/codeweaver.toml"],
    settingsUsed: ["reranker", "backend", "my setting", "backend"],
    durationSeconds: 3600,
  });
}

function week(): WeeklyEvent {
  return new WeeklyEvent({
    week: "2026-W48",
    version: "0.5.0",
    sessions: 5000,
    wasActiveWeekBefore: true,
    wasActiveFourWeeksBefore: false,
    results: new Map<string, MetricResult>([
      ["searches", { number: 40 }],
      ["search_successes", { number: 38 }],
      ["search_errors", { number: 0 }],
      ["search_ms", { quantiles: { p50: 120, p95: 480, n: 40 } }],
      ["features", { words: ["hybrid_search", "text_search"] }],
      ["settings_used", { words: ["backend"] }],
      ["models_used", { words: ["claude-sonnet-4-5", "other"] }],
      ["tokens_delivered", { number: 8400 }],
      ["tokens_baseline.whole_files", { number: 52_000 }],
      ["tokens_saved.whole_files", { number: 43_600 }],
      ["tool_calls", {}],
      ["metrics.indexed_lines", { number: 1200 }],
      ["metrics.build_ms", { quantiles: { p50: 412, p95: 900, n: 3 } }],
    ]),
  });
}

function outcome(): OutcomeEvent {
  return new OutcomeEvent({
    experiment: "new_reranker",
    variant: "test",
    results: new Map<string, MetricResult>([
      ["opened_rank", { average: { n: 214, mean: 2.41589 } }],
      ["searches", { average: { n: 50_000, mean: undefined } }],
      ["failed_searches", {}],
    ]),
  });
}

describe("the wire format, reviewed by eye", () => {
  it.each([
    ["search", search, false],
    ["search-opted-in", search, true],
    ["session", session(), false],
    ["week", week(), false],
    ["active", new ActiveEvent({ period: "week", installAge: "months" }), false],
    ["outcome", outcome(), false],
    ["setup", new SetupEvent({ success: false, errors: ["syntax", "cannot read /home/jane"] }), false],
    [
      "setup-report",
      new SetupReportEvent({ result: "succeeded", attempts: 500, errors: ["syntax"], minutes: 100_000 }),
      false,
    ],
  ] as const)("%s", async (name, event, optIn) => {
    const [event_, properties] = event.toPosthogEvent();
    const { json, omitted } = seal(properties, { optIn });
    expect(omitted).toEqual({});
    const wire = `${JSON.stringify({ event: event_, properties: json }, null, 2)}\n`;
    await expect(wire).toMatchFileSnapshot(`./${name}.golden.json`);
  });
});

describe("serializeForTelemetry", () => {
  const Cleared = defineEvent("cache_cleared", z.object({ entries: z.int() }));

  it.each([
    ["search", search],
    ["session", session()],
  ])("shows the properties of a %s, as the golden file has them", (name, event) => {
    const golden: unknown = JSON.parse(readFileSync(`test/events/${name}.golden.json`, "utf8"));
    expect({ properties: event.serializeForTelemetry() }).toMatchObject({
      properties: Object(golden).properties,
    });
    expect(event.serializeForTelemetry()).toEqual(serializeForTelemetry(event));
  });

  it.each([
    ["a schema", new Cleared({ entries: 3 }), { entries: 3 }],
    [
      "a class of the author",
      { toPosthogEvent: () => ["e", { n: 1, text: "two words" }] as const },
      { n: 1 },
    ],
    ["a schema that its properties do not fit", new Cleared({ entries: "three" } as never), {}],
    ["a class whose method returns nothing", { toPosthogEvent: () => undefined }, {}],
  ])("shows the properties of an event of %s", (_, event, expected) => {
    expect(serializeForTelemetry(event)).toEqual(expected);
  });
});

describe("a session event", () => {
  it("has no saving and no prices if no answer names a baseline", () => {
    const statistics = new SessionStatistics({ prices: { readingModel: 1 } });
    statistics.addTokenUsage({ embedding: 7 });
    statistics.recordAnswer({ deliveredTokens: 420 });
    const { tokens } = Object(new SessionEvent(statistics).serializeForTelemetry());
    expect(tokens).toEqual({ embedding: 7, context_agent: 0, delivered: 420 });
  });

  it("names each baseline that an answer names, and no other", () => {
    const statistics = new SessionStatistics();
    statistics.recordAnswer({ deliveredTokens: 420, baselineTokens: { top_k_passages: 400 } });
    const { tokens } = Object(new SessionEvent(statistics).serializeForTelemetry());
    expect(tokens).toMatchObject({ saved: { top_k_passages: -20 }, prices: "2026-11" });
    for (const sums of [tokens.baseline, tokens.saved, tokens.savings_usd])
      expect(Object.keys(sums)).toEqual(["top_k_passages"]);
  });

  it("says that the prices are those of the caller", () => {
    const prices = { embedding: 1, sparseEmbedding: 1, reranking: 1, contextAgent: 1, readingModel: 1 };
    const statistics = new SessionStatistics({ prices });
    statistics.recordAnswer({ deliveredTokens: 0, baselineTokens: { own: 1000 } });
    const { tokens } = Object(new SessionEvent(statistics).serializeForTelemetry());
    expect(tokens).toMatchObject({ prices: "caller", savings_usd: { own: 1 } });
  });
});

describe("a search event", () => {
  it("has no quality if nothing matched", () => {
    expect(seal(new SearchEvent({ response: {} }).toPosthogEvent()[1]).json).toMatchObject({
      match_count: 0,
      quality: {},
      results: { returned: 0 },
    });
  });

  it("has no details if the caller excludes them, even if the person has opted in", () => {
    const [, properties] = new SearchEvent({
      response: { matches: [match(1, "semantic")] },
      query: "q",
      toolsOverPrivacy: false,
    }).toPosthogEvent();
    const { json } = seal(properties, { optIn: true });
    expect(json).not.toHaveProperty("query");
    expect(json).not.toHaveProperty("matches");
  });
});

describe("defineEvent", () => {
  const Indexed = defineEvent(
    "index_done",
    z.object({ files: z.int().nonnegative(), mode: z.enum(["full", "incremental"]) }),
  );

  it("creates a typed event with a name", () => {
    expect(Indexed.EVENT_NAME).toBe("index_done");
    expect(new Indexed({ files: 3, mode: "full" }).toPosthogEvent()).toEqual([
      "index_done",
      { files: 3, mode: "full" },
    ]);
  });

  it("removes unlisted keys, and throws for properties that do not fit the schema", () => {
    expect(new Indexed({ files: 3, mode: "full", path: "/home/jane" } as never).toPosthogEvent()[1]).toEqual({
      files: 3,
      mode: "full",
    });
    // @ts-expect-error the types say the same
    const wrong = new Indexed({ files: "three", mode: "full" });
    expect(() => wrong.toPosthogEvent()).toThrow();
  });

  it("sends a listed text of a union that also has an object", async () => {
    const Chosen = defineEvent(
      "theme_chosen",
      z.object({
        either: z.union([z.literal("not one of these"), z.object({ of: z.string() })]),
        at: z.union([z.date(), z.object({})]),
      }),
    );
    const { telemetry, events } = createTestTelemetry();
    telemetry.captureFromEvent(new Chosen({ either: "not one of these", at: new Date(0) }));
    await telemetry.flush();
    expect(events[0]?.properties).toMatchObject({
      either: "not one of these",
      at: "1970-01-01T00:00:00.000Z",
    });
  });

  it("takes the input of its schema, and sends the output", async () => {
    const Named = defineEvent(
      "named",
      z.object({
        size: z.string().transform((text) => text.length),
        mode: z.literal("full").default("full"),
      }),
    );
    const { telemetry, events } = createTestTelemetry();
    telemetry.captureFromEvent(new Named({ size: "four" }));
    await telemetry.flush();
    expect(events[0]?.properties).toMatchObject({ size: 4, mode: "full" });
  });

  it("sends the texts that its schema lists, and of others words alone", () => {
    const title = z.enum(["Night mode", "Day mode"]);
    const Chosen = defineEvent(
      "theme_chosen",
      z.object({
        title,
        optional: title.optional(),
        nullable: title.nullable(),
        byDefault: title.default("Day mode"),
        either: z.union([z.literal("not one of these"), z.number(), z.object({ of: title })]),
        list: z.array(z.literal(["first of all", "last of all"])),
        pair: z.tuple([title, z.string()]),
        record: z.record(z.string(), title),
        set: z.set(title),
        lazy: z.lazy(() => title.readonly()),
        piped: z.string().pipe(title),
        both: z.intersection(z.object({ a: title }), z.object({ b: title })),
        login: z.enum(["success", "failure"]),
        free: z.string(),
        word: z.string(),
      }),
    );
    const mode = "Night mode";
    const given = {
      title: mode,
      optional: mode,
      nullable: null,
      either: { of: mode },
      list: ["first of all", "last of all"],
      pair: [mode, "not listed"],
      record: { dark: mode },
      set: new Set([mode]),
      lazy: mode,
      piped: mode,
      both: { a: mode, b: mode },
      login: "success",
      free: "not listed",
      word: "listed",
    } as const;
    const [, properties] = new Chosen(given as never).toPosthogEvent(); // a tuple of literals is wider than its schema's
    const { free, ...rest } = given;
    expect(seal(properties).json).toEqual({ ...rest, byDefault: "Day mode", pair: [mode], set: [mode] });
  });

  it("sends nothing that its schema lists in another place only", () => {
    const Made = defineEvent("made", z.object({ kind: z.literal("two words"), other: z.string() }));
    const [, properties] = new Made({ kind: "two words", other: "two words" }).toPosthogEvent();
    expect(seal(properties).json).toEqual({ kind: "two words" });
  });
});
