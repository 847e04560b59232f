import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { findOffState } from "../../src/bootstrap/create-client.js";
import { DESTINATION_SETTINGS } from "../../src/bootstrap/destination.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import { resolveSettings, type SettingsSources } from "../../src/config/resolve-settings.js";
import { SETTING_NAMES, SETTINGS, toSettingKey } from "../../src/config/setting-definitions.js";
import { readSettingsFiles, type SettingsFileLocations } from "../../src/config/settings-files.js";
import { trustProjectFile } from "../support/trust.js";

let home: string;
type Inputs = SettingsFileLocations & Omit<SettingsSources, "files">;
let inputs: Inputs;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "telemetry-config-"));
  mkdirSync(join(home, "repo", ".git"), { recursive: true });
  mkdirSync(join(home, "repo", "packages", "deep"), { recursive: true });
  mkdirSync(join(home, "person"));
  inputs = {
    tool: "codeweaver",
    variableAliases: [],
    defaults: {},
    env: {},
    cwd: join(home, "repo", "packages", "deep"),
    personFile: join(home, "person", "codeweaver.toml"),
    trustFile: join(home, "person", "telemetry-trust.json"),
    options: {},
    overrides: {},
    destinationSettings: DESTINATION_SETTINGS.posthog,
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Writes a file that the person has trusted. */
const projectFile = (toml: string, folder = "repo", tool = "codeweaver") => {
  const path = join(home, folder, `${tool}.toml`);
  writeFileSync(path, `[telemetry]\n${toml}\n`);
  trustProjectFile(path, join(home, "person", "telemetry-trust.json"));
};
const personFile = (toml: string) =>
  writeFileSync(join(home, "person", "codeweaver.toml"), `[telemetry]\n${toml}\n`);
const resolve = (changes: Partial<Inputs> = {}) => {
  const now = { ...inputs, ...changes };
  return resolveSettings({ ...now, files: readSettingsFiles(now) });
};
const environment = (key: string, value: string) => ({ env: { [`CODEWEAVER__TELEMETRY__${key}`]: value } });

describe("resolveSettings, without any source", () => {
  it("gives every setting its default", () => {
    const { settings, provenance, problems, unreadableFiles } = resolve();
    expect(settings).toEqual(Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].default])));
    expect(new Set(Object.values(provenance).map(({ kind }) => kind))).toEqual(new Set(["default"]));
    expect([problems, unreadableFiles]).toEqual([[], []]);
  });
});

describe("config/codeweaver.toml, the annotated example", () => {
  const example = readFileSync("config/codeweaver.toml", "utf8");

  it("states the defaults", () => {
    writeFileSync(join(home, "repo", "codeweaver.toml"), example);
    const { settings, problems } = resolve();
    expect(problems).toEqual([]);
    expect(settings).toEqual(resolve({ cwd: undefined }).settings);
  });

  it("names every setting", () => {
    for (const name of SETTING_NAMES)
      expect(example).toMatch(new RegExp(`^(# )?${toSettingKey(name)} = `, "m"));
  });
});

describe("resolveSettings, of several sources", () => {
  const everywhere = () => {
    projectFile("batch_size = 3");
    personFile("batch_size = 4");
  };

  it.each([
    [
      "overrides in code",
      { overrides: { batchSize: 5 }, ...environment("BATCH_SIZE", "2") },
      5,
      "override",
      "option overrides.batchSize",
    ],
    [
      "the environment",
      { options: { batchSize: 1 }, ...environment("BATCH_SIZE", "2") },
      2,
      "environment",
      "CODEWEAVER__TELEMETRY__BATCH_SIZE",
    ],
    ["the person's file", {}, 4, "person", /person\/codeweaver\.toml \[telemetry\]$/],
    ["the project's file", { personFile: undefined }, 3, "project", /repo\/codeweaver\.toml \[telemetry\]$/],
    [
      "options in code",
      { cwd: undefined, personFile: undefined, options: { batchSize: 1 } },
      1,
      "option",
      "option batchSize",
    ],
  ] as const)("selects %s before weaker sources", (_, changes, value, kind, label) => {
    everywhere();
    const { settings, provenance } = resolve(changes);
    expect(settings.batchSize).toBe(value);
    expect(provenance.batchSize).toEqual({ kind, label: expect.stringMatching(label) });
  });
});

