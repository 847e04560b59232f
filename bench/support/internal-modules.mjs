// Imports modules that the package does not export. They are not in the bundles, so they come from `lib/`.
import { existsSync } from "node:fs";

const BUILD_COMMAND = "npm run build";

/** @throws Error with the build command where the module is not built */
export async function importInternal(path) {
  const url = new URL(`../../lib/${path}`, import.meta.url);
  if (!existsSync(url)) throw new Error(`${path} is not built: ${BUILD_COMMAND}`);
  await import(new URL("../../lib/all-modules.js", import.meta.url)); // nothing of `lib/` can be required
  return import(url);
}
