/** The checks of code blocks find each kind of mistake, on pages that are made for it. */
import { describe, expect, it } from "vitest";
import { fence, findProblems } from "../support/docs/fixture-page.js";

describe.concurrent("findBlockProblems", { timeout: 60_000 }, () => {
  it("accepts a program with given names, a file of the page, and the stated output", async () => {
    const page = [
      "# Page",
      ...fence("ts", "// shared.ts", "export const greeting = 'hello';"),
      "",
      "<!-- given",
      "const search = (text: string) => text.length;",
      "-->",
      ...fence(
        "ts",
        'import { greeting } from "./shared.js";',
        "console.log(greeting, search(greeting), Date.now());",
      ),
      ...fence("text output", "hello 5 …"),
    ];
    expect(await findProblems(page)).toEqual([]);
  });

  it("accepts blocks that use the package, and decorators in both dialects", async () => {
    const page = fence(
      "ts",
      'import { Public, TelemetryModel } from "codeweaver-telemetry";',
      'import { createTestTelemetry } from "codeweaver-telemetry/testing";',
      "class Run extends TelemetryModel {",
      "  @Public() files = 3;",
      "}",
      "const { telemetry, events } = createTestTelemetry();",
      'telemetry.capture("run", { run: new Run() });',
      "await telemetry.flush();",
      "console.log(JSON.stringify(events[0]?.properties).includes('\"files\":3'));",
    );
    expect(await findProblems([...page, ...fence("text output", "true")])).toEqual([]);
  });

  it("accepts tests for vitest and node:test that pass, and finds those that fail", async () => {
    const body = (sum: number) => `it("adds", () => assert.equal(1 + 2, ${sum}));`;
    const page = ["vitest", "node:test"].flatMap((runner) =>
      [3, 4].flatMap((sum) =>
        fence("ts", 'import assert from "node:assert/strict";', `import { it } from "${runner}";`, body(sum)),
      ),
    );
    expect(await findProblems(page)).toEqual([
      "docs/FIXTURE.md:7: exit code 1",
      "docs/FIXTURE.md:17: exit code 1",
    ]);
  });

  it("finds tests without a test", async () => {
    const page = [
      ...fence("js", 'import { it } from "node:test"; void it;'),
      ...fence("js", 'import { it } from "vitest"; void it;'),
    ];
    expect(await findProblems(page)).toEqual([
      "docs/FIXTURE.md:2: has no test",
      "docs/FIXTURE.md:5: exit code 1",
    ]);
  });

  it("finds a program that does not compile", async () => {
    const page = [
      "# Page",
      "",
      "<!-- given",
      "const count: number = 'one';",
      "-->",
      ...fence("ts", "count.size;"),
    ];
    expect(await findProblems(page)).toEqual([
      "docs/FIXTURE.md:4: Type 'string' is not assignable to type 'number'.",
      "docs/FIXTURE.md:7: Property 'size' does not exist on type 'number'.",
    ]);
  });

  it("finds a program that throws, that prints on stderr, and that prints another text", async () => {
    const page = [
      ...fence("ts", 'throw new Error("no");'),
      ...fence("js", 'console.warn("careful");'),
      ...fence("js", "console.log(1);", "console.log(2);"),
      ...fence("text output", "1", "3"),
    ];
    expect(await findProblems(page)).toEqual([
      "docs/FIXTURE.md:2: exit code 1",
      "docs/FIXTURE.md:5: prints on stderr:",
      "docs/FIXTURE.md:12: the program prints:",
    ]);
  });

  it.each([
    'await fetch("http://192.0.2.1/").catch(() => {});',
    'await fetch("https://example.com/").catch(() => {});',
    'import { lookup } from "node:dns"; lookup("example.com", () => {});',
    'import { Resolver } from "node:dns/promises"; await new Resolver().resolve4("example.com").catch(() => {});',
  ])("finds a program that asks for another machine: %s", async (program) => {
    expect(await findProblems(fence("js", program))).toEqual(["docs/FIXTURE.md:2: prints on stderr:"]);
  });

  it("finds commands, scripts, subcommands and flags that do not exist", async () => {
    const page = fence(
      "sh",
      "npm run nothing",
      "npx codeweaver-telemetry status --json  # a comment",
      "npx codeweaver-telemetry vanish",
      "export DO_NOT_TRACK=1 && mytool telemetry show --sent --loud",
      "mytool telemetry status --tool other",
      "pip install analytics",
      "node bench/nothing.mjs",
      "source <(codeweaver-telemetry complete tcsh)",
      "export MYTOOL__TELEMETRY__SPOOL=false",
      "MYTOOL__TELEMETRY__COLOR=red mytool search",
    );
    expect(await findProblems(page)).toEqual([
      "docs/FIXTURE.md:2: npm run nothing does not exist",
      'docs/FIXTURE.md:4: unknown subcommand "vanish"; there are status, enable, disable, trust, show, preview, compare, doctor, manifest, export, forget, flush, receive, help',
      "docs/FIXTURE.md:5: unknown flag --loud; the flags are --full, --event, --last, --sent, --pending, --json, --help",
      "docs/FIXTURE.md:6: unknown flag --tool; the flags are --all, --json, --help",
      "docs/FIXTURE.md:7: the command pip is not known",
      "docs/FIXTURE.md:8: nothing.mjs does not exist: bench/nothing.mjs",
      'docs/FIXTURE.md:9: completion for "tcsh" does not exist',
      "docs/FIXTURE.md:11: MYTOOL__TELEMETRY__COLOR is not the variable of a setting",
    ]);
  });

  it("compares the output of subcommands", async () => {
    const output = (text: string) => [
      ...fence("sh", "mytool telemetry disable"),
      ...fence("text output", text),
    ];
    expect(await findProblems(output("…disabled…"))).toEqual(["docs/FIXTURE.md:5: the subcommands print:"]);
    expect(await findProblems(output("…"))).toEqual([]);
  });

  it("finds mistakes in rules of flags", async () => {
    const page = [
      ...fence("toml", "# flags.toml", "[flags.a]", "rollout = 50"),
      ...fence("toml", "# flags.toml", "[flags.a]", "rollout = 101"),
    ];
    expect(await findProblems(page)).toEqual([
      "docs/FIXTURE.md:7: flags.toml: flags.a.rollout is 101, but must be a number from 0 to 100.",
    ]);
  });

  it("finds invalid settings and invalid json", async () => {
    const page = [
      ...fence("toml", "[telemetry]", "batch_size = 0"),
      ...fence("toml", "[telemetry]", 'color = "red"'),
      ...fence("toml", "[telemetry", "spool = true"),
      ...fence("toml", "[other]", "spool = true"),
      ...fence("toml", "[telemetry]", "spool = false"),
      ...fence("json", "{ a: 1 }"),
      ...fence("json", '{ "a": 1 }'),
    ];
    const problems = await findProblems(page);
    expect(problems).toEqual([
      expect.stringContaining("docs/FIXTURE.md:2: batch_size is not "),
      expect.stringContaining("docs/FIXTURE.md:6: color is not a setting "),
      "docs/FIXTURE.md:10: is not a settings file",
      "docs/FIXTURE.md:14: has no setting in a section [telemetry]",
      expect.stringContaining("docs/FIXTURE.md:22: "),
    ]);
  });
});
