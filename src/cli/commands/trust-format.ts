/** Formats the settings that a project's file asks for. */
import { findSettingName, SETTINGS } from "../../config/setting-definitions.js";
import type { RawSetting } from "../../config/settings.js";
import { formatUnknownKey } from "../../config/validate-settings.js";
import { LINE_BREAK } from "../styled-text.js";
import type { CommandContext } from "../subcommand.js";
import { replaceBigInt } from "../terminal-format.js";
import { formatWrappedColumns, wrapText } from "../text-wrap.js";

interface RequestedSettings {
  readonly path: string;
  readonly settings: readonly RawSetting[];
}

/** Formats the message that a file is trusted now, with everything that it asks for. */
export function formatAddedTrust(
  { path, settings }: RequestedSettings,
  { tool, width }: CommandContext,
): string {
  if (settings.length === 0) return `${path} sets nothing.`;
  return [
    `${path} sets:`,
    "",
    formatRequestedSettings(settings),
    "",
    wrapText(
      `The file is trusted now: ${tool} uses these settings unless you have set your own. If its settings change, you have to trust it again.`,
      width,
    ),
  ].join(LINE_BREAK);
}

function formatRequestedSettings(settings: readonly RawSetting[]): string {
  const shown = settings.slice(0, MAX_SHOWN_SETTINGS);
  const rest = settings.length - shown.length;
  const rows = formatWrappedColumns(
    shown.map(({ key, raw }) => [
      findSettingName(key) === undefined ? formatUnknownKey(key) : key,
      `= ${formatRequestedValue(key, raw)}`,
      describeRestriction(key),
    ]),
    Number.POSITIVE_INFINITY, // A person can check a value that is on one line.
  );
  return rest === 0 ? rows : `${rows}${LINE_BREAK}  … and ${rest} more`;
}

/** A person who is to trust a file would not read more lines or longer values. */
const MAX_SHOWN_SETTINGS = 60;
const MAX_SHOWN_CHARACTERS = 300;

/** Formats the value as it will be used. A host is parsed for that, so that look-alike letters become visible. */
function formatRequestedValue(key: string, raw: unknown): string {
  const name = findSettingName(key);
  const value = (name === undefined ? undefined : SETTINGS[name].parse(raw)) ?? raw;
  // JSON has no big integers, and neither infinity nor NaN.
  const isNumber = typeof value === "bigint" || typeof value === "number";
  const text = isNumber ? undefined : JSON.stringify(value, replaceBigInt);
  return (text ?? String(value)).slice(0, MAX_SHOWN_CHARACTERS);
}

function describeRestriction(key: string): string {
  const name = findSettingName(key);
  if (name === undefined) return "(no such setting)";
  const reason = SETTINGS[name].notInProjectFile;
  return reason === undefined ? "" : `(not allowed in a project's file, ${reason})`;
}
