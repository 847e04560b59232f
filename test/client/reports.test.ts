import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import { AgentUsageEvent } from "../../src/events/agent-events.js";
import { defineMetric } from "../../src/events/metric.js";
import { SearchEvent } from "../../src/events/search-event.js";
import { readOwnReports } from "../../src/installation/own-reports.js";
import { OWN_REPORTS_FILE } from "../../src/installation/own-reports-file.js";
import { readSentIds } from "../../src/installation/sent-ids.js";
import { verbatim } from "../../src/privacy/sanitizer/declared-text.js";
import type { ReceivedEvent } from "../../src/receiver/received-event.js";
import { createToolRuns, REPORT_PROPERTIES, setClock, type ToolRuns } from "../support/tool-runs.js";

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let tool: ToolRuns;

beforeEach(async () => {
  tool = await createToolRuns();
});

/** Runs the tool at a time, with an event that has a number of lines. */
async function runAt(time: string, lines: number, options: TelemetryOptions = {}): Promise<void> {
  setClock(time);
  await tool.run((telemetry) => telemetry.capture("index_done", { lines }), options);
}

const listReports = (name: string): readonly ReceivedEvent[] =>
  tool.receiver.events.filter(({ event }) => event === name);
const listPeriods = () => listReports("telemetry_active").map(({ properties }) => properties.period);

const metrics = [
  defineMetric("lines", { event: "index_done", property: "lines", aggregate: "sum", clip: [0, 1000] }),
  defineMetric("line_quantiles", {
    event: "index_done",
    property: "lines",
    aggregate: "quantiles",
    clip: [0, 1000],
  }),
];

describe("telemetry_active", () => {
  it("is sent once in a day, a week and a month", async () => {
    await runAt("2026-11-27T10:00:00Z", 1);
    await runAt("2026-11-27T23:00:00Z", 1);
    expect(listPeriods()).toEqual(["day", "week", "month"]);
    await runAt("2026-11-28T00:00:00Z", 1);
    await runAt("2026-11-30T00:00:00Z", 1);
    expect(listPeriods()).toEqual(["day", "week", "month", "day", "day", "week"]);
  });

  it("has ids that are used once and have no time, the time of its period, and no session", async () => {
    setClock("2026-11-27T10:11:12Z");
    await tool.run(
      (telemetry) => {
        telemetry.startSession({ backend: "qdrant" });
        telemetry.capture("index_done", { lines: "not sent, because it is not declared" });
      },
      { sampleRate: 0.999999 },
    );
    const events = listReports("telemetry_active");
    expect(events).toHaveLength(3);
    const ids = tool.receiver.events.flatMap(({ uuid, distinct_id }) => [uuid, distinct_id]);
    expect(new Set(ids).size).toBe(2 * tool.receiver.events.length);
    for (const { uuid, distinct_id } of events) {
      expect(uuid).toMatch(UUID_V4);
      expect(distinct_id).toMatch(UUID_V4);
    }
    expect(events.map(({ timestamp }) => timestamp)).toEqual([
      "2026-11-27T12:00:00.000Z",
      "2026-11-23T12:00:00.000Z",
      "2026-11-01T12:00:00.000Z",
    ]);
    expect(events[0]?.properties).toEqual({
      period: "day",
      install_age: "days",
      ...REPORT_PROPERTIES,
    });
  });

  it.each<[string, TelemetryOptions]>([
    ["of which no session is sampled", { sampleRate: 0 }],
    ["that is above its rate limit", { eventsPerMinute: 1 }],
  ])("is sent by a tool %s", async (_, options) => {
    setClock("2026-11-27T10:00:00Z");
    await tool.run((telemetry) => {
      for (let index = 0; index < 5; index++) telemetry.capture("index_done");
    }, options);
    expect(listPeriods()).toEqual(["day", "week", "month"]);
  });

  it("is not sent by a run that captures nothing", async () => {
    setClock("2026-11-27T10:00:00Z");
    await tool.run(() => {});
    expect(tool.receiver.events).toEqual([]);
  });

  it.each<[string, TelemetryOptions]>([
    ["nothing is kept on the disk", { spool: false }],
    ["events are printed", { dryRun: true }],
  ])("is not sent, and nothing is remembered, where %s", async (_, options) => {
    const error = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await runAt("2026-11-27T10:00:00Z", 1, options);
    error.mockRestore();
    expect(listReports("telemetry_active")).toEqual([]);
    expect(existsSync(join(tool.data, "installation.json"))).toBe(false);
    expect(existsSync(join(tool.data, "ids"))).toBe(false);
  });

  it("is sent when the next day begins while the process runs", async () => {
    setClock("2026-11-27T23:59:00Z");
    await tool.run(async (telemetry) => {
      telemetry.capture("index_done");
    });
    const telemetry = tool.createClient();
    telemetry.capture("index_done");
    await telemetry.flush();
    vi.setSystemTime("2026-11-28T00:01:00Z");
    telemetry.capture("index_done");
    await telemetry.flush();
    await telemetry.shutdown();
    expect(listPeriods()).toEqual(["day", "week", "month", "day"]);
  });
});

