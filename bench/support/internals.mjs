// The library's modules one by one, for what it exports to nobody. The package itself is bundled.
import { existsSync } from "node:fs";

const MAKE = "npx tsc -p tsconfig.build.json --outDir build/lib --declaration false";

/** @throws Error that says how to make them, where they are not there */
export function internal(path) {
  const url = new URL(`../../build/lib/${path}`, import.meta.url);
  if (!existsSync(url)) throw new Error(`${path} is not built: ${MAKE}`);
  return import(url);
}
