/**
 * Gives the client the telemetry settings of a configuration that c12 has loaded, layer by layer. Each party may set different
 * things, and c12's merged configuration does not say who set what.
 *
 * ```ts
 * import { loadConfig } from "c12";
 * import { createTelemetryClient } from "codeweaver-telemetry";
 * import { listSettingsLayers } from "codeweaver-telemetry/c12";
 *
 * const loaded = await loadConfig({ name: "mytool" });
 * const telemetry = createTelemetryClient({ tool: "mytool", settingsLayers: listSettingsLayers(loaded) });
 * ```
 *
 * @module codeweaver-telemetry/c12
 */
import { realpathSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";
import { toSettingKey } from "../config/setting-definitions.js";
import type { SettingsLayer } from "../config/settings-layers.js";
import { isTelemetryEntry } from "../config/telemetry-sections.js";
import { isRecord } from "../internal/record.js";

/**
 * The result of c12's `loadConfig` or `watchConfig`, as far as it is read here. c12's own type `ResolvedConfig` is assignable
 * to it.
 *
 * @example
 * const loaded: LoadedConfig = await loadConfig({ name: "mytool" });
 */
export interface LoadedConfig {
  /** The merged configuration. */
  readonly config: unknown;
  /** The main configuration file. Without one, the path where c12 looked for it. */
  readonly configFile?: string | undefined;
  /** The layers that were merged, the strongest first. */
  readonly layers?: readonly LoadedLayer[] | undefined;
}

/** One of c12's layers. */
interface LoadedLayer {
  readonly config: unknown;
  readonly configFile?: string | undefined;
  /** The folder. c12 sets it for the main file and for layers of `extends`. */
  readonly cwd?: string | undefined;
  /** The path or the package in `extends`. */
  readonly source?: string | undefined;
  /** The options beside the source in `extends`. */
  readonly sourceOptions?: { readonly overrides?: unknown } | undefined;
}

/**
 * Options of `listSettingsLayers`.
 *
 * @example
 * const options: ListSettingsLayersOptions = { owner: "person" };
 */
export interface ListSettingsLayersOptions {
  /**
   * Whose folder c12 has searched. `project`: its files may only make telemetry more private, until the person has trusted the
   * main file. `person`: a folder that only the person writes, such as `~/.config/mytool`.
   * @default "project"
   */
  readonly owner?: "person" | "project" | undefined;
}

/**
 * Lists the telemetry settings of c12's layers, with the owner of each. c12's `overrides` belong to the author. All other
 * layers belong to the given owner. Only the main configuration file of a project can be trusted, because c12 builds the
 * layer `rc` from several files, and a file may name any other in `extends`.
 *
 * c12 does not list `defaults` and `defaultConfig` as layers. Give the settings in them as options in code. Telemetry is off
 * if a setting is in no layer, and `state.error` names it. Do not use c12's `globalRc`, because its merge can replace the person's opt-out.
 * Never throws.
 *
 * @example
 * const projectConfig = await loadConfig({ name: "mytool" });
 * const personConfig = await loadConfig({ name: "mytool", cwd: join(homedir(), ".config", "mytool") });
 * const telemetry = createTelemetryClient({
 *   tool: "mytool",
 *   settingsLayers: [...listSettingsLayers(personConfig, { owner: "person" }), ...listSettingsLayers(projectConfig)],
 * });
 */
export function listSettingsLayers(
  loaded: LoadedConfig,
  options: ListSettingsLayersOptions = {},
): SettingsLayer[] {
  try {
    if (loaded.config === undefined) return [WRONG_ARGUMENT]; // such as a promise that is not awaited
    const owner = Object(options).owner === "person" ? "person" : "project";
    const layers = describeLayers(loaded, owner)
      .map(toSettingsLayer)
      .filter(({ config, error }) => error !== undefined || listKeys(config).length > 0);
    const keysOfLayers = new Set(layers.flatMap(({ config }) => listKeys(config)));
    const otherKeys = listKeys(pickTelemetry(loaded.config)).filter((key) => !keysOfLayers.has(key));
    return otherKeys.length === 0 ? layers : [...layers, createDefaultsError(otherKeys)];
  } catch {
    return [WRONG_ARGUMENT];
  }
}

const WRONG_ARGUMENT: SettingsLayer = {
  owner: "author",
  name: "listSettingsLayers",
  error: "its argument is not a configuration that c12 has loaded",
};

type Owner = NonNullable<ListSettingsLayersOptions["owner"]>;
type Entries = Readonly<Record<string, unknown>>;
type DescribedLayer = Pick<SettingsLayer, "owner" | "name" | "path"> & { readonly layer: LoadedLayer };

/**
 * c12 lists its overrides first, if there are any, and then the main file. A file can forge further layers by a key `_layers`,
 * but c12 appends them, so they never stand in these two places.
 */
function describeLayers(loaded: LoadedConfig, owner: Owner): readonly DescribedLayer[] {
  const { layers = [] } = loaded;
  const [first] = layers;
  const hasOverrides = first !== undefined && first.configFile === undefined && first.cwd === undefined;
  const mainIndex = hasOverrides ? 1 : 0;
  return layers.map((layer, index) => {
    if (hasOverrides && index === 0) return { owner: "author", name: "overrides of c12", layer };
    if (index === mainIndex && layer.cwd !== undefined && layer.source === undefined)
      return describeMainFile(loaded, layer, owner);
    // c12 reads what `extends` names from the working directory, if the folder of the file that names it has no such file.
    const isFromElsewhere = layer.source !== undefined && !isAbsolute(layer.configFile ?? "");
    return { owner: isFromElsewhere ? "project" : owner, name: `${layer.configFile} of c12`, layer };
  });
}

function describeMainFile(
  { configFile = "" }: LoadedConfig,
  layer: LoadedLayer,
  owner: Owner,
): DescribedLayer {
  const path = resolve(configFile); // c12 writes `/` on Windows, too
  // If the folder has no file of a name with an extension, c12 3 reads the one in the working directory by its relative path.
  if (!isAbsolute(configFile)) return { owner: "project", name: path, path, layer };
  // c12 resolves links. A project's link to a file that is trusted elsewhere must not be trusted, so it gets no path.
  const isLink = owner === "project" && !isInFolder(path, layer.cwd ?? "");
  return { owner, name: path, ...(!isLink && { path }), layer };
}

/** c12 also finds files in `.config`. */
function isInFolder(path: string, folder: string): boolean {
  try {
    const folders = [folder, realpathSync(folder)].flatMap((each) => [each, join(each, ".config")]);
    return folders.includes(dirname(path));
  } catch {
    return false;
  }
}

/** Copies what this library reads, so that the author's other settings are not kept. */
function toSettingsLayer({ layer, ...described }: DescribedLayer): SettingsLayer {
  if (Array.isArray(layer.config)) return { ...described, error: "a list is not a configuration" };
  if (Object.keys(pickTelemetry(layer.sourceOptions?.overrides)).length > 0)
    return { ...described, error: "overrides in extends hide settings of the layer" };
  return { ...described, config: pickTelemetry(layer.config) };
}

function pickTelemetry(config: unknown): Entries {
  return Object.fromEntries(Object.entries(Object(config)).filter(([name]) => isTelemetryEntry(name)));
}

/** Lists the keys of settings, in snake_case. Of an entry that is not a section, it lists the name. */
function listKeys(config: Entries = {}): string[] {
  return Object.entries(config).flatMap(([name, section]) =>
    isRecord(section) ? Object.keys(section).map(toSettingKey) : [name],
  );
}

/**
 * Turns telemetry off if a setting is only in c12's defaults, so that the author notices it at once. An opt-out there would
 * be lost as soon as a layer sets the same key.
 */
function createDefaultsError(keys: readonly string[]): SettingsLayer {
  const error = `${keys.join(", ")}: no layer of c12 contains it; give defaults as options of the client`;
  return { owner: "author", name: "defaults of c12", error };
}
