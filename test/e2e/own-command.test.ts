/** The same verbs in a tool of an author's, whatever parses its arguments. */
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, runNode } from "../support/run.js";

describe.each(["citty", "commander", "yargs"])("mytool on %s", (parser) => {
  const tool = resolve(`build/examples/own-command/with-${parser}.js`);

  it("has `mytool telemetry`, with its own settings, options and exit codes", async () => {
    const home = emptyFolder();
    const run = (...args: string[]) => runNode([tool, ...args], { home, env: { CI: "" } });
    const bare = await run("telemetry");
    expect(bare).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("mytool telemetry is on"),
    });
    expect(bare.stdout).toContain("to turn it off: mytool telemetry disable");

    const off = await run("telemetry", "disable", "--json");
    expect([off.code, JSON.parse(off.stdout).state]).toEqual([0, "off"]);
    expect((await run("telemetry", "status")).stdout).toContain("you turned it off");
    expect((await run("telemetry", "status", "--help")).stdout).toContain("USAGE");
    expect((await run("telemetry", "show", "--nonsense")).code).toBe(2);
    expect(await run("build")).toMatchObject({ code: 0, stdout: "built\n", stderr: "" });
  });
});
