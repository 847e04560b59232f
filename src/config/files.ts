/** Settings from TOML files: the project's, searched upwards, and the person's own. */
import { statSync } from "node:fs";
import { dirname, join, parse as partsOf } from "node:path";
import { isAbsence } from "../disk/file-errors.js";
import { readSmallFile } from "../disk/read.js";
import { LateModule } from "../late.js";
import type { Finding, SourceKind } from "./source.js";

/** A settings file that is there, and what was read of it. */
export type SettingsFile =
  | { readonly kind: "read"; readonly path: string; readonly findings: readonly Finding[] }
  | { readonly kind: "unreadable"; readonly path: string };

/** Where settings files may be. */
export interface Places {
  readonly tool: string;
  readonly cwd: string | undefined;
  /** The person's own settings file; undefined where there is no home. */
  readonly personFile: string | undefined;
}

/** Loaded where there is a file to read. */
export const toml = new LateModule(import.meta.url, "./toml.js", () => import("./toml.js"));

/** What the project's file and the person's say, of those that are there. Where `toml` cannot be had now, it is there already. */
export function readSettingsFiles({ tool, cwd, personFile }: Places): SettingsFile[] {
  const projectFile = cwd === undefined ? undefined : findProjectFile(cwd, `${tool}.toml`);
  return [
    projectFile === undefined || projectFile === personFile
      ? undefined
      : readSettingsFile(projectFile, "project"),
    personFile === undefined ? undefined : readSettingsFile(personFile, "person"),
  ].filter((file) => file !== undefined);
}

/**
 * The project's settings file: from the working directory upwards to the repository's root. Outside of a repository
 * only the working directory counts, so that a file somebody left in /tmp says nothing.
 */
function findProjectFile(cwd: string, name: string): string | undefined {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(folder);
    if (exists(join(folder, ".git"))) break;
    if (folder === partsOf(folder).root) {
      folders.length = 1;
      break;
    }
  }
  for (const folder of folders) {
    if (exists(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

/** Reads the `[telemetry]` section of a file; undefined where there is no such file. Never throws, never runs code. */
function readSettingsFile(path: string, kind: SourceKind): SettingsFile | undefined {
  try {
    const text = readSmallFile(path);
    if (text === undefined) return undefined;
    const parsed = toml.now()?.parseToml(text);
    if (parsed === undefined) return { kind: "unreadable", path };
    const sections = Object.entries(parsed);
    if (sections.some(([name]) => MISPLACED.test(name))) return { kind: "unreadable", path };
    // In any case: what stands under [Telemetry] was meant, and may be an opt-out.
    const ours = sections
      .filter(([name]) => name.toLowerCase() === "telemetry")
      .map(([, section]) => section);
    if (!ours.every(isSection)) return { kind: "unreadable", path };
    const label = `${path} [telemetry]`;
    const findings = ours
      .flatMap((section) => Object.entries(section))
      .map(([key, raw]) => ({ key, raw, source: { kind, label } }));
    return { kind: "read", path, findings };
  } catch (error) {
    return isAbsence(error) ? undefined : { kind: "unreadable", path };
  }
}

function isSection(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Above any section these were meant for ours, and a no must not be overlooked. */
const MISPLACED = /^(?:disable_telemetry|tools_(?:over|above)_privacy)$/i;

function exists(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // A file that is there and may not be looked at has to count as there: what it says could be "off".
    return !isAbsence(error);
  }
}
