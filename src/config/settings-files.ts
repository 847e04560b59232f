/** Reads settings from TOML files: those of the project and of its parent folders, and the person's own. */

import { MAX_PROJECT_FILES_BYTES } from "../files/file-limits.js";
import { DANGLING_LINK, readSmallFile, readUserFile } from "../files/user-files.js";
import { describeFileError, isNotFoundError } from "../internal/errors.js";
import { LazyModule } from "../internal/lazy-module.js";
import { findProjectFiles, type ProjectFile } from "./file-locations.js";
import { createProjectSource, findTrust, type ProjectTrust } from "./project-trust.js";
import { findSettingName, SETTINGS } from "./setting-definitions.js";
import type { RawSetting, SettingSource } from "./settings.js";
import {
  findTelemetrySections,
  formatFileLabel,
  listSettings,
  type TelemetrySections,
} from "./telemetry-sections.js";

/** A settings file that exists. */
export type SettingsFile =
  | ({ readonly kind: "read"; readonly path: string } & FileContent)
  | ({ readonly kind: "unreadable" } & UnreadableFile);

/** A file that cannot be used. It may say "off", so it turns telemetry off. */
export interface UnreadableFile {
  readonly path: string;
  /** Why it cannot be used: the system's error, such as `EMFILE: too many open files`, or a clause such as `not a regular file`. */
  readonly error: string;
}

interface FileContent {
  readonly settings: readonly RawSetting[];
  /** Only the nearest file of a project has it. */
  readonly trust?: ProjectTrust;
}

export interface SettingsFileLocations {
  readonly tool: string;
  /** Undefined if project files do not count. */
  readonly cwd: string | undefined;
  /** The person's own settings file. Undefined without a home directory. */
  readonly personFile: string | undefined;
  /** The file with the person's trust records. Without a home directory nothing is trusted. */
  readonly trustFile: string | undefined;
}

/** The TOML parser. It is loaded when there is a file to read. */
const tomlModule = new LazyModule<typeof import("./toml.js")>("toml");
type ParseToml = typeof import("./toml.js")["parseToml"];

/** @throws Error if the parser's file is missing, which must not be taken for missing settings */
function loadParser(): ParseToml {
  try {
    return tomlModule.load().parseToml;
  } catch (error) {
    throw new Error(describeFileError(error).replace(/\n.*/s, "")); // Node adds the files that required it
  }
}

/** Reads the project's files and the person's own file. */
export function readSettingsFiles(locations: SettingsFileLocations): SettingsFile[] {
  const { tool, cwd, personFile } = locations;
  const files: SettingsFile[] = [];
  if (cwd !== undefined) {
    const { nearest, outer } = findProjectFiles(cwd, tool);
    const readText = createBoundedReader();
    if (nearest !== undefined && nearest.path !== personFile)
      files.push(readProjectFile(nearest, locations, readText));
    for (const path of outer) if (path !== personFile) files.push(readOuterFile(path, readText));
  }
  if (personFile === undefined) return files;
  const personSettings = readTelemetrySections(personFile, readUserFile, (sections) => ({
    settings: listSettings(sections, { kind: "person", label: formatFileLabel(personFile) }),
  }));
  return personSettings === undefined ? files : [...files, personSettings];
}

/** Reads a project's file, and whether the person has trusted its content. */
export function readProjectFile(
  projectFile: ProjectFile,
  { trustFile }: Pick<SettingsFileLocations, "trustFile">,
  readText: TextReader = createBoundedReader(),
): SettingsFile {
  const { path } = projectFile;
  const file = readTelemetrySections(path, readText, (sections) => {
    const trust = findTrust(projectFile, sections, trustFile);
    return { settings: listSettings(sections, createProjectSource(formatFileLabel(path), trust)), trust };
  });
  return file ?? describeDanglingLink(path);
}

/** Describes a path that was found and has no file: a link whose target may have turned telemetry off. */
function describeDanglingLink(path: string): SettingsFile {
  return { kind: "unreadable", path, error: DANGLING_LINK };
}

/** Reads a file above the nearest one. Only its settings that make telemetry more private have an effect. */
function readOuterFile(path: string, readText: TextReader): SettingsFile {
  const source: SettingSource = { kind: "project", label: formatFileLabel(path), isUntrusted: true };
  const file = readTelemetrySections(path, readText, (sections) => ({
    settings: listSettings(sections, source).filter(({ key }) => isPrivacyKey(key)),
  }));
  return file ?? describeDanglingLink(path);
}

function isPrivacyKey(key: string): boolean {
  const name = findSettingName(key);
  return name === "disableTelemetry" || (name !== undefined && SETTINGS[name].isLowerMorePrivate === true);
}

/** Returns undefined for a file that does not exist. Throws for a file that cannot be used. */
type TextReader = (path: string) => string | undefined;

/** The limits of all project files together. A repository may hold a file in every folder, and reading blocks the host. */
const MAX_PROJECT_FILES = 32;

/** A file beyond the limits cannot be used, which turns telemetry off. */
function createBoundedReader(): TextReader {
  let remainingBytes = MAX_PROJECT_FILES_BYTES;
  let remainingFiles = MAX_PROJECT_FILES;
  return (path) => {
    if (remainingFiles === 0) throw new RangeError("too many settings files");
    remainingFiles--;
    const text = readSmallFile(path, remainingBytes)?.text;
    remainingBytes -= Buffer.byteLength(text ?? "");
    return text;
  };
}

/** Returns undefined if the file does not exist. */
function readTelemetrySections(
  path: string,
  readText: TextReader,
  toContent: (sections: TelemetrySections) => FileContent,
): SettingsFile | undefined {
  const refuse = (error: string): SettingsFile => ({ kind: "unreadable", path, error });
  try {
    const text = readText(path);
    if (text === undefined) return undefined;
    const parsed = parseOrDescribe(text, loadParser());
    if (typeof parsed === "string") return refuse(parsed);
    const sections = findTelemetrySections(parsed);
    return typeof sections === "string" ? refuse(sections) : { kind: "read", path, ...toContent(sections) };
  } catch (error) {
    return isNotFoundError(error) ? undefined : refuse(describeFileError(error));
  }
}

/** Returns the parsed text, or why it is not TOML. The parser's message quotes the text, which may contain a key. */
function parseOrDescribe(text: string, parseToml: ParseToml): Record<string, unknown> | string {
  try {
    return parseToml(text);
  } catch (error) {
    if (error instanceof RangeError) return "nested too deeply";
    const line: unknown = Reflect.get(Object(error), "line");
    return typeof line === "number" ? `not TOML, from line ${line} on` : "not TOML";
  }
}
