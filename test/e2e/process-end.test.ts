import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join, relative } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startReceiver } from "../support/receiver.js";
import { DIST, listFiles, runProgram } from "../support/run.js";
import { createUsedHome } from "../support/used-home.js";

const program = (end: string) => `
  import { createTelemetryClient, getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  for (let i = 0; i < 3; i++) telemetry.capture("e", { i });
  console.log("work done");
  ${end}
`;
const settings = (host: string) => ({
  CODEWEAVER_POSTHOG_API_KEY: "phc_x",
  CODEWEAVER__TELEMETRY__POSTHOG_HOST: host,
});

/** A server that accepts and never answers. */
async function startBlackHole(): Promise<string> {
  const blackHole = createServer(() => {});
  await new Promise<void>((resolve) => blackHole.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void blackHole.close());
  return `http://127.0.0.1:${(blackHole.address() as AddressInfo).port}`;
}

describe("at the end of a process", () => {
  it.each([
    ["that ends its session", "await telemetry.endSession();"],
    ["that shuts down", "await telemetry.shutdown();"],
  ])("delivers every event of a process %s", async (_, end) => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const run = await runProgram(program(end), {
      home,
      env: { ...settings(receiver.url), CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000" },
    });
    expect(run).toMatchObject({ code: 0, stdout: "work done\n", stderr: "" });
    expect(receiver.events.map(({ properties }) => properties.i)).toEqual([0, 1, 2]);
    const names = listFiles(home).map((file) =>
      relative(join(home, ".data", "codeweaver", "telemetry"), file),
    );
    expect(names.sort()).toEqual([
      expect.stringMatching(/^ids.\d{4}-W\d\d\.ids$/),
      "installation.json",
      expect.stringMatching(/^receipts.\d{4}-\d\d-\d\d-0000\.jsonl$/),
      "salt",
    ]);
  });

  it.each([
    ["endSession", "await telemetry.endSession();"],
    ["a natural end", ""],
  ])(
    "ends a process after its exit budget, without output, by %s with inline delivery to a server that never answers",
    async (_, end) => {
      const host = await startBlackHole();
      // The program measures and prints the time from the end of its work to its exit event.
      const text = program(`const at = performance.now(); await telemetry.ready();
      process.on("exit", () => console.log(Math.round(performance.now() - at)));
      ${end}`);
      const run = await runProgram(text, {
        home: createUsedHome(),
        env: {
          ...settings(host),
          CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "1500",
          CODEWEAVER__TELEMETRY__DELIVERY: "inline",
        },
      });
      expect(run).toMatchObject({ code: 0, stderr: "" });
      const [output, heldMs] = run.stdout.trim().split("\n");
      expect(output).toBe("work done");
      // The exit budget ends the request before its own timeout of 5 seconds. Loading the transport takes time before that.
      expect(Number(heldMs)).toBeGreaterThan(1400);
      expect(Number(heldMs)).toBeLessThan(2900);
    },
  );

  it("does not keep the process alive for a request that nobody awaits", async () => {
    const host = await startBlackHole();
    const text =
      program(`await telemetry.shutdown(); const other = createTelemetryClient({ tool: "other", posthogApiKey: "phc_x",
      posthogHost: ${JSON.stringify(host)}, requestTimeoutSeconds: 30, spool: false });
      console.log(await other.getFeatureFlag("f", { timeoutMs: 500, fallback: "control" }));`);
    const run = await runProgram(text, { home: createUsedHome(), env: { DO_NOT_TRACK: "0" } });
    expect(run).toMatchObject({ code: 0, stdout: "work done\ncontrol\n", stderr: "" });
    expect(run.milliseconds).toBeLessThan(15_000); // the request itself would take 30 seconds
  });

  it.each([
    ["refused", "http://127.0.0.1:1"],
    ["without a name in DNS", "https://telemetry.invalid"],
  ])("prints nothing and does not fail with a connection %s", async (_, host) => {
    const run = await runProgram(
      program("await telemetry.endSession(); console.log(telemetry.stats().pending);"),
      { home: createUsedHome(), env: settings(host) },
    );
    expect(run).toMatchObject({ code: 0, stdout: "work done\n3\n", stderr: "" });
  });
});
