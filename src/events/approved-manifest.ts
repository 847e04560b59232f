/** The approved manifest as it stands in the package, small, and read at most once a process. */
import { readFileSync } from "node:fs";
import { resolveModuleFile } from "../internal/package-info.js";
import { createAllowlistLookup } from "./approved-fields.js";

export const findPackageAllowlist = createAllowlistLookup(() =>
  readFileSync(resolveModuleFile("../config/telemetry-manifest.json"), "utf8"),
);
