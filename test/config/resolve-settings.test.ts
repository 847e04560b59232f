import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { DESTINATION_SETTINGS } from "../../src/bootstrap/destination.js";
import { findEarlyOffSource } from "../../src/config/environment.js";
import { resolveSettings, type SettingsSources } from "../../src/config/resolve-settings.js";
import { SETTING_NAMES, SETTINGS, toSettingKey } from "../../src/config/setting-definitions.js";
import { readSettingsFiles, type SettingsFolders } from "../../src/config/settings-files.js";
import { trustProjectFile } from "../support/trust.js";

let home: string;
type Told = SettingsFolders & Omit<SettingsSources, "files">;
let told: Told;
const NAMES = { tool: "codeweaver", aliases: [] };

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "telemetry-config-"));
  mkdirSync(join(home, "repo", ".git"), { recursive: true });
  mkdirSync(join(home, "repo", "packages", "deep"), { recursive: true });
  mkdirSync(join(home, "person"));
  told = {
    tool: "codeweaver",
    aliases: [],
    defaults: {},
    env: {},
    cwd: join(home, "repo", "packages", "deep"),
    personFile: join(home, "person", "codeweaver.toml"),
    trustFile: join(home, "person", "telemetry-trust.json"),
    options: {},
    overrides: {},
    destination: DESTINATION_SETTINGS.posthog,
  };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A file that the person has trusted; test/config/trust.test.ts has those that nobody trusts. */
const projectFile = (toml: string, folder = "repo", tool = "codeweaver") => {
  const path = join(home, folder, `${tool}.toml`);
  writeFileSync(path, `[telemetry]\n${toml}\n`);
  trustProjectFile(path, join(home, "person", "telemetry-trust.json"));
};
const personFile = (toml: string) =>
  writeFileSync(join(home, "person", "codeweaver.toml"), `[telemetry]\n${toml}\n`);
const resolved = (changes: Partial<Told> = {}) => {
  const now = { ...told, ...changes };
  return resolveSettings({ ...now, files: readSettingsFiles(now) });
};
const environment = (key: string, value: string) => ({ env: { [`CODEWEAVER__TELEMETRY__${key}`]: value } });

describe("without any source", () => {
  it("every setting has its default, and says so", () => {
    const { settings, provenance, problems, unreadableFiles } = resolved();
    expect(settings).toEqual(Object.fromEntries(SETTING_NAMES.map((name) => [name, SETTINGS[name].default])));
    expect(new Set(Object.values(provenance).map(({ kind }) => kind))).toEqual(new Set(["default"]));
    expect([problems, unreadableFiles]).toEqual([[], []]);
  });
});

describe("config/codeweaver.toml, the annotated example", () => {
  const example = readFileSync("config/codeweaver.toml", "utf8");

  it("says the defaults", () => {
    writeFileSync(join(home, "repo", "codeweaver.toml"), example);
    const { settings, problems } = resolved();
    expect(problems).toEqual([]);
    expect(settings).toEqual(resolved({ cwd: undefined }).settings);
  });

  it("names every setting", () => {
    for (const name of SETTING_NAMES)
      expect(example).toMatch(new RegExp(`^(# )?${toSettingKey(name)} = `, "m"));
  });
});

describe("precedence", () => {
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
  ] as const)("%s", (_, changes, value, kind, label) => {
    everywhere();
    const { settings, provenance } = resolved(changes);
    expect(settings.batchSize).toBe(value);
    expect(provenance.batchSize).toEqual({ kind, label: expect.stringMatching(label) });
  });
});

