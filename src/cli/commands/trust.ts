/** Defines the subcommand `trust`, which allows all settings in a project's settings file. */
import { basename, dirname, resolve } from "node:path";
import { findWorkingDirectory } from "../../bootstrap/process-inputs.js";
import { findProjectFiles, getSettingsFileName, type ProjectFile } from "../../config/file-locations.js";
import { findSettingName, SETTINGS } from "../../config/setting-definitions.js";
import type { RawSetting } from "../../config/settings.js";
import { readProjectFile, type SettingsFile } from "../../config/settings-files.js";
import {
  readTrustRecords,
  removeTrustRecord,
  type TrustRecord,
  writeTrustRecord,
} from "../../config/trust-records.js";
import { getErrorMessage } from "../../internal/errors.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import { explainOffState } from "../off-explanation.js";
import { type CommandContext, type CommandResult, type Subcommand, UsageError } from "../subcommand.js";
import { formatColumns } from "../terminal-format.js";

type ReadableSettingsFile = Extract<SettingsFile, { kind: "read" }>;

export const trust: Subcommand = {
  description: "Let a project's settings file name where data is sent, opt in, and set the rest",
  args: {
    file: {
      type: "positional",
      required: false,
      description: "The settings file; by default the one of the present project",
    },
    remove: { type: "boolean", description: "Stop trusting the file" },
  },
  async run(context) {
    const { trustFile } = await context.loadTelemetry();
    if (trustFile === undefined)
      throw new Error("this account has no home folder to remember a trusted file in");
    if (context.args.remove === true) return removeTrust(trustFile, context);
    const projectFile = findSettingsFile(context);
    const file = readProjectFile(projectFile, { trustFile });
    if (file.kind === "unreadable")
      throw new Error(`${escapeForTerminal(projectFile.path)} cannot be used as a settings file`);
    if (projectFile.untrustableReason !== undefined)
      return createTrustResult(
        file,
        false,
        `${escapeForTerminal(projectFile.path)} cannot be trusted: ${escapeForTerminal(projectFile.untrustableReason)}.`,
      );
    return addTrust(file, trustFile, context);
  },
};

async function addTrust(
  file: ReadableSettingsFile,
  trustFile: string,
  context: CommandContext,
): Promise<CommandResult> {
  const { tool } = context;
  const digest = file.trust?.digest() ?? "";
  saveTrustRecord(trustFile, file.path, { digest, isTrusted: true, date: new Date().toISOString() });
  const text = [
    `${escapeForTerminal(file.path)} asks for:`,
    "",
    formatRequestedSettings(file.settings),
    "",
    `It is trusted now: ${tool} uses these settings unless you have set your own. A setting that turns telemetry off or sends`,
    "less needs no trust. When the file asks for something else, it must be trusted again.",
  ].join("\n");
  const trouble = await explainNewFault(file, context);
  return trouble === undefined
    ? createTrustResult(
        file,
        true,
        file.settings.length === 0 ? `${escapeForTerminal(file.path)} asks for nothing.` : text,
      )
    : createTrustResult(file, true, `${text}\n\nTelemetry is off now: ${trouble}.`, 1);
}

/** A file that the person has just trusted may ask for something unusable, such as a host without a key. */
async function explainNewFault(
  file: ReadableSettingsFile,
  context: CommandContext,
): Promise<string | undefined> {
  const telemetry = await context.loadTelemetry();
  if (!telemetry.filesRead.includes(file.path)) return undefined; // The file is of another project.
  const reason = explainOffState(telemetry, context);
  return reason?.isFault === true ? `${reason.why} (to change that: ${reason.fix})` : undefined;
}

/** The file may be missing or unreadable, because a branch that contains it may be checked out again later. */
function removeTrust(trustFile: string, context: CommandContext): CommandResult {
  const path =
    parseFileArgument(context) ?? findProjectFiles(findWorkingDirectory(), context.tool).nearest?.path;
  if (path === undefined || !removeTrustRecord(trustFile, path))
    throw new Error(
      `${escapeForTerminal(path ?? "a file of this project")} is not among the trusted files: ${listTrusted(trustFile)}`,
    );
  return {
    code: 0,
    json: { file: path, isTrusted: false },
    text: `${escapeForTerminal(path)} is no longer trusted.`,
  };
}

function listTrusted(trustFile: string): string {
  const trusted = Object.entries(readTrustRecords(trustFile)).filter(([, { isTrusted }]) => isTrusted);
  return trusted.map(([path]) => escapeForTerminal(path)).join(", ") || "there are none";
}

/** Returns undefined when no path is given. */
function parseFileArgument({ args, tool }: CommandContext): string | undefined {
  if (typeof args.file !== "string") return undefined;
  const path = resolve(args.file);
  const name = getSettingsFileName(tool);
  if (basename(path) !== name)
    throw new UsageError(
      `${escapeForTerminal(path)} is not a settings file of ${tool}: its name must be ${name}`,
    );
  return path;
}

/** Finds the file that is given, or the one of the project in the working directory. */
function findSettingsFile(context: CommandContext): ProjectFile {
  const givenPath = parseFileArgument(context);
  const { nearest } = findProjectFiles(
    givenPath === undefined ? findWorkingDirectory() : dirname(givenPath),
    context.tool,
  );
  if (nearest === undefined || (givenPath !== undefined && nearest.path !== givenPath))
    throw new Error(
      `there is no ${escapeForTerminal(givenPath ?? `${getSettingsFileName(context.tool)} in this project`)}`,
    );
  return nearest;
}

function saveTrustRecord(trustFile: string, path: string, record: TrustRecord): void {
  try {
    writeTrustRecord(trustFile, path, record);
  } catch (error) {
    throw new Error(`the trust could not be saved in ${trustFile}: ${getErrorMessage(error)}`);
  }
}

function formatRequestedSettings(settings: readonly RawSetting[]): string {
  const shown = settings.slice(0, MAX_SHOWN_SETTINGS);
  const rest = settings.length - shown.length;
  const rows = formatColumns(
    shown.map(({ key, raw }) => [
      escapeForTerminal(key.slice(0, MAX_SHOWN_CHARACTERS)),
      `= ${formatRequestedValue(key, raw)}`,
      describeRestriction(key),
    ]),
  );
  return rest === 0 ? rows : `${rows}\n  … and ${rest} more`;
}

/** A person does not read more lines, or longer values, before they trust a file. */
const MAX_SHOWN_SETTINGS = 60;
const MAX_SHOWN_CHARACTERS = 300;

/** Formats the value as it will be used. A host is parsed for that, so that look-alike letters become visible. */
function formatRequestedValue(key: string, raw: unknown): string {
  const name = findSettingName(key);
  const value = (name === undefined ? undefined : SETTINGS[name].parse(raw)) ?? raw;
  return escapeForTerminal((JSON.stringify(value) ?? String(value)).slice(0, MAX_SHOWN_CHARACTERS));
}

function describeRestriction(key: string): string {
  const name = findSettingName(key);
  if (name === undefined) return "(no such setting)";
  const reason = SETTINGS[name].notInProjectFile;
  return reason === undefined ? "" : `(not allowed in a project's file, ${reason})`;
}

function createTrustResult(
  { path, settings }: ReadableSettingsFile,
  isTrusted: boolean,
  text: string,
  code: 0 | 1 = isTrusted ? 0 : 1,
): CommandResult {
  const asks = Object.fromEntries(settings.map(({ key, raw }) => [key, raw]));
  return { code, json: { file: path, isTrusted, asks }, text };
}
