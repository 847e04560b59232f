/** Reads settings from the layers of a configuration that the tool itself has loaded, such as by c12. */
import { readUserFile, resolveFolderLinks } from "../files/user-files.js";
import { describeFileError } from "../internal/errors.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import { describeProjectFile, type ProjectFile } from "./file-locations.js";
import { createProjectSource, findTrust } from "./project-trust.js";
import { isSettingOption, toSettingKey } from "./setting-definitions.js";
import type { RawSetting, SettingSource } from "./settings.js";
import type { SettingsFile } from "./settings-files.js";
import {
  findTelemetrySections,
  formatFileLabel,
  listSettings,
  type TelemetrySections,
} from "./telemetry-sections.js";

/**
 * One layer of a tool's configuration. `listSettingsLayers` of `codeweaver-telemetry/c12` returns the layers of c12.
 *
 * @example
 * const config = JSON.parse(readFileSync("/etc/mytool.json", "utf8"));
 * const layer: SettingsLayer = { owner: "project", name: "/etc/mytool.json", config };
 */
export interface SettingsLayer {
  /**
   * `author`: defaults for everybody. `person`: the person's own file. `project`: a file that a stranger may have written,
   * which may only make telemetry more private until the person has trusted it.
   */
  readonly owner: "author" | "person" | "project";
  /** The name in `status` and in warnings: the path of a file, or words such as `overrides of c12`. */
  readonly name: string;
  /**
   * The absolute path of the file that holds the configuration. A person can trust a project's file by its path. The file of
   * a person must belong to them.
   * @default undefined
   */
  readonly path?: string | undefined;
  /**
   * The configuration. Its section `telemetry` has the settings, in snake_case or in camelCase.
   * @default {}
   */
  readonly config?: Readonly<Record<string, unknown>> | undefined;
  /**
   * Why the configuration cannot be used, such as the message of a parser. It may say "off", so telemetry is off.
   * @default undefined
   */
  readonly error?: string | undefined;
}

interface LayerContext {
  /** The files that this library has read by itself. */
  readonly ownFiles: readonly SettingsFile[];
  /** The file with the person's trust records. Without a home directory nothing is trusted. */
  readonly trustFile: string | undefined;
}

/** Returns each layer as a settings file, in their order: the first has precedence over the others of its owner. */
export function readSettingsLayers(layers: readonly SettingsLayer[], context: LayerContext): SettingsFile[] {
  return layers.map((layer) => readSettingsLayer(layer, context));
}

function readSettingsLayer(layer: SettingsLayer, context: LayerContext): SettingsFile {
  const path = layer.path ?? layer.name;
  const sections = findTelemetrySections(layer.config ?? {});
  if (typeof sections === "string") return { kind: "unreadable", path, error: sections };
  const error = layer.error ?? findOwnerProblem(layer);
  if (error !== undefined) return { kind: "unreadable", path, error };
  return { kind: "read", path, ...readSections(sections, layer, context) };
}

function readSections(
  sections: TelemetrySections,
  layer: SettingsLayer,
  { ownFiles, trustFile }: LayerContext,
): Pick<Extract<SettingsFile, { kind: "read" }>, "settings" | "trust"> {
  const { owner, name, path } = layer;
  // Brackets are TOML's form of a section.
  const label = path?.endsWith(".toml")
    ? formatFileLabel(path)
    : `${escapeForTerminal(path ?? name)}, telemetry`;
  const list = (source: SettingSource) => listLayerSettings(sections, source);
  if (owner === "author") return { settings: list({ kind: "option", label }) };
  if (owner === "person") return { settings: list({ kind: "person", label }) };
  // This library has read the file, too, and knows whether it is trusted. Only values that c12 has changed are new, such as
  // those of `$production`, and they may make telemetry more private.
  const known = ownFiles.find((file) => path !== undefined && isSamePath(file.path, path));
  if (known?.kind === "read") {
    const settings = list({ kind: "project", label, isUntrusted: true });
    return { settings: settings.filter(({ key, raw }) => !includesSetting(known.settings, key, raw)) };
  }
  const trust = findTrust(describeLayerFile(layer), sections, trustFile);
  return { settings: list(createProjectSource(label, trust)), trust };
}

function includesSetting(settings: readonly RawSetting[], key: string, raw: unknown): boolean {
  return settings.some((setting) => setting.key === key && Object.is(setting.raw, raw));
}

/**
 * Lists the settings of a configuration that may be JavaScript. A property that is undefined is not set. An object, a function
 * or a symbol is no setting's value, and may not be serializable, so it becomes null, which is invalid.
 */
function listLayerSettings(sections: TelemetrySections, source: SettingSource): RawSetting[] {
  return listSettings(sections, source)
    .filter(({ raw }) => raw !== undefined)
    .map(({ key, raw }) => ({
      key: isSettingOption(key) ? toSettingKey(key) : key,
      raw: isPrimitive(raw) ? raw : null,
      source,
    }));
}

function isPrimitive(value: unknown): boolean {
  return ["string", "number", "bigint", "boolean"].includes(typeof value);
}

/** Returns why a person's file cannot be used, by the same rules as for the file that this library reads itself. */
function findOwnerProblem({ owner, path }: SettingsLayer): string | undefined {
  if (owner !== "person" || path === undefined) return undefined;
  try {
    return readUserFile(path) === undefined ? "no such file" : undefined;
  } catch (error) {
    return describeFileError(error);
  }
}

/** Only a file can be trusted by a person. A layer such as c12's `rc` may be composed of several files. */
function describeLayerFile({ name, path }: SettingsLayer): ProjectFile {
  if (path !== undefined) return describeProjectFile(path);
  return { path: name, untrustableReason: `${name} is not one configuration file` };
}

/** Compares paths of files, with links in the paths of their folders resolved. */
export function isSamePath(a: string, b: string): boolean {
  return a === b || resolveFolderLinks(a) === resolveFolderLinks(b);
}