describe("the project's file", () => {
  it("is searched upwards to the repository's root, the nearest first", () => {
    projectFile("batch_size = 3");
    expect(resolved().settings.batchSize).toBe(3);
    projectFile("batch_size = 5", "repo/packages");
    expect(resolved().settings.batchSize).toBe(5);
  });

  it("is not searched above the root, nor above the working directory where there is no repository", () => {
    projectFile("batch_size = 9", "");
    expect(resolved().settings.batchSize).toBe(10);
    rmSync(join(home, "repo", ".git"), { recursive: true });
    projectFile("batch_size = 8");
    expect(resolved().settings.batchSize).toBe(10);
    expect(resolved({ cwd: join(home, "repo") }).settings.batchSize).toBe(8);
  });
});

describe("aliases", () => {
  it.each([
    ["tools_above_privacy", "true", "toolsOverPrivacy", true],
    ["posthog_project_key", '"phc_a"', "posthogApiKey", "phc_a"],
    ["api_key", '"phc_b"', "posthogApiKey", "phc_b"],
  ] as const)("%s", (alias, toml, name, value) => {
    projectFile(`${alias} = ${toml}`);
    expect(resolved().settings[name]).toBe(value);
    const { settings, provenance } = resolved(environment(alias.toUpperCase(), toml.replaceAll('"', "")));
    expect(settings[name]).toBe(value);
    expect(provenance[name].kind).toBe("environment");
  });

  it("give way to the key's own name in the same source", () => {
    projectFile('api_key = "phc_alias"\nposthog_api_key = "phc_own"');
    expect(resolved().settings.posthogApiKey).toBe("phc_own");
  });

  it("CODEWEAVER_POSTHOG_API_KEY is the short form of the environment's", () => {
    const short = { CODEWEAVER_POSTHOG_API_KEY: "phc_short" };
    expect(resolved({ env: short }).settings.posthogApiKey).toBe("phc_short");
    const both = { ...short, CODEWEAVER__TELEMETRY__POSTHOG_API_KEY: "phc_long" };
    expect(resolved({ env: both }).settings.posthogApiKey).toBe("phc_long");
  });
});

describe("booleans", () => {
  it.each(["1", "true", "yes", "on", "y", "t", " TRUE ", "On"])("%o is true", (raw) => {
    expect(resolved(environment("TOOLS_OVER_PRIVACY", raw)).settings.toolsOverPrivacy).toBe(true);
  });

  it.each(["0", "false", "no", "off", "n", "f", " Off "])("%o is false", (raw) => {
    const { settings, problems } = resolved(environment("SPOOL", raw));
    expect([settings.spool, problems]).toEqual([false, []]);
  });

  it.each(["ture", "2", ""])("%o cannot be read and counts as the private answer", (raw) => {
    const opt = resolved(environment("TOOLS_OVER_PRIVACY", raw));
    expect([opt.settings.toolsOverPrivacy, opt.problems.length]).toEqual([false, 1]);
  });
});

describe("ranges", () => {
  it.each([
    ["batch_size", 1, 1000, [0, 1001, 1.5]],
    ["batch_interval_seconds", 1, 3600, [0, 3601]],
    ["max_retries", 0, 10, [-1, 11, 0.5]],
    ["request_timeout_seconds", 1, 30, [0, 31]],
    ["exit_budget_ms", 0, 10_000, [-1, 10_001]],
    ["sample_rate", 0, 1, [-0.1, 1.1]],
    ["events_per_minute", 1, 1_000_000, [0]],
    ["spool_max_mb", 1, 1000, [0]],
    ["spool_max_days", 1, 365, [0]],
  ])("%s takes %d to %d, from a file and from the environment", (key, least, most, outside) => {
    for (const value of [least, most]) {
      projectFile(`${key} = ${value}`);
      expect(resolved().problems).toEqual([]);
      expect(resolved({ cwd: undefined, ...environment(key.toUpperCase(), ` ${value} `) }).problems).toEqual(
        [],
      );
    }
    for (const value of [...outside, '"many"', "nan", "true", "[1]"]) {
      projectFile(`${key} = ${value}`);
      const { problems } = resolved();
      expect(problems, String(value)).toEqual([
        {
          key,
          source: { kind: "project", label: expect.stringContaining("codeweaver.toml") },
          expected: expect.stringContaining("number"),
        },
      ]);
    }
  });

  it.each([
    ["delivery", "sometimes", "auto, inline, detached or spool"],
    ["identity", "hardware", "session or install"],
  ])("%s = %o", (key, raw, expected) => {
    const { problems } = resolved(environment(key.toUpperCase(), raw));
    expect(problems.map((problem) => problem.expected)).toEqual([expected]);
  });
});

