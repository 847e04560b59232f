/** Where the package's files are that are no modules, from `src`, `lib` and the bundles in `dist` alike: folders of its root. */

/** A file beside the modules. @throws where a bundler has left us without a place of our own */
export function besideModules(path: string): URL {
  return new URL(path, import.meta.url);
}

/** A file of the package. @throws as above */
export function inPackage(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}

/** Whether another package is there to be loaded; it is not loaded to find out. */
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
