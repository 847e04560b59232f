/** `manifest`: the events of the tool's author, then those of the library. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, runToolCommand, unwrap } from "../support/cli.js";
import { createTempFolder, DIST } from "../support/run.js";

const GOOD = `{ toPosthogEvent: () => ["index_done", new Done()] }`;
const BAD = `{ toPosthogEvent: () => ["no_purpose", new Untold()] }`;

/** Runs `manifest` of a tool with its own events. */
function runManifest(args: readonly string[], events: string) {
  const before = `
    import { declareAnonymity } from ${JSON.stringify(join(DIST, "index.js"))};
    class Done { files = 1; }
    declareAnonymity(Done, { files: { conversion: "PUBLIC", purpose: "How large the indexed trees are." } });
    class Untold { a = 1; }
    declareAnonymity(Untold, { a: "PUBLIC" });`;
  return runToolCommand(["manifest", ...args], `events: [${events}]`, { home: createTempFolder(), before });
}

describe("manifest", () => {
  it("prints the author's events first, then the library's, in lines of 80 columns", async () => {
    const { code, stdout, stderr } = await runManifest([], GOOD);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Events of mytool\n\nindex_done\n/);
    expect(unwrap(stdout)).toContain("files PUBLIC usage How large the indexed trees are.");
    const library = stdout.indexOf("Events of codeweaver-telemetry, the library that mytool uses");
    expect(library).toBeGreaterThan(stdout.indexOf("index_done"));
    expect(stdout.indexOf("codeweaver_search")).toBeGreaterThan(library);
    expect(stdout.split("\n").filter((line) => line.length > 80 || line.endsWith(" "))).toEqual([]);
    const { events } = JSON.parse((await runManifest(["--json"], GOOD)).stdout);
    expect(events[0].event).toBe("index_done");
    expect(events.length).toBeGreaterThan(5);
  });

  it("lists the events that cannot be described, prints the others, and exits with 1", async () => {
    const { code, stdout } = await runManifest([], `${GOOD}, ${BAD}`);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^1 event of mytool cannot be described:\n {2}no_purpose: a has no purpose\n/);
    expect(stdout).toContain("\nindex_done\n");
    const { mistakes } = JSON.parse((await runManifest(["--json"], BAD)).stdout);
    expect(mistakes).toEqual(["no_purpose: a has no purpose"]);
  });

  it("checks only the library with --check", async () => {
    expect(await runManifest(["--check"], BAD)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^No difference: this library sends the fields/),
    });
  });

  it("says where a tool's own events are when it has described none", async () => {
    expect((await runManifest([], "")).stdout).toMatch(
      /^The author of mytool has described no event of its own\./,
    );
    const { stdout } = await runCli(["manifest", "--tool", "mytool"], { home: createTempFolder() });
    expect(unwrap(stdout)).toContain(
      "Events of mytool itself are described in its own code, which this command does not see.",
    );
  });
});
