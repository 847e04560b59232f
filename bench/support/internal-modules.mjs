// Imports modules that the package does not export. They are not in the bundles, so they come from `lib/`.
import { existsSync } from "node:fs";

const BUILD_COMMAND = "npm run build";

/** @throws Error with the build command where the module is not built */
export function importInternal(path) {
  const url = new URL(`../../lib/${path}`, import.meta.url);
  if (!existsSync(url)) throw new Error(`${path} is not built: ${BUILD_COMMAND}`);
  return import(url);
}
