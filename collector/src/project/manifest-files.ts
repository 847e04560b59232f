/** Reads the manifests of a project: the files of its configuration, and those that `manifest add` has copied. */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Manifest } from "codeweaver-telemetry/manifest";
import { z } from "zod";
import { ConfigError } from "../config/config-error.js";
import { compareVersions } from "../internal/compare-versions.js";
import { getErrorCode } from "../internal/errors.js";
import { replaceFile } from "../internal/replace-file.js";

const VERSION = /^\d[\w.+-]{0,63}$/;

/** Returns whether a text has the form of a version, such as `1.4.0`. */
export function isVersion(text: string): boolean {
  return VERSION.test(text);
}

/** A manifest, and the version of the tool that it is of, if the operator named it. */
export interface VersionedManifest extends Manifest {
  readonly version?: string;
}

const MANIFEST = z.object({
  version: z.string().optional(),
  events: z.array(
    z.object({
      event: z.string().min(1),
      fields: z.array(z.object({ path: z.string().min(1), type: z.string().min(1) })),
    }),
  ),
});

/** @throws ConfigError that names the file */
export async function loadManifests(files: readonly string[], folder: string): Promise<VersionedManifest[]> {
  const added = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
  const paths = [...files, ...added.map((name) => join(folder, name))];
  return Promise.all(paths.map(readManifest));
}

/** A manifest that was copied to the folder of a project. */
export interface AddedManifest {
  readonly path: string;
  readonly manifest: VersionedManifest;
}

/**
 * Copies a manifest to the folder of a project, so that it is used from now on.
 * @param version of the tool, so that events of a newer version are noticed
 * @throws ConfigError
 */
export async function copyManifest(file: string, folder: string, version?: string): Promise<AddedManifest> {
  const manifest = { ...(await readManifest(file)), ...(version !== undefined && { version }) };
  const text = JSON.stringify(manifest, null, 2);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const name = await chooseName(basename(file, ".json"), text, folder);
  const path = join(folder, name);
  await replaceFile(path, `${text}\n`, 0o600);
  return { path, manifest };
}

/** Manifests of several versions often have the same file name. */
async function chooseName(base: string, text: string, folder: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `${base}-${number}.json`;
    const existing = await readFile(join(folder, name), "utf8").catch(() => undefined);
    if (existing === undefined || existing.trimEnd() === text) return name;
  }
}

/** @throws ConfigError that names the file */
export async function readManifest(path: string): Promise<VersionedManifest> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new ConfigError(`the manifest ${path} could not be read (${getErrorCode(error) ?? "unknown"}).`);
  }
  const manifest = parseManifest(text, path);
  if (manifest.events.length === 0)
    throw new ConfigError(`the manifest ${path} lists no event, so it was not added.`);
  return manifest;
}

/** @throws ConfigError */
function parseManifest(text: string, path: string): VersionedManifest {
  try {
    MANIFEST.parse(JSON.parse(text));
    return JSON.parse(text) as VersionedManifest; // the fields that matter here were checked
  } catch {
    throw new ConfigError(
      `${path} must be a manifest, as \`codeweaver-telemetry manifest --json\` prints it.`,
    );
  }
}

/** Returns the newest version that a manifest is of, or undefined if no manifest names one. */
export function findNewestVersion(manifests: readonly VersionedManifest[]): string | undefined {
  const versions = manifests.flatMap(({ version }) => version ?? []);
  return versions.reduce<string | undefined>(
    (newest, version) => (newest === undefined || isNewer(version, newest) ? version : newest),
    undefined,
  );
}

export function isNewer(version: string, other: string): boolean {
  return compareVersions(version, other) > 0;
}
