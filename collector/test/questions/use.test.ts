/** Tests the questions about who uses the tool, and on what. */
import { describe, expect, it } from "vitest";
import { activeInstallations } from "../../src/questions/catalog/active-installations.js";
import { platforms } from "../../src/questions/catalog/platforms.js";
import { sessionsAndSearches } from "../../src/questions/catalog/sessions-and-searches.js";
import { teams } from "../../src/questions/catalog/teams.js";
import { versions } from "../../src/questions/catalog/versions.js";
import { createLine, OTHER_ID } from "../store/contract.js";
import { askRecords } from "./records.js";

const on = (day: string) => ({ timestamp: `${day}T12:00:00.000Z` });
const createActive = (period: string, day: string, properties: object = {}) =>
  createLine("telemetry_active", { period, ...properties }, on(day));

describe("active-installations", () => {
  it("counts the reports of each period by the age of the installation", async () => {
    const lines = [
      ...["days", "days", "weeks", "months", "months", "months", "years"].map((age) =>
        createActive("week", "2026-11-23", { install_age: age }),
      ),
      createActive("day", "2026-11-27", { install_age: "years" }),
      createActive("day", "2026-11-27", { install_age: null }),
      createActive("day", "2026-11-26", { install_age: "days" }),
      createActive("day", "2026-11-26", { install_age: "days", is_ci: true }),
      createActive("day", "2026-10-26", { install_age: "days" }),
    ];
    const none = { days: 0, weeks: 0, months: 0, years: 0 };
    expect(await askRecords(activeInstallations, lines)).toEqual([
      { ...none, period: "day", begins: "2026-11-26", installations: 1, days: 1, new_share: 1 },
      { ...none, period: "day", begins: "2026-11-27", installations: 2, years: 1, new_share: 0 },
      {
        period: "week",
        begins: "2026-11-23",
        installations: 7,
        days: 2,
        weeks: 1,
        months: 3,
        years: 1,
        new_share: 0.2857,
      },
    ]);
  });
});

describe("sessions-and-searches", () => {
  it("counts both by day, weighted, and the median duration of received sessions", async () => {
    const lines = [
      createLine("codeweaver_session", { duration_seconds: 60 }, on("2026-11-26")),
      createLine(
        "codeweaver_session",
        { duration_seconds: 120, telemetry_sample_rate: 0.1 },
        on("2026-11-26"),
      ),
      createLine("codeweaver_session", { duration_seconds: 9000, is_ci: true }, on("2026-11-26")),
      createLine("codeweaver_search", {}, on("2026-11-26")),
      createLine("codeweaver_search", { telemetry_sample_rate: 0.5 }, on("2026-11-26")),
      createLine("codeweaver_search", {}, on("2026-11-27")),
    ];
    expect(await askRecords(sessionsAndSearches, lines)).toEqual([
      { happened: "2026-11-26", session_count: 11, search_count: 3, half_seconds: 90 },
      { happened: "2026-11-27", session_count: 0, search_count: 1, half_seconds: null },
    ]);
  });
});

describe("versions", () => {
  it("counts installations by their weekly reports, and sessions by the version that they state", async () => {
    const lines = [
      createActive("week", "2026-11-23", { tool_version: "1.0.0" }),
      createActive("week", "2026-11-23", { tool_version: "1.0.0" }),
      createActive("day", "2026-11-23", { tool_version: "1.0.0" }),
      createActive("week", "2026-11-16", { tool_version: "0.9.0" }),
      createActive("week", "2026-11-16", { tool_version: "0.9.0", is_ci: true }),
      createLine("codeweaver_session", { version: "1.0.0" }, on("2026-11-29")),
      createLine("codeweaver_session", { version: "1.0.0", telemetry_sample_rate: 0.5 }, on("2026-11-28")),
      createLine("codeweaver_session", {}, on("2026-11-28")),
    ];
    expect(await askRecords(versions, lines, "from=2026-11-01&to=2026-11-30")).toEqual([
      { begins: "2026-11-16", version: "0.9.0", installations: 1, session_count: 0 },
      { begins: "2026-11-23", version: "1.0.0", installations: 2, session_count: 3 },
      { begins: "2026-11-23", version: null, installations: 0, session_count: 1 },
    ]);
  });
});

describe("platforms", () => {
  it("counts active installations once a week by what they run on", async () => {
    const mac = { platform: "darwin", arch: "arm64", runtime: "node", runtime_version: 22 };
    const linux = { platform: "linux", arch: "x64", runtime: "bun", runtime_version: 1 };
    const lines = [
      createActive("week", "2026-11-16", mac),
      createActive("week", "2026-11-23", mac),
      createActive("month", "2026-11-01", mac),
      createActive("week", "2026-11-23", linux),
      createActive("week", "2026-11-23", { ...linux, arch: "arm64" }),
      createActive("week", "2026-11-23", { ...linux, is_ci: true }),
    ];
    expect(await askRecords(platforms, lines)).toEqual([
      { platform: "darwin", processor: "arm64", runtime: "node", major: 22, installation_weeks: 2 },
      { platform: "linux", processor: "arm64", runtime: "bun", major: 1, installation_weeks: 1 },
      { platform: "linux", processor: "x64", runtime: "bun", major: 1, installation_weeks: 1 },
    ]);
  });
});

describe("teams", () => {
  it("counts groups and their events over all kinds of event, and names none", async () => {
    const inGroups = ($groups: object, properties: object = {}, fields: object = {}) =>
      createLine("codeweaver_search", { $groups, ...properties }, fields);
    const lines = [
      inGroups({ company: "a1" }),
      inGroups({ company: "a1" }, { telemetry_sample_rate: 0.25 }, { distinct_id: OTHER_ID }),
      inGroups({ company: "a1" }),
      createLine("mcp_tool_call", { $groups: { company: "b2", team: "c3" } }),
      inGroups({ company: "d4" }, { is_ci: true }),
      createLine("telemetry_doctor", { $groups: { company: "e5" } }),
    ];
    expect(await askRecords(teams, lines)).toEqual([
      { kind: "company", groups_seen: 2, event_count: 7, half_events: 3.5, half_ids: 1.5 },
      { kind: "team", groups_seen: 1, event_count: 1, half_events: 1, half_ids: 1 },
    ]);
  });
});
