/** Locates the package's own files, from `src`, `lib` and the bundles in `dist` alike. */

/**
 * Returns the folder that holds the modules. The bundles stand in it; unbundled, this module is one folder deeper.
 * @throws where a bundler has left this module without an address
 */
function getModulesFolder(): URL {
  return new URL(/\/internal\/[^/]*$/.test(import.meta.url) ? "../" : "./", import.meta.url);
}

/** Returns a file beside the modules. @throws as `getModulesFolder` does */
export function resolveModuleFile(path: string): URL {
  return new URL(path, getModulesFolder());
}

/** Returns a file of the package, by its path from the package's root. @throws as `getModulesFolder` does */
export function resolvePackageFile(path: string): URL {
  return new URL(`../${path}`, getModulesFolder());
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
