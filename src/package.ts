/** Where the package's files are that are no modules, from `src`, `lib` and the bundles in `dist` alike: folders of its root. */

/** The folder of the modules themselves. */
export const MODULES = new URL("./", import.meta.url);

/** The package's root. */
export const ROOT = new URL("../", import.meta.url);
