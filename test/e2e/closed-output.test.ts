/** Output that cannot be written: a closed pipe, a full disk, a terminal that is gone. The host ends as it would without telemetry. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it, vi } from "vitest";
import { hasTerminals, MAIN } from "../support/cli.js";
import { createBatchBody, writeRequestLog } from "../support/request-log.js";
import { createEnvironment, createTempFolder, DIST } from "../support/run.js";
import { createUsedHome } from "../support/used-home.js";

const HOST_EXIT_CODE = 7;

const CREATE_CLIENT = `
  const { createTelemetryClient } = await import(${JSON.stringify(join(DIST, "index.js"))});
  const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", posthogHost: "http://127.0.0.1:9" });`;
const CAPTURE = `for (let i = 0; i < 5; i++) telemetry.capture("e", { i }); await telemetry.flush();`;
/** Each prints several times, with pauses in which errors of the stream arrive. */
const USES = {
  "prints events": {
    code: `${CREATE_CLIENT} ${CAPTURE} await sleep(50); ${CAPTURE} await telemetry.shutdown();`,
    env: { MYTOOL__TELEMETRY__DEBUG: "true" },
  },
  "prints events at its end": {
    code: `${CREATE_CLIENT} telemetry.capture("e");`,
    env: { MYTOOL__TELEMETRY__DEBUG: "true" },
  },
  "prints events in a worker thread": {
    code: `
      const { Worker } = await import("node:worker_threads");
      const worker = new Worker(${JSON.stringify(`(async () => { ${CREATE_CLIENT} ${CAPTURE} })()`)}, { eval: true });
      await new Promise((resolve) => worker.once("exit", resolve));`,
    env: { MYTOOL__TELEMETRY__DEBUG: "true" },
  },
  // Node prints warnings and emits one error for all writes of a turn, so the host does not write in the same turn.
  "warns of an invalid setting": {
    code: `${CREATE_CLIENT} ${CAPTURE} await sleep(50);`,
    env: { MYTOOL__TELEMETRY__SAMPLE_RATE: "many" },
  },
  "prints lines of NODE_DEBUG": {
    code: `${CREATE_CLIENT.replace("tool:", "unknownOption: 1, tool:")} await sleep(50); telemetry.capture("e", { text: "two words" });`,
    env: { NODE_DEBUG: "codeweaver-telemetry", MYTOOL__TELEMETRY__DELIVERY: "spool" },
  },
};

/** What the program does itself, beside telemetry. */
const HOST_ENDS = {
  "writes nothing": "",
  "writes to stderr": 'process.stderr.write("host\\n");',
  "writes to stderr at once and later":
    'process.stderr.write("host\\n"); await sleep(50); process.stderr.write("host\\n");',
};

/** The redirections of a shell. `ready` is created when the reader of the pipe has ended. */
const OUTPUTS: Readonly<Record<string, (program: string) => string>> = {
  "with a closed stderr": (program) => `touch ready; ${program} 2>&-`,
  "with a closed stdout and stderr": (program) => `touch ready; ${program} >&- 2>&-`,
  "with a full disk behind stderr": (program) => `touch ready; ${program} 2>/dev/full`,
  "with a full disk behind stdout and stderr": (program) => `touch ready; ${program} >/dev/full 2>&1`,
  "with a pipe behind stderr whose reader has ended": (program) =>
    `${program} 2>&1 >/dev/null | { exec <&-; touch ready; }`,
  "with a pipe behind stdout and stderr whose reader has ended": (program) =>
    `${program} 2>&1 | { exec <&-; touch ready; }`,
};

/** Writes a program that keeps its exit code in the file `code`, and returns the command that runs it. */
function writeHost(folder: string, code: string): string {
  const file = join(folder, "host.mjs");
  writeFileSync(
    file,
    `import { existsSync, writeFileSync } from "node:fs";
    import { setTimeout as sleep } from "node:timers/promises";
    process.on("exit", (code) => writeFileSync("code", String(code)));
    process.on("SIGHUP", () => {});
    writeFileSync("started", "");
    while (!existsSync("ready")) await sleep(5);
    process.exitCode = ${HOST_EXIT_CODE};
    ${code}
    await sleep(50);`,
  );
  return `'${process.execPath}' '${file}'`;
}

