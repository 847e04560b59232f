/** Describes this package: its name, its version, the date of its data policy, and the places of its files. */

// A test compares the version with package.json. Reading that file here would cost a file at every start.
export const LIBRARY = { name: "codeweaver-telemetry", version: "0.1.0" } as const;

/** The date on which docs/DATA.md was last extended. The notice is shown again to users who saw an older one. */
export const POLICY_DATE = "2026-11-28";

/**
 * Returns the URL of a file by its path from the folder of the modules, which is `src`, `lib` or `dist`. The package's
 * root is one folder above.
 * @throws if a bundler has removed the URL of this module
 */
export function resolveModuleFile(path: string): URL {
  // Bundles are in the folder itself, other modules in a folder below.
  const folder = new URL(/\/internal\/[^/]*$/.test(import.meta.url) ? "../" : "./", import.meta.url);
  return new URL(path, folder);
}

/** Tells whether another package can be loaded, without loading it. */
export function isInstalled(name: string): boolean {
  try {
    process
      .getBuiltinModule("node:module")
      .createRequire(import.meta.url)
      .resolve(name);
    return true;
  } catch {
    return false;
  }
}
