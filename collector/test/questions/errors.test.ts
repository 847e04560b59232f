/** Tests the questions about errors. */
import { describe, expect, it } from "vitest";
import { errorRates } from "../../src/questions/catalog/error-rates.js";
import { exceptionPlaces } from "../../src/questions/catalog/exception-places.js";
import { exceptionReports } from "../../src/questions/catalog/exception-reports.js";
import { exceptions } from "../../src/questions/catalog/exceptions.js";
import { platformErrors } from "../../src/questions/catalog/platform-errors.js";
import { createLine, OTHER_ID } from "../store/contract.js";
import { askEvents } from "./ask.js";
import { listRows } from "./lines.js";

const DAY_BEFORE = { timestamp: "2026-11-27T10:00:00.000Z" };
const createFrame = (filename: string, lineno: number | undefined, fields: object) => ({
  platform: "node:javascript",
  filename,
  function: "?",
  lineno,
  ...fields,
});
const OWN_FRAME = createFrame("hash-1", 3, { colno: 7, in_app: true });
const NODE_FRAME = createFrame("node:fs", undefined, { function: "readFileSync", in_app: false });

const FAULT = {
  type: "TypeError",
  value: "",
  mechanism: { type: "generic", handled: true, synthetic: false, exception_id: 0 },
  stacktrace: { type: "raw", frames: [OWN_FRAME, NODE_FRAME, OWN_FRAME] },
};
const CAUSE = {
  type: "Error",
  value: "cannot read …",
  mechanism: { type: "chained", source: "cause", synthetic: true, exception_id: 1, parent_id: 0 },
};
const createReport = (list: object[], properties: object, fields: object = {}) => {
  const common = { $exception_level: "error", $exception_fingerprint: "f1" };
  return createLine("$exception", { $exception_list: list, ...common, ...properties }, fields);
};

const REPORTS = [
  createReport([FAULT, CAUSE], { $exception_code: "ENOENT", telemetry_sample_rate: 0.5 }),
  createReport(
    [{ ...FAULT, value: "x is undefined" }],
    { $exception_code: "ENOENT" },
    { distinct_id: OTHER_ID, ...DAY_BEFORE },
  ),
  createReport(
    [{ ...FAULT, value: "y is undefined" }],
    { $exception_code: "ENOENT" },
    { distinct_id: OTHER_ID },
  ),
  createReport([{ type: "RangeError", value: "too large" }], { $exception_fingerprint: "f2" }),
  createReport([FAULT], { is_ci: true }),
];

describe("reported errors", () => {
  it("are grouped to faults, without the causes", async () => {
    const answer = await askEvents(exceptions, REPORTS);
    expect(answer.rows).toEqual([
      ["TypeError", "ENOENT", "x is undefined", 4, 2, "2026-11-27", "2026-11-28", "f1"],
      ["RangeError", null, "too large", 1, 1, "2026-11-28", "2026-11-28", "f2"],
    ]);
  });

  it("count once at each place of their stacks", async () => {
    expect((await askEvents(exceptionPlaces, REPORTS)).rows).toEqual([
      [true, "hash-1", "?", 3, 7, 3, 2, "node:javascript"],
      [false, "node:fs", "readFileSync", null, null, 3, 2, "node:javascript"],
    ]);
  });

  it("state how they were reported, and whether they have a stack", async () => {
    expect(listRows(await askEvents(exceptionReports, REPORTS))).toEqual([
      ["error", "generic", true, false, 4, 1],
      ["error", "chained", null, true, 2, 0],
      ["error", null, null, null, 1, 0],
    ]);
  });
});

it("errors of agent platforms are grouped by type and message", async () => {
  const error = { error_type: "RangeError", error_message: "too large", stack_trace: "at b\nat c" };
  const lines = [
    createLine("error", error, DAY_BEFORE),
    createLine("error", { ...error, stack_trace: "at a", telemetry_sample_rate: 0.5 }),
    createLine("error", { error_type: "SyntaxError" }, { distinct_id: OTHER_ID }),
    createLine("error", { ...error, is_ci: true }),
  ];
  expect((await askEvents(platformErrors, lines)).rows).toEqual([
    ["RangeError", "too large", 3, 1, "2026-11-27", "2026-11-28", "at a"],
    ["SyntaxError", null, 1, 1, "2026-11-28", "2026-11-28", null],
  ]);
});

it("a session with several errors counts once in the rate of its version", async () => {
  const createEvent = (event: string, session: string | undefined, properties: object = {}) =>
    createLine(event, { $session_id: session, tool_version: "1.0.0", ...properties });
  const lines = [
    createEvent("codeweaver_search", "s1"),
    createEvent("$exception", "s1"),
    createEvent("$exception", "s1"),
    createEvent("error", "s2"),
    createEvent("$exception", "s3", { tool_version: "1.1.0" }),
    createEvent("codeweaver_search", "s4"),
    createEvent("codeweaver_search", "s5"),
    createEvent("$exception", "s5", { is_ci: true }),
    createEvent("telemetry_week", undefined),
    createEvent("telemetry_doctor", "s6"),
  ];
  expect(listRows(await askEvents(errorRates, lines))).toEqual([
    ["1.0.0", 4, 0.25, 0.25],
    ["1.1.0", 1, 1, 0],
  ]);
});
