// Writes config/telemetry-manifest.json and docs/DATA.md from the built package: every field that can be sent, and why.
// With --check it writes nothing, and prints how the code differs from the approved manifest.
import { readFileSync, writeFileSync } from "node:fs";
import "../lib/all-modules.js";
import { createPackageManifest } from "../lib/bootstrap/package-manifest.js";
import { manifestDifference } from "../lib/events/compare-manifests.js";
import { renderDataPage } from "./data-page.mjs";

const MANIFEST = new URL("../config/telemetry-manifest.json", import.meta.url);
const PAGE = new URL("../docs/DATA.md", import.meta.url);

const manifest = createPackageManifest();
const json = `${JSON.stringify(manifest, null, 2)}\n`;
const page = renderDataPage(manifest);

if (!process.argv.includes("--check")) {
  writeFileSync(MANIFEST, json);
  writeFileSync(PAGE, page);
} else {
  const approved = readIfExists(MANIFEST);
  const difference = manifestDifference(manifest, approved === "" ? { events: [] } : JSON.parse(approved));
  const stale = [
    ...(approved !== json && difference.length === 0 ? ["config/telemetry-manifest.json"] : []),
    ...(readIfExists(PAGE) !== page ? ["docs/DATA.md"] : []),
  ];
  if (difference.length > 0)
    console.error(
      `The code would send what config/telemetry-manifest.json does not list:\n${difference.join("\n")}`,
    );
  if (stale.length > 0)
    console.error(`${stale.join(" and ")} differs from what \`npm run manifest\` writes.`);
  if (difference.length + stale.length > 0) {
    console.error("If this is intended, run `npm run manifest`, read what it has changed, and commit it.");
    process.exitCode = 1;
  }
}

/** Returns the text of a file, or an empty text if the file does not exist. */
function readIfExists(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
