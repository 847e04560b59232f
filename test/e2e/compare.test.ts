/** A person's way from the use of a tool to their rank: a client sends a report, and `compare` ranks what was kept of it. */
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { SearchEvent } from "../../src/events/search-event.js";
import { runCli, unwrap } from "../support/cli.js";
import { createDistribution, createNames, createPeriod, createTotal } from "../support/published-period.js";
import { createFolderWithFiles } from "../support/run.js";
import { createToolRuns, setClock, type ToolRuns } from "../support/tool-runs.js";

let tool: ToolRuns;

beforeEach(async () => {
  tool = await createToolRuns();
});

/** Searches so many times at a time. */
async function searchAt(time: string, count: number): Promise<void> {
  setClock(time);
  await tool.run((telemetry) => {
    for (let index = 0; index < count; index++) {
      const response = { matches: [], status: "success", searchStrategy: ["text_search"] } as const;
      telemetry.captureFromEvent(new SearchEvent({ response, executionTimeMs: 120 }));
    }
  });
}

function runCompare() {
  const home = dirname(dirname(tool.data));
  const data = createPeriod(
    [
      createTotal(100),
      createDistribution("searches", "searches", [20, 25, 45, 10]),
      createNames("features", "features[]", { text_search: 60 }),
    ],
    "2026-W48",
  );
  const file = join(createFolderWithFiles({ "data.json": data }), "data.json");
  return runCli(["compare", "--tool", "mytool", "--offline", file], { home, env: { XDG_DATA_HOME: home } });
}

describe("a person who uses a tool in two weeks", () => {
  it("can compare the first week as soon as its report is sent, and sends nothing by that", async () => {
    await searchAt("2026-11-24T10:00:00Z", 7);
    const early = await runCompare();
    expect(unwrap(early.stdout)).toContain(
      "The first one will have the numbers of week 2026-W48. It is sent when you use mytool on 2026-11-30 or later.",
    );
    await searchAt("2026-12-01T10:00:00Z", 2);
    const sent = tool.receiver.events.find(({ event }) => event === "telemetry_week");
    expect(sent?.properties).toMatchObject({ week: "2026-W48", searches: 7 });
    const requestCount = tool.receiver.events.length;
    const { code, stdout } = await runCompare();
    expect(code).toBe(0);
    expect(unwrap(stdout)).toContain(
      "searches: 7 in your week 2026-W48. About 68 % of installations have fewer (between 45 % and 90 %). Median: 5 to 19.",
    );
    expect(unwrap(stdout)).toContain("features: Your week 2026-W48 has text_search (60 % of the reports).");
    expect(tool.receiver.events).toHaveLength(requestCount);
  });

  it.each(["disable", "forget"])("cannot compare it after `%s`", async (subcommand) => {
    await searchAt("2026-11-24T10:00:00Z", 7);
    await searchAt("2026-12-01T10:00:00Z", 2);
    const home = dirname(dirname(tool.data));
    await runCli([subcommand, "--tool", "mytool"], { home, env: { XDG_DATA_HOME: home } });
    const { stdout } = await runCompare();
    expect(unwrap(stdout)).toContain("This machine has no weekly report yet.");
    expect(unwrap(stdout)).not.toContain("in your week");
  });
});
