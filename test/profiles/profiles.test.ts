import { describe, expect, it, vi } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import { resolveTelemetry } from "../../src/bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import { SETTING_NAMES, SETTINGS, toSettingKey } from "../../src/config/setting-definitions.js";
import type { Profile } from "../../src/profiles/profile.js";
import { PROFILES } from "../../src/profiles/profile-registry.js";

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
const situation = (options: TelemetryOptions, env: Record<string, string> = {}) =>
  resolveTelemetry(checkOptions(options), { env, cwd: () => undefined });

describe("the profiles that ship", () => {
  it.each(Object.entries(PROFILES))(
    "%s is named as its tool, and every default of it can be used",
    (name, profile) => {
      expect(profile.tool).toBe(name);
      const { resolved } = situation({ profile });
      expect(resolved.problems).toEqual([]);
      const { community } = profile as Profile;
      for (const [setting, value] of Object.entries({ ...profile.defaults, ...community?.defaults }))
        expect(Reflect.get(resolved.settings, setting)).toBe(value);
    },
  );

  it("codeweaver is what a client is without one", () => {
    expect({ ...situation({ profile: "codeweaver" }), options: {} }).toEqual(situation({}));
  });
});

describe("a profile of the author's own", () => {
  it("gives the tool, its consent, its transport and its defaults", () => {
    const found = situation({ profile: OWN }, { MYTOOL_URL: "https://a.example" });
    expect(found).toMatchObject({
      tool: "mytool",
      consent: "opt-out-immediately",
      destination: { wire: "http" },
      profile: { notice: OWN.notice },
    });
    expect(found.resolved.settings.batchSize).toBe(3);
    expect(found.state).toEqual({ status: "on" });
  });

  it("is off where any of its variables says no, whatever the first says", () => {
    const environment = [
      { name: "B_ON", setting: "disableTelemetry", negated: true },
      { name: "A_OFF", setting: "disableTelemetry" },
    ] as const;
    const env = { B_ON: "true", A_OFF: "true", MYTOOL_URL: "https://a.example" };
    expect(situation({ profile: { ...OWN, environment } }, env).state).toMatchObject({
      status: "off",
      source: "A_OFF",
    });
  });

  it("is off while there is nowhere to send", () => {
    expect(situation({ profile: OWN }).state).toEqual({
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
    ["the next where it is not", { MYTOOL_OLD_URL: "https://b.example" }, "https://b.example"],
    [
      "the next where it is empty",
      { MYTOOL_URL: "", MYTOOL_OLD_URL: "https://b.example" },
      "https://b.example",
    ],
    [
      "the tool's own name before them",
      { MYTOOL_URL: "https://a.example", MYTOOL__TELEMETRY__ENDPOINT: "https://c.example" },
      "https://c.example",
    ],
  ])("of several variables %s counts", (_, env, endpoint) => {
    const { resolved } = situation({ profile: OWN }, env);
    expect([resolved.settings.endpoint, resolved.problems]).toEqual([endpoint, []]);
  });

  it("need not say more than its tool: the rest is as CodeWeaver's", () => {
    const found = situation({ profile: { tool: "mytool", environment: [] } }, {});
    expect(found).toMatchObject({ tool: "mytool", consent: "opt-out", destination: { wire: "posthog" } });
  });

  it("yields to options", () => {
    const found = situation({
      profile: OWN,
      tool: "other",
      consent: "opt-in",
      notice: "n",
      batchSize: 9,
    });
    expect(found).toMatchObject({ tool: "other", consent: "opt-in", profile: { notice: "n" } });
    expect(found.resolved.settings.batchSize).toBe(9);
  });

  it.each([
    ["a name that none has", "myceliun"],
    ["nothing", null],
    ["a tool that is no name", { ...OWN, tool: "../x" }],
    ["a consent that is none", { ...OWN, consent: "maybe" }],
    ["a transport that is none", { ...OWN, transport: "pigeon" }],
    ["variables that are no list", { ...OWN, environment: {} }],
    ["a variable of no setting", { ...OWN, environment: [{ name: "A", setting: "nope" }] }],
    ["defaults that are none", { ...OWN, defaults: 3 }],
  ])("that is none turns it off, and it is said: %s", (_, profile) => {
    const emitted = vi.spyOn(process, "emitWarning").mockImplementation(() => {});
    const client = createTelemetryClient({ profile: profile as never }); // as an untyped caller may
    expect(client.state).toMatchObject({ status: "off", reason: "invalid_setting" });
    expect(String(emitted.mock.calls[0]?.[0])).toContain("option profile");
    emitted.mockRestore();
  });

  it("with a default that cannot be used turns it off, and it is said whose that is", () => {
    const { state, resolved } = situation({ profile: { ...OWN, defaults: { batchSize: 0 } } });
    expect(state).toMatchObject({
      status: "off",
      reason: "invalid_setting",
      source: "profile mytool: batch_size",
    });
    expect(resolved.problems[0]?.expected).toBe(SETTINGS.batchSize.expected);
  });
});

it("every setting that a variable may give has a key", () => {
  expect(new Set(SETTING_NAMES.map(toSettingKey)).size).toBe(SETTING_NAMES.length);
});
