/** Tests the questions about the data itself: what arrived, what is missing, and whether clients are right. */
import { describe, expect, it } from "vitest";
import { clientDrops } from "../../src/questions/catalog/client-drops.js";
import { dataQuality } from "../../src/questions/catalog/data-quality.js";
import { events } from "../../src/questions/catalog/events.js";
import { eventsInRuns } from "../../src/questions/catalog/events-in-runs.js";
import { experimentVariants } from "../../src/questions/catalog/experiment-variants.js";
import { privacyInstructions } from "../../src/questions/catalog/privacy-instructions.js";
import { createLine, OTHER_ID } from "../store/contract.js";
import { askRecords } from "./records.js";

const on = (day: string) => ({ timestamp: `${day}T23:59:59.000Z` });

const ARRIVED = [
  createLine("codeweaver_search", { telemetry_sample_rate: 0.25 }, on("2026-11-26")),
  createLine("codeweaver_search", { telemetry_sample_rate: 0.5 }, on("2026-11-26")),
  createLine("codeweaver_search", { telemetry_sample_rate: 0.5 }, on("2026-11-27")),
  createLine("codeweaver_search", {}, on("2026-11-27")),
  createLine("codeweaver_search", { telemetry_sample_rate: 1 }, on("2026-11-27")),
  createLine("codeweaver_session", {}, on("2026-11-20")),
  createLine("codeweaver_session", {}, on("2026-10-20")),
  createLine("codeweaver_session", { is_ci: true }, on("2026-11-27")),
  createLine("telemetry_doctor", {}, on("2026-11-27")),
];

describe("events", () => {
  it("counts events by day and name, also what they stand for", async () => {
    expect(await askRecords(events, ARRIVED)).toEqual([
      { happened: "2026-11-20", event: "codeweaver_session", received: 1, estimate: 1 },
      { happened: "2026-11-26", event: "codeweaver_search", received: 2, estimate: 6 },
      { happened: "2026-11-27", event: "codeweaver_search", received: 3, estimate: 4 },
    ]);
  });

  it("includes CI and the doctor if they are asked for", async () => {
    const filter = "from=2026-11-27&to=2026-11-27&ci=include&doctor=include";
    expect((await askRecords(events, ARRIVED, filter)).map(({ event }) => event)).toEqual([
      "codeweaver_search",
      "codeweaver_session",
      "telemetry_doctor",
    ]);
  });

  it("counts an event once that arrived twice", async () => {
    const [line = ""] = ARRIVED;
    expect(await askRecords(events, [line, line])).toEqual([expect.objectContaining({ received: 1 })]);
  });
});

describe("data-quality", () => {
  it("begins with the event that is missing for longest, and has the rates below 1", async () => {
    const unsampled = { sampled_share: 0, rates: 0, lowest_rate: null, highest_rate: null };
    expect(await askRecords(dataQuality, ARRIVED)).toEqual([
      { ...unsampled, event: "codeweaver_session", newest: "2026-11-20", received: 1, estimate: 1 },
      {
        event: "codeweaver_search",
        newest: "2026-11-27",
        received: 5,
        estimate: 10,
        sampled_share: 0.6,
        rates: 2,
        lowest_rate: 0.25,
        highest_rate: 0.5,
      },
    ]);
  });
});

describe("client-drops", () => {
  it("adds what clients report by reason, without weights", async () => {
    const createReport = (telemetry_refused: object, properties: object = {}, fields: object = {}) =>
      createLine("codeweaver_search", { telemetry_refused, ...properties }, fields);
    const lines = [
      createReport({ sampled_out: 40, rate_limited: 1 }, { telemetry_sample_rate: 0.1 }),
      createReport({ rate_limited: 2 }, {}, { distinct_id: OTHER_ID }),
      createLine("mcp_tool_call", { telemetry_refused: { rate_limited: 3 } }),
      createReport({ overflow: 9 }, { is_ci: true }),
      createLine("telemetry_doctor", { telemetry_refused: { off: 1 } }),
    ];
    expect(await askRecords(clientDrops, lines)).toEqual([
      { reason: "sampled_out", dropped: 40, events: 1, ids: 1 },
      { reason: "rate_limited", dropped: 6, events: 3, ids: 2 },
    ]);
  });

  it("includes the doctor if it is asked for", async () => {
    const lines = [createLine("telemetry_doctor", { telemetry_refused: { off: 1 } })];
    expect(await askRecords(clientDrops, lines, "doctor=include")).toEqual([
      { reason: "off", dropped: 1, events: 1, ids: 1 },
    ]);
  });
});

