/** The settings of one file are the same, whether this library reads it or c12 does. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type LoadConfigOptions, loadConfig } from "c12";
import { describe, expect, it } from "vitest";
import { listSettingsLayers } from "../../src/c12/index.js";
import { resolveSettings } from "../../src/config/resolve-settings.js";
import { readSettingsFiles, type SettingsFile } from "../../src/config/settings-files.js";
import { readSettingsLayers } from "../../src/config/settings-layers.js";
import { createTempFolder } from "../support/run.js";
import { trustProjectFile } from "../support/trust.js";

/** The options with which c12 reads one file, and runs no code of a project. */
const ONE_FILE: LoadConfigOptions = {
  name: "mytool",
  configFile: "mytool",
  dotenv: false,
  envName: false,
  extend: false,
  giget: false,
  globalRc: false,
  packageJson: false,
  rcFile: false,
};

const CODE_SEARCH = `
# A configuration of CodeWeaver, as its users write it.
project_name = "monorepo"
indexed_since = 2025-11-03T08:15:00+01:00

[provider.embedding]
model = "voyage-code-3"
dimension = 1_024

[[provider.reranking]]
model = "rerank-2.5"

[indexer]
ignore = ["**/dist/**", "*.min.js"]
`;

/** Writes a project's file, trusted or not. */
function writeProject(toml: string, isTrusted: boolean, name = "mytool.toml") {
  const folder = createTempFolder();
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, toml);
  const trustFile = join(folder, "trust.json");
  if (isTrusted) trustProjectFile(path, trustFile);
  return { folder, trustFile };
}
type Project = ReturnType<typeof writeProject>;

/** The list of files is left out: it has every file that this library has read, also those without settings. */
function resolve(files: readonly SettingsFile[]) {
  const { filesRead, ignoredProjectSettings, ...resolved } = resolveSettings({
    tool: "mytool",
    variableAliases: [],
    defaults: {},
    env: {},
    files,
    options: {},
    overrides: {},
    destinationSettings: [],
  });
  const ignored = ignoredProjectSettings && {
    ...ignoredProjectSettings,
    digest: ignoredProjectSettings.digest(),
  };
  return { ...resolved, ignored };
}

function readByOwnReader({ folder, trustFile }: Project) {
  return resolve(readSettingsFiles({ tool: "mytool", cwd: folder, personFile: undefined, trustFile }));
}

async function readByC12({ folder, trustFile }: Project) {
  const layers = listSettingsLayers(await loadConfig({ ...ONE_FILE, cwd: folder }));
  return resolve(readSettingsLayers(layers, { ownFiles: [], trustFile }));
}

describe.each([["trusted", true] as const, ["not trusted", false] as const])(
  "a file that is %s",
  (_, isTrusted) => {
    it.each([
      ["sections of the tool", `${CODE_SEARCH}\n[telemetry]\nsample_rate = 0.5\nbatch_size = 20\n`],
      ["CRLF", "[telemetry]\r\nsample_rate = 0.5\r\nposthog_host = 'https://posthog.example'\r\n"],
      ["Unicode keys", '"ʎǝʞ" = 1\n["настройки"]\n"ключ" = "значение"\n[telemetry]\nsample_rate = 0.25\n'],
      ["a key with an umlaut", '[telemetry]\n"sample_räte" = 0.5\n'],
      [
        "dates elsewhere",
        "a = 1979-05-27T07:32:00Z\nb = 1979-05-27\nc = 07:32:00\n[telemetry]\nspool_max_days = 3\n",
      ],
      ["a date as a value", "[telemetry]\nsample_rate = 1979-05-27\n"],
      ["infinity and NaN", "x = [inf, nan]\n[telemetry]\nsample_rate = nan\n"],
      ["numbers in other bases", "[telemetry]\nbatch_size = 0x10\nmax_retries = 0b11\n"],
      ["a key that does not exist", "[telemetry]\nsample_rates = 0.5\n"],
      ["a value of another type", '[telemetry]\nsample_rate = "half"\nspool = [true]\nsalt = { a = 1 }\n'],
      ["dotted keys", "telemetry.sample_rate = 0.5\ntelemetry.spool = false\n"],
      ["an inline table", 'telemetry = { sample_rate = 0.5, identity = "install" }\n'],
      ["a section in capitals", "[Telemetry]\ndisable_telemetry = true\n"],
      ["an alias", "[telemetry]\ntools_above_privacy = true\ndebug = true\n"],
      ["settings that no project may set", '[telemetry]\nreceipts = false\nsalt = "0123456789abcdefg"\n'],
      ["names of Object.prototype", "__proto__ = 1\nconstructor = 2\n[telemetry]\nvalueOf = 1\n"],
      ["only sections of the tool", CODE_SEARCH],
    ])("has the same settings with %s", async (_, toml) => {
      const project = writeProject(toml, isTrusted);
      expect(await readByC12(project)).toEqual(readByOwnReader(project));
    });

    it.each([
      ["telemetry is not a section", "telemetry = false\n"],
      ["disable_telemetry is not in a section", "disable_telemetry = true\n"],
    ])("is refused because %s", async (error, toml) => {
      const project = writeProject(toml, isTrusted);
      expect(readByOwnReader(project).unreadableFiles).toMatchObject([{ error }]);
      expect((await readByC12(project)).unreadableFiles).toMatchObject([{ error }]);
    });
  },
);

describe("what c12 3 cannot read and this library can", () => {
  it.each([
    ["a byte order mark", "\uFEFF[telemetry]\nsample_rate = 0.5\n"],
    ["an integer of 64 bits", "id = 9223372036854775807\n[telemetry]\nsample_rate = 0.5\n"],
  ])("is a file with %s", async (_, toml) => {
    const project = writeProject(toml, false);
    expect(readByOwnReader(project).settings.sampleRate).toBe(0.5);
    await expect(readByC12(project)).rejects.toThrow("Invalid TOML document");
  });
});

describe("what c12 finds and this library does not", () => {
  it("is a file in .config/", async () => {
    const project = writeProject("[telemetry]\nsample_rate = 0.5\n", false, ".config/mytool.toml");
    expect(readByOwnReader(project).settings.sampleRate).toBe(1);
    expect((await readByC12(project)).settings.sampleRate).toBe(0.5);
  });

  it("is camelCase, which a file of JavaScript or JSON uses", async () => {
    const project = writeProject("[telemetry]\nsampleRate = 0.5\n", false);
    expect(readByOwnReader(project).problems).toMatchObject([{ key: "sampleRate" }]);
    expect((await readByC12(project)).settings.sampleRate).toBe(0.5);
  });
});
