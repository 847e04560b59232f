/** Tests the order of precedence, and that an untrusted file can only make telemetry more private. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DESTINATION_SETTINGS } from "../../src/bootstrap/destination.js";
import { type ResolvedSettings, resolveSettings } from "../../src/config/resolve-settings.js";
import { SETTING_NAMES, toSettingKey } from "../../src/config/setting-definitions.js";
import type { SettingName, SettingSource } from "../../src/config/settings.js";
import type { SettingsFile } from "../../src/config/settings-files.js";
import type { WireFormat } from "../../src/transports/transport.js";

type Values = Readonly<Record<string, unknown>>;

interface Parties {
  readonly overrides?: Values;
  readonly environment?: Readonly<Record<string, string>>;
  readonly person?: Values;
  readonly project?: Values;
  readonly isTrusted?: boolean;
  readonly options?: Values;
  readonly defaults?: Values;
}

function resolve(parties: Parties, wire: WireFormat = "posthog"): ResolvedSettings {
  const { environment = {}, overrides = {}, options = {}, defaults = {} } = parties;
  const env = Object.fromEntries(
    Object.entries(environment).map(([key, value]) => [`T__TELEMETRY__${key.toUpperCase()}`, value]),
  );
  const files = [
    parties.project && projectFile(parties.project, parties.isTrusted === true),
    parties.person && personFile(parties.person),
  ].filter((file) => file !== undefined);
  const sources = { tool: "t", variableAliases: [], defaults, env, files, options, overrides };
  return resolveSettings({ ...sources, destinationSettings: DESTINATION_SETTINGS[wire] });
}

function projectFile(values: Values, isTrusted: boolean): SettingsFile {
  const source: SettingSource = {
    kind: "project",
    label: "project",
    ...(!isTrusted && { isUntrusted: true }),
  };
  const trust = { isTrusted, untrustableReason: undefined, record: undefined, digest: () => "" };
  return { kind: "read", path: "t.toml", trust, settings: list(values, source) };
}

function personFile(values: Values): SettingsFile {
  return { kind: "read", path: "person.toml", settings: list(values, { kind: "person", label: "person" }) };
}

function list<S>(values: Values, source: S) {
  return Object.entries(values).map(([key, raw]) => ({ key, raw, source }));
}

describe("selectSettings, of settings where a lower value is more private", () => {
  it.each<[string, Parties, SettingName, unknown]>([
    ["the lower rate of an untrusted project", { project: { sample_rate: 0.1 } }, "sampleRate", 0.1],
    [
      "the author's rate instead of the higher one of an untrusted project",
      { project: { sample_rate: 1 }, options: { sampleRate: 0.1 } },
      "sampleRate",
      0.1,
    ],
    [
      "the higher rate of a trusted project",
      { project: { sample_rate: 1 }, isTrusted: true, options: { sampleRate: 0.1 } },
      "sampleRate",
      1,
    ],
    [
      "the lower rate of a project instead of the person's",
      { project: { sample_rate: 0.1 }, isTrusted: true, environment: { sample_rate: "1" } },
      "sampleRate",
      0.1,
    ],
    [
      "the higher rate of the person",
      { person: { sample_rate: 1 }, options: { sampleRate: 0.1 } },
      "sampleRate",
      1,
    ],
    [
      "the lower rate of the person instead of overrides",
      { person: { sample_rate: 0.1 }, overrides: { sampleRate: 1 } },
      "sampleRate",
      0.1,
    ],
    [
      "overrides that are lower than the person's rate",
      { person: { sample_rate: 0.1 }, overrides: { sampleRate: 0 } },
      "sampleRate",
      0,
    ],
    [
      "the person's variable before their file",
      { environment: { sample_rate: "0.5" }, person: { sample_rate: 0.1 } },
      "sampleRate",
      0.5,
    ],
    [
      "the person's false under any name of the key",
      { environment: { tools_over_privacy: "true", tools_above_privacy: "false" } },
      "toolsOverPrivacy",
      false,
    ],
    [
      "the lower event limit of an untrusted project",
      { project: { events_per_minute: 5 } },
      "eventsPerMinute",
      5,
    ],
    [
      "the default instead of the higher event limit of an untrusted project",
      { project: { events_per_minute: 5000 } },
      "eventsPerMinute",
      1000,
    ],
    [
      "no opt-in of an untrusted project",
      { project: { tools_over_privacy: true } },
      "toolsOverPrivacy",
      false,
    ],
    [
      "the false of an untrusted project instead of the person's opt-in",
      { project: { tools_over_privacy: false }, environment: { tools_over_privacy: "1" } },
      "toolsOverPrivacy",
      false,
    ],
    [
      "the opt-in of a trusted project",
      { project: { tools_over_privacy: true }, isTrusted: true },
      "toolsOverPrivacy",
      true,
    ],
    [
      "the person's false instead of any opt-in",
      {
        project: { tools_over_privacy: true },
        isTrusted: true,
        person: { tools_over_privacy: false },
        options: { toolsOverPrivacy: true },
        overrides: { toolsOverPrivacy: true },
      },
      "toolsOverPrivacy",
      false,
    ],
    [
      "the person's opt-in instead of the author's default",
      { person: { tools_over_privacy: true }, options: { toolsOverPrivacy: false } },
      "toolsOverPrivacy",
      true,
    ],
  ])("applies %s", (_, parties, name, value) => {
    expect(resolve(parties).settings[name]).toBe(value);
  });
});

describe("selectSettings, of a destination", () => {
  const AUTHOR = { options: { posthogApiKey: "phc_author", posthogHost: "https://author.example" } };

  it.each<[string, Parties, readonly [key: string | undefined, host: string]]>([
    ["the author's key and host", AUTHOR, ["phc_author", "https://author.example"]],
    [
      "the author's key in code with the host of the profile",
      { options: { posthogApiKey: "phc_author" }, defaults: { posthogHost: "https://eu.example" } },
      ["phc_author", "https://eu.example"],
    ],
    [
      "the person's key with the default host",
      { ...AUTHOR, person: { api_key: "phc_me" } },
      ["phc_me", "https://us.i.posthog.com"],
    ],
    [
      "the person's key in the environment with the host in their file",
      { ...AUTHOR, environment: { api_key: "phc_me" }, person: { posthog_host: "https://me.example" } },
      ["phc_me", "https://me.example"],
    ],
    [
      "the person's host without any key",
      { ...AUTHOR, person: { posthog_host: "https://me.example" } },
      [undefined, "https://me.example"],
    ],
    [
      "the author's key instead of that of an untrusted project",
      { ...AUTHOR, project: { posthog_api_key: "phc_x" } },
      ["phc_author", "https://author.example"],
    ],
    [
      "the key of a trusted project with the default host",
      { ...AUTHOR, project: { posthog_api_key: "phc_team" }, isTrusted: true },
      ["phc_team", "https://us.i.posthog.com"],
    ],
    [
      "the person's key without the host of a trusted project",
      { person: { api_key: "phc_me" }, project: { posthog_host: "https://team.example" }, isTrusted: true },
      ["phc_me", "https://us.i.posthog.com"],
    ],
    [
      "the host of overrides with the key of the same author",
      { ...AUTHOR, overrides: { posthogHost: "https://test.example" }, person: { api_key: "phc_me" } },
      ["phc_author", "https://test.example"],
    ],
  ])("uses %s", (_, parties, [key, host]) => {
    const { posthogApiKey, posthogHost } = resolve(parties).settings;
    expect([posthogApiKey, posthogHost]).toEqual([key, host]);
  });

  it.each<[string, Parties, object]>([
    [
      "the project of the person's variable instead of the endpoint in their file",
      { environment: { gcp_project: "my-project" }, person: { endpoint: "https://mine.example" } },
      { gcpProject: "my-project", endpoint: undefined },
    ],
    [
      "the endpoint of overrides instead of the author's exporter",
      {
        overrides: { endpoint: "https://test.example" },
        options: { exporter: "posthog", posthogApiKey: "phc_a" },
      },
      { endpoint: "https://test.example", exporter: "auto", posthogApiKey: undefined },
    ],
    [
      "an exporter with the project of another source of the same party",
      { environment: { exporter: "google" }, person: { gcp_project: "my-project" } },
      { exporter: "google", gcpProject: "my-project" },
    ],
  ])("uses for traces %s", (_, parties, settings) => {
    expect(resolve(parties, "otlp").settings).toMatchObject(settings);
  });

  it("ignores the author's endpoint if the person names a Google project", () => {
    const parties = {
      environment: { gcp_project: "my-project" },
      options: { endpoint: "https://author.example" },
    };
    expect(resolve(parties, "otlp").settings).toMatchObject({
      gcpProject: "my-project",
      endpoint: undefined,
    });
  });

  it("takes `exporter = auto` for no destination", () => {
    const parties = { person: { exporter: "auto" }, options: { endpoint: "https://author.example" } };
    expect(resolve(parties, "otlp").settings.endpoint).toBe("https://author.example");
  });
});

describe("resolveSettings, of an untrusted file", () => {
  const url = fc.constantFrom("https://a.example", "https://b.example", "http://127.0.0.1:1");
  const setting: Readonly<Record<SettingName, fc.Arbitrary<unknown>>> = {
    disableTelemetry: fc.boolean(),
    toolsOverPrivacy: fc.boolean(),
    posthogApiKey: fc.constantFrom("phc_a", "phc_b"),
    posthogHost: url,
    endpoint: url,
    exporter: fc.constantFrom("auto", "otlp", "posthog", "google"),
    otlpProtocol: fc.constantFrom("json", "protobuf"),
    serviceName: fc.constantFrom("a", "b"),
    gcpProject: fc.constantFrom("project-a", "project-b"),
    batchSize: fc.integer({ min: 1, max: 1000 }),
    batchIntervalSeconds: fc.integer({ min: 1, max: 3600 }),
    maxQueueSize: fc.constantFrom(100, 5000),
    maxRetries: fc.integer({ min: 0, max: 10 }),
    retryBackoff: fc.integer({ min: 1, max: 10 }),
    requestTimeoutSeconds: fc.integer({ min: 1, max: 30 }),
    exitBudgetMs: fc.integer({ min: 0, max: 10_000 }),
    delivery: fc.constantFrom("auto", "inline", "detached", "spool"),
    spool: fc.boolean(),
    spoolMaxMb: fc.integer({ min: 1, max: 1000 }),
    spoolMaxDays: fc.integer({ min: 1, max: 365 }),
    sampleRate: fc.double({ min: 0, max: 1, noNaN: true }),
    eventsPerMinute: fc.integer({ min: 1, max: 5000 }),
    weeklyReport: fc.boolean(),
    flagBuckets: fc.integer({ min: 2, max: 64 }),
    identity: fc.constantFrom("session", "install"),
    receipts: fc.boolean(),
    salt: fc.constantFrom("a salt of somebody's own", "another salt of theirs"),
    dryRun: fc.boolean(),
  };
  const some = fc.record(setting, { requiredKeys: [] });
  const asFile = (values: Values) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [toSettingKey(name), value]));
  const asVariables = (values: Values) =>
    Object.fromEntries(Object.entries(asFile(values)).map(([key, value]) => [key, String(value)]));

  it("changes settings only to more private values, for any settings of others", () => {
    const LOWERED: readonly SettingName[] = [
      "toolsOverPrivacy",
      "sampleRate",
      "eventsPerMinute",
      "weeklyReport",
      "flagBuckets",
    ];
    const wires = fc.constantFrom<WireFormat>("posthog", "http", "otlp");
    const property = fc.property(some, some, some, some, some, wires, (stranger, ...rest) => {
      const [environment, person, options, overrides, wire] = rest;
      const others = { environment: asVariables(environment), person: asFile(person), options, overrides };
      const without = resolve(others, wire);
      const beside = resolve({ ...others, project: asFile(stranger) }, wire);
      expect(beside.destinationParty).toBe(without.destinationParty);
      for (const name of SETTING_NAMES) {
        const [before, after] = [without.settings[name], beside.settings[name]];
        if (name === "disableTelemetry") expect(Number(after)).toBeGreaterThanOrEqual(Number(before));
        else if (LOWERED.includes(name)) expect(Number(after)).toBeLessThanOrEqual(Number(before));
        else expect([name, after]).toEqual([name, before]);
      }
    });
    fc.assert(property, { numRuns: 2000 });
  });
});
