/** Defines the subcommand `manifest`, which prints every field that a tool and this library send, and checks the library. */
import { createPackageManifest } from "../../bootstrap/package-manifest.js";
import { readPackageManifest } from "../../events/approved-manifest.js";
import { manifestDifference } from "../../events/compare-manifests.js";
import { explainField, type Manifest, type ManifestEvent } from "../../events/manifest.js";
import { LIBRARY } from "../../internal/package-info.js";
import { describeOwnEvents, type OwnEvents } from "../own-events.js";
import { joinLines, LINE_BREAK } from "../styled-text.js";
import type { CommandContext, CommandResult, Subcommand } from "../subcommand.js";
import { pluralize } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";
import { formatEventFields } from "./event-fields.js";

export const manifest: Subcommand = {
  description: "Every field that the tool and this library send, with its purpose",
  args: { check: { type: "boolean", description: "Check that the library sends no other fields" } },
  failure: "An event of the tool cannot be described, or --check found a difference.",
  examples: ["--check"],
  async run(context) {
    const approved: Manifest = readPackageManifest();
    return context.args.check === true ? checkLibrary(approved, context) : listFields(approved, context);
  },
};

const LEGEND =
  "Each field has its type or conversion, its sensitivity, and the question that it answers. none: the field says nothing about a person. usage: it says how the tool is used. free-text-opt-in: it is sent only with tools_over_privacy.";

function checkLibrary(approved: Manifest, { width }: CommandContext): CommandResult {
  const differences = manifestDifference(createPackageManifest(), approved);
  const text =
    differences.length === 0
      ? wrapText(
          "No difference: this library sends the fields in its config/telemetry-manifest.json, and no others. A test compares the tool's own events (docs/TESTING.md).",
          width,
        )
      : `The code and the list differ:${LINE_BREAK}${differences.join(LINE_BREAK)}`;
  return { code: differences.length === 0 ? 0 : 1, json: { differences }, text };
}

function listFields(approved: Manifest, context: CommandContext): CommandResult {
  const { options, tool, colors, width } = context;
  const { own, mistakes } = describeOwnEvents(options);
  const lines = [
    ...formatMistakes(mistakes, context),
    ...formatOwnEvents({ own, mistakes }, context),
    colors.bold(wrapText(`Events of ${LIBRARY.name}, the library that ${tool} uses`, width)),
    "",
    ...approved.events.flatMap((event) => formatEvent(event, context)),
    colors.dim(wrapText(LEGEND, width)),
  ];
  return {
    code: mistakes.length === 0 ? 0 : 1,
    json: { events: [...own, ...approved.events], ...(mistakes.length > 0 && { mistakes }) },
    text: joinLines(lines),
  };
}

function formatMistakes(mistakes: readonly string[], { tool, colors, width }: CommandContext): string[] {
  if (mistakes.length === 0) return [];
  return [
    `${pluralize(mistakes.length, "event")} of ${tool} cannot be described:`,
    ...mistakes.map((mistake) => colors.red(wrapText(mistake, width, 2))),
    "",
  ];
}

function formatOwnEvents({ own, mistakes }: Omit<OwnEvents, "given">, context: CommandContext): string[] {
  const { tool, colors, isForAnyTool, width } = context;
  if (own.length > 0)
    return [colors.bold(`Events of ${tool}`), "", ...own.flatMap((event) => formatEvent(event, context))];
  if (mistakes.length > 0) return [];
  const text = isForAnyTool
    ? `Events of ${tool} itself are described in its own code, which this command does not see.`
    : `The author of ${tool} has described no event of its own.`;
  return [wrapText(text, width), ""];
}

function formatEvent(event: ManifestEvent, context: CommandContext): string[] {
  const rows = event.fields.map((field) => [
    field.path,
    field.conversion ?? field.type,
    field.sensitivity,
    explainField(field),
  ]);
  return [...formatEventFields(event, rows, context), ""];
}