describe("readSettingsFiles, of a project", () => {
  it("searches upwards to the root of the repository, the nearest file first", () => {
    projectFile("batch_size = 3");
    expect(resolve().settings.batchSize).toBe(3);
    projectFile("batch_size = 5", "repo/packages");
    expect(resolve().settings.batchSize).toBe(5);
  });

  it("ignores files above the root, and outside a repository above the working directory", () => {
    projectFile("batch_size = 9", "");
    expect(resolve().settings.batchSize).toBe(10);
    rmSync(join(home, "repo", ".git"), { recursive: true });
    projectFile("batch_size = 8");
    expect(resolve().settings.batchSize).toBe(10);
    expect(resolve({ cwd: join(home, "repo") }).settings.batchSize).toBe(8);
  });
});

describe("resolveSettings, of aliases", () => {
  it.each([
    ["tools_above_privacy", "true", "toolsOverPrivacy", true],
    ["posthog_project_key", '"phc_a"', "posthogApiKey", "phc_a"],
    ["api_key", '"phc_b"', "posthogApiKey", "phc_b"],
    ["debug", "true", "dryRun", true],
  ] as const)("reads the alias %s", (alias, toml, name, value) => {
    projectFile(`${alias} = ${toml}`);
    expect(resolve().settings[name]).toBe(value);
    const { settings, provenance } = resolve(environment(alias.toUpperCase(), toml.replaceAll('"', "")));
    expect(settings[name]).toBe(value);
    expect(provenance[name].kind).toBe("environment");
  });

  it("reads an alias in code, which has camelCase like the option", () => {
    const { settings, provenance } = resolve({ options: { debug: true, toolsAbovePrivacy: true } as object });
    expect(settings).toMatchObject({ dryRun: true, toolsOverPrivacy: true });
    expect(provenance.dryRun.label).toBe("option debug");
    expect(resolve({ options: { dry_run: true } as object }).settings.dryRun).toBe(true); // as in a file
  });

  it("prefers the key's own name in the same source", () => {
    projectFile('api_key = "phc_alias"\nposthog_api_key = "phc_own"');
    expect(resolve().settings.posthogApiKey).toBe("phc_own");
  });

  it("reads CODEWEAVER_POSTHOG_API_KEY as the short form", () => {
    const short = { CODEWEAVER_POSTHOG_API_KEY: "phc_short" };
    expect(resolve({ env: short }).settings.posthogApiKey).toBe("phc_short");
    const both = { ...short, CODEWEAVER__TELEMETRY__POSTHOG_API_KEY: "phc_long" };
    expect(resolve({ env: both }).settings.posthogApiKey).toBe("phc_long");
  });
});

describe("resolveSettings, of booleans", () => {
  it.each(["1", "true", "yes", "on", "y", "t", " TRUE ", "On"])("reads %o as true", (raw) => {
    expect(resolve(environment("TOOLS_OVER_PRIVACY", raw)).settings.toolsOverPrivacy).toBe(true);
  });

  it.each(["0", "false", "no", "off", "n", "f", " Off "])("reads %o as false", (raw) => {
    const { settings, problems } = resolve(environment("SPOOL", raw));
    expect([settings.spool, problems]).toEqual([false, []]);
  });

  it.each(["ture", "2", ""])("rejects %o and uses the more private value", (raw) => {
    const opt = resolve(environment("TOOLS_OVER_PRIVACY", raw));
    expect([opt.settings.toolsOverPrivacy, opt.problems.length]).toEqual([false, 1]);
  });
});

