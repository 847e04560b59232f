/** Root in the home of another account, as with `sudo` that keeps HOME, and what an earlier run of root has left there. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { getDestinationId } from "../../src/delivery/spool-destination.js";
import { createReceiverEnv, MAIN, runCli, runCliJson, unwrap } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST, listFiles, type RunOptions, runNode, runProgram } from "../support/run.js";
import { createProgram } from "../support/spool.js";
import { isRoot, OTHER_ACCOUNT } from "../support/unusable-files.js";

/** Creates the home of another account. */
function createForeignHome(): string {
  const home = createTempFolder();
  chownSync(home, OTHER_ACCOUNT, OTHER_ACCOUNT);
  return home;
}

/** Runs a subcommand as the account that the home belongs to. */
function runAsOwner(args: readonly string[], options: RunOptions) {
  return runNode([MAIN, ...args], { ...options, uid: OTHER_ACCOUNT });
}

describe.skipIf(!isRoot)("root in the home of another account (skipped unless the tests run as root)", () => {
  it("keeps nothing on disk, sends the events itself, and tells the author's logger once", async () => {
    await using receiver = await startReceiver();
    const home = createForeignHome();
    const env = createReceiverEnv(receiver.url);
    const program = `
      import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const telemetry = createTelemetryClient({ logger: { warn: (line) => console.log(line) } });
      telemetry.capture("e");
      await telemetry.ready();
      await telemetry.shutdown();`;
    const { stdout } = await runProgram(program, { home, env });
    expect(stdout.trim().split("\n")).toEqual([
      expect.stringMatching(
        /telemetry is not written by root, because .* belongs to another account.*without sudo$/,
      ),
    ]);
    expect(receiver.events).toHaveLength(1);
    expect(readdirSync(home)).toEqual([]);
  });

  it.each(["disable", "enable"])("%s saves nothing, and says to run it without sudo", async (subcommand) => {
    const home = createForeignHome();
    const { code, stderr } = await runCli([subcommand], { home });
    expect(code).toBe(1);
    expect(unwrap(stderr)).toContain(
      "belongs to another account; run the command as that account, without sudo",
    );
    expect(readdirSync(home)).toEqual([]);
  });

  it("does not replace the choice of that account, and telemetry of root is off because of it", async () => {
    const home = createForeignHome();
    const env = createReceiverEnv("http://127.0.0.1:9");
    expect((await runAsOwner(["disable"], { home, env })).code).toBe(0);
    const file = join(home, ".config", "codeweaver", "telemetry-choice.json");
    const before = readFileSync(file, "utf8");
    expect((await runCli(["enable"], { home, env })).code).toBe(1);
    expect([readFileSync(file, "utf8"), statSync(file).uid]).toEqual([before, OTHER_ACCOUNT]);
    expect((await runCliJson(["status"], { home, env })).json.state).toBe("off");
  });

  it("shows no notice and records none", async () => {
    const home = createForeignHome();
    const program = `
      import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", onNotice() {} });
      await telemetry.ready();
      console.log(telemetry.state.reason);`;
    expect((await runProgram(program, { home })).stdout).toBe("not_told\n");
    expect(readdirSync(home)).toEqual([]);
  });
});

describe.skipIf(!isRoot)("what a run of root has left in the person's own folders", () => {
  it("is not pending, does not stop later events, is named by doctor, and is removed when it expires", {
    timeout: 60_000,
  }, async () => {
    await using receiver = await startReceiver();
    const home = createForeignHome();
    const env = createReceiverEnv(receiver.url);
    const options = { home, env, uid: OTHER_ACCOUNT };
    const spool = join(home, ".data", "codeweaver", "telemetry", "spool");
    // Everything belongs to the person, except these files.
    for (const folder of [
      ".data",
      ".data/codeweaver",
      ".data/codeweaver/telemetry",
      ".data/codeweaver/telemetry/spool",
    ]) {
      mkdirSync(join(home, folder), { mode: 0o700 });
      chownSync(join(home, folder), OTHER_ACCOUNT, OTHER_ACCOUNT);
    }
    const id = getDestinationId(receiver.url, "phc_x");
    const createFile = (createdAt: number, digit: number) => {
      const path = join(spool, `${createdAt}-0000000${digit}-${id}.jsonl`);
      writeFileSync(path, "x".repeat(4_000_000), { mode: 0o600 });
      return path;
    };
    const fresh = [createFile(Date.now(), 1), createFile(Date.now(), 2)]; // more than spool_max_mb together
    const expired = createFile(Date.now() - 8 * 24 * 60 * 60 * 1000, 3);
    utimesSync(expired, 0, 0);

    expect(JSON.parse((await runAsOwner(["status", "--json"], options)).stdout).pending).toMatchObject({
      events: 0,
      files: 0,
    });
    await runProgram(createProgram(), {
      ...options,
      env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" },
    });
    expect(JSON.parse((await runAsOwner(["status", "--json"], options)).stdout).pending.events).toBe(6); // with three reports
    expect(listFiles(spool)).toEqual(expect.arrayContaining(fresh));
    expect(listFiles(spool)).not.toContain(expired);
    const doctor = JSON.parse((await runAsOwner(["doctor", "--json"], options)).stdout);
    expect(doctor.checks.filter(({ ok }: { ok?: boolean }) => ok === false)).toMatchObject([
      { name: "files", found: expect.stringMatching(/^2 files are not used: .* belongs to another account/) },
    ]);
    await runProgram(createProgram(), options);
    await vi.waitFor(() => expect(receiver.events.filter(({ event }) => event === "e")).toHaveLength(6), {
      timeout: 15_000,
    });
    expect((await runAsOwner(["disable"], options)).code).toBe(0);
    expect(listFiles(spool)).toEqual([]);
  });

  it("is not used if it is a folder, and doctor says how to give it back", async () => {
    await using receiver = await startReceiver();
    const home = createForeignHome();
    const options = { home, env: createReceiverEnv(receiver.url), uid: OTHER_ACCOUNT };
    mkdirSync(join(home, ".data", "codeweaver"), { recursive: true });
    for (const folder of [".data", ".data/codeweaver"]) chmodSync(join(home, folder), 0o777);
    mkdirSync(join(home, ".data", "codeweaver", "telemetry"), { mode: 0o700 });
    const run = await runProgram(createProgram(), options);
    expect(run).toMatchObject({ code: 0, stdout: "ready\n", stderr: "" });
    expect(receiver.events).toHaveLength(3);
    const { stdout } = await runAsOwner(["doctor"], options);
    expect(unwrap(stdout)).toMatch(/telemetry belongs to another account, and is not used\. → .*chown/);
  });
});
