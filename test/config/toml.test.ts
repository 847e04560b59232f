/** Which TOML a settings file may contain beside the section of this library, and in it. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ResolvedSettings, resolveSettings } from "../../src/config/resolve-settings.js";
import { SETTING_NAMES, toSettingKey } from "../../src/config/setting-definitions.js";
import { readSettingsFiles } from "../../src/config/settings-files.js";
import { runCli } from "../support/cli.js";
import { createTempFolder } from "../support/run.js";
import { trustProjectFile } from "../support/trust.js";

/** Resolves the settings of a project's file that the person has trusted. */
function resolve(toml: string, env: Readonly<Record<string, string>> = {}): ResolvedSettings {
  const cwd = createTempFolder();
  const trustFile = join(cwd, "trust.json");
  const path = join(cwd, "mytool.toml");
  writeFileSync(path, toml);
  trustProjectFile(path, trustFile);
  return resolveSettings({
    tool: "mytool",
    variableAliases: [],
    defaults: {},
    env,
    options: {},
    overrides: {},
    destinationSettings: [],
    files: readSettingsFiles({ tool: "mytool", cwd, personFile: undefined, trustFile }),
  });
}

const OWN_SECTION = "[telemetry]\nmax_retries = 7\n";

describe("a section of another program", () => {
  it.each([
    ["the largest 64-bit integer", "x = 9223372036854775807"],
    ["the smallest 64-bit integer", "x = -9223372036854775808"],
    ["an integer of 20 digits", "x = 99999999999999999999"],
    ["large integers with separators", "x = [9_007_199_254_740_993, 0]"],
    [
      "large hexadecimal, octal and binary integers",
      `x = [0xFFFFFFFFFFFFFFFF, 0o7${"7".repeat(20)}, 0b${"1".repeat(64)}]`,
    ],
    ["a time with an offset", "x = 1979-05-27T07:32:00.999999-07:00"],
    ["a time with a blank", "x = 1979-05-27 07:32:00Z"],
    ["a local time and date", "x = 1979-05-27T07:32:00\ny = 1979-05-27\nz = 07:32:00.5"],
    ["infinity and NaN", "x = [inf, +inf, -inf, nan, +nan, -nan]"],
    ["a float beyond the range", "x = 1e400"],
    ["dotted and quoted keys", 'a.b."c d".e = 1\n"ʎǝʞ" = 2\n\'x "y"\' = 3\n"" = 4\n3.14 = 5'],
    [
      "names of Object.prototype",
      "__proto__ = 1\nconstructor = 2\nhasOwnProperty = 3\n[other.valueOf.__proto__]\ntelemetry = 4",
    ],
    ["lists of tables", "[[p]]\nn = 1\n[[p]]\n[[p.q]]"],
    ["inline tables", "x = { a = 1, b.c = [{ d = 2 }] }"],
    ["texts of several lines", 'x = """\\\n  a "b"\n"""\ny = \'\'\'\n[telemetry]\nbatch_size = 0\'\'\''],
    ["escapes", 'x = "\\U0001F600 \\u00e9 \\t"'],
    ["1500 nested lists", `x = ${"[".repeat(1500)}${"]".repeat(1500)}`],
    ["3000 nested tables", `[${"a.".repeat(3000)}a]`],
    ["the key of another section", "telemetry_x = 1\n[other.telemetry]\nbatch_size = 0"],
  ])("may have %s", (_, toml) => {
    for (const text of [`${OWN_SECTION}[other]\n${toml}`, `[other]\n${toml}\n${OWN_SECTION}`]) {
      const { settings, problems, unreadableFiles } = resolve(text);
      expect([problems, unreadableFiles]).toEqual([[], []]);
      expect(settings.maxRetries).toBe(7);
    }
  });

  it.each([
    ["line ends of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a byte order mark", (text: string) => `\uFEFF${text}`],
    ["no line end", (text: string) => text.trimEnd()],
  ])("may have %s", (_, change) => {
    const { settings, unreadableFiles } = resolve(change(`[other]\nx = 1\n${OWN_SECTION}`));
    expect(unreadableFiles).toEqual([]);
    expect(settings.maxRetries).toBe(7);
  });

  it.each(["x = 1.", "x = 1\nx = 2", "x = 0x", "[a]\n[a]", "x = 01", "x"])(
    "turns telemetry off if it is not TOML: %j",
    (toml) => {
      expect(resolve(`${OWN_SECTION}[other]\n${toml}`).unreadableFiles).toHaveLength(1);
    },
  );
});

