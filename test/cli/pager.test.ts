/** The pager: which program shows a long text on a terminal, and what happens without one. */
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { choosePager } from "../../src/cli/pager.js";
import { hasTerminals, MAIN, runCli, runNodeOnTerminal } from "../support/cli.js";
import { createBatchBody, writeRequestLog } from "../support/request-log.js";
import { createUsedHome } from "../support/used-home.js";

const LONG = "a line\n".repeat(100);
const LESS = ["less", "-FRX"];

describe("choosePager", () => {
  const terminal = { isTTY: true, columns: 80, rows: 24, write: () => true };
  it.each([
    ["less by default", {}, LESS],
    ["PAGER", { PAGER: "more" }, ["more"]],
    ["PAGER with arguments", { PAGER: " less  -R -S " }, ["less", "-R", "-S"]],
    ["PAGER with quoted words", { PAGER: `"/my tools/pager" -P'a b'` }, ["/my tools/pager", "-Pa b"]],
    ["none for an empty PAGER", { PAGER: "" }, undefined],
    ["none for a blank PAGER", { PAGER: "  " }, undefined],
    ["none for cat", { PAGER: "cat" }, undefined],
    ["less for a PAGER with a pipe", { PAGER: "col -b | less" }, LESS],
    ["less for a PAGER with two commands", { PAGER: "less; touch file" }, LESS],
    ["less for a PAGER with a variable", { PAGER: "$HOME/pager" }, LESS],
    ["less for a PAGER in the home folder", { PAGER: "~/pager" }, LESS],
    ["none on a dumb terminal", { TERM: "dumb" }, undefined],
  ])("chooses %s", (_, env, expected) => {
    expect(choosePager(LONG, { stream: terminal, env, isCi: false })).toEqual(expected);
  });

  it.each([
    ["in CI", LONG, terminal, true],
    ["in a pipe", LONG, { ...terminal, isTTY: false }, false],
    ["for a text of one screen", "a line\n".repeat(23), terminal, false],
  ])("chooses none %s", (_, text, stream, isCi) => {
    expect(choosePager(text, { stream, env: {}, isCi })).toBeUndefined();
  });

  it("counts the lines of the terminal, into which long lines are broken", () => {
    const text = `${"x".repeat(300)}\n`.repeat(8);
    expect(choosePager(text, { stream: terminal, env: {}, isCi: false })).toEqual(LESS);
  });
});

describe.skipIf(!hasTerminals)("show --full on a terminal (skipped without script(1))", () => {
  /** Creates a home with a log of some 900 lines, and a pager that writes its arguments and its input to files. */
  const createHome = () => {
    const home = createUsedHome();
    writeRequestLog(
      home,
      Array.from({ length: 40 }, () => ({ body: createBatchBody("e") })),
    );
    mkdirSync(join(home, "bin"));
    const pager = join(home, "bin", "pager");
    writeFileSync(
      pager,
      `#!/bin/sh\necho "$@" > '${home}/arguments'\ncat > '${home}/input'\necho paged\nexit 3\n`,
    );
    chmodSync(pager, 0o755);
    return { home, pager };
  };
  const COUNT = 40;

  it("gives the whole text to PAGER, and ignores its exit code", async () => {
    const { home, pager } = createHome();
    const env = { PAGER: `${pager} -a 'b c'` };
    const { code, output } = await runNodeOnTerminal([MAIN, "show", "--full"], { home, env });
    expect([code, output]).toEqual([0, "paged\n"]);
    expect(readFileSync(join(home, "arguments"), "utf8")).toBe("-a b c\n");
    expect(readFileSync(join(home, "input"), "utf8").match(/answered 200/g)).toHaveLength(COUNT);
  });

  it("exits with 0 when the person leaves the pager before its end", async () => {
    const { home } = createHome();
    writeRequestLog(home, [{ body: createBatchBody(...Array.from({ length: 5000 }, () => "e")) }]);
    const { code, output } = await runNodeOnTerminal([MAIN, "show", "--full"], {
      home,
      env: { PAGER: "head -1" },
    });
    expect([code, output.split("\n").length]).toEqual([0, 2]);
    expect(output).toContain("answered 200");
  });

  it.each([
    ["that does not exist", { PAGER: "no-such-pager -R" }],
    ["of the empty string", { PAGER: "" }],
    ["cat", { PAGER: "cat" }],
    ["on a dumb terminal", { PAGER: "head -1", TERM: "dumb" }],
    ["in CI", { PAGER: "head -1", CI: "true" }],
  ])("prints the whole text with a PAGER %s", async (_, env) => {
    const { home } = createHome();
    const { code, output } = await runNodeOnTerminal([MAIN, "show", "--full"], { home, env });
    expect([code, output.match(/answered 200/g)?.length]).toEqual([0, COUNT]);
  });

  it("prints the whole text in a pipe and, as JSON, on a terminal", async () => {
    const { home } = createHome();
    const env = { PAGER: "head -1" };
    expect((await runCli(["show", "--full"], { home, env })).stdout.match(/answered 200/g)).toHaveLength(
      COUNT,
    );
    const { output } = await runNodeOnTerminal([MAIN, "show", "--json"], { home, env });
    expect(JSON.parse(output).sent).toHaveLength(COUNT);
  });
});
