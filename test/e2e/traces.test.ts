import { readdirSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { startReceiver } from "../../src/receiver/index.js";
import { createTempFolder, DIST, listFiles, runNode } from "../support/run.js";

describe("the spans of a process", () => {
  const program = (ending: string) => `
    import { startTracing, traced } from ${JSON.stringify(join(DIST, "otel/index.js"))};
    await startTracing({ tool: "mytool", overrides: { endpoint: process.env.COLLECTOR } });
    traced("work", () => {})();
    ${ending}`;

  it.each([
    ["by itself", "", 0],
    ["by process.exit()", "process.exit(3);", 3],
    ["by an uncaught error", 'throw new Error("x");', 1],
  ])("are sent if it ends %s", async (_, ending, code) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const file = join(home, "program.mjs");
    writeFileSync(file, program(ending));
    const run = await runNode([file], { home, env: { COLLECTOR: receiver.url } });
    expect([run.code, run.stdout]).toEqual([code, ""]);
    await expect.poll(() => receiver.spans.map(({ name }) => name), { timeout: 10_000 }).toEqual(["work"]);
  });

  it("are stored in one file at process.exit(), and not one by one", async () => {
    const home = createTempFolder();
    const file = join(home, "program.mjs");
    writeFileSync(file, program('for (let i = 0; i < 20; i++) traced("work", () => {})(); process.exit(3);'));
    const env = { COLLECTOR: "http://127.0.0.1:9", MYTOOL__TELEMETRY__DELIVERY: "spool" };
    await runNode([file], { home, env });
    const spooled = listFiles(home).filter((path) => path.includes("spool"));
    expect(spooled.filter((path) => path.endsWith(".jsonl"))).toHaveLength(1);
  });

  it("are not sent if the person has opted out", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const file = join(home, "program.mjs");
    writeFileSync(file, program("console.log(process.getActiveResourcesInfo().length);"));
    const run = await runNode([file], { home, env: { COLLECTOR: receiver.url, DO_NOT_TRACK: "1" } });
    expect([run.code, run.stderr, receiver.requests]).toEqual([0, "", []]);
    expect(listFiles(home)).toEqual([file]);
  });
});

describe("examples/agent-run", () => {
  it("prints a trace with tokens and cost, and sends neither names nor words of what it read", async () => {
    const home = createTempFolder();
    const tree = createTempFolder();
    const secrets = ["Zanzibar clove price list", "quarterly-figures-of-jane"];
    writeFileSync(
      join(tree, `${secrets[1]}.md`),
      `# Notes\n\nThis document is the ${secrets[0]}, and tells what cloves cost.\n`,
    );
    const { code, stdout, stderr } = await runNode([resolve("build/examples/agent-run/main.js"), tree], {
      home,
    });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("invoke_agent librarian");
    expect(stdout).toMatch(/├─ execute_tool list_files +[\d.]+/);
    expect(stdout).toMatch(/invoke_agent reader +[\d.]+ +18 +\d+ +0 +\d+ +\$0\.000\d+/);
    expect(stdout).toMatch(/invoke_agent reader +[\d.]+ +18 +\d+ +\d+ +0 +\$/); // from the cache
    expect(stdout).toContain("3 of 3 events carry the trace's id");
    expect(stdout).toContain("The folder, the documents' names and their sentences are not in");
    const shownAsSent = stdout.split("\n").map((line) => line.split("│").at(-1));
    for (const secret of ["Zanzibar", "quarterly-figures", basename(tree)]) {
      expect(stdout).toContain(secret);
      expect(shownAsSent.filter((line) => line?.includes(secret))).toEqual([]);
    }
  });

  it("removes its temporary folder where a document cannot be read", async () => {
    const home = createTempFolder();
    const tree = createTempFolder();
    writeFileSync(join(tree, "huge.md"), "");
    truncateSync(join(tree, "huge.md"), 3 * 1024 ** 3); // more than Node reads at once; the file has no blocks
    const { code, stderr } = await runNode([resolve("build/examples/agent-run/main.js"), tree], {
      home,
      env: { TMPDIR: home },
    });
    expect(code).toBe(1);
    expect(stderr).toContain("ERR_FS_FILE_TOO_LARGE");
    expect(readdirSync(home)).toEqual([]);
  });

  it("says which folder has no documents", async () => {
    const home = createTempFolder();
    const run = await runNode([resolve("build/examples/agent-run/main.js"), home], { home });
    expect([run.code, run.stdout]).toEqual([1, ""]);
    expect(run.stderr).toContain("No Markdown documents in");
  });
});