describe("telemetry_week", () => {
  it("reports a week's numbers in the next week, clipped, under an id of its own", async () => {
    await runAt("2026-11-23T10:00:00Z", 400, { metrics });
    await runAt("2026-11-29T10:00:00Z", 800, { metrics, version: "1.5.0" });
    expect(listReports("telemetry_week")).toEqual([]);
    await runAt("2026-12-01T10:00:00Z", 5, { metrics, version: "2.0.0" });
    await runAt("2026-12-02T10:00:00Z", 5, { metrics, version: "2.0.0" });
    const reports = listReports("telemetry_week");
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({
      uuid: expect.stringMatching(UUID_V4),
      distinct_id: expect.stringMatching(UUID_V4),
      timestamp: "2026-11-26T12:00:00.000Z",
      properties: {
        week: "2026-W48",
        tool_version: "1.5.0",
        sessions: 2,
        active_week_before: false,
        active_four_weeks_before: false,
        metrics: { lines: 1000, line_quantiles_p50: 400, line_quantiles_p95: 800 },
      },
    });
    expect(reports[0]?.properties).not.toHaveProperty("$session_id");
    expect(reports[0]?.properties).not.toHaveProperty("searches");
  });

  it("has the numbers of searches", async () => {
    setClock("2026-11-27T10:00:00Z");
    await tool.run((telemetry) => {
      for (const [status, executionTimeMs] of [
        ["success", 100],
        ["success", 200],
        ["error", 900],
      ] as const) {
        const response = { matches: [], status, searchStrategy: ["hybrid_search", "text_search"] };
        telemetry.captureFromEvent(new SearchEvent({ response, executionTimeMs }));
      }
      telemetry.captureException(new TypeError("x"));
    });
    await runAt("2026-12-01T10:00:00Z", 5);
    expect(listReports("telemetry_week")[0]?.properties).toMatchObject({
      sessions: 1,
      searches: 3,
      search_successes: 2,
      search_errors: 1,
      search_time: { p50_ms: expect.closeTo(200, -1), p95_ms: expect.closeTo(900, -2), n: 3 },
      features: ["hybrid_search", "text_search"],
      exceptions: 1,
    });
  });

  it("has at most eight words for the models of agents, and `other` for a name that is not one word", async () => {
    setClock("2026-11-27T10:00:00Z");
    await tool.run((telemetry) => {
      const names = [
        "claude-sonnet-4-5",
        "claude-sonnet-4-5",
        "ft:gpt-4o:acme::8xk",
        "jane.gguf",
        verbatim("anthropic/claude-3"),
        "not sent, because nobody declared it",
        ...Array.from({ length: 9 }, (_, index) => `model-${index}`),
      ];
      for (const model of names)
        telemetry.captureFromEvent(new AgentUsageEvent("reviewer", "review", { model }));
      telemetry.captureFromEvent(new AgentUsageEvent("reviewer", "review"));
    });
    await runAt("2026-12-01T10:00:00Z", 5);
    const models = [
      "claude-sonnet-4-5",
      "ft:gpt-4o",
      "other",
      ...[0, 1, 2, 3, 4].map((each) => `model-${each}`),
    ];
    expect(listReports("telemetry_week")[0]?.properties).toMatchObject({
      agent_calls: 16,
      models_used: models.sort(),
    });
  });

  it("counts sessions and events that are not sampled", async () => {
    await runAt("2026-11-27T10:00:00Z", 7, { metrics, sampleRate: 0 });
    await runAt("2026-12-01T10:00:00Z", 5, { metrics, sampleRate: 0 });
    const [report] = listReports("telemetry_week");
    expect(report?.properties).toMatchObject({ sessions: 1, metrics: { lines: 7 } });
    expect(report?.properties).not.toHaveProperty("telemetry_sample_rate");
  });

  it("says whether the tool was used a week and four weeks before", async () => {
    for (const day of ["2026-11-02", "2026-11-23", "2026-11-30", "2026-12-07"])
      await runAt(`${day}T10:00:00Z`, 1);
    expect(
      listReports("telemetry_week").map(({ properties }) => [
        properties.week,
        properties.active_week_before,
        properties.active_four_weeks_before,
      ]),
    ).toEqual([
      ["2026-W45", false, false],
      ["2026-W48", false, false],
      ["2026-W49", true, true],
    ]);
  });

  it("is not made, and its numbers are deleted, with weekly_report = false", async () => {
    await runAt("2026-11-26T10:00:00Z", 400, { metrics });
    expect(readFileSync(join(tool.data, "installation.json"), "utf8")).toContain("metrics.lines");
    vi.stubEnv("MYTOOL__TELEMETRY__WEEKLY_REPORT", "false");
    await runAt("2026-11-27T10:00:00Z", 400, { metrics });
    expect(readFileSync(join(tool.data, "installation.json"), "utf8")).not.toContain("metrics.lines");
    await runAt("2026-12-01T10:00:00Z", 5, { metrics });
    expect(listReports("telemetry_week")).toEqual([]);
    expect(listPeriods().length).toBeGreaterThan(4);
  });

  it("counts a session in each week in which it has events", async () => {
    setClock("2026-11-27T10:00:00Z");
    const telemetry = tool.createClient();
    for (const day of ["2026-11-27", "2026-12-01", "2026-12-02", "2026-12-08"]) {
      vi.setSystemTime(`${day}T10:00:00Z`);
      telemetry.capture("index_done", { lines: 1 });
      await telemetry.flush();
    }
    await telemetry.shutdown();
    const weeks = listReports("telemetry_week").map(({ properties }) => [
      properties.week,
      properties.sessions,
    ]);
    expect(weeks).toEqual([
      ["2026-W48", 1],
      ["2026-W49", 1],
    ]);
  });

  it("is not made of a week that had been reported before the clock was set back", async () => {
    await runAt("2026-11-27T10:00:00Z", 1);
    await runAt("2026-12-01T10:00:00Z", 1);
    await runAt("2026-11-28T10:00:00Z", 1);
    await runAt("2026-12-08T10:00:00Z", 1);
    const weeks = listReports("telemetry_week").map(({ properties }) => properties.week);
    expect(weeks).toEqual(["2026-W48", "2026-W49"]);
  });
});