describe("posthog_host", () => {
  it.each([
    ["https://eu.i.posthog.com/", "https://eu.i.posthog.com"],
    ["https://example.com/ph/", "https://example.com/ph"],
    ["http://localhost:8000", "http://localhost:8000"],
    ["http://127.0.0.9", "http://127.0.0.9"],
    ["http://[::1]:1", "http://[::1]:1"],
  ])("%s is used", (raw, host) => {
    const { settings, problems } = resolved(environment("POSTHOG_HOST", raw));
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
  ])("%s is not", (raw) => {
    expect(resolved(environment("POSTHOG_HOST", raw)).problems).toHaveLength(1);
  });
});

describe("posthog_api_key", () => {
  it.each(["phx_personal", "phs_secret", "two words"])(
    "%s is no project key, and is not repeated in the problem",
    (raw) => {
      const { problems } = resolved(environment("POSTHOG_API_KEY", raw));
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).not.toContain(raw);
    },
  );
});

describe("disable_telemetry", () => {
  it.each([
    ["an option", { options: { disableTelemetry: true } }, "option disableTelemetry"],
    ["the environment", environment("DISABLE_TELEMETRY", "yes"), "CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY"],
  ])("in %s turns off, before any file is read too", (_, changes, label) => {
    expect(resolved(changes).disabledBy?.label).toBe(label);
    const { env, options } = { ...told, ...changes };
    expect(findEarlyOffSource(env, NAMES, options)?.label).toBe(label);
  });

  it("in any file turns off, whatever a file of higher precedence says", () => {
    personFile("disable_telemetry = true");
    projectFile("disable_telemetry = false");
    expect(resolved().disabledBy?.kind).toBe("person");
  });

  it("explicitly false in the environment overrides the files, and nothing else", () => {
    personFile("disable_telemetry = true");
    const env = environment("DISABLE_TELEMETRY", "false");
    expect(resolved(env)).toMatchObject({ disabledBy: undefined, overriddenBy: { kind: "environment" } });
    expect(resolved({ ...env, options: { disableTelemetry: true } }).disabledBy?.kind).toBe("option");
  });
});

describe("DO_NOT_TRACK", () => {
  it.each([
    ["1", true],
    ["true", true],
    ["yes", true],
    ["please", true],
    ["0", false],
    ["false", false],
    ["", false],
  ])("=%o → %o", (value, off) => {
    expect(resolved({ env: { DO_NOT_TRACK: value } }).doNotTrack).toBe(off);
  });
});

describe("a person's own no", () => {
  it("to tools_over_privacy beats a project's yes, not their own environment's", () => {
    personFile("tools_over_privacy = false");
    projectFile("tools_over_privacy = true");
    expect(resolved().settings.toolsOverPrivacy).toBe(false);
    expect(resolved().provenance.toolsOverPrivacy.kind).toBe("person");
    expect(resolved(environment("TOOLS_OVER_PRIVACY", "1")).settings.toolsOverPrivacy).toBe(true);
  });

  it.each<[string, () => Partial<Told>]>([
    [
      "file",
      () => {
        personFile("tools_over_privacy = false");
        return {};
      },
    ],
    ["environment", () => environment("TOOLS_OVER_PRIVACY", "0")],
  ])("to tools_over_privacy in their %s beats the author's yes", (_, no) => {
    const { settings } = resolved({
      ...no(),
      options: { toolsOverPrivacy: true },
      defaults: { toolsOverPrivacy: true },
    });
    expect(settings.toolsOverPrivacy).toBe(false);
  });
});

