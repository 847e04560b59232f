/**
 * Hands the telemetry settings of a configuration that c12 has loaded over to the client, layer by layer: each party may set
 * different things, and c12's merged configuration does not say who set what.
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
import { isAbsolute, resolve } from "node:path";
import { toSettingKey } from "../config/setting-definitions.js";
import type { LayerOwner, SettingsLayer } from "../config/settings-layers.js";
import { isTelemetryEntry } from "../config/telemetry-sections.js";

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
  /** What `extends` named. */
  readonly source?: string | undefined;
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
  readonly owner?: Exclude<LayerOwner, "author"> | undefined;
}

/**
 * Lists the telemetry settings of c12's layers, with the owner of each. c12's `overrides` belong to the author. All other
 * layers belong to the given owner. Only the main configuration file of a project can be trusted, because c12 composes the
 * layer `rc` of several files, and a file may name any other in `extends`.
 *
 * c12 does not list `defaults` and `defaultConfig` as layers. Give the settings in them as options in code. Telemetry is off
 * if a setting is in no layer, and `state.error` names it. Never throws.
 *
 * @example
 * const inProject = await loadConfig({ name: "mytool" });
 * const ofPerson = await loadConfig({ name: "mytool", cwd: join(homedir(), ".config", "mytool") });
 * const telemetry = createTelemetryClient({
 *   tool: "mytool",
 *   settingsLayers: [...listSettingsLayers(ofPerson, { owner: "person" }), ...listSettingsLayers(inProject)],
 * });
 */
export function listSettingsLayers(
  loaded: LoadedConfig,
  options: ListSettingsLayersOptions = {},
): SettingsLayer[] {
  try {
    if (loaded.config === undefined) return [UNREADABLE]; // such as a promise that is not awaited
    const owner = Object(options).owner === "person" ? "person" : "project";
    const layers = describeLayers(loaded, owner)
      .map((layer) => ({ ...layer, config: pickTelemetry(layer.config) }))
      .filter(({ config }) => listKeys(config).length > 0);
    const known = new Set(layers.flatMap(({ config }) => listKeys(config)));
    const unknown = listKeys(pickTelemetry(loaded.config)).filter((key) => !known.has(key));
    return unknown.length === 0 ? layers : [...layers, refuseDefaults(unknown)];
  } catch {
    return [UNREADABLE];
  }
}

const UNREADABLE: SettingsLayer = {
  owner: "author",
  name: "listSettingsLayers",
  error: "its argument is not a configuration that c12 has loaded",
};

type Entries = Readonly<Record<string, unknown>>;
type DescribedLayer = Pick<SettingsLayer, "owner" | "name" | "path"> & Pick<LoadedLayer, "config">;

/** A file may imitate further layers by a key `_layers`, but none before the main file. Only positions can be relied on. */
function describeLayers(
  { configFile, layers = [] }: LoadedConfig,
  owner: LayerOwner,
): readonly DescribedLayer[] {
  const [first] = layers;
  const hasOverrides = first !== undefined && first.configFile === undefined && first.cwd === undefined;
  const mainIndex = hasOverrides ? 1 : 0;
  return layers.map((layer, index) => {
    const { config } = layer;
    if (hasOverrides && index === 0) return { owner: "author", name: "overrides of c12", config };
    const isMain = index === mainIndex && layer.cwd !== undefined && layer.source === undefined;
    if (!isMain || configFile === undefined) return { owner, name: `${layer.configFile} of c12`, config };
    const path = resolve(configFile); // c12 writes `/` on Windows, too
    // A relative path is of the working directory, where c12 3 falls back to if its folder has no file of a name with extension.
    return { owner: isAbsolute(configFile) ? owner : "project", name: path, path, config };
  });
}

/** Copies what this library reads, so that the author's other settings are not kept. */
function pickTelemetry(config: unknown): Entries {
  return Object.fromEntries(Object.entries(Object(config)).filter(([name]) => isTelemetryEntry(name)));
}

/** Lists the keys of settings, in snake_case, and the entries that should be sections and are not. */
function listKeys(config: Entries): string[] {
  return Object.entries(config).flatMap(([name, section]) =>
    typeof section === "object" && section !== null ? Object.keys(section).map(toSettingKey) : [name],
  );
}

/** A layer may hide a default, such as an opt-out. So a default that is seen is refused before anybody relies on it. */
function refuseDefaults(keys: readonly string[]): SettingsLayer {
  const error = `${keys.join(", ")}: no layer of c12 contains it; give defaults as options of the client`;
  return { owner: "author", name: "defaults of c12", error };
}