describe("the copies of weekly reports", () => {
  it("have what was sent of a week, and no id", async () => {
    await runAt("2026-11-23T10:00:00Z", 400, { metrics });
    await runAt("2026-12-01T10:00:00Z", 5, { metrics, version: "2.0.0" });
    const [sent] = listReports("telemetry_week");
    const [copy, ...others] = readOwnReports(tool.data);
    expect(others).toEqual([]);
    expect(sent?.properties).toEqual({ ...copy, ...REPORT_PROPERTIES });
    expect(copy).toMatchObject({ week: "2026-W48", tool_version: "1.4.0", metrics: { lines: 400 } });
    const text = readFileSync(join(tool.data, OWN_REPORTS_FILE), "utf8");
    for (const { uuid, distinct_id } of tool.receiver.events) {
      expect(text).not.toContain(uuid);
      expect(text).not.toContain(distinct_id);
    }
  });

  it("do not exist before the first report", async () => {
    await runAt("2026-11-23T10:00:00Z", 400, { metrics });
    await runAt("2026-11-29T10:00:00Z", 400, { metrics });
    expect(existsSync(join(tool.data, OWN_REPORTS_FILE))).toBe(false);
  });

  it("are not made of a report that is not sent, because the weekly report is off", async () => {
    await runAt("2026-11-23T10:00:00Z", 400, { metrics });
    vi.stubEnv("MYTOOL__TELEMETRY__WEEKLY_REPORT", "false");
    await runAt("2026-12-01T10:00:00Z", 5, { metrics });
    expect(existsSync(join(tool.data, OWN_REPORTS_FILE))).toBe(false);
  });

  it("are deleted once the weekly report is off", async () => {
    await runAt("2026-11-23T10:00:00Z", 400, { metrics });
    await runAt("2026-12-01T10:00:00Z", 5, { metrics });
    expect(readOwnReports(tool.data)).toHaveLength(1);
    vi.stubEnv("MYTOOL__TELEMETRY__WEEKLY_REPORT", "false");
    await runAt("2026-12-02T10:00:00Z", 5, { metrics });
    expect(existsSync(join(tool.data, OWN_REPORTS_FILE))).toBe(false);
  });

  it("do not prevent the report if their file cannot be used", async () => {
    await runAt("2026-11-23T10:00:00Z", 400, { metrics });
    mkdirSync(join(tool.data, OWN_REPORTS_FILE));
    await runAt("2026-12-01T10:00:00Z", 5, { metrics });
    expect(listReports("telemetry_week")).toHaveLength(1);
  });
});

describe("the list of ids", () => {
  it("has every random id under which events were sent, and no id of the caller", async () => {
    await runAt("2026-11-27T10:00:00Z", 1);
    setClock("2026-12-01T10:00:00Z");
    await tool.run((telemetry) => telemetry.capture("index_done", {}, { distinctId: "jane" }));
    const random = tool.receiver.events.filter(
      ({ event, properties }) => event !== "index_done" || "lines" in properties,
    );
    const ids = [...new Set(random.map(({ distinct_id }) => distinct_id))];
    expect(readSentIds(join(tool.data, "ids"), Date.now()).sort()).toEqual(ids.sort());
    expect(ids).toHaveLength(8);
  });
});
