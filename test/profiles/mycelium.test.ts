import { afterEach, describe, expect, it, vi } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import { processInputs } from "../../src/bootstrap/process-inputs.js";
import { type ResolvedTelemetry, resolveTelemetry } from "../../src/bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { SettingName } from "../../src/config/settings.js";
import { PROFILES } from "../../src/profiles/profile-registry.js";

const resolve = (env: Record<string, string> = {}, options: TelemetryOptions = {}): ResolvedTelemetry =>
  resolveTelemetry(checkOptions({ profile: "mycelium", ...options }), {
    ...processInputs,
    env,
    cwd: () => undefined,
  });
const ON = { TELEMETRY_ENABLED: "true" };

afterEach(() => vi.unstubAllEnvs());

describe("the profile mycelium, of consent", () => {
  it.each([
    [{}, "not_opted_in"],
    [{ TELEMETRY_ENABLED: "false" }, "disabled"],
    [{ TELEMETRY_ENABLED: "" }, "not_opted_in"],
    [{ TELEMETRY_ENABLED: "treu" }, "disabled"],
    [{ ...ON, DO_NOT_TRACK: "1" }, "do_not_track"],
    [{ ...ON, MYCELIUM__TELEMETRY__DISABLE_TELEMETRY: "true" }, "disabled"],
  ])("is off with %o, for the reason %s", (env, reason) => {
    expect(resolve(env).state).toMatchObject({ status: "off", reason });
  });

  it.each(["true", "1", "yes", "True"])("is on with TELEMETRY_ENABLED=%s", (yes) => {
    expect(resolve({ TELEMETRY_ENABLED: yes }).state).toEqual({ status: "on" });
  });

  it("is off before any file is read if the environment opts out", () => {
    vi.stubEnv("TELEMETRY_ENABLED", "no");
    const { state } = createTelemetryClient({ profile: "mycelium" });
    expect(state).toEqual({ status: "off", reason: "disabled", source: "TELEMETRY_ENABLED" });
  });
});

describe("the profile mycelium, of its variables", () => {
  it.each<[string, SettingName, unknown]>([
    ["TELEMETRY_ENDPOINT", "endpoint", "https://mycelium-telemetry.sornsen.io"],
    ["TELEMETRY_TIMEOUT", "requestTimeoutSeconds", 5],
    ["TELEMETRY_BATCH_SIZE", "batchSize", 100],
    ["TELEMETRY_RETRY_ATTEMPTS", "maxRetries", 3],
    ["TELEMETRY_RETRY_BACKOFF", "retryBackoff", 2],
    ["TELEMETRY_SALT", "salt", undefined],
  ])("has the default of %s", (name, setting, value) => {
    expect(PROFILES.mycelium.environment.find((row) => row.name === name)?.setting).toBe(setting);
    expect(resolve().settings[setting]).toBe(value);
  });

  it.each<[string, string, SettingName, unknown]>([
    ["TELEMETRY_ENDPOINT", "https://telemetry.mycompany.com", "endpoint", "https://telemetry.mycompany.com"],
    [
      "TELEMETRY_ENDPOINT",
      "http://localhost:8080/api/events",
      "endpoint",
      "http://localhost:8080/api/events",
    ],
    ["TELEMETRY_TIMEOUT", "1", "requestTimeoutSeconds", 1],
    ["TELEMETRY_TIMEOUT", "30", "requestTimeoutSeconds", 30],
    ["TELEMETRY_BATCH_SIZE", "1", "batchSize", 1],
    ["TELEMETRY_BATCH_SIZE", "1000", "batchSize", 1000],
    ["TELEMETRY_RETRY_ATTEMPTS", "0", "maxRetries", 0],
    ["TELEMETRY_RETRY_ATTEMPTS", "10", "maxRetries", 10],
    ["TELEMETRY_RETRY_BACKOFF", "1.0", "retryBackoff", 1],
    ["TELEMETRY_RETRY_BACKOFF", "10.0", "retryBackoff", 10],
    ["TELEMETRY_SALT", "0123abcd4567ef89", "salt", "0123abcd4567ef89"],
  ])("accepts %s=%s", (name, raw, setting, value) => {
    const { state, settings, provenance } = resolve({ ...ON, [name]: raw });
    expect([state.status, settings[setting], provenance[setting].label]).toEqual(["on", value, name]);
  });

  it.each([
    ["TELEMETRY_ENDPOINT", "http://telemetry.mycompany.com"],
    ["TELEMETRY_ENDPOINT", "telemetry.mycompany.com"],
    ["TELEMETRY_TIMEOUT", "0"],
    ["TELEMETRY_TIMEOUT", "61"],
    ["TELEMETRY_BATCH_SIZE", "0"],
    ["TELEMETRY_BATCH_SIZE", "2049"],
    ["TELEMETRY_BATCH_SIZE", "many"],
    ["TELEMETRY_RETRY_ATTEMPTS", "-1"],
    ["TELEMETRY_RETRY_ATTEMPTS", "11"],
    ["TELEMETRY_RETRY_BACKOFF", "0.9"],
    ["TELEMETRY_RETRY_BACKOFF", "10.1"],
    ["TELEMETRY_SALT", "0123abcd"],
  ])("turns telemetry off for %s=%s, with one warning that names the variable", async (name, raw) => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    vi.stubEnv("TELEMETRY_ENABLED", "true");
    vi.stubEnv(name, raw);
    const client = createTelemetryClient({ profile: "mycelium" });
    await client.ready();
    expect(client.state).toMatchObject({ status: "off", reason: "invalid_setting" });
    expect(emitted.mock.calls.map(([message]) => String(message))).toEqual([
      expect.stringContaining(`(${name}) is not`),
    ]);
    emitted.mockRestore();
  });

  it("prefers the long names of variables", () => {
    const env = { ...ON, TELEMETRY_BATCH_SIZE: "7", MYCELIUM__TELEMETRY__BATCH_SIZE: "8" };
    expect(resolve(env).settings.batchSize).toBe(8);
  });
});

describe("the profile mycelium", () => {
  it("sends every 30 seconds, and keeps no events on the disk", () => {
    const { settings, provenance, spoolFolder, receiptsFolder } = resolve(ON);
    expect([settings.batchIntervalSeconds, spoolFolder, receiptsFolder]).toEqual([30, undefined, undefined]);
    expect(provenance.batchIntervalSeconds.label).toBe("profile mycelium");
  });

  it("sends to a plain endpoint without a key", () => {
    expect(resolve(ON).destination).toMatchObject({
      host: PROFILES.mycelium.defaults.endpoint,
      apiKey: "",
      wire: "http",
    });
  });
});
