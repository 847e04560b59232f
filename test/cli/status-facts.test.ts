/** The facts in `status`: settings, choice and delivery. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { getSharedFilePaths } from "../../src/delivery/spool-destination.js";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import { createReceiverEnv, runCli, unwrap } from "../support/cli.js";
import { createTempFolder, runProgram } from "../support/run.js";
import { runInState } from "../support/tool-status.js";
import { createUsedHome } from "../support/used-home.js";

describe("the settings in status", () => {
  it("lists settings that are not default, and all of them with --all", async () => {
    const { stdout } = await runInState(["status"], {});
    expect(stdout).toContain("posthog_host     https://ph.example (option posthogHost)");
    expect(stdout).not.toContain("batch_size");
    expect(stdout).toContain(
      "21 settings have their default. To see all settings:\n  mytool telemetry status --all",
    );
    const all = await runInState(["--all", "status"], {});
    expect(all.stdout).toMatch(/batch_size +10 \(default\)/);
    expect(all.stdout).not.toContain("have their default");
  });

  it("prints all settings as JSON without --all", async () => {
    const { stdout } = await runInState(["--json"], {});
    expect(Object.keys(JSON.parse(stdout).settings)).toHaveLength(23);
  });
});

describe("status of a tool whose key may be in its own code", () => {
  it("does not say that an opt-in has no effect", async () => {
    const home = createTempFolder();
    await runCli(["enable"], { home });
    const stdout = unwrap((await runCli(["status"], { home })).stdout);
    expect(stdout).toMatch(/^Whether codeweaver telemetry is on cannot be determined here /);
    expect(stdout).toMatch(/your choice opted in on \S+ \S+ UTC \(~/);
    expect(unwrap((await runCli(["doctor"], { home })).stdout)).not.toContain("is off");
  });
});

describe("the delivery in status", () => {
  it("names events for other servers, and a pause of the circuit breaker", async () => {
    const home = createUsedHome();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram(""), { home, env });
    const folder = join(home, ".data", "codeweaver", "telemetry", "spool");
    const other = createReceiverEnv("http://127.0.0.1:10");
    const destination = { folder, host: "http://127.0.0.1:10", apiKey: "phc_x", proxy: undefined };
    writeFileSync(
      getSharedFilePaths(destination).breaker,
      JSON.stringify({ failures: 6, until: Date.now() + 600_000 }),
    );
    const stdout = unwrap((await runCli(["status"], { home, env: other })).stdout);
    expect(stdout).toContain("pending no event; 1 event for servers other than the current one");
    expect(stdout).toMatch(
      /failures the last \d+ tries to send failed, and the next is not before \S+ \S+ UTC\. To find out why: codeweaver-telemetry doctor /,
    );
  });
});