describe("an integer that a number cannot hold", () => {
  const keys = SETTING_NAMES.map(toSettingKey).filter((key) => key !== "salt" && key !== "receipts");

  it.each(keys)("is an invalid value of %s", (key) => {
    for (const value of ["9223372036854775807", "-9223372036854775808", "[9223372036854775807]"]) {
      const { problems, unreadableFiles } = resolve(`[telemetry]\n${key} = ${value}`);
      expect(unreadableFiles).toEqual([]);
      expect(problems).toEqual([
        {
          key,
          source: expect.objectContaining({ label: expect.stringMatching(/mytool\.toml \[telemetry\]$/) }),
          complaint: expect.stringMatching(/^is not /),
        },
      ]);
    }
  });

  it("is named with its key, its source and what was expected", async () => {
    const home = createTempFolder();
    mkdirSync(join(home, ".config", "mytool"), { recursive: true });
    writeFileSync(
      join(home, ".config", "mytool", "mytool.toml"),
      "[telemetry]\nbatch_size = 9223372036854775807",
    );
    const { code, stdout } = await runCli(["status", "--tool", "mytool"], { home });
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, " ")).toContain("batch_size");
    expect(stdout.replace(/\s+/g, " ")).toContain("is not a whole number from 1 to 2048");
  });

  it.each([[[]], [["--json"]]])("is shown by trust %j", async (flags) => {
    const home = createTempFolder();
    writeFileSync(
      join(home, "mytool.toml"),
      "[telemetry]\nbatch_size = 9223372036854775807\nspool_max_mb = [9223372036854775806]",
    );
    const { stdout, stderr } = await runCli(["trust", "--tool", "mytool", ...flags], { home });
    expect(stderr).toBe("");
    expect(stdout).toContain("9223372036854775807");
    expect(stdout).toContain("9223372036854775806");
  });
});

describe("a key that has no visible characters, or blanks around them,", () => {
  const cases: readonly (readonly [string, string])[] = [
    ['""', '""'],
    ['" "', '" "'],
    ['"batch_size "', '"batch_size "'],
  ];

  it.each(cases)("%s is named with quotation marks", (key, printed) => {
    expect(resolve(`[telemetry]\n${key} = 1`).problems).toEqual([expect.objectContaining({ key: printed })]);
  });

  it.each(cases)("%s is shown so by trust", async (key, printed) => {
    const home = createTempFolder();
    writeFileSync(join(home, "mytool.toml"), `[telemetry]\n${key} = 1`);
    const { stdout } = await runCli(["trust", "--tool", "mytool"], { home });
    expect(stdout).toContain(printed);
  });

  it("is named for a variable, too", () => {
    const { problems } = resolve("", { MYTOOL__TELEMETRY__: "1" });
    expect(problems).toEqual([expect.objectContaining({ key: '""' })]);
  });
});

it.each([
  ["inf", "Infinity"],
  ["-inf", "-Infinity"],
  ["nan", "NaN"],
])("trust shows the number %s as %s", async (value, shown) => {
  const home = createTempFolder();
  writeFileSync(join(home, "mytool.toml"), `[telemetry]\nsample_rate = ${value}`);
  const { stdout } = await runCli(["trust", "--tool", "mytool"], { home });
  expect(stdout).toContain(`= ${shown}`);
});
