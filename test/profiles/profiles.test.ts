import { describe, expect, it, vi } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import { createPackageManifest } from "../../src/bootstrap/package-manifest.js";
import { processInputs } from "../../src/bootstrap/process-inputs.js";
import { resolveTelemetry } from "../../src/bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import { SETTING_NAMES, SETTINGS, toSettingKey } from "../../src/config/setting-definitions.js";
import type { Profile } from "../../src/profiles/profile.js";
import { findEventOwner, PROFILES } from "../../src/profiles/profile-registry.js";

const OWN: Profile = {
  tool: "mytool",
  consent: "opt-out-immediately",
  notice: "mytool counts things",
  transport: "http",
  environment: [
    { name: "MYTOOL_URL", setting: "endpoint" },
    { name: "MYTOOL_OLD_URL", setting: "endpoint" },
    { name: "MYTOOL_QUIET", setting: "disableTelemetry" },
  ],
  defaults: { batchSize: 3 },
};
const resolve = (options: TelemetryOptions, env: Record<string, string> = {}) =>
  resolveTelemetry(checkOptions(options), { ...processInputs, env, cwd: () => undefined });

describe("the built-in profiles", () => {
  it.each(Object.entries(PROFILES))(
    "have usable defaults and the name of their tool: %s",
    (name, profile) => {
      expect(profile.tool).toBe(name);
      const { settings, problems } = resolve({ profile });
      expect(problems).toEqual([]);
      const { community } = profile as Profile;
      for (const [setting, value] of Object.entries({ ...profile.defaults, ...community?.defaults }))
        expect(Reflect.get(settings, setting)).toBe(value);
    },
  );

  it("own events that this package has", () => {
    const events = createPackageManifest().events.map(({ event }) => event);
    const owned = events.filter((event) => findEventOwner(event) !== undefined);
    expect(new Set(owned.map(findEventOwner))).toEqual(new Set(Object.keys(PROFILES)));
    expect(owned).toHaveLength(9);
    expect(findEventOwner("$exception")).toBeUndefined();
  });

  it("include codeweaver, which is the default", () => {
    expect({ ...resolve({ profile: "codeweaver" }), options: {} }).toEqual(resolve({}));
  });
});

describe("an author's own profile", () => {
  it("sets the tool, its consent, its transport and its defaults", () => {
    const found = resolve({ profile: OWN }, { MYTOOL_URL: "https://a.example" });
    expect(found).toMatchObject({
      tool: "mytool",
      destination: { wire: "http" },
      profile: { consent: "opt-out-immediately", notice: OWN.notice },
    });
    expect(found.settings.batchSize).toBe(3);
    expect(found.state).toEqual({ status: "on" });
  });

  it("is off if any of its variables opts out", () => {
    const environment = [
      { name: "B_ON", setting: "disableTelemetry", negated: true },
      { name: "A_OFF", setting: "disableTelemetry" },
    ] as const;
    const env = { B_ON: "true", A_OFF: "true", MYTOOL_URL: "https://a.example" };
    expect(resolve({ profile: { ...OWN, environment } }, env).state).toMatchObject({
      status: "off",
      source: "A_OFF",
    });
  });

  it("is off without a destination", () => {
    expect(resolve({ profile: OWN }).state).toEqual({
      status: "off",
      reason: "no_key",
      source: "endpoint is not set",
    });
  });

  it.each([
    [
      "the first variable that is set",
      { MYTOOL_URL: "https://a.example", MYTOOL_OLD_URL: "nonsense" },
      "https://a.example",
    ],
    [
      "the second variable if the first is not set",
      { MYTOOL_OLD_URL: "https://b.example" },
      "https://b.example",
    ],
    [
      "the second variable if the first is empty",
      { MYTOOL_URL: "", MYTOOL_OLD_URL: "https://b.example" },
      "https://b.example",
    ],
    [
      "the long name before its aliases",
      { MYTOOL_URL: "https://a.example", MYTOOL__TELEMETRY__ENDPOINT: "https://c.example" },
      "https://c.example",
    ],
  ])("reads %s", (_, env, endpoint) => {
    const { settings, problems } = resolve({ profile: OWN }, env);
    expect([settings.endpoint, problems]).toEqual([endpoint, []]);
  });

  it("has the defaults of CodeWeaver for missing fields", () => {
    const found = resolve({ profile: { tool: "mytool", environment: [] } }, {});
    expect(found).toMatchObject({
      tool: "mytool",
      profile: { consent: "opt-out" },
      destination: { wire: "posthog" },
    });
  });

  it("is overridden by options", () => {
    const found = resolve({
      profile: OWN,
      tool: "other",
      consent: "opt-in",
      notice: "n",
      batchSize: 9,
    });
    expect(found).toMatchObject({ tool: "other", profile: { consent: "opt-in", notice: "n" } });
    expect(found.settings.batchSize).toBe(9);
  });

  it.each([
    ["an unknown name", "myceliun"],
    ["null", null],
    ["an invalid tool", { ...OWN, tool: "../x" }],
    ["an invalid consent", { ...OWN, consent: "maybe" }],
    ["an invalid transport", { ...OWN, transport: "pigeon" }],
    ["variables that are not a list", { ...OWN, environment: {} }],
    ["a variable of an unknown setting", { ...OWN, environment: [{ name: "A", setting: "nope" }] }],
    ["defaults that are not an object", { ...OWN, defaults: 3 }],
  ])("turns telemetry off with a warning: %s", (_, profile) => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const client = createTelemetryClient({ profile: profile as never }); // as an untyped caller may
    expect(client.state).toMatchObject({ status: "off", reason: "invalid_setting" });
    expect(String(emitted.mock.calls[0]?.[0])).toContain("option profile");
    emitted.mockRestore();
  });

  it("turns telemetry off for an invalid default, and the state names the profile", () => {
    const { state, problems } = resolve({ profile: { ...OWN, defaults: { batchSize: 0 } } });
    expect(state).toMatchObject({
      status: "off",
      reason: "invalid_setting",
      source: "profile mytool: batch_size",
    });
    expect(problems[0]?.complaint).toBe(`is not ${SETTINGS.batchSize.expected}`);
  });
});

it("every setting has a key of its own", () => {
  expect(new Set(SETTING_NAMES.map(toSettingKey)).size).toBe(SETTING_NAMES.length);
});