describe("resolveSettings, of numbers", () => {
  it.each([
    ["batch_size", 1, 2048, [0, 2049, 1.5]],
    ["max_queue_size", 100, 100_000, [99, 100_001, 200.5]],
    ["batch_interval_seconds", 1, 3600, [0, 3601]],
    ["max_retries", 0, 10, [-1, 11, 0.5]],
    ["request_timeout_seconds", 1, 60, [0, 61]],
    ["exit_budget_ms", 0, 10_000, [-1, 10_001]],
    ["sample_rate", 0, 1, [-0.1, 1.1]],
    ["events_per_minute", 1, 1_000_000, [0]],
    ["spool_max_mb", 1, 1000, [0]],
    ["spool_max_days", 1, 365, [0]],
  ])("accepts %s from %d to %d, in a file and in the environment", (key, least, most, outside) => {
    for (const value of [least, most]) {
      projectFile(`${key} = ${value}`);
      expect(resolve().problems).toEqual([]);
      expect(resolve({ cwd: undefined, ...environment(key.toUpperCase(), ` ${value} `) }).problems).toEqual(
        [],
      );
    }
    for (const value of [...outside, '"many"', "nan", "true", "[1]"]) {
      projectFile(`${key} = ${value}`);
      const { problems } = resolve();
      expect(problems, String(value)).toEqual([
        {
          key,
          source: { kind: "project", label: expect.stringContaining("codeweaver.toml") },
          complaint: expect.stringContaining("number"),
        },
      ]);
    }
  });

  it.each([
    ["delivery", "sometimes", "auto, inline, detached or spool"],
    ["identity", "hardware", "session or install"],
  ])("rejects %s = %o", (key, raw, expected) => {
    const { problems } = resolve(environment(key.toUpperCase(), raw));
    expect(problems.map((problem) => problem.complaint)).toEqual([`is not ${expected}`]);
  });
});

describe("resolveSettings, of posthog_host", () => {
  it.each([
    ["https://eu.i.posthog.com/", "https://eu.i.posthog.com"],
    ["https://example.com/ph/", "https://example.com/ph"],
    ["http://localhost:8000", "http://localhost:8000"],
    ["http://127.0.0.9", "http://127.0.0.9"],
    ["http://[::1]:1", "http://[::1]:1"],
  ])("accepts %s", (raw, host) => {
    const { settings, problems } = resolve(environment("POSTHOG_HOST", raw));
    expect([settings.posthogHost, problems]).toEqual([host, []]);
  });

  it.each([
    "http://example.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "https://user:pw@example.com",
    "ftp://localhost",
    "example.com",
    "https://example.com/?x=1",
  ])("rejects %s", (raw) => {
    expect(resolve(environment("POSTHOG_HOST", raw)).problems).toHaveLength(1);
  });
});

describe("resolveSettings, of posthog_api_key", () => {
  it.each(["phx_personal", "phs_secret", "two words"])(
    "rejects %s and does not repeat it in the problem",
    (raw) => {
      const { problems } = resolve(environment("POSTHOG_API_KEY", raw));
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).not.toContain(raw);
    },
  );
});

describe("resolveSettings, of disable_telemetry", () => {
  it.each([
    ["an option", { options: { disableTelemetry: true } }, "option disableTelemetry"],
    ["the environment", environment("DISABLE_TELEMETRY", "yes"), "CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY"],
  ])("turns telemetry off by %s, also before any file is read", (_, changes, label) => {
    expect(resolve(changes).disabledBy?.label).toBe(label);
    const { env, options } = { ...inputs, ...changes };
    expect(findOffState(checkOptions(options as TelemetryOptions), env)).toMatchObject({
      reason: "disabled",
      source: label,
    });
  });

  it("turns telemetry off by any file, even if a stronger file sets false", () => {
    personFile("disable_telemetry = true");
    projectFile("disable_telemetry = false");
    expect(resolve().disabledBy?.kind).toBe("person");
  });

  it("forces telemetry on against the files with an explicit false in the environment", () => {
    personFile("disable_telemetry = true");
    const env = environment("DISABLE_TELEMETRY", "false");
    expect(resolve(env)).toMatchObject({ disabledBy: undefined, forcedOnBy: { kind: "environment" } });
    expect(resolve({ ...env, options: { disableTelemetry: true } }).disabledBy?.kind).toBe("option");
  });
});

describe("resolveSettings, of DO_NOT_TRACK", () => {
  it.each([
    ["1", true],
    ["true", true],
    ["yes", true],
    ["please", true],
    ["0", false],
    ["false", false],
    ["", false],
  ])("reads DO_NOT_TRACK=%o as %o", (value, off) => {
    expect(resolve({ env: { DO_NOT_TRACK: value } }).isDoNotTrackSet).toBe(off);
  });
});

