/** The command line as a whole: help, usage errors, colours and completion. */
import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { LIBRARY } from "../../src/internal/package-info.js";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import {
  createReceiverEnv,
  hasTerminals,
  MAIN,
  runCli,
  runCliJson,
  runNodeOnTerminal,
} from "../support/cli.js";
import { createEnvironment, createTempFolder, listFiles, runProgram } from "../support/run.js";
import { createUsedHome } from "../support/used-home.js";

const SUBCOMMANDS = [
  "status",
  "enable",
  "disable",
  "trust",
  "show",
  "preview",
  "doctor",
  "manifest",
  "export",
  "forget",
  "flush",
  "receive",
];

describe("every subcommand", () => {
  it.each(SUBCOMMANDS)("%s prints its help", async (subcommand) => {
    const { code, stdout, stderr } = await runCli([subcommand, "--help"], { home: createTempFolder() });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(new RegExp(`^Usage: codeweaver-telemetry ${subcommand} .*\\[flags\\]\n`));
    expect(stdout).toContain("--json");
    expect(stdout).not.toContain("\u001b");
  });

  it.each([
    [["stauts"], 'unknown subcommand "stauts"; did you mean status?'],
    [["shwo", "--sent"], 'unknown subcommand "shwo"; did you mean show?'],
    [["--json=false", "foo"], 'unknown subcommand "foo"; there are status, enable, disable, '],
    [["help", "stauts"], 'unknown subcommand "stauts"; did you mean status?'],
    [["stauts", "--help"], 'unknown subcommand "stauts"; did you mean status?'],
    [["help", "show", "sent"], 'unexpected argument "sent"'],
    [["status", "--jsno"], "unknown flag --jsno; did you mean --json?"],
    [["status", "-j"], "unknown flag -j; did you mean --json?"],
    [["status", "-json"], "unknown flag -json; did you mean --json?"],
    [["--jsno"], "unknown flag --jsno; did you mean --json?"],
    [["status", "--zzz=1"], "unknown flag --zzz; the flags are --all, --json, --tool, --help"],
    [["status", "--all=often"], '--all takes no value, but was given "often"'],
    [["status", "--no-all"], "unknown flag --no-all"],
    [["enable", "everything"], 'unexpected argument "everything"'],
    [["enable", "--", "--json"], 'unexpected argument "--json"'],
    [["preview", "--event"], "--event needs a value"],
    [["receive", "--port", "--json=false"], "--port needs a value"],
    [["receive", "--port="], "--port needs a value"],
    [["constructor"], 'unknown subcommand "constructor"'],
    [["__proto__"], 'unknown subcommand "__proto__"'],
    [["status", "--constructor"], "unknown flag --constructor"],
    [["receive", "--port", "many"], '--port is "many"'],
    [["show", "--event", "a", "--event", "b"], "--event is given twice"],
    [["disable", "--tool=a", "--tool=b"], "--tool is given twice"],
    [["--versoin"], "unknown flag --versoin; did you mean --version?"],
    [["-v"], "unknown flag -v; did you mean --version?"],
  ])("exits with 2 and explains on stderr why it does not understand %j", async (args, why) => {
    const { code, stdout, stderr } = await runCli(args, { home: createTempFolder() });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(why);
    expect(stderr.split("\n")).toHaveLength(2); // one line
  });

  it("refuses a tool's name that leads to another folder", async () => {
    const home = createTempFolder();
    const { code, stderr } = await runCli(["disable", "--tool", "../../etc"], { home });
    expect([code, stderr]).toEqual([
      2,
      "codeweaver-telemetry disable: --tool is not 1 to 64 letters, digits, . _ and -, of which the first is a letter or digit\n",
    ]);
    expect(listFiles(home)).toEqual([]);
  });

  it.skipIf(!hasTerminals)(
    "prints colours on a terminal, but not with NO_COLOR (skipped without script(1))",
    async () => {
      const home = createTempFolder();
      expect((await runNodeOnTerminal([MAIN, "status"], { home })).output).toContain("\u001b[");
      expect(
        (await runNodeOnTerminal([MAIN, "status"], { home, env: { NO_COLOR: "1" } })).output,
      ).not.toContain("\u001b[");
    },
  );

  it("prints an error as JSON with --json=true", async () => {
    const { stdout } = await runCli(["status", "--json=true", "--zzz"], { home: createTempFolder() });
    expect(JSON.parse(stdout).error).toContain("unknown flag --zzz");
  });

  it("prints an error as JSON with --json", async () => {
    const { code, json } = await runCliJson(["preview", "--event", "nope"], { home: createTempFolder() });
    expect([code, json.error]).toEqual([2, expect.stringContaining('no event "nope"')]);
  });

  it("accepts --tool in front of the subcommand, and prints its version", async () => {
    const home = createTempFolder();
    expect((await runCli(["--tool", "mytool", "disable"], { home })).stdout).toContain(
      "mytool telemetry is off.",
    );
    expect((await runCli(["--version"], { home })).stdout).toBe(`${LIBRARY.version}\n`);
  });

  it.each([["--tool", "mytool"], ["--tool=mytool"]])(
    "runs status when %s has no subcommand",
    async (...args) => {
      const home = createTempFolder();
      expect((await runCli(args, { home })).stdout).toContain(
        "Whether mytool telemetry is on cannot be determined here",
      );
      expect(JSON.parse((await runCli([...args, "--json"], { home })).stdout)).toMatchObject({
        tool: "mytool",
      });
      expect((await runCli([...args, "--help"], { home })).stdout).toContain("Usage: ");
    },
  );

  it("explains that flush cannot send for a tool whose key it does not know", async () => {
    const { code, stderr, stdout } = await runCli(["--tool", "mytool", "flush"], {
      home: createTempFolder(),
    });
    expect(code).toBe(1);
    expect(stderr + stdout).toMatch(/^This command cannot send for mytool\.\n.*mytool's\s+own\s+code/s);
  });

  it("ends without an error when the reader of a pipe ends", async () => {
    const home = createUsedHome();
    const env = createEnvironment(home, { ...createReceiverEnv("http://127.0.0.1:9"), ...DELIVERY_BY_SPOOL });
    await runProgram(createProgram("for (let i = 0; i < 500; i++) telemetry.capture(String(i));"), {
      home,
      env,
    });
    const command = `'${process.execPath}' '${MAIN}' show --full --pending | head -1`; // more than a pipe holds
    const { stdout, stderr } = spawnSync("bash", ["-c", command], { env, encoding: "utf8" });
    expect([stdout, stderr]).toEqual([expect.stringContaining("pending: 501 events"), ""]);
  });

  it("can be completed by a shell", async () => {
    const home = createTempFolder();
    expect((await runCli(["complete", "bash"], { home })).stdout).toContain("codeweaver-telemetry");
    const { stdout } = await runCli(["complete", "--", "d"], { home });
    expect(stdout).toContain("disable");
    expect(stdout).toContain("doctor");
    const flags = await runCli(["complete", "--", "trust", "--"], { home });
    expect(flags.stdout).toMatch(/^--remove\t/);
    expect(flags.stdout).not.toContain("--file"); // an argument, which the parser accepts without a flag only
    const { stdout: forgetFlags } = await runCli(["complete", "--", "forget", "--"], { home });
    expect(forgetFlags).toMatch(/^--send\t.*\n--yes\t/);
    expect(await runCli(["complete", "tcsh"], { home })).toMatchObject({ code: 2, stdout: "" });
  });
});
