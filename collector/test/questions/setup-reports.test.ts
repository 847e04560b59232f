/** Tests the questions about the reports of installations on their setup. */
import { expect, it } from "vitest";
import { setupErrors } from "../../src/questions/catalog/setup-errors.js";
import { setupFunnel } from "../../src/questions/catalog/setup-funnel.js";
import { createLine } from "../store/contract.js";
import { askEvents } from "./ask.js";
import { listRows } from "./lines.js";

const createReport = (result: string, attempts: number, fields: object = {}) =>
  createLine("telemetry_setup", { result, attempts, tool_version: "1.0.0", ...fields });

const REPORTS = [
  createReport("succeeded", 1, { minutes: 2, errors: [] }),
  createReport("succeeded", 1, { minutes: 4 }),
  createReport("failed", 1, { minutes: 1, errors: ["network"] }),
  createReport("failed", 1, { minutes: 1, errors: ["permission", "network"] }),
  createReport("succeeded", 4, { minutes: 30, errors: ["network", "timeout"] }),
  createReport("failed", 2, { errors: ["permission"] }), // after a success, which counts
  createReport("failed", 1, { tool_version: "1.1.0" }),
  createReport("succeeded", 1, { is_ci: true, errors: ["network"] }),
];

it("an installation that fails first and succeeds later began once", async () => {
  expect(listRows(await askEvents(setupFunnel, REPORTS))).toEqual([
    ["1.0.0", 4, 0.5, 2, 1, 2, 4, 27.4],
    ["1.1.0", 1, 0, 1, 0, null, null, null],
  ]);
});

it("an error of the setup stops some installations and is overcome by others", async () => {
  expect((await askEvents(setupErrors, REPORTS)).rows).toEqual([
    ["network", 2, 1],
    ["permission", 2, 0],
    ["timeout", 0, 1],
  ]);
});
