/** Defines the subcommand `trust`, which allows all settings in a project's settings file. */
import { basename, dirname, isAbsolute, resolve } from "node:path";
import { findWorkingDirectory } from "../../bootstrap/process-inputs.js";
import { findProjectFiles, getSettingsFileName } from "../../config/file-locations.js";
import { readProjectFile, type SettingsFile } from "../../config/settings-files.js";
import { isSamePath, readSettingsLayers, type SettingsLayer } from "../../config/settings-layers.js";
import {
  readTrustRecords,
  removeTrustRecord,
  type TrustRecord,
  writeTrustRecord,
} from "../../config/trust-records.js";
import { describeFileError, getErrorMessage } from "../../internal/errors.js";
import { explainOffState, formatFix } from "../off-explanation.js";
import { joinLines } from "../styled-text.js";
import { type CommandContext, type CommandResult, type Subcommand, UsageError } from "../subcommand.js";
import { wrapLines } from "../text-wrap.js";
import { formatAddedTrust } from "./trust-format.js";

type ReadableSettingsFile = Extract<SettingsFile, { kind: "read" }>;

export const trust: Subcommand = {
  description: "Use every setting of a project's file, also the server to send to",
  failure: "The file cannot be trusted, or telemetry is off because of an error in it.",
  examples: ["./mytool.toml", "--remove"],
  args: {
    file: {
      type: "positional",
      required: false,
      description: "The settings file (default: the one of the current project)",
    },
    remove: { type: "boolean", description: "Stop trusting the file" },
  },
  async run(context) {
    const { trustFile, options } = await context.loadTelemetry();
    if (trustFile === undefined)
      throw new Error("this account has no home folder, so no file can be trusted");
    const layers = (options.settingsLayers ?? []).filter(isProjectFile);
    if (context.args.remove === true) return removeTrust(trustFile, layers, context);
    const file = readFileToTrust(trustFile, layers, context);
    if (file.kind === "unreadable") throw new Error(`${file.path} cannot be used as a settings file`);
    const { untrustableReason } = file.trust ?? {};
    if (untrustableReason !== undefined)
      return createTrustResult(file, {
        isTrusted: false,
        code: 1,
        text: `${file.path} cannot be trusted: ${untrustableReason}.`,
      });
    return addTrust(file, trustFile, context);
  },
};

async function addTrust(
  file: ReadableSettingsFile,
  trustFile: string,
  context: CommandContext,
): Promise<CommandResult> {
  const digest = file.trust?.digest() ?? "";
  saveTrustRecord(trustFile, file.path, { digest, isTrusted: true, date: new Date().toISOString() });
  const text = formatAddedTrust(file, context);
  const fault = await explainNewFault(file, context);
  return fault === undefined
    ? createTrustResult(file, { isTrusted: true, code: 0, text })
    : createTrustResult(file, {
        isTrusted: true,
        code: 1,
        text: joinLines([text, "", fault]),
      });
}

/** A file that the person has just trusted may have an unusable setting, such as a host without a key. */
async function explainNewFault(
  file: ReadableSettingsFile,
  context: CommandContext,
): Promise<string | undefined> {
  const telemetry = await context.loadTelemetry();
  if (!telemetry.filesRead.includes(file.path)) return undefined; // The file is of another project.
  const reason = explainOffState(telemetry, context);
  if (reason?.isFault !== true) return undefined;
  const lines = [`${context.tool} telemetry is off now.`, `${reason.why}.`, formatFix(reason)];
  return wrapLines(lines, context.width);
}

/** The file may be missing or unreadable, because a branch that contains it may be checked out again later. */
function removeTrust(
  trustFile: string,
  layers: readonly LayerFile[],
  context: CommandContext,
): CommandResult {
  const path =
    parseFileArgument(context, layers) ??
    findProjectFiles(readWorkingDirectory(), context.tool).nearest?.path ??
    layers[0]?.path;
  if (path === undefined || !removeTrustRecord(trustFile, path))
    throw new Error(`${path ?? "a file of this project"} is not trusted; ${listTrusted(trustFile)}`);
  return {
    code: 0,
    json: { file: path, isTrusted: false },
    text: `${path} is no longer trusted.`,
  };
}

function listTrusted(trustFile: string): string {
  const trusted = Object.entries(readTrustRecords(trustFile)).filter(([, { isTrusted }]) => isTrusted);
  const paths = trusted.map(([path]) => path).join(", ");
  return paths === "" ? "no file is trusted" : `the trusted files are ${paths}`;
}

/** Returns undefined when no path is given. */
function parseFileArgument({ args, tool }: CommandContext, layers: readonly LayerFile[]): string | undefined {
  if (typeof args.file !== "string") return undefined;
  const path = isAbsolute(args.file) ? resolve(args.file) : resolve(readWorkingDirectory(), args.file);
  const names = [getSettingsFileName(tool), ...layers.map((layer) => basename(layer.path))];
  if (!names.includes(basename(path)))
    throw new UsageError(
      `${path} is not a settings file of ${tool}: its name must be ${[...new Set(names)].join(" or ")}`,
    );
  return path;
}

/** @throws an error that names the working directory, which the system's error does not */
function readWorkingDirectory(): string {
  try {
    return findWorkingDirectory();
  } catch (error) {
    throw new Error(`the working directory cannot be read (${describeFileError(error)})`);
  }
}

/** Reads the file that is given, or the one of the project in the working directory, or the one that the tool has loaded. */
function readFileToTrust(
  trustFile: string,
  layers: readonly LayerFile[],
  context: CommandContext,
): SettingsFile {
  const givenPath = parseFileArgument(context, layers);
  const { nearest } = findProjectFiles(
    givenPath === undefined ? readWorkingDirectory() : dirname(givenPath),
    context.tool,
  );
  if (nearest !== undefined && (givenPath === undefined || nearest.path === givenPath))
    return readProjectFile(nearest, { trustFile });
  const layer = layers.find(({ path }) => givenPath === undefined || isSamePath(path, givenPath));
  const [file] = layer === undefined ? [] : readSettingsLayers([layer], { trustFile, ownFiles: [] });
  if (file === undefined)
    throw new Error(`there is no ${givenPath ?? `${getSettingsFileName(context.tool)} in this project`}`);
  return file;
}

/** The layer of a project's file, which a person may trust. */
type LayerFile = SettingsLayer & { readonly path: string };

function isProjectFile(layer: SettingsLayer): layer is LayerFile {
  return layer.owner === "project" && layer.path !== undefined;
}

function saveTrustRecord(trustFile: string, path: string, record: TrustRecord): void {
  try {
    writeTrustRecord(trustFile, path, record);
  } catch (error) {
    throw new Error(`the trust could not be saved in ${trustFile}: ${getErrorMessage(error)}`);
  }
}

function createTrustResult(
  { path, settings }: ReadableSettingsFile,
  { isTrusted, code, text }: { readonly isTrusted: boolean; readonly code: 0 | 1; readonly text: string },
): CommandResult {
  const asks = Object.fromEntries(settings.map(({ key, raw }) => [key, raw]));
  return { code, json: { file: path, isTrusted, asks }, text };
}
