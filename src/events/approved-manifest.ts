/** The approved manifest as it stands in the package, small, and read at most once a process. */
import { readFileSync } from "node:fs";
import { resolvePackageFile } from "../internal/package-files.js";
import { createAllowlistLookup } from "./approved-fields.js";

export const findPackageAllowlist = createAllowlistLookup(() =>
  readFileSync(resolvePackageFile("config/telemetry-manifest.json"), "utf8"),
);
