/** Renders the help pages: one about all subcommands, and one for each subcommand. */

import { LINE_BREAK, PARAGRAPH_BREAK } from "./styled-text.js";
import {
  type ArgumentDefinition,
  type ArgumentDefinitions,
  EXIT_CODES,
  listArguments,
  type MountOptions,
  type Subcommand,
} from "./subcommand.js";
import { DEFAULT_SUBCOMMAND } from "./subcommands.js";
import { type Colors, createColors } from "./terminal-format.js";
import { formatWrappedColumns, getLineWidth, wrapText } from "./text-wrap.js";

/** Returns the description of the command that has all subcommands. */
export function describeTelemetryCommand({ isForAnyTool }: Pick<MountOptions, "isForAnyTool">): string {
  return isForAnyTool
    ? "See what a tool's telemetry sends, and turn it on or off"
    : "See what this tool's telemetry sends, and turn it on or off";
}

export function renderHelp(
  subcommands: readonly (readonly [name: string, subcommand: Subcommand])[],
  mount: MountOptions,
): string {
  const { command, isForAnyTool } = mount;
  const flags: string[][] = [
    ...listFlagRows(listArguments({}, mount)),
    ...(isForAnyTool ? [["--version", "Print the version of codeweaver-telemetry"]] : []),
  ];
  return renderPage([
    { text: `Usage: ${command} [subcommand] [flags]` },
    { text: `${describeTelemetryCommand(mount)}. Without a subcommand, ${DEFAULT_SUBCOMMAND} runs.` },
    { title: "Subcommands", rows: subcommands.map(([name, { description }]) => [name, description]) },
    { title: "Flags of every subcommand", rows: flags },
    {
      title: "Examples",
      rows: [
        [`${command} ${DEFAULT_SUBCOMMAND}`],
        [`${command} disable${isForAnyTool ? " --tool mytool" : ""}`],
      ],
    },
    { title: "Exit codes", rows: listExitCodeRows(undefined) },
    { text: `More about a subcommand: ${command} help <subcommand>` },
  ]);
}

export function renderSubcommandHelp(name: string, subcommand: Subcommand, mount: MountOptions): string {
  const { description, args = {}, failure, examples = [] } = subcommand;
  const command = `${mount.command} ${name}`;
  const positionals = Object.entries(args).filter(([, { type }]) => type === "positional");
  const usage = ["Usage:", command, ...positionals.map(([each]) => `[${each}]`), "[flags]"].join(" ");
  return renderPage([
    { text: usage },
    { text: `${description}.` },
    {
      title: "Arguments",
      rows: positionals.map(([each, argument]) => [each, argument.description]),
    },
    { title: "Flags", rows: listFlagRows(listArguments(subcommand, mount)) },
    { title: "Examples", rows: ["", ...examples].map((each) => [`${command} ${each}`.trimEnd()]) },
    { title: "Exit codes", rows: listExitCodeRows(failure) },
  ]);
}

interface HelpSection {
  readonly title?: string;
  readonly text?: string;
  readonly rows?: readonly (readonly string[])[];
}

/** Renders the sections with an empty line between them. A title without rows is left out. */
function renderPage(sections: readonly HelpSection[]): string {
  const width = getLineWidth(process.stdout, process.env);
  const colors = createColors(process.stdout);
  return sections.flatMap((section) => renderSection(section, { width, colors })).join(PARAGRAPH_BREAK);
}

function renderSection(
  { title, text, rows = [] }: HelpSection,
  { width, colors }: { readonly width: number; readonly colors: Colors },
): string[] {
  if (text !== undefined) return [wrapText(text, width)];
  if (title === undefined || rows.length === 0) return [];
  return [`${wrapText(colors.bold(`${title}:`), width)}${LINE_BREAK}${formatWrappedColumns(rows, width)}`];
}

function listFlagRows(definitions: ArgumentDefinitions): string[][] {
  const flags = Object.entries(definitions).filter(([, { type }]) => type !== "positional");
  return [
    ...flags.map(([name, definition]) => [formatFlag(name, definition), describeFlag(definition)]),
    ["--help, -h", "Print this page"],
  ];
}

function formatFlag(name: string, definition: ArgumentDefinition): string {
  return definition.type === "boolean" ? `--${name}` : `--${name} <${definition.valueHint ?? "value"}>`;
}

function describeFlag({ description, default: value }: ArgumentDefinition): string {
  return value === undefined ? description : `${description} (default: ${value})`;
}

/** @param failure the meaning of exit code 1 for one subcommand */
function listExitCodeRows(failure: string | undefined): string[][] {
  return Object.entries(EXIT_CODES).map(([code, meaning]) => [
    code,
    code === "1" && failure !== undefined ? failure : meaning,
  ]);
}
