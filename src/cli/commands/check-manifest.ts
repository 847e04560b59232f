/** `manifest`: the approved list of every field that can leave, and whether the code agrees with it. */
import { readFileSync } from "node:fs";
import { createPackageManifest } from "../../bootstrap/package-manifest.js";
import { explainField, type Manifest, manifestDifference } from "../../events/manifest.js";
import { resolveModuleFile } from "../../internal/package-info.js";
import type { Subcommand } from "../subcommand.js";
import { formatColumns } from "../terminal-format.js";

/** It is in the package, beside `dist`. */
const getApprovedManifestFile = () => resolveModuleFile("../config/telemetry-manifest.json");

export const manifest: Subcommand = {
  description: "The approved list of every field that this library sends of its own accord",
  args: { check: { type: "boolean", description: "Whether the code would send anything else" } },
  async run({ args, colors }) {
    const approved: Manifest = JSON.parse(readFileSync(getApprovedManifestFile(), "utf8"));
    if (args.check === true) {
      const differences = manifestDifference(createPackageManifest(), approved);
      const text =
        differences.length === 0
          ? "What this library sends of its own accord is what the list says, and nothing else."
          : `The code and the list differ:\n${differences.join("\n")}`;
      return { code: differences.length === 0 ? 0 : 1, json: { differences }, text };
    }
    const text = approved.events.flatMap(({ event, description, fields }) => [
      colors.strong(event === "*" ? "with every event" : event),
      ...(description === undefined ? [] : [`  ${description}`]),
      formatColumns(
        fields.map((field) => [
          field.path,
          field.conversion ?? field.type,
          field.sensitivity,
          explainField(field),
        ]),
      ),
      "",
    ]);
    return { code: 0, json: approved, text: text.join("\n").trimEnd() };
  },
};
