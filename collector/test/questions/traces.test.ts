/** Tests the questions about traces. */
import { describe, expect, it } from "vitest";
import { traceDrops } from "../../src/questions/catalog/trace-drops.js";
import { traceErrors } from "../../src/questions/catalog/trace-errors.js";
import { traceLinks } from "../../src/questions/catalog/trace-links.js";
import { traceSampling } from "../../src/questions/catalog/trace-sampling.js";
import { traceSources } from "../../src/questions/catalog/trace-sources.js";
import { traces } from "../../src/questions/catalog/traces.js";
import type { Question } from "../../src/questions/question.js";
import { askEvents } from "./ask.js";
import { createSpan, listRows } from "./lines.js";

const TRACE = "1".repeat(32);
const OTHER_TRACE = "2".repeat(32);
const HALF = { "sampling.rate": 0.5 };
const IN_CI = { resource: { is_ci: true } };
const askSpans = async (question: Question, spans: readonly string[], filter = "") =>
  listRows(await askEvents(question, [], { spans, filter }));

describe("spans", () => {
  it("are summed up by name, kind and library", async () => {
    const spans = [
      createSpan({}, { name: "load", kind: 1, scope: "own", durationMs: 100 }),
      createSpan(HALF, { name: "load", kind: 1, scope: "own", durationMs: 300, status: 2 }),
      createSpan({}, { name: "load", kind: 3, scope: "http", durationMs: 50, status: 1 }),
      createSpan({}, { name: "load", kind: 0, scope: "own", durationMs: 10 }),
      createSpan({}, { name: "load", kind: 1, scope: "own", durationMs: 9000, ...IN_CI }),
    ];
    expect(await askSpans(traces, spans)).toEqual([
      ["load", "internal", "own", 3, 0.5, 200, 290, 298],
      ["load", "client", "http", 1, 0, 50, 50, 50],
      ["load", "unspecified", "own", 1, 0, 10, 10, 10],
    ]);
  });

  it("are listed with their errors and HTTP answers", async () => {
    const request = (status: number) => ({ "http.response.status_code": status });
    const spans = [
      createSpan({ "error.type": "TypeError", ...HALF }, { name: "load", status: 2, trace_id: TRACE }),
      createSpan({ "error.type": "TypeError" }, { name: "load", status: 0, trace_id: TRACE }),
      createSpan(request(500), { name: "GET", status: 2 }),
      createSpan(request(200), { name: "GET" }),
      createSpan({}, { name: "fine" }),
      createSpan({}, { name: "unknown", status: 2, trace_id: TRACE }),
      createSpan(request(500), { name: "GET", status: 2, ...IN_CI }),
    ];
    expect(await askSpans(traceErrors, spans)).toEqual([
      ["load", "TypeError", null, 3, 2, 1],
      ["GET", null, 500, 1, 1, 1],
      ["unknown", null, null, 1, 1, 1],
      ["GET", null, 200, 1, 0, 1],
    ]);
  });

  it("are linked to other ones", async () => {
    const link = (trace: string, digit: string) => ({ trace_id: trace, span_id: digit.repeat(16) });
    const spans = [
      createSpan({}, { name: "answer", trace_id: TRACE, links: [link(OTHER_TRACE, "a"), link(TRACE, "b")] }),
      createSpan({}, { name: "answer", trace_id: TRACE, links: [link(OTHER_TRACE, "a")] }),
      createSpan({}, { name: "alone" }),
      createSpan({}, { name: "answer", links: [link(TRACE, "c")], ...IN_CI }),
    ];
    expect(await askSpans(traceLinks, spans)).toEqual([["answer", 2, 3, 2, 2]]);
  });

  it("have sampling rates, and parts that were left out", async () => {
    const half = { trace_state: "ot=th:8", trace_id: TRACE };
    const spans = [
      createSpan(HALF, { ...half, left_out: { attributes: 2, events: 1, links: 0 } }),
      createSpan(HALF, { ...half, left_out: { attributes: 1, events: 0, links: 4 } }),
      createSpan({}, { trace_id: OTHER_TRACE }),
      createSpan(HALF, { ...half, left_out: { attributes: 9, events: 9, links: 9 }, ...IN_CI }),
    ];
    expect(await askSpans(traceSampling, spans)).toEqual([
      [0.5, "ot=th:8", 1, 2, 4, 3, 1, 4],
      [null, null, 1, 1, 1, 0, 0, 0],
    ]);
  });

  it("state what was not sent since the span before them", async () => {
    const refused = (reason: string, count: number) => ({ [`telemetry.refused.${reason}`]: count });
    const version = { resource: { "service.version": "1.0.0" }, trace_id: TRACE };
    const spans = [
      createSpan({ ...refused("queue_full", 3), ...refused("omitted_text", 1), ...HALF }, version),
      createSpan(refused("queue_full", 4), version),
      createSpan(refused("queue_full", 1)),
      createSpan({ "zen.note": "telemetry.refused.", "telemetry.refused": 7 }),
      createSpan(refused("queue_full", 99), IN_CI),
    ];
    expect(await askSpans(traceDrops, spans)).toEqual([
      ["queue_full", "1.0.0", 7, 1],
      ["omitted_text", "1.0.0", 1, 1],
      ["queue_full", null, 1, 1],
    ]);
  });

  it("come from programs", async () => {
    const resource = {
      "service.name": "mytool",
      "service.version": "1.0.0",
      "session.id": "s1",
      "process.runtime.name": "nodejs",
      "process.runtime.version": "22",
      "os.type": "linux",
      "telemetry.distro.name": "codeweaver-telemetry",
      "telemetry.distro.version": "0.1.0",
      is_ci: false,
    };
    const spans = [
      createSpan(HALF, { trace_id: TRACE, resource }),
      createSpan({}, { trace_id: TRACE, resource }),
      createSpan({}, { trace_id: OTHER_TRACE, resource: { ...resource, "session.id": "s2" } }),
      createSpan({}, { trace_id: TRACE, resource: { "service.name": "other" } }),
      createSpan({}, { resource: { ...resource, is_ci: true } }),
    ];
    const own = ["mytool", "1.0.0", "linux", "nodejs", "22", "codeweaver-telemetry", "0.1.0", 4, 2, 2];
    expect(await askSpans(traceSources, spans)).toEqual([
      own,
      ["other", null, null, null, null, null, null, 1, 1, 0],
    ]);
    expect(await askSpans(traceSources, spans, "version=1.0.0&platform=linux")).toEqual([own]);
  });
});
