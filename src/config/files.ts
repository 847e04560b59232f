/** Settings from TOML files: the project's, searched upwards, and the person's own. */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, parse } from "node:path";
import { isAbsence } from "../disk/file-errors.js";
import type { Finding, SourceKind } from "./source.js";

/** What was read of one file. A file that is not there is not a reading at all. */
export type Reading =
  | { readonly kind: "read"; readonly file: string; readonly findings: readonly Finding[] }
  | { readonly kind: "unreadable"; readonly file: string };

/**
 * The project's settings file: from the working directory upwards to the repository's root. Outside of a repository
 * only the working directory counts, so that a file somebody left in /tmp says nothing.
 */
export async function findProjectFile(cwd: string, name: string): Promise<string | undefined> {
  const folders: string[] = [];
  for (let folder = cwd; ; folder = dirname(folder)) {
    folders.push(folder);
    if (await exists(join(folder, ".git"))) break;
    if (folder === parse(folder).root) {
      folders.length = 1;
      break;
    }
  }
  for (const folder of folders) {
    if (await exists(join(folder, name))) return join(folder, name);
  }
  return undefined;
}

/** Reads the `[telemetry]` section of a file; undefined where there is no such file. Never throws, never runs code. */
export async function readSettingsFile(file: string, kind: SourceKind): Promise<Reading | undefined> {
  if (!(await exists(file))) return undefined;
  try {
    // A link to a device would hand us the host's input, or never end; nobody writes settings of this size.
    const found = await stat(file);
    if (!found.isFile() || found.size > MAX_FILE_BYTES) return { kind: "unreadable", file };
    await readFile(file); // c12 takes a file it may not read for one that is not there
    const { loadConfig } = await import("c12");
    const { config } = await loadConfig<Record<string, unknown>>({
      cwd: dirname(file),
      configFile: basename(file),
      ...NOTHING_BUT_THE_FILE,
    });
    const sections = Object.entries(config);
    if (sections.some(([name]) => MISPLACED.test(name))) return { kind: "unreadable", file };
    // In any case: what stands under [Telemetry] was meant, and may be an opt-out.
    const section: unknown = sections.find(([name]) => name.toLowerCase() === "telemetry")?.[1] ?? {};
    if (typeof section !== "object" || section === null || Array.isArray(section))
      return { kind: "unreadable", file };
    const label = `${file} [telemetry]`;
    const findings = Object.entries(section).map(([key, raw]) => ({ key, raw, source: { kind, label } }));
    return { kind: "read", file, findings };
  } catch {
    return { kind: "unreadable", file };
  }
}

/** Above any section these were meant for ours, and a no must not be overlooked. */
const MISPLACED = /^(?:disable_telemetry|tools_(?:over|above)_privacy)$/i;

const MAX_FILE_BYTES = 256 * 1024;

/**
 * c12 at its defaults would run a `codeweaver.js` beside the file, follow `extends` to modules and remote layers, and
 * read rc files, package.json and .env. A cloned repository must be able to do none of that.
 */
const NOTHING_BUT_THE_FILE = {
  extend: false,
  rcFile: false,
  globalRc: false,
  packageJson: false,
  dotenv: false,
  giget: false,
  envName: false,
  // The loader of code, should a file that is not TOML ever be found: it refuses. c12's type wants all of jiti here,
  // of which it calls `import` alone.
  jiti: { import: () => Promise.reject(new Error("settings files run no code")) } as never,
} as const;

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    // A file that is there and may not be looked at has to count as there: what it says could be "off".
    return !isAbsence(error);
  }
}