function readExitCode(folder: string): number {
  return Number(readFileSync(join(folder, "code"), "utf8"));
}

function runHost(code: string, redirect: (program: string) => string, env: Record<string, string>): number {
  const folder = createTempFolder();
  const command = redirect(writeHost(folder, code));
  spawnSync("bash", ["-c", command], { cwd: folder, env: createEnvironment(folder, env), timeout: 25_000 });
  return readExitCode(folder);
}

/** Runs the program on a terminal that ends before the program prints. */
async function runHostOnVanishedTerminal(code: string, env: Record<string, string>): Promise<number> {
  const folder = createTempFolder();
  const command = writeHost(folder, code);
  const terminal = spawn("script", ["-qec", command, "/dev/null"], {
    cwd: folder,
    env: createEnvironment(folder, { TERM: "xterm", ...env }),
    stdio: ["pipe", "pipe", "ignore"],
  });
  await vi.waitFor(() => existsSync(join(folder, "started")) || Promise.reject(new Error("not started")), {
    timeout: 10_000,
  });
  const ended = new Promise((resolve) => terminal.once("exit", resolve));
  terminal.kill("SIGKILL");
  await ended;
  writeFileSync(join(folder, "ready"), "");
  await vi.waitFor(() => existsSync(join(folder, "code")) || Promise.reject(new Error("not ended")), {
    timeout: 20_000,
  });
  return readExitCode(folder);
}

const USE_NAMES = Object.keys(USES) as (keyof typeof USES)[]; // the keys of a literal
const HOST_END_NAMES = Object.keys(HOST_ENDS) as (keyof typeof HOST_ENDS)[];

describe.skipIf(process.platform !== "linux")(
  "a host has the exit code that it has without telemetry (skipped without /dev/full)",
  () => {
    it.each(Object.keys(OUTPUTS).flatMap((output) => USE_NAMES.map((use) => [use, output] as const)))(
      "that %s %s",
      (use, output) => {
        const redirect = OUTPUTS[output] ?? String;
        const { code, env } = USES[use];
        for (const end of HOST_END_NAMES) {
          const expected = runHost(HOST_ENDS[end], redirect, env);
          expect([end, runHost(`${code} ${HOST_ENDS[end]}`, redirect, env)]).toEqual([end, expected]);
        }
        expect(runHost("", redirect, env)).toBe(HOST_EXIT_CODE);
      },
    );

    it("and an error of its own write is its own, also while events are printed", () => {
      const redirect = OUTPUTS["with a pipe behind stderr whose reader has ended"] ?? String;
      const { code, env } = USES["prints events"];
      expect(runHost(`${HOST_ENDS["writes to stderr"]} ${code}`, redirect, env)).toBe(1);
      expect(runHost(`${code} ${HOST_ENDS["writes to stderr"]}`, redirect, env)).toBe(1);
    });

    it.skipIf(!hasTerminals).each(USE_NAMES)("that %s on a terminal that is gone", async (use) => {
      const { code, env } = USES[use];
      expect(await runHostOnVanishedTerminal(code, env)).toBe(HOST_EXIT_CODE);
    });
  },
);

/** Returns the address of a package that the tool's author has installed. */
function resolvePackage(name: string): string {
  return pathToFileURL(createRequire(import.meta.url).resolve(name)).href;
}

const OPTIONS = '{ tool: "mytool", posthogApiKey: "phc_x" }';
const CLI = JSON.stringify(join(DIST, "cli", "index.js"));

