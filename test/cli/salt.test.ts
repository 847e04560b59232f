/** A salt that cannot be kept: the author's logger and `doctor` say so. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createReceiverEnv, runCli, unwrap } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

const SALT = ".data/codeweaver/telemetry/salt";

describe("a salt that cannot be kept", () => {
  it("is named once by the logger, and events are sent", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    mkdirSync(join(home, SALT), { recursive: true, mode: 0o700 });
    const program = `
      import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const telemetry = createTelemetryClient({ logger: { warn: (message) => console.log(message) } });
      for (let i = 0; i < 3; i++) {
        telemetry.capture("e");
        await telemetry.flush();
      }
      await telemetry.endSession();`;
    const { stdout } = await runProgram(program, { home, env: createReceiverEnv(receiver.url) });
    expect(stdout).toBe(
      `codeweaver: the salt is new in every process, because ${join(home, SALT)} cannot be kept: it is a folder\n`,
    );
    expect(receiver.events).toHaveLength(3);
  });

  it("is a fault that doctor finds", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    mkdirSync(join(home, SALT), { recursive: true, mode: 0o700 });
    const { code, stdout } = await runCli(["doctor"], { home, env: createReceiverEnv(receiver.url) });
    expect(code).toBe(1);
    expect(unwrap(stdout)).toContain(`✗ salt ~/${SALT} is a folder`);
  });

  it("is not created by doctor while telemetry is off", async () => {
    const home = createTempFolder();
    const { stdout } = await runCli(["doctor"], { home, env: { DO_NOT_TRACK: "1" } });
    expect(unwrap(stdout)).toContain("salt is created with the first event");
  });
});
