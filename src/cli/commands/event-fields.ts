/** Formats the fields of an event for `manifest` and `preview`. */
import { EVERY_EVENT, type ManifestEvent } from "../../events/manifest.js";
import type { CommandContext } from "../subcommand.js";
import { formatWrappedColumns, wrapText } from "../text-wrap.js";

/** Returns the name of an event, its description, and a table with a row for each field. */
export function formatEventFields(
  { event, description }: ManifestEvent,
  rows: readonly (readonly string[])[],
  { colors, width }: CommandContext,
): string[] {
  return [
    wrapText(colors.bold(event === EVERY_EVENT ? "with every event" : event), width),
    ...(description === undefined ? [] : [wrapText(description, width, 2)]),
    ...(rows.length === 0 ? [] : [formatWrappedColumns(rows, width)]),
  ];
}