describe("what is wrong with a file", () => {
  it.each([
    ["is no TOML", "[telemetry"],
    ["has a section that is none", "telemetry = 3"],
    ["has a list for a section", "[[telemetry]]"],
  ])("%s: it counts as unreadable", (_, toml) => {
    writeFileSync(join(home, "repo", "codeweaver.toml"), toml);
    expect(resolved().unreadableFiles).toEqual([join(home, "repo", "codeweaver.toml")]);
  });

  it.skipIf(process.getuid?.() === 0)("may not be read (skipped as root, who may read everything)", () => {
    projectFile("batch_size = 1");
    chmodSync(join(home, "repo", "codeweaver.toml"), 0);
    expect(resolved().unreadableFiles).toHaveLength(1);
  });

  it("is a folder", () => {
    mkdirSync(join(home, "repo", "codeweaver.toml"));
    expect(resolved().unreadableFiles).toHaveLength(1);
  });

  it("names a key that does not exist: a misspelt opt-out must not pass for consent", () => {
    projectFile("disable_telemtry = true");
    expect(resolved().problems).toEqual([
      {
        key: "disable_telemtry",
        source: expect.anything(),
        expected: expect.stringContaining("disable_telemetry"),
      },
    ]);
  });
});

describe("an opt-out that is nearly right is one", () => {
  it.each([
    "CODEWEAVER_TELEMETRY_DISABLED",
    "CODEWEAVER_TELEMETRY_DISABLE",
    "CODEWEAVER_TELEMETRY__DISABLE_TELEMETRY",
    "CODEWEAVER_TELEMETRY_DISABLE_TELEMETRY",
    "CODEWEAVER_TELEMETRY_OPT_OUT",
    "CODEWEAVER_TELEMETRY_OPTOUT",
    "CODEWEAVER_DISABLE_TELEMETRY",
    "CODEWEAVER_NO_TELEMETRY",
  ])("%s=1", (name) => {
    expect(resolved({ env: { [name]: "1" } }).disabledBy?.label).toBe(name);
    expect(findEarlyOffSource({ [name]: "1" }, NAMES, {})?.label).toBe(name);
  });

  it("in a section that is written [Telemetry], or above any section", () => {
    const both = "[telemetry]\nbatch_size = 5\n[Telemetry]\ndisable_telemetry = true\n";
    writeFileSync(join(home, "repo", "codeweaver.toml"), both);
    expect(resolved({ cwd: join(home, "repo") }).settings.disableTelemetry).toBe(true);
    writeFileSync(join(home, "repo", "codeweaver.toml"), "[Telemetry]\ndisable_telemetry = true\n");
    expect(resolved().disabledBy?.kind).toBe("project");
    writeFileSync(join(home, "repo", "codeweaver.toml"), "disable_telemetry = true\n");
    expect(resolved().unreadableFiles).toHaveLength(1);
  });
});

it("a file that is the person's own is not the project's, wherever a tool is started", () => {
  personFile("receipts = false");
  const { settings, problems } = resolved({ cwd: join(home, "person") });
  expect([settings.receipts, problems]).toEqual([false, []]);
});

describe("a salt", () => {
  it("is not taken from a project's file, where others can read it", () => {
    projectFile('salt = "known to everybody"');
    const { settings, problems } = resolved();
    expect(settings.salt).toBeUndefined();
    expect(problems).toEqual([
      { key: "salt", source: expect.anything(), expected: expect.stringContaining("project's file") },
    ]);
    rmSync(join(home, "repo", "codeweaver.toml"));
    personFile('salt = "a salt of the person"');
    expect(resolved().settings.salt).toBe("a salt of the person");
  });
});

