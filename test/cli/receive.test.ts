/** `receive`: prints the events that arrive. */
import { spawn } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import { createProgram, DELIVERY_INLINE } from "../support/captured-event.js";
import { createReceiverEnv, MAIN, runCli } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, runProgram } from "../support/run.js";

describe("receive", () => {
  it("prints how to point a tool at it, and each event that arrives", async () => {
    const home = createTempFolder();
    const child = spawn(process.execPath, [MAIN, "receive", "--tool", "my-tool"], {
      env: { PATH: process.env.PATH ?? "", HOME: home },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let seen = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      seen += chunk;
    });
    await expect.poll(() => seen, { timeout: 5000 }).toContain("phc_local");
    expect(seen).toContain("export MY_TOOL__TELEMETRY__POSTHOG_API_KEY=phc_local");
    const url = /POSTHOG_HOST=(\S+)/.exec(seen)?.[1] ?? "";
    await runProgram(createProgram("await telemetry.endSession();"), {
      home,
      env: { ...createReceiverEnv(url), ...DELIVERY_INLINE },
    });
    await expect.poll(() => seen).toContain('"$lib": "codeweaver-telemetry"');
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });

  it("explains that the port is taken", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const taken = await runCli(["receive", "--port", String(receiver.port)], { home });
    expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining("EADDRINUSE")]);
  });
});
