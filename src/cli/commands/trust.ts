/** `trust`: lets a project's settings file use all settings, and not only those that make telemetry more private. */

import { basename, dirname, resolve } from "node:path";
import { findProjectFiles, findWorkingDirectory, type ProjectFile } from "../../config/project-file.js";
import type { RawSetting } from "../../config/setting-source.js";
import { readProjectFile, type SettingsFile } from "../../config/settings-files.js";
import { nameOf, SETTINGS } from "../../config/settings-table.js";
import {
  readTrustRecords,
  removeTrustRecord,
  type TrustRecord,
  writeTrustRecord,
} from "../../config/trusted-files.js";
import { messageOf } from "../../internal/file-errors.js";
import { makePrintable } from "../../internal/terminal-text.js";
import { reasonOf } from "../off-reasons.js";
import { type Answer, type Context, Misunderstood, type Verb } from "../subcommand.js";
import { columns } from "../terminal-style.js";

type ReadFile = Extract<SettingsFile, { kind: "read" }>;

export const trust: Verb = {
  description: "Let a project's settings file name where data is sent, opt in, and set the rest",
  args: {
    file: {
      type: "positional",
      required: false,
      description: "The settings file; by default the one of the project that you are in",
    },
    remove: { type: "boolean", description: "Trust it no longer" },
  },
  async run(context) {
    const { trustFile } = await context.situation();
    if (trustFile === undefined)
      throw new Error("this account has no home folder to remember a trusted file in");
    if (context.args.remove === true) return removeTrust(trustFile, context);
    const path = findFile(context);
    const file = readProjectFile(path, { trustFile });
    if (file.kind === "unreadable")
      throw new Error(`${makePrintable(path.path)} cannot be used as a settings file`);
    if (path.untrustable !== undefined)
      return createAnswer(
        file,
        false,
        `${makePrintable(path.path)} cannot be trusted: ${makePrintable(path.untrustable)}.`,
      );
    return saveTrust(file, trustFile, context);
  },
};

async function saveTrust(file: ReadFile, trustFile: string, context: Context): Promise<Answer> {
  const { tool } = context;
  const digest = file.trust?.digest() ?? "";
  save(trustFile, file.path, { digest, isTrusted: true, date: new Date().toISOString() });
  const text = [
    `${makePrintable(file.path)} asks for:`,
    "",
    listRequests(file.settings),
    "",
    `It is trusted now: ${tool} uses these settings where you have set none of your own. What turns telemetry off, or sends`,
    "less, counts from any file. When the file asks for something else, it has to be trusted again.",
  ].join("\n");
  const trouble = await findTrouble(file, context);
  return trouble === undefined
    ? createAnswer(
        file,
        true,
        file.settings.length === 0 ? `${makePrintable(file.path)} asks for nothing.` : text,
      )
    : createAnswer(file, true, `${text}\n\nTelemetry is off now: ${trouble}.`, 1);
}

/** A file that the person has just trusted may ask for something unusable, such as a host without a key. */
async function findTrouble(file: ReadFile, context: Context): Promise<string | undefined> {
  const situation = await context.situation();
  if (!situation.resolved.read.includes(file.path)) return undefined; // it is of another project
  const reason = reasonOf(situation, context);
  return reason?.isFault === true ? `${reason.why} (to change that: ${reason.fix})` : undefined;
}

/** The file need not be there any more, nor be one that can be read: a branch that has it may come back. */
function removeTrust(trustFile: string, context: Context): Answer {
  const path =
    nameFile(context) ?? findProjectFiles(findWorkingDirectory(), `${context.tool}.toml`).nearest?.path;
  if (path === undefined || !removeTrustRecord(trustFile, path))
    throw new Error(
      `${makePrintable(path ?? "a file of this project")} is not among the trusted files: ${listTrusted(trustFile)}`,
    );
  return {
    code: 0,
    json: { file: path, isTrusted: false },
    text: `${makePrintable(path)} is not trusted any longer.`,
  };
}

function listTrusted(trustFile: string): string {
  const trusted = Object.entries(readTrustRecords(trustFile)).filter(([, { isTrusted }]) => isTrusted);
  return trusted.map(([path]) => makePrintable(path)).join(", ") || "there are none";
}

/** The path that is given, if one is. */
function nameFile({ args, tool }: Context): string | undefined {
  if (typeof args.file !== "string") return undefined;
  const path = resolve(args.file);
  if (basename(path) !== `${tool}.toml`)
    throw new Misunderstood(
      `${makePrintable(path)} is not a settings file of ${tool}: those are called ${tool}.toml`,
    );
  return path;
}

/** The file that is named, or the one of the project that the command is run in. */
function findFile(context: Context): ProjectFile {
  const name = `${context.tool}.toml`;
  const named = nameFile(context);
  const { nearest } = findProjectFiles(named === undefined ? findWorkingDirectory() : dirname(named), name);
  if (nearest === undefined || (named !== undefined && nearest.path !== named))
    throw new Error(`there is no ${makePrintable(named ?? `${name} in this project`)}`);
  return nearest;
}

function save(trustFile: string, path: string, record: TrustRecord): void {
  try {
    writeTrustRecord(trustFile, path, record);
  } catch (error) {
    throw new Error(`that could not be saved in ${trustFile}: ${messageOf(error)}`);
  }
}

function listRequests(settings: readonly RawSetting[]): string {
  const shown = settings.slice(0, MAX_SHOWN);
  const rest = settings.length - shown.length;
  const rows = columns(
    shown.map(({ key, raw }) => [
      makePrintable(key.slice(0, MAX_SHOWN_CHARACTERS)),
      `= ${describeValue(key, raw)}`,
      describeRestriction(key),
    ]),
  );
  return rest === 0 ? rows : `${rows}\n  … and ${rest} more`;
}

/** More lines, or longer values, nobody reads before they trust a file. */
const MAX_SHOWN = 60;
const MAX_SHOWN_CHARACTERS = 300;

/** The value as it is used: an address looks like another's only in letters that are not its own. */
function describeValue(key: string, raw: unknown): string {
  const name = nameOf(key);
  const value = (name === undefined ? undefined : SETTINGS[name].read(raw)) ?? raw;
  return makePrintable((JSON.stringify(value) ?? String(value)).slice(0, MAX_SHOWN_CHARACTERS));
}

function describeRestriction(key: string): string {
  const name = nameOf(key);
  if (name === undefined) return "(no such setting)";
  const never = SETTINGS[name].notInProjectFile;
  return never === undefined ? "" : `(not allowed in a project's file, ${never})`;
}

function createAnswer(
  { path, settings }: ReadFile,
  isTrusted: boolean,
  text: string,
  code: 0 | 1 = isTrusted ? 0 : 1,
): Answer {
  const asks = Object.fromEntries(settings.map(({ key, raw }) => [key, raw]));
  return { code, json: { file: path, isTrusted, asks }, text };
}
