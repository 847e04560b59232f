/** Defines the subcommand `manifest`, which prints the approved manifest and checks that the code agrees with it. */
import { createPackageManifest } from "../../bootstrap/package-manifest.js";
import { readPackageManifest } from "../../events/approved-manifest.js";
import { manifestDifference } from "../../events/compare-manifests.js";
import { EVERY_EVENT, explainField, type Manifest } from "../../events/manifest.js";
import type { Subcommand } from "../subcommand.js";
import { formatColumns } from "../terminal-format.js";

export const manifest: Subcommand = {
  description: "The approved list of every field that this library itself sends",
  args: { check: { type: "boolean", description: "Check that the code sends nothing else" } },
  async run({ args, colors }) {
    const approved: Manifest = JSON.parse(readPackageManifest());
    if (args.check === true) {
      const differences = manifestDifference(createPackageManifest(), approved);
      const text =
        differences.length === 0
          ? "This library sends the fields on the list, and nothing else."
          : `The code and the list differ:\n${differences.join("\n")}`;
      return { code: differences.length === 0 ? 0 : 1, json: { differences }, text };
    }
    const text = approved.events.flatMap(({ event, description, fields }) => [
      colors.bold(event === EVERY_EVENT ? "with every event" : event),
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
