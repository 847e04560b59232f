// Makes config/telemetry-manifest.json and docs/DATA.md from the built package: every field that can leave, and why.
// With --check it writes nothing, and says in what the code would send something else than was approved.
import { readFileSync, writeFileSync } from "node:fs";
import { createPackageManifest } from "../lib/bootstrap/package-manifest.js";
import { manifestDifference } from "../lib/events/manifest.js";
import { dataPage } from "./data-page.mjs";

const MANIFEST = new URL("../config/telemetry-manifest.json", import.meta.url);
const PAGE = new URL("../docs/DATA.md", import.meta.url);

const manifest = createPackageManifest();
const json = `${JSON.stringify(manifest, null, 2)}\n`;
const page = dataPage(manifest);

if (!process.argv.includes("--check")) {
  writeFileSync(MANIFEST, json);
  writeFileSync(PAGE, page);
} else {
  const approved = read(MANIFEST);
  const difference = manifestDifference(manifest, approved === "" ? { events: [] } : JSON.parse(approved));
  const stale = [
    ...(approved !== json && difference.length === 0 ? ["config/telemetry-manifest.json"] : []),
    ...(read(PAGE) !== page ? ["docs/DATA.md"] : []),
  ];
  if (difference.length > 0)
    console.error(
      `The code would send what config/telemetry-manifest.json does not say:\n${difference.join("\n")}`,
    );
  if (stale.length > 0) console.error(`${stale.join(" and ")} is not as \`npm run manifest\` writes it.`);
  if (difference.length + stale.length > 0) {
    console.error("Where this is meant, `npm run manifest`, read what it changed, and commit it.");
    process.exitCode = 1;
  }
}

/** The text of a file; empty where there is none. */
function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