describe("privacy-instructions", () => {
  const LIBRARY = { $lib: "codeweaver-telemetry", $lib_version: "0.1.0" };
  const PRIVATE = { ...LIBRARY, $process_person_profile: false, $geoip_disable: true, $ip: null };

  it("shares the events with each instruction, by version of the library", async () => {
    const lines = [
      createLine("codeweaver_search", PRIVATE),
      createLine("telemetry_week", { ...PRIVATE, $ignore_sent_at: true }),
      createLine("codeweaver_search", { $ignore_sent_at: true, $ip: "192.0.2.1" }),
      createLine("telemetry_active", { $process_person_profile: true, $geoip_disable: false }),
      createLine("codeweaver_search", { $geoip_disable: true, is_ci: true }),
    ];
    const known = { profile_share: 1, place_share: 1, with_address: 0, reports: 1, time_share: 1 };
    const unknown = { profile_share: 0, place_share: 0, with_address: 1, reports: 1, time_share: 0 };
    expect(await askRecords(privacyInstructions, lines)).toEqual([
      { ...known, library: "codeweaver-telemetry", version: "0.1.0", received: 2 },
      { ...unknown, library: null, version: null, received: 2 },
    ]);
  });

  it("expects of each report about an installation that its time is not changed", async () => {
    const reports = ["telemetry_active", "telemetry_week", "telemetry_outcome", "telemetry_setup"];
    const lines = reports.map((event) => createLine(event, PRIVATE));
    expect(await askRecords(privacyInstructions, lines)).toEqual([
      expect.objectContaining({ received: 4, reports: 4, time_share: 0 }),
    ]);
  });
});

describe("events-in-runs", () => {
  it("counts the runs of agents, and the events in each", async () => {
    const lines = [
      createLine("codeweaver_search", { $ai_trace_id: "run-1", telemetry_sample_rate: 0.5 }),
      createLine("codeweaver_search", { $ai_trace_id: "run-1" }),
      createLine("codeweaver_search", { $ai_trace_id: "run-2" }),
      createLine("codeweaver_search", {}),
      createLine("mcp_tool_call", { $ai_trace_id: "run-1" }),
      createLine("mcp_tool_call", { $ai_trace_id: "run-3", is_ci: true }),
      createLine("codeweaver_session", {}),
    ];
    expect(await askRecords(eventsInRuns, lines)).toEqual([
      { event: "codeweaver_search", received: 4, in_runs_share: 0.75, runs: 2, per_run: 1.5 },
      { event: "mcp_tool_call", received: 1, in_runs_share: 1, runs: 1, per_run: 1 },
    ]);
  });
});

describe("experiment-variants", () => {
  it("counts events, ids and searches by variant", async () => {
    const lines = [
      createLine("codeweaver_search", { "$feature/ranker": "test", telemetry_sample_rate: 0.5 }),
      createLine("codeweaver_search", { "$feature/ranker": "test" }, { distinct_id: OTHER_ID }),
      createLine("mcp_tool_call", { "$feature/ranker": "test", "$feature/cache": true }),
      createLine("codeweaver_search", { "$feature/ranker": "control" }),
      createLine("codeweaver_search", { "$feature/ranker": "control", is_ci: true }),
      createLine("telemetry_doctor", { "$feature/ranker": "control" }),
    ];
    expect(await askRecords(experimentVariants, lines)).toEqual([
      { flag: "cache", variant: "true", event_count: 1, id_count: 1, search_count: 0 },
      { flag: "ranker", variant: "control", event_count: 1, id_count: 1, search_count: 1 },
      { flag: "ranker", variant: "test", event_count: 4, id_count: 2, search_count: 3 },
    ]);
  });
});
