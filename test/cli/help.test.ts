/** Help pages: the name under which the command was called, flags, examples and exit codes. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { EXIT_CODES } from "../../src/cli/subcommand.js";
import { MAIN, runCli, runToolCommand, unwrap } from "../support/cli.js";
import { createTempFolder, runProgram } from "../support/run.js";

const EMPTY_HOME = () => ({ home: createTempFolder() });

describe("the help of all subcommands", () => {
  it("names the flags, an example of each kind and every exit code, in 80 columns", async () => {
    const { code, stdout, stderr } = await runCli(["--help"], EMPTY_HOME());
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: codeweaver-telemetry \[subcommand\] \[flags\]\n\n/);
    for (const flag of ["--json", "--tool <name>", "--help, -h", "--version"])
      expect(stdout).toContain(`\n  ${flag}  `);
    for (const [exitCode, meaning] of Object.entries(EXIT_CODES))
      expect(stdout).toContain(`\n  ${exitCode}  ${meaning}\n`);
    expect(stdout).toContain("  codeweaver-telemetry disable --tool mytool\n");
    expect(stdout.split("\n").filter((line) => line.length > 80 || line.endsWith(" "))).toEqual([]);
  });

  it.each([[["help"]], [["-h"]], [["help", "help"]], [["--tool", "mytool", "--help"]], [["--json", "-h"]]])(
    "prints the page of all subcommands for %j",
    async (args) => {
      const { stdout } = await runCli(args, EMPTY_HOME());
      expect(stdout).toContain("Usage: codeweaver-telemetry [subcommand] [flags]");
    },
  );

  it.each([
    ["its own name by default", "", "mytool telemetry"],
    ["its own name for an empty one", 'command: " "', "mytool telemetry"],
    ["the name that its author chose", 'command: "mytool stats"', "mytool stats"],
  ])("calls the command of a tool by %s, without a flag --tool", async (_, options, command) => {
    const { stdout } = await runToolCommand(["help"], options, EMPTY_HOME());
    expect(stdout).toContain(`Usage: ${command} [subcommand] [flags]`);
    expect(stdout).toContain(`  ${command} disable\n`);
    expect(stdout).toContain(`More about a subcommand: ${command} help <subcommand>`);
    expect(stdout).not.toMatch(/--tool|--version|codeweaver-telemetry/);
    const unknown = await runToolCommand(["shwo"], options, EMPTY_HOME());
    expect(unknown.stderr).toBe(`${command}: unknown subcommand "shwo"; did you mean show?\n`);
  });

  it("names npx if npx has started the program", async () => {
    const { stdout } = await runCli(["help"], { ...EMPTY_HOME(), env: { npm_lifecycle_event: "npx" } });
    expect(stdout).toContain("Usage: npx codeweaver-telemetry [subcommand] [flags]");
  });
});

describe("the help of one subcommand", () => {
  it.each([
    [["--tool", "mytool", "help", "show"]],
    [["help", "show", "--tool", "mytool"]],
    [["help", "--tool", "mytool", "show"]],
  ])("is printed for %j, too", async (args) => {
    const { code, stdout } = await runCli(args, EMPTY_HOME());
    expect([code, stdout.split("\n")[0]]).toEqual([0, "Usage: codeweaver-telemetry show [flags]"]);
  });

  it.each([
    [["status", "-h"]],
    [["help", "status"]],
    [["--help", "status"]],
    [["status", "--all", "--help"]],
  ])("prints the page of the subcommand for %j", async (args) => {
    const { code, stdout } = await runCli(args, EMPTY_HOME());
    expect(code).toBe(0);
    expect(stdout).toContain("Usage: codeweaver-telemetry status [flags]\n");
    expect(stdout).toContain("  --all ");
    expect(stdout).toContain("  1  Telemetry is off because of an error, such as an invalid setting.\n");
  });

  it("names the arguments of trust, and the value of --port", async () => {
    const trust = await runCli(["help", "trust"], EMPTY_HOME());
    expect(trust.stdout).toContain("Usage: codeweaver-telemetry trust [file] [flags]\n");
    expect(unwrap(trust.stdout)).toContain("Arguments: file The settings file (default: ");
    const receive = await runCli(["receive", "--help"], EMPTY_HOME());
    expect(receive.stdout).toContain("  --port <number>  The port (default: any free one)\n");
    expect(receive.stdout).toContain("  codeweaver-telemetry receive --port 8010\n");
  });
});

describe("the command line", () => {
  it.each([
    [["--json", "status"]],
    [["status", "--json=true"]],
    [["--all", "--json"]],
    [["--tool=mytool", "status", "--json"]],
  ])("accepts flags before, behind and without a subcommand: %j", async (args) => {
    const { code, stdout } = await runCli(args, EMPTY_HOME());
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty("settings");
  });

  it("accepts the value false for a flag", async () => {
    const { stdout } = await runCli(["status", "--json=false"], EMPTY_HOME());
    expect(stdout).toContain("Whether codeweaver telemetry is on");
  });

  it("accepts the value of a flag before the subcommand", async () => {
    const { code, stderr } = await runCli(["--port", "x", "receive"], EMPTY_HOME());
    expect([code, stderr]).toEqual([2, expect.stringContaining('--port is "x"')]);
  });
});

it("the program can be run by the name of a link, as in node_modules/.bin", async () => {
  const home = createTempFolder();
  mkdirSync(join(home, "bin"));
  symlinkSync(MAIN, join(home, "bin", "codeweaver-telemetry"));
  const program = `
    import { execFileSync } from "node:child_process";
    console.log(String(execFileSync(process.execPath, [${JSON.stringify(join(home, "bin", "codeweaver-telemetry"))}, "--version"])));`;
  expect((await runProgram(program, { home })).stdout).toMatch(/^\d+\.\d+\.\d+/);
});
