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
    expect(text).toContain("captured 14 events: 14 were sent");
    expect(text).toContain("The collector accepted 14 events and indexed 14.");
    expect(text).toContain("27 property_not_in_manifest: no manifest lists what this tool adds");
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
    expect(collector).toEqual({ accepted: 14, indexed: 14, dropped: { property_not_in_manifest: 27 } });
    expect(events).toHaveLength(14);
    expect(searches).toHaveLength(12);
    expect(stats).toMatchObject({ captured: 14, sent: 14, pending: 0 });
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
    expect(JSON.parse(stdout).collector.accepted).toBe(14);
  });
});
