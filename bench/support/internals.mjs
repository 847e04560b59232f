// The library's modules one by one, for what it exports to nobody. The package itself is bundled.
import { existsSync } from "node:fs";

const MAKE = "npm run build";

/** @throws Error that says how to make them, where they are not there */
export function internal(path) {
  const url = new URL(`../../lib/${path}`, import.meta.url);
  if (!existsSync(url)) throw new Error(`${path} is not built: ${MAKE}`);
  return import(url);
}