describe("resolveSettings, of tools_over_privacy", () => {
  it("prefers the person's false to a project's true, and their environment to their file", () => {
    personFile("tools_over_privacy = false");
    projectFile("tools_over_privacy = true");
    expect(resolve().settings.toolsOverPrivacy).toBe(false);
    expect(resolve().provenance.toolsOverPrivacy.kind).toBe("person");
    expect(resolve(environment("TOOLS_OVER_PRIVACY", "1")).settings.toolsOverPrivacy).toBe(true);
  });

  it.each<[string, () => Partial<Inputs>]>([
    [
      "file",
      () => {
        personFile("tools_over_privacy = false");
        return {};
      },
    ],
    ["environment", () => environment("TOOLS_OVER_PRIVACY", "0")],
  ])("prefers the false in the person's %s to the author's true", (_, no) => {
    const { settings } = resolve({
      ...no(),
      options: { toolsOverPrivacy: true },
      defaults: { toolsOverPrivacy: true },
    });
    expect(settings.toolsOverPrivacy).toBe(false);
  });
});

describe("readSettingsFiles, of a file that cannot be used", () => {
  it.each([
    ["that is not TOML", "[other]\nx = 1\n[telemetry", "not TOML, from line 3 on"],
    ["whose section is a number", "telemetry = 3", "telemetry is not a section"],
    ["whose section is a list", "[[telemetry]]", "telemetry is not a section"],
    [
      "with an opt-out outside a section",
      "disable_telemetry = true",
      "disable_telemetry is not in a section",
    ],
    ["with 100,000 nested lists", `x = ${"[".repeat(100_000)}${"]".repeat(100_000)}`, "nested too deeply"],
  ])("reports a file %s as unreadable, and why", (_, toml, error) => {
    const path = join(home, "repo", "codeweaver.toml");
    writeFileSync(path, toml);
    expect(resolve().unreadableFiles).toEqual([{ path, error }]);
  });

  it.skipIf(process.getuid?.() === 0)(
    "reports a file without read permission as unreadable (skipped for root)",
    () => {
      projectFile("batch_size = 1");
      chmodSync(join(home, "repo", "codeweaver.toml"), 0);
      expect(resolve().unreadableFiles).toHaveLength(1);
    },
  );

  it("reports a folder as unreadable", () => {
    mkdirSync(join(home, "repo", "codeweaver.toml"));
    expect(resolve().unreadableFiles).toHaveLength(1);
  });

  it("reports an unknown key, because it may be a misspelt opt-out", () => {
    projectFile("disable_telemtry = true");
    expect(resolve().problems).toEqual([
      {
        key: "disable_telemtry",
        source: expect.anything(),
        complaint: expect.stringContaining("disable_telemetry"),
      },
    ]);
  });
});

describe("resolveSettings, of an opt-out with a small mistake", () => {
  it.each([
    "CODEWEAVER_TELEMETRY_DISABLED",
    "CODEWEAVER_TELEMETRY_DISABLE",
    "CODEWEAVER_TELEMETRY__DISABLE_TELEMETRY",
    "CODEWEAVER_TELEMETRY_DISABLE_TELEMETRY",
    "CODEWEAVER_TELEMETRY_OPT_OUT",
    "CODEWEAVER_TELEMETRY_OPTOUT",
    "CODEWEAVER_DISABLE_TELEMETRY",
    "CODEWEAVER_NO_TELEMETRY",
  ])("accepts %s=1 as an opt-out", (name) => {
    expect(resolve({ env: { [name]: "1" } }).disabledBy?.label).toBe(name);
    expect(findOffState(checkOptions({}), { [name]: "1" })).toMatchObject({ source: name });
  });

  it("accepts an opt-out under [Telemetry] or above all sections", () => {
    const both = "[telemetry]\nbatch_size = 5\n[Telemetry]\ndisable_telemetry = true\n";
    writeFileSync(join(home, "repo", "codeweaver.toml"), both);
    expect(resolve({ cwd: join(home, "repo") }).settings.disableTelemetry).toBe(true);
    writeFileSync(join(home, "repo", "codeweaver.toml"), "[Telemetry]\ndisable_telemetry = true\n");
    expect(resolve().disabledBy?.kind).toBe("project");
    writeFileSync(join(home, "repo", "codeweaver.toml"), "disable_telemetry = true\n");
    expect(resolve().unreadableFiles).toHaveLength(1);
  });
});

it("reads the person's own file as theirs in any working directory", () => {
  personFile("receipts = false");
  const { settings, problems } = resolve({ cwd: join(home, "person") });
  expect([settings.receipts, problems]).toEqual([false, []]);
});