/** The ways in which an author adds the subcommands. Each program has the arguments of the subcommand. */
const OWN_COMMANDS = {
  runTelemetryCli: `
    import { runTelemetryCli } from ${CLI};
    process.exitCode = await runTelemetryCli(process.argv.slice(2), ${OPTIONS});`,
  citty: `
    import { defineCommand, runMain } from ${JSON.stringify(import.meta.resolve("citty"))};
    import { telemetryCommand } from ${CLI};
    const telemetry = telemetryCommand(${OPTIONS});
    await runMain(defineCommand({ meta: { name: "mytool" }, subCommands: { telemetry } }), { rawArgs: ["telemetry", ...process.argv.slice(2)] });`,
  commander: `
    import { Command } from ${JSON.stringify(resolvePackage("commander"))};
    import { runTelemetryCli } from ${CLI};
    const program = new Command("mytool");
    program.command("telemetry").allowUnknownOption().helpOption(false).argument("[words...]").action(async (words, _, command) => {
      process.exitCode = await runTelemetryCli(command.args, ${OPTIONS});
    });
    await program.parseAsync(["telemetry", ...process.argv.slice(2)], { from: "user" });`,
};

/** Runs a command of bash in a home with a request that is longer than a pipe holds. */
function runInShell(createCommand: (programs: { own: string }) => string, source: string) {
  const home = createUsedHome();
  const names = Array.from({ length: 2000 }, () => "e");
  for (const tool of ["mytool", "codeweaver"])
    writeRequestLog(home, [{ body: createBatchBody(...names) }], tool);
  const file = join(home, "tool.mjs");
  writeFileSync(file, source);
  const command = createCommand({ own: `'${process.execPath}' '${file}'` });
  const { stdout, stderr } = spawnSync("bash", ["-c", command], {
    cwd: home,
    env: createEnvironment(home),
    encoding: "utf8",
    timeout: 25_000,
  });
  return { stdout, stderr, exitCode: Number(stdout.trimEnd().split("\n").at(-1)) };
}

const PROGRAMS = { ...OWN_COMMANDS, "the standalone program": `await import(${JSON.stringify(MAIN)});` };
const PRINT_CODE = `echo "\${PIPESTATUS[0]}"`;

describe.skipIf(process.platform !== "linux").each(Object.entries(PROGRAMS))(
  "the subcommands of %s",
  (_, source) => {
    it.each([
      ["show", "--full"],
      ["show", "--json"],
      ["show", "--help"],
      ["status", "--all"],
    ])("succeed without a message when the reader of a pipe ends: %s %s", (...args) => {
      const { stderr, exitCode } = runInShell(
        ({ own }) => `${own} ${args.join(" ")} | head -1 >/dev/null; ${PRINT_CODE}`,
        source,
      );
      expect([exitCode, stderr]).toEqual([0, ""]);
    });

    it("succeed with a closed stdout", () => {
      const { stderr, exitCode } = runInShell(
        ({ own }) => `code=$(${own} show --full >&- ; echo $?); echo $code`,
        source,
      );
      expect([exitCode, stderr]).toEqual([0, ""]);
    });

    it("say that a disk is full, and fail", () => {
      const { stderr, exitCode } = runInShell(
        ({ own }) => `${own} show --full >/dev/full; ${PRINT_CODE}`,
        source,
      );
      expect([exitCode, stderr]).toEqual([
        1,
        expect.stringMatching(/^\S.* the output could not be written: ENOSPC[^\n]*\n$/),
      ]);
    });

    it.each(["2>/dev/full", "2>&-", "2> >(exec <&-)"])(
      "keep the exit code of a mistake %s",
      (redirection) => {
        const { exitCode } = runInShell(({ own }) => `${own} nonsense ${redirection}; ${PRINT_CODE}`, source);
        expect(exitCode).toBe(2);
      },
    );
  },
);

it("the host's own write to a closed pipe fails after a subcommand as it does without one", () => {
  const write =
    'await new Promise((resolve) => setTimeout(resolve, 300)); process.stdout.write("host\\n"); await new Promise((resolve) => setTimeout(resolve, 100));';
  const run = (source: string) =>
    runInShell(({ own }) => `${own} show --full | head -1 >/dev/null; ${PRINT_CODE}`, source);
  const withTelemetry = run(`${OWN_COMMANDS.runTelemetryCli}${write}`);
  const without = run(write.replaceAll("300", "600"));
  expect(withTelemetry.stderr).toContain("EPIPE");
  expect([withTelemetry.exitCode, withTelemetry.stderr.includes("EPIPE")]).toEqual([1, true]);
  expect(without.exitCode).toBe(0); // `head` still reads its first line
});
