// Packs the checkout, as it was built last.
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Puts the tarball into a folder, and returns its path. */
export function packInto(folder) {
  const options = ["--json", "--silent", "--ignore-scripts", "--pack-destination", folder];
  const output = execFileSync("npm", ["pack", ...options], { cwd: root, encoding: "utf8" });
  const [{ filename }] = JSON.parse(output);
  return join(folder, filename);
}