describe("resolveSettings, of a salt", () => {
  it("rejects the salt of a project's file, which others can read", () => {
    projectFile('salt = "known to everybody"');
    const { settings, problems } = resolve();
    expect(settings.salt).toBeUndefined();
    expect(problems).toEqual([
      { key: "salt", source: expect.anything(), complaint: expect.stringContaining("project's file") },
    ]);
    rmSync(join(home, "repo", "codeweaver.toml"));
    personFile('salt = "a salt of the person"');
    expect(resolve().settings.salt).toBe("a salt of the person");
  });
});

describe("resolveSettings, of receipts", () => {
  it("rejects receipts in a project's file", () => {
    projectFile("receipts = false");
    expect(resolve().problems).toMatchObject([{ key: "receipts" }]);
    rmSync(join(home, "repo", "codeweaver.toml"));
    personFile("receipts = false");
    expect(resolve().settings.receipts).toBe(false);
  });
});

describe("readSettingsFiles, of a device or a large file", () => {
  it("reports the file as unreadable", () => {
    symlinkSync("/dev/zero", join(home, "repo", "codeweaver.toml"));
    expect(resolve().unreadableFiles).toHaveLength(1);
    rmSync(join(home, "repo", "codeweaver.toml"));
    projectFile(`# ${"x".repeat(300_000)}`);
    expect(resolve().unreadableFiles).toHaveLength(1);
  });
});

describe("readSettingsFiles, of a cloned repository", () => {
  const marker = () => (globalThis as { attacked?: boolean }).attacked;
  const attack = "globalThis.attacked = true; export default { telemetry: { batch_size: 7 } };";

  it.each([
    "codeweaver.js",
    "codeweaver.toml.js",
    "codeweaver.toml.ts",
    "codeweaver.config.ts",
    ".config/codeweaver.toml.js",
    "codeweaver.toml/index.js",
  ])("does not run %s", (name) => {
    if (!name.startsWith("codeweaver.toml/")) projectFile("max_retries = 2");
    const file = join(home, "repo", name);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, attack);
    expect(resolve().settings.batchSize).toBe(10);
    expect(marker()).toBeUndefined();
  });

  it.each([
    ["a layer", 'extends = "./layer"\n[telemetry]\nmax_retries = 2'],
    ["extends", 'extends = "./evil.mjs"\n[telemetry]\nmax_retries = 2'],
    ["a remote layer", 'extends = "gh:someone/something"\n[telemetry]\nmax_retries = 2'],
    ["$production", '[telemetry]\nmax_retries = 2\n["$production".telemetry]\nbatch_size = 7'],
    ["$env", '[telemetry]\nmax_retries = 2\n["$env".test.telemetry]\nbatch_size = 7'],
    ["a prototype", "[telemetry]\nmax_retries = 2\n[__proto__.telemetry]\nbatch_size = 7"],
  ])("does not follow %s", (_, toml) => {
    writeFileSync(join(home, "repo", "codeweaver.toml"), toml);
    writeFileSync(join(home, "repo", "evil.mjs"), attack);
    // c12's own name for its rc files is .configrc.
    for (const rc of [".codeweaverrc", ".configrc"])
      writeFileSync(join(home, "repo", rc), "telemetry.batch_size=7");
    mkdirSync(join(home, "repo", "layer"));
    writeFileSync(join(home, "repo", "layer", "codeweaver.toml"), "[telemetry]\nbatch_size = 7\n");
    writeFileSync(join(home, "repo", "package.json"), '{"codeweaver":{"telemetry":{"batch_size":7}}}');
    writeFileSync(join(home, "repo", ".env"), "CODEWEAVER__TELEMETRY__BATCH_SIZE=7");
    trustProjectFile(join(home, "repo", "codeweaver.toml"), inputs.trustFile ?? "");
    const { settings, unreadableFiles } = resolve();
    expect(settings.batchSize).toBe(10);
    if (unreadableFiles.length === 0) expect(settings.maxRetries).toBe(2);
    expect(marker()).toBeUndefined();
  });
});

describe("resolveSettings, of another tool", () => {
  it("reads the tool's own variables and files", () => {
    projectFile("batch_size = 6", "repo", "my-tool");
    const mine = { tool: "my-tool", personFile: undefined };
    expect(resolve(mine).settings.batchSize).toBe(6);
    expect(resolve({ ...mine, env: { MY_TOOL__TELEMETRY__BATCH_SIZE: "7" } }).settings.batchSize).toBe(7);
    expect(resolve({ ...mine, ...environment("BATCH_SIZE", "8") }).settings.batchSize).toBe(6);
  });
});
