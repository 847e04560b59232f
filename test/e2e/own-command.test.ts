/** The subcommands in a tool of an author, with three argument parsers. */
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { runToolCommand } from "../support/cli.js";
import { createTempFolder, DIST, runNode } from "../support/run.js";

describe.each(["citty", "commander", "yargs"])("mytool on %s", (parser) => {
  const tool = resolve(`build/examples/own-command/with-${parser}.js`);

  it("has `mytool telemetry`, with its own settings, options and exit codes", async () => {
    const home = createTempFolder();
    const run = (...args: string[]) => runNode([tool, ...args], { home, env: { CI: "" } });
    const bare = await run("telemetry");
    expect(bare).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("mytool telemetry is on"),
    });
    expect(bare.stdout).toContain("To turn it off: mytool telemetry disable");

    const off = await run("telemetry", "disable", "--json");
    expect([off.code, JSON.parse(off.stdout).state]).toEqual([0, "off"]);
    expect((await run("telemetry", "status")).stdout).toContain("You opted out on ");
    // citty renders its own pages for these flags.
    const readHelp = async (...args: string[]) =>
      stripVTControlCharacters((await run("telemetry", ...args)).stdout);
    expect(await readHelp("--help")).toMatch(/^usage:? mytool telemetry /im);
    expect(await readHelp("status", "--help")).toMatch(/^usage:? mytool telemetry status /im);
    expect(await readHelp("stauts", "-h")).not.toContain("mytool mytool");
    expect((await run("telemetry", "help", "status")).stdout).toContain("Usage: mytool telemetry status ");
    expect((await run("telemetry", "show", "--nonsense")).code).toBe(2);
    expect(await run("telemetry", "shwo")).toMatchObject({
      code: 2,
      stdout: "",
      stderr: 'mytool telemetry: unknown subcommand "shwo"; did you mean show?\n',
    });
    expect(JSON.parse((await run("telemetry", "--json", "status")).stdout).tool).toBe("mytool");
    expect(await run("build")).toMatchObject({ code: 0, stdout: "built\n", stderr: "" });
  });
});

describe("runTelemetryCli with options of an author", () => {
  const DESTINATION = 'posthogApiKey: "phc_x", posthogHost: "http://127.0.0.1:9"';
  const run = (args: string[], options: string, before = "") =>
    runToolCommand(args, `${DESTINATION}, ${options}`, { home: createTempFolder(), before });

  it("reports an invalid option, and can still turn telemetry off", async () => {
    const status = await run(["status"], 'policyDate: "never"');
    expect([status.code, status.stdout]).toEqual([
      1,
      expect.stringContaining("option policyDate is not a date, YYYY-MM-DD"),
    ]);
    expect(await run(["disable"], 'policyDate: "never"')).toMatchObject({ code: 0, stderr: "" });
  });

  it("previews an event of defineEvent with made-up properties", async () => {
    const { stdout } = await run(
      ["preview", "--json", "--event", "index_done"],
      `events: [defineEvent("index_done", z.object({ files: z.int().meta({ purpose: "why" }) }))]`,
      `import { defineEvent } from ${JSON.stringify(join(DIST, "index.js"))};
       import * as z from ${JSON.stringify(import.meta.resolve("zod"))};`,
    );
    expect(JSON.parse(stdout).events).toMatchObject([
      { event: "index_done", sample: { properties: { files: 1 } } },
    ]);
  });

  it("previews which hashes stay equal as long as the installation exists", async () => {
    const events = `events: [{ toPosthogEvent: () => ["opened", new Repo()] }]`;
    const { code, stdout } = await run(
      ["preview"],
      events,
      `import { declareAnonymity } from ${JSON.stringify(join(DIST, "index.js"))};
       class Repo { joined = "/a"; other = "/a"; }
       declareAnonymity(Repo, {
         joined: { conversion: "HASH", scope: "installation", purpose: "why" },
         other: { conversion: "HASH", purpose: "why" },
       });`,
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ {2}joined {2,}.*\n {4}why A hash here is the same for as long as this installation exists\.$/m,
    );
    expect(stdout).toMatch(/^ {2}other {2,}.*\n {4}why$/m);
  });

  it("previews which properties of its events are removed, and never their texts", async () => {
    const events = `events: [{
      toPosthogEvent: () => ["opened", { title: "Plan for Globex", "a b": 1 }],
      listedFields: { title: { type: "string", purpose: "why" } },
    }]`;
    const { code, stdout } = await run(["preview", "--event", "opened"], events);
    expect(code).toBe(0);
    for (const property of ["title", "*"])
      expect(stdout).toContain(`  ${property} is not sent: its text, or the name of a key in it, is neither`);
    expect(stdout).not.toMatch(/Globex|a b/);
  });

  it("previews the events that are described correctly, and explains what is wrong with the others", async () => {
    const events = `events: [
      { toPosthogEvent: () => ["no_purpose", { a: 1 }] },
      { toPosthogEvent() { throw new Error("boom"); } },
      { toPosthogEvent: () => ["good", {}], listedFields: {} }]`;
    const { code, stdout } = await run(["preview"], events);
    expect(code).toBe(0);
    expect(stdout).toContain("described wrongly: no_purpose: a has no purpose");
    expect(stdout).toContain("described wrongly: boom");
    expect(stdout).toMatch(/^good$/m);
  });
});
