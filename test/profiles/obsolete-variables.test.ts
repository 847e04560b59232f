import { describe, expect, it, vi } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import { runCliJson } from "../support/cli.js";
import { createTempFolder, DIST, runNode } from "../support/run.js";

const ENV = { ZEN_COMMUNITY_TELEMETRY_B64: "e30=", ZEN_COMMUNITY_TELEMETRY_PROJECT: "my-project" };

describe("a person who still sets a variable that has no effect", () => {
  it("is told by status what to set instead", async () => {
    const run = await runNode([`${DIST}/cli/main.js`, "status", "--tool", "zen"], {
      home: createTempFolder(),
      env: ENV,
    });
    const text = run.stdout.replaceAll(/\s+/g, " ");
    expect(text).toContain(
      "ZEN_COMMUNITY_TELEMETRY_B64: set GOOGLE_APPLICATION_CREDENTIALS to the path of a file",
    );
    expect(text).toContain("ZEN_COMMUNITY_TELEMETRY_PROJECT: set ZEN_GCP_PROJECT to the id of the project");
    expect(text).not.toContain("ZEN_COMMUNITY_TELEMETRY_FILE");
    expect(text).not.toContain("e30="); // it may be a key
  });

  it("is told by doctor, as something to repair", async () => {
    const { json } = await runCliJson(["doctor", "--tool", "zen"], { home: createTempFolder(), env: ENV });
    const named = json.checks.filter(({ name }: { name: string }) => name.startsWith("ZEN_COMMUNITY"));
    expect(named).toMatchObject([
      { ok: false, found: "is set and has no effect" },
      { ok: false, fix: "set ZEN_GCP_PROJECT to the id of the project" },
    ]);
  });

  it("does not turn telemetry off by it, and the author's logger is warned", async () => {
    vi.stubEnv("ZEN_COMMUNITY_TELEMETRY_FILE", "/home/jane/key.json");
    const warn = vi.fn();
    const telemetry = createTelemetryClient({
      profile: "zen",
      posthogApiKey: "phc_x",
      posthogHost: "http://127.0.0.1:9",
      logger: { warn },
    });
    expect(telemetry.state.status).toBe("on");
    expect(warn.mock.calls).toEqual([
      [
        "zen: ZEN_COMMUNITY_TELEMETRY_FILE has no effect: set GOOGLE_APPLICATION_CREDENTIALS to the path of the same file",
      ],
    ]);
    vi.unstubAllEnvs();
    await telemetry.shutdown();
  });
});
