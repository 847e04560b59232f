import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { createTempFolder, runNode } from "../support/run.js";

const MAIN = resolve("build/examples/code-search/main.js");
const TREE = resolve("test/fixtures/greenhouse");

/** Runs the main job with a collector, whose folder is below a temporary folder of its own. */
async function runWithCollector(args: string[] = [], env: Record<string, string> = {}) {
  const temp = createTempFolder();
  const run = await runNode([MAIN, TREE, "--collector", ...args], {
    home: createTempFolder(),
    env: { TMPDIR: temp, ...env },
  });
  return { ...run, leftovers: readdirSync(temp) };
}

describe("the main job with --collector", () => {
  it("shows what the collector kept, dropped and indexed, and leaves nothing on the disk", async () => {
    const { code, stdout, stderr, leftovers } = await runWithCollector();
    expect({ code, stderr, leftovers }).toEqual({ code: 0, stderr: "", leftovers: [] });
    const text = stdout.replaceAll(/\s+/g, " ");
    expect(text).toContain("sent to a collector in another process, at http://127.0.0.1:");
    expect(text).toContain("What the collector kept of it");
    // One less if the machine is too busy to answer the question for the flag in time.
    const [, captured] = /captured (1[34]) events: \1 were sent, 0 are pending/.exec(text) ?? [];
    expect(text).toContain(`The collector accepted ${captured} events and indexed ${captured}.`);
    expect(text).toMatch(/ 2[57] property_not_in_manifest: no manifest lists what this tool adds/);
    expect(text).toMatch(
      /None of the questions, paths, code lines and summaries is in the \d+ characters that the collector keeps\./,
    );
    expect(text).not.toContain("PostHog project");
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it("has the counts of the collector and the events of its journal in JSON", async () => {
    const { code, stdout, leftovers } = await runWithCollector(["--json"]);
    const { events, searches, stats, collector } = JSON.parse(stdout);
    expect({ code, leftovers }).toEqual({ code: 0, leftovers: [] });
    const { captured } = stats;
    expect(stats).toMatchObject({ sent: captured, pending: 0 });
    expect(collector).toEqual({
      accepted: captured,
      indexed: captured,
      dropped: { property_not_in_manifest: 2 * captured - 1 }, // the session event has one, the others two
    });
    expect(events).toHaveLength(captured);
    expect(searches).toHaveLength(12);
    expect(captured).toBeGreaterThanOrEqual(searches.length + 1);
    const names = new Set(
      events.flatMap(({ properties }: { properties: object }) => Object.keys(properties)),
    );
    expect(names).toContain("results");
    expect(names).not.toContain("backend"); // which the demo adds, and no manifest lists
  });

  it("sends nothing to the collector if telemetry is off", async () => {
    const { code, stdout } = await runWithCollector([], { DO_NOT_TRACK: "1" });
    expect(code).toBe(0);
    expect(stdout).toContain("No event was captured or sent.");
  });

  it("ignores settings of another collector in the environment", async () => {
    const { code, stdout } = await runWithCollector(["--json"], {
      CODEWEAVER_COLLECTOR__PROJECTS__DEFAULT__KEY: "phc_another",
    });
    expect(code).toBe(0);
    const { collector, stats } = JSON.parse(stdout);
    expect(collector.accepted).toBe(stats.captured);
  });
});
