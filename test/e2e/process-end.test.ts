import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { DIST, emptyFolder, filesIn, runProgram } from "../support/run.js";

const program = (end: string) => `
  import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  for (let i = 0; i < 3; i++) telemetry.capture("e", { i });
  console.log("work done");
  ${end}
`;
const settings = (host: string) => ({
  CODEWEAVER_POSTHOG_API_KEY: "phc_x",
  CODEWEAVER__TELEMETRY__POSTHOG_HOST: host,
});

describe("at the end of a process", () => {
  it.each([
    ["that ends its session", "await telemetry.endSession();"],
    ["that shuts down", "await telemetry.shutdown();"],
    ["that just ends", ""],
  ])("%s, everything is delivered", async (_, end) => {
    await using receiver = await startReceiver();
    const home = emptyFolder();
    const run = await runProgram(program(end), {
      home,
      env: { ...settings(receiver.url), CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000" },
    });
    expect(run).toMatchObject({ code: 0, stdout: "work done\n", stderr: "" });
    expect(receiver.events.map(({ properties }) => properties.i)).toEqual([0, 1, 2]);
    expect(filesIn(home)).toEqual([join(home, ".data", "codeweaver", "telemetry", "salt")]);
  });

  it("the same installation hashes alike in every process", async () => {
    await using receiver = await startReceiver();
    const home = emptyFolder();
    const env = { ...settings(receiver.url), CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000" };
    const text = `
      import { declareAnonymity, getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      class Repo { path = "/home/jane"; }
      declareAnonymity(Repo, { path: "HASH" });
      getTelemetryClient().captureWithSerialization("e", new Repo());
    `;
    await runProgram(text, { home, env });
    await runProgram(text, { home, env });
    await runProgram(text, { home: emptyFolder(), env });
    const [first, second, elsewhere] = receiver.events.map(({ properties }) => properties.path);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(second).toBe(first);
    expect(elsewhere).not.toBe(first);
  });

  it.each([
    ["endSession", "await telemetry.endSession();"],
    ["a natural end", ""],
  ])("with a server that never answers, %s is silent and over with the exit budget", async (_, end) => {
    const blackHole = createServer(() => {});
    await new Promise<void>((resolve) => blackHole.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void blackHole.close());
    const host = `http://127.0.0.1:${(blackHole.address() as AddressInfo).port}`;
    // Measured inside the process and printed by it: from the end of its work to its last moment.
    const text = program(`const at = performance.now(); await telemetry.ready();
      process.on("exit", () => console.log(Math.round(performance.now() - at)));
      ${end}`);
    const run = await runProgram(text, {
      home: emptyFolder(),
      env: { ...settings(host), CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "700" },
    });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    const [said, held] = run.stdout.trim().split("\n");
    expect(said).toBe("work done");
    // The budget is what ends it, not the request's own 5 seconds.
    expect(Number(held)).toBeGreaterThan(600);
    expect(Number(held)).toBeLessThan(4000);
  });

  it.each([
    ["refused", "http://127.0.0.1:1"],
    ["without a name in DNS", "https://telemetry.invalid"],
  ])("with a connection %s, nothing is said and nothing fails", async (_, host) => {
    const run = await runProgram(
      program("await telemetry.endSession(); console.log(telemetry.stats().pending);"),
      { home: emptyFolder(), env: settings(host) },
    );
    expect(run).toMatchObject({ code: 0, stdout: "work done\n3\n", stderr: "" });
  });
});