describe("receipts", () => {
  it("are the person's: a project's file has no say in them", () => {
    projectFile("receipts = false");
    expect(resolved().problems).toMatchObject([{ key: "receipts" }]);
    rmSync(join(home, "repo", "codeweaver.toml"));
    personFile("receipts = false");
    expect(resolved().settings.receipts).toBe(false);
  });
});

describe("a settings file that is a device, or no size for settings", () => {
  it("is not read", () => {
    symlinkSync("/dev/zero", join(home, "repo", "codeweaver.toml"));
    expect(resolved().unreadableFiles).toHaveLength(1);
    rmSync(join(home, "repo", "codeweaver.toml"));
    projectFile(`# ${"x".repeat(300_000)}`);
    expect(resolved().unreadableFiles).toHaveLength(1);
  });
});

describe("a settings file of a cloned repository", () => {
  const marker = () => (globalThis as { attacked?: boolean }).attacked;
  const attack = "globalThis.attacked = true; export default { telemetry: { batch_size: 7 } };";

  it.each([
    "codeweaver.js",
    "codeweaver.toml.js",
    "codeweaver.toml.ts",
    "codeweaver.config.ts",
    ".config/codeweaver.toml.js",
    "codeweaver.toml/index.js",
  ])("runs no %s beside it", (name) => {
    if (!name.startsWith("codeweaver.toml/")) projectFile("max_retries = 2");
    const file = join(home, "repo", name);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, attack);
    expect(resolved().settings.batchSize).toBe(10);
    expect(marker()).toBeUndefined();
  });

  it.each([
    ["layer", 'extends = "./layer"\n[telemetry]\nmax_retries = 2'],
    ["extends", 'extends = "./evil.mjs"\n[telemetry]\nmax_retries = 2'],
    ["a remote layer", 'extends = "gh:someone/something"\n[telemetry]\nmax_retries = 2'],
    ["$production", '[telemetry]\nmax_retries = 2\n["$production".telemetry]\nbatch_size = 7'],
    ["$env", '[telemetry]\nmax_retries = 2\n["$env".test.telemetry]\nbatch_size = 7'],
    ["a prototype", "[telemetry]\nmax_retries = 2\n[__proto__.telemetry]\nbatch_size = 7"],
  ])("follows no %s", (_, toml) => {
    writeFileSync(join(home, "repo", "codeweaver.toml"), toml);
    writeFileSync(join(home, "repo", "evil.mjs"), attack);
    // c12's own name for its rc files is .configrc.
    for (const rc of [".codeweaverrc", ".configrc"])
      writeFileSync(join(home, "repo", rc), "telemetry.batch_size=7");
    mkdirSync(join(home, "repo", "layer"));
    writeFileSync(join(home, "repo", "layer", "codeweaver.toml"), "[telemetry]\nbatch_size = 7\n");
    writeFileSync(join(home, "repo", "package.json"), '{"codeweaver":{"telemetry":{"batch_size":7}}}');
    writeFileSync(join(home, "repo", ".env"), "CODEWEAVER__TELEMETRY__BATCH_SIZE=7");
    trustProjectFile(join(home, "repo", "codeweaver.toml"), told.trustFile ?? "");
    const { settings, unreadableFiles } = resolved();
    expect(settings.batchSize).toBe(10);
    if (unreadableFiles.length === 0) expect(settings.maxRetries).toBe(2);
    expect(marker()).toBeUndefined();
  });
});

describe("another tool", () => {
  it("has its own variables and files", () => {
    projectFile("batch_size = 6", "repo", "my-tool");
    const mine = { tool: "my-tool", personFile: undefined };
    expect(resolved(mine).settings.batchSize).toBe(6);
    expect(resolved({ ...mine, env: { MY_TOOL__TELEMETRY__BATCH_SIZE: "7" } }).settings.batchSize).toBe(7);
    expect(resolved({ ...mine, ...environment("BATCH_SIZE", "8") }).settings.batchSize).toBe(6);
  });
});
