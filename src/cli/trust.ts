/** `trust`: lets a project's settings file set more than what makes telemetry more private. */
import { basename, resolve } from "node:path";
import { readProjectFile, type SettingsFile } from "../config/files.js";
import { findProjectFile } from "../config/project-file.js";
import { nameOf, SETTINGS } from "../config/settings.js";
import type { RawSetting } from "../config/source.js";
import { writeTrustRecord } from "../config/trusted-files.js";
import { messageOf } from "../disk/file-errors.js";
import { columns, visible } from "./paint.js";
import { reasonOf } from "./reasons.js";
import { type Answer, type Context, Misunderstood, type Verb } from "./verb.js";

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
    const path = findFile(context);
    const file = readProjectFile(path, { trustFile });
    if (file.kind === "unreadable") throw new Error(`${path.path} cannot be used as a settings file`);
    if (trustFile === undefined)
      throw new Error("this account has no home folder to remember a trusted file in");
    if (context.args.remove === true) return forget(file, trustFile);
    if (path.untrustable !== undefined)
      return answer(file, false, `${visible(path.path)} cannot be trusted: ${visible(path.untrustable)}.`);
    return remember(file, trustFile, context);
  },
};

async function remember(file: ReadFile, trustFile: string, context: Context): Promise<Answer> {
  const { tool } = context;
  const digest = file.trust?.digest() ?? "";
  save(trustFile, file.path, { digest, isTrusted: true, date: new Date().toISOString() });
  const text = [
    `${visible(file.path)} asks for:`,
    "",
    listRequests(file.settings),
    "",
    `It is trusted now: ${tool} uses these settings where you have set none of your own. What turns telemetry off, or sends`,
    "less, counts from any file. When the file asks for something else, it has to be trusted again.",
  ].join("\n");
  const trouble = await findTrouble(file, context);
  return trouble === undefined
    ? answer(file, true, file.settings.length === 0 ? `${visible(file.path)} asks for nothing.` : text)
    : answer(file, true, `${text}\n\nTelemetry is off now: ${trouble}.`, 1);
}

/** What the person has just allowed may be unusable, such as a host without a key. */
async function findTrouble(file: ReadFile, context: Context): Promise<string | undefined> {
  const situation = await context.situation();
  if (!situation.resolved.read.includes(file.path)) return undefined; // it is of another project
  const reason = reasonOf(situation, context);
  return reason?.isFault === true ? `${reason.why} (to change that: ${reason.fix})` : undefined;
}

function forget(file: ReadFile, trustFile: string): Answer {
  save(trustFile, file.path, undefined);
  return answer(file, false, `${visible(file.path)} is not trusted any longer.`, 0);
}

/** The file that is named, or the one of the project that the command is run in. */
function findFile({ args, tool }: Context) {
  const name = `${tool}.toml`;
  const named = typeof args.file === "string" ? resolve(args.file) : undefined;
  if (named !== undefined && basename(named) !== name)
    throw new Misunderstood(`${visible(named)} is not a settings file of ${tool}: those are called ${name}`);
  const folder = named === undefined ? process.cwd() : resolve(named, "..");
  const found = findProjectFile(folder, name);
  if (found === undefined || (named !== undefined && found.path !== named))
    throw new Error(`there is no ${visible(named ?? `${name} in this project`)}`);
  return found;
}

function save(trustFile: string, path: string, record: Parameters<typeof writeTrustRecord>[2]): void {
  try {
    writeTrustRecord(trustFile, path, record);
  } catch (error) {
    throw new Error(`that could not be saved in ${trustFile}: ${messageOf(error)}`);
  }
}

function listRequests(settings: readonly RawSetting[]): string {
  return columns(
    settings.map(({ key, raw }) => [
      visible(key),
      `= ${visible(JSON.stringify(raw) ?? String(raw))}`,
      remark(key),
    ]),
  );
}

function remark(key: string): string {
  const name = nameOf(key);
  if (name === undefined) return "(no such setting)";
  const never = SETTINGS[name].notInProjectFile;
  return never === undefined ? "" : `(not allowed in a project's file, ${never})`;
}

function answer(
  { path, settings }: ReadFile,
  isTrusted: boolean,
  text: string,
  code: 0 | 1 = isTrusted ? 0 : 1,
): Answer {
  const asks = Object.fromEntries(settings.map(({ key, raw }) => [key, raw]));
  return { code, json: { file: path, isTrusted, asks }, text };
}
