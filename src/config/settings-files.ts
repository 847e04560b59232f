/** Reads settings from TOML files: the project's, searched upwards, and the person's own. Never runs code of a file. */
import { isNotFoundError } from "../internal/errors.js";
import { MAX_PROJECT_FILES_BYTES } from "../internal/file-limits.js";
import { readSmallFile, readUserFile } from "../internal/files.js";
import { LazyModule } from "../internal/lazy-module.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import { findProjectFiles, type ProjectFile } from "./project-file.js";
import { findSettingName, SETTINGS } from "./setting-definitions.js";
import type { RawSetting, SettingSource } from "./setting-source.js";
import {
  digestSections,
  findTrustRecord,
  type TelemetrySections,
  type TrustRecord,
} from "./trust-records.js";

/** A settings file that exists. */
export type SettingsFile =
  | {
      readonly kind: "read";
      readonly path: string;
      readonly settings: readonly RawSetting[];
      /** Of a project's file: whether it may set what makes telemetry less private. */
      readonly trust?: ProjectTrust;
    }
  /** It cannot be used, and may have said "off". */
  | { readonly kind: "unreadable"; readonly path: string };

export interface ProjectTrust {
  readonly isTrusted: boolean;
  /** Why nobody can trust it; undefined where a person may. */
  readonly untrustable: string | undefined;
  /** The record of this very content; undefined where there is none. */
  readonly record: TrustRecord | undefined;
  /** Returns the SHA-256 of what the file asks for. A call, because node:crypto takes milliseconds to load. */
  readonly digest: () => string;
}

/** Where settings files may be. */
export interface SettingsFolders {
  readonly tool: string;
  /** Undefined where no project's file is looked for. */
  readonly cwd: string | undefined;
  /** The person's own settings file; undefined where there is no home. */
  readonly personFile: string | undefined;
  /** The file that records what the person has trusted; undefined where there is no home, so that nothing is. */
  readonly trustFile: string | undefined;
}

/** The TOML parser, loaded where there is a file to read. */
export const tomlModule = new LazyModule(import.meta.url, "./toml.js", () => import("./toml.js"));

/** Returns the contents of the project's file and the person's. Where modules cannot be loaded synchronously, load `toml` first. */
export function readSettingsFiles(folders: SettingsFolders): SettingsFile[] {
  const { tool, cwd, personFile } = folders;
  const { nearest, outer } =
    cwd === undefined ? { nearest: undefined, outer: [] } : findProjectFiles(cwd, `${tool}.toml`);
  const read = createBoundedReader();
  const found = [
    nearest === undefined || nearest.path === personFile
      ? undefined
      : readProjectFile(nearest, folders, read),
    ...outer.filter((path) => path !== personFile).map((path) => readOuterFile(path, read)),
    personFile === undefined ? undefined : readPersonFileSettings(personFile),
  ];
  return found.filter((file) => file !== undefined);
}

function readPersonFileSettings(path: string): SettingsFile | undefined {
  return parseTelemetrySections(path, readUserFile, (sections) => ({
    kind: "read",
    path,
    settings: listSettings(sections, { kind: "person", label: labelFile(path) }),
  }));
}

/** Reads a project's file, and whether it is trusted. */
export function readProjectFile(
  { path, untrustable }: ProjectFile,
  { trustFile }: Pick<SettingsFolders, "trustFile">,
  read: ReadText = createBoundedReader(),
): SettingsFile {
  const file = parseTelemetrySections(path, read, (sections) => {
    const digest = () => digestSections(sections);
    const recorded = trustFile === undefined ? undefined : findTrustRecord(trustFile, path);
    const record = recorded !== undefined && recorded.digest === digest() ? recorded : undefined;
    const isTrusted = untrustable === undefined && record?.isTrusted === true;
    const source: SettingSource = {
      kind: "project",
      label: labelFile(path),
      ...(!isTrusted && { isUntrusted: true }),
    };
    const trust = { isTrusted, untrustable, record, digest };
    return { kind: "read", path, settings: listSettings(sections, source), trust };
  });
  return file ?? { kind: "unreadable", path }; // a link that leads nowhere
}

type ReadText = (path: string) => string | undefined;

const MAX_PROJECT_FILES = 32;

/** What is over the limits counts as unusable, which turns telemetry off. */
function createBoundedReader(): ReadText {
  let bytes = MAX_PROJECT_FILES_BYTES;
  let files = MAX_PROJECT_FILES;
  return (path) => {
    if (files-- <= 0) throw new RangeError("too many settings files");
    const text = readSmallFile(path, bytes)?.text;
    bytes -= Buffer.byteLength(text ?? "");
    return text;
  };
}

/** Of a file above the nearest one only what makes telemetry more private counts. */
function readOuterFile(path: string, read: ReadText): SettingsFile {
  const file = parseTelemetrySections(path, read, (sections) => ({
    kind: "read",
    path,
    settings: listSettings(sections, { kind: "project", label: labelFile(path), isUntrusted: true }).filter(
      ({ key }) => isPrivacyKey(key),
    ),
  }));
  return file ?? { kind: "unreadable", path }; // a link that leads nowhere
}

function isPrivacyKey(key: string): boolean {
  const name = findSettingName(key);
  return name === "disableTelemetry" || (name !== undefined && SETTINGS[name].isLowerMorePrivate === true);
}

/** Returns undefined if the file does not exist. */
function parseTelemetrySections(
  path: string,
  read: ReadText,
  use: (sections: TelemetrySections) => SettingsFile,
): SettingsFile | undefined {
  try {
    const text = read(path);
    if (text === undefined) return undefined;
    const parsed = tomlModule.loadSync()?.parseToml(text);
    if (parsed === undefined) return { kind: "unreadable", path };
    const entries = Object.entries(parsed);
    if (entries.some(([name]) => MISPLACED_KEYS.test(name))) return { kind: "unreadable", path };
    // In any case: what stands under [Telemetry] was meant, and may be an opt-out.
    const sections = entries.filter(([name]) => name.toLowerCase() === "telemetry");
    return areSections(sections) ? use(sections) : { kind: "unreadable", path };
  } catch (error) {
    return isNotFoundError(error) ? undefined : { kind: "unreadable", path };
  }
}

function listSettings(sections: TelemetrySections, source: SettingSource): RawSetting[] {
  return sections.flatMap(([, section]) =>
    Object.entries(section).map(([key, raw]) => ({ key, raw, source })),
  );
}

function labelFile(path: string): string {
  return `${escapeForTerminal(path)} [telemetry]`;
}

function areSections(sections: readonly (readonly [string, unknown])[]): sections is TelemetrySections {
  return sections.every(
    ([, section]) => typeof section === "object" && section !== null && !Array.isArray(section),
  );
}

/** Outside a section these keys are a mistake that may hide an opt-out. */
const MISPLACED_KEYS = /^(?:disable_telemetry|tools_(?:over|above)_privacy)$/i;
