/** The approved manifest as it stands in the package, small, and read at most once a process. */
import { readFileSync } from "node:fs";
import { approvedBy } from "../events/approved.js";
import { inPackage } from "../package.js";

export const approvedInPackage = approvedBy(() =>
  readFileSync(inPackage("config/telemetry-manifest.json"), "utf8"),
);
