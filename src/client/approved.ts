/** The approved manifest as it stands in the package, from `src` and `dist` alike; small, and read at most once a process. */
import { readFileSync } from "node:fs";
import { approvedBy } from "../events/approved.js";

export const approvedInPackage = approvedBy(() =>
  readFileSync(new URL("../../config/telemetry-manifest.json", import.meta.url), "utf8"),
);
