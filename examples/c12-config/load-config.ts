/** Loads the tool's configuration by c12: that of the project, and the person's own. */
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { type LoadConfigOptions, loadConfig } from "c12";
import type { SettingsLayer } from "codeweaver-telemetry";
import { listSettingsLayers } from "codeweaver-telemetry/c12";

const FILE = "mytool.config.json";

/** The tool's own settings, besides the section `telemetry`. */
interface ToolConfig {
  readonly modules?: number;
}

/** Reads JSON in place of c12's loader, which would run `mytool.config.json.js` if there is no JSON. */
const READ_JSON = {
  import: async (path: string) => JSON.parse(await readFile(path, "utf8")),
} as unknown as NonNullable<LoadConfigOptions["jiti"]>; // c12 calls no other member of its loader

/** The project's file may be a stranger's. So c12 reads one file of data, and runs no code. */
const ONE_FILE_OF_DATA: LoadConfigOptions = {
  jiti: READ_JSON,
  dotenv: false,
  envName: false,
  extend: false,
  giget: false,
  globalRc: false,
  packageJson: false,
  rcFile: false,
};

export interface LoadedSettings {
  readonly config: ToolConfig;
  readonly settingsLayers: readonly SettingsLayer[];
}

export async function loadToolConfig(): Promise<LoadedSettings> {
  const person = await load(join(homedir(), ".config", "mytool"), "person");
  const project = await load(process.cwd(), "project");
  return {
    config: { ...project.config, ...person.config },
    settingsLayers: [...person.settingsLayers, ...project.settingsLayers],
  };
}

async function load(cwd: string, owner: "person" | "project"): Promise<LoadedSettings> {
  const path = join(cwd, FILE);
  try {
    // With a relative `configFile`, c12 3 also reads the file of that name in the working directory.
    const loaded = await loadConfig<ToolConfig>({ ...ONE_FILE_OF_DATA, cwd, configFile: path });
    return { config: loaded.config, settingsLayers: listSettingsLayers(loaded, { owner }) };
  } catch (error) {
    // The file may turn telemetry off, so telemetry is off until the file can be read.
    console.error(`mytool: ${path} is ignored: ${error}`);
    return { config: {}, settingsLayers: [{ owner, name: path, path, error: "c12 cannot read it" }] };
  }
}
