/** Checks claims about events that were received over HTTP, with the command line. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { MANIFEST } from "../store/contract.js";
import { CleanUps } from "../support/clean-ups.js";
import { runCollectorCli } from "../support/cli-collector.js";
import { createRandom } from "../support/generated-events.js";
import { sendEvents } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const FEW_FAILURES = `[[claims]]
id = "few-failures"
sentence = "Searches rarely fail."
question = "search-failures"
column = "failed_share"
at_most = 0.05
assumption = "Others fail as often."
`;

describe("claims", () => {
  let collector: TestCollector;
  const run = (...args: string[]) => runCollectorCli(["claims", ...args, "--data", collector.data]);
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    collector = await startCollector({ manifests: [MANIFEST], onFinished: cleanUps.add });
    const random = createRandom(5);
    const reports = Array.from({ length: 300 }, () => {
      const searches = 20 + Math.floor(80 * random());
      const whole_files = 10_000 + Math.floor(90_000 * random());
      return {
        event: "telemetry_week",
        properties: {
          week: "2026-W47",
          tool_version: "1.0.0",
          searches,
          search_errors: Math.floor(searches * 0.04 * random()),
          tokens_baseline: { whole_files, own: whole_files / 2 },
          tokens_saved: { whole_files: whole_files * (0.7 + 0.1 * random()), own: whole_files * 0.1 },
        },
      };
    });
    await sendEvents(collector.url, reports);
    await collector.query("SELECT 1");
    return cleanUps.run;
  });

  it("says which of CodeWeaver's claims the data support, with interval, n and assumption", async () => {
    const { code, stdout } = await run("--json");
    expect(code).toBe(0);
    const verdicts = JSON.parse(stdout).map(({ id, verdict }: { id: string; verdict: string }) => [
      id,
      verdict,
    ]);
    expect(Object.fromEntries(verdicts)).toEqual({
      "fewer-tokens-than-files": "supported",
      "fewer-tokens": "supported",
      "few-failures": "supported",
      "no-failures": "not supported",
    });
    const text = (await run()).stdout.replaceAll(/\s+/g, " ");
    expect(text).toMatch(/than the files that they are from\. supported \(n = 300, data as of \d{4}/);
    expect(text).toMatch(
      /whole_files: 7\d(?:\.\d)? %, between 7\d(?:\.\d)? % and 7\d(?:\.\d)? %, n = 300, supported/,
    );
    expect(text).toContain("Assumption: Without the tool, a model would read");
  });

  it("has no verdict without data", async () => {
    const { stdout } = await run("--json", "--to", "2020-01-31");
    for (const { verdict } of JSON.parse(stdout)) expect(verdict).toBe("not enough data");
  });

  it("reads the claims that the configuration of the project names", async () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, "claims.toml"), FEW_FAILURES);
    const toml = `[projects.default]\nclaims = ${JSON.stringify(join(folder, "claims.toml"))}\n`;
    const other = await startCollector({ toml });
    await other.query("SELECT 1");
    const { stdout } = await runCollectorCli(["claims", "--data", other.data]);
    expect(stdout).toContain("Searches rarely fail.");
    expect(stdout).not.toContain("than the files that they are from");
  });

  it("reads other claims, and names a mistake in them", async () => {
    const path = join(createTempFolder(), "claims.toml");
    writeFileSync(path, '[[claims]]\nid = "x"\n');
    expect(await run("--file", path)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`sentence of claims[0] in ${path} must be a text`),
    });
  });
});

it("ends `serve` at a mistake in the claims of a project", async () => {
  const path = join(createTempFolder(), "claims.toml");
  writeFileSync(path, '[[claims]]\nid = "x"\n');
  const starting = startCollector({ toml: `[projects.default]\nclaims = ${JSON.stringify(path)}\n` });
  await expect(starting).rejects.toThrow(`sentence of claims[0] in ${path} must be a text`);
});
