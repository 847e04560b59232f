/** The settings of published figures. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load-config.js";
import { createTempFolder } from "../support/temp-folder.js";

function load(toml: string, env: NodeJS.ProcessEnv = {}) {
  const cwd = createTempFolder();
  writeFileSync(join(cwd, "collector.toml"), toml);
  return loadConfig({ env, cwd, flags: {} });
}

describe("projects.NAME.publish", () => {
  it("is read from the file and the environment", async () => {
    const { projects } = await load(
      '[projects.default.publish]\nepsilon = 0.5\ntables = ["reports", "versions"]',
      {
        CODEWEAVER_COLLECTOR__PROJECTS__DEFAULT__PUBLISH__DELTA: "1e-7",
        CODEWEAVER_COLLECTOR__PROJECTS__DEFAULT__PUBLISH__EPSILON: "2.5",
      },
    );
    expect(projects.default?.publish).toEqual({ epsilon: 2.5, delta: 1e-7, tables: ["reports", "versions"] });
  });

  it.each([
    [
      "epsilon = 0",
      "projects.default.publish.epsilon in collector.toml must be a number from 0.01 to 10 with at most six decimals.",
    ],
    ["epsilon = 11", "epsilon in collector.toml must be a number from 0.01 to 10"],
    [
      "epsilon = 0.1234567",
      "epsilon in collector.toml must be a number from 0.01 to 10 with at most six decimals.",
    ],
    [
      "delta = 0",
      "projects.default.publish.delta in collector.toml must be a number above 0 and at most 0.001.",
    ],
    ["delta = 0.01", "delta in collector.toml must be a number above 0 and at most 0.001."],
    ["minimum_reports = 4", "publish.minimum_reports in collector.toml must be an integer of at least 5."],
    [
      "minimum_reports = 20\nepsilon = 1",
      "publish.epsilon in collector.toml must be absent, because minimum_reports is set.",
    ],
    [
      "minimum_reports = 20\ndelta = 1e-6",
      "publish.delta in collector.toml must be absent, because minimum_reports is set.",
    ],
    ["tables = []", "publish.tables in collector.toml must be a list of reports, versions, "],
    ['tables = ["people"]', 'settings, features, models, and not "people".'],
    ['tables = ["searches", "searches"]', "publish.tables in collector.toml must be a list without doubles."],
    ["noise = true", "projects.default.publish.noise in collector.toml is not a setting of the collector."],
  ])("refuses %j", async (setting, message) => {
    await expect(load(`[projects.default.publish]\n${setting}\n`)).rejects.toThrow(message);
  });

  it.each([
    ["publish = 5", "projects.default.publish in collector.toml must be a table of settings."],
    ["experiments.x = 5", "projects.default.experiments.x in collector.toml must be a table of settings."],
    ["publish = { other = 1 }", "projects.default.publish.other in collector.toml is not a setting"],
  ])("refuses %j", async (setting, message) => {
    await expect(load(`[projects.default]\n${setting}\n`)).rejects.toThrow(message);
  });
});
