/** Defines the subcommands that a running server carries out. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { normalizeErasableId } from "../project/id-search.js";
import { isVersion } from "../project/manifest-files.js";
import { print, printJson } from "./output.js";
import { sendCommand } from "./running-server.js";
import {
  type Arguments,
  DATA_ARGUMENT,
  defineSubcommand,
  PROJECT_ARGUMENT,
  requireText,
  UsageError,
} from "./subcommand.js";

export const status = defineSubcommand(
  "status",
  "Show what each project accepted, dropped and indexed",
  DATA_ARGUMENT,
  async (args) => printJson(await sendCommand(requireText(args, "data"), { command: "status" })),
);

export const rebuild = defineSubcommand(
  "rebuild",
  "Rebuild the index of a project from its journal",
  { ...DATA_ARGUMENT, ...PROJECT_ARGUMENT },
  async (args) => {
    const project = requireText(args, "project");
    await sendCommand(requireText(args, "data"), { command: "rebuild", project });
    print(`the index of ${project} is being rebuilt; \`status\` shows how far it is`);
  },
);

export const manifestAdd = defineSubcommand(
  "manifest add",
  "Accept the events and fields that a manifest lists",
  {
    file: { type: "positional", description: "Manifest in JSON", required: true },
    version: { type: "string", description: "Version of the tool, such as 1.4.0", valueHint: "V" },
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const file = requireText(args, "file");
    readText(file); // the server would report a missing file as a failure
    const { path, events, ownEvents } = await sendCommand(requireText(args, "data"), {
      command: "add-manifest",
      project: requireText(args, "project"),
      file: resolve(file),
      ...(args.version !== undefined && { version: requireVersion(args) }),
    });
    print(`added as ${path}`);
    const own = Array.isArray(ownEvents) ? ownEvents : [];
    if (own.length > 0)
      print(`it lists ${events} events, of which these are the tool's own: ${own.join(", ")}`);
    else warn(`it lists no event of a tool, so the tool's own events will be dropped: ${HOW_TO_LIST}`);
  },
);

const HOW_TO_LIST = "add what `mytool telemetry manifest --json` prints, of a tool that passes its `events`";

export const erase = defineSubcommand(
  "erase",
  "Erase what was sent under ids, one on each line of a file",
  {
    file: { type: "positional", description: "File of ids", required: true },
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const ids = readIds(requireText(args, "file"));
    const project = requireText(args, "project");
    printJson(await sendCommand(requireText(args, "data"), { command: "erase", project, ids }));
  },
);

export const anomalies = defineSubcommand(
  "anomalies",
  "List sources of the last 48 hours that do not behave like users, or drop one",
  {
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
    all: { type: "boolean", description: "List all sources" },
    drop: { type: "string", description: "Erase what this source sent", valueHint: "TAG" },
  },
  async (args) => {
    const data = requireText(args, "data");
    const project = requireText(args, "project");
    if (args.drop !== undefined) {
      const tag = requireText(args, "drop");
      const { erased } = await sendCommand(data, { command: "drop", project, tag });
      return print(`${erased} events and spans of ${tag} are erased`);
    }
    const { sources } = await sendCommand(data, { command: "anomalies", project });
    const reports = Array.isArray(sources) ? sources : [];
    printJson({
      sources: reports.filter(({ reasons }) => args.all === true || reasons.length > 0),
      of: reports.length,
    });
  },
);

/** @throws UsageError */
function readIds(file: string): string[] {
  const ids = readText(file)
    .split("\n")
    .flatMap((line, index) => {
      if (line.trim() === "") return [];
      const id = normalizeErasableId(line.trim());
      if (id !== undefined) return id;
      throw new UsageError(
        `${file} in line ${index + 1} has no id: write one UUID, lower-case hash or word on each line.`,
      );
    });
  if (ids.length === 0) throw new UsageError(`${file} has no ids.`);
  return ids;
}

/** @throws UsageError */
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new UsageError(`${file} could not be read.`);
  }
}

/** @throws UsageError */
function requireVersion(args: Arguments): string {
  const version = requireText(args, "version");
  if (isVersion(version)) return version;
  throw new UsageError("--version must be a version of the tool, such as 1.4.0.");
}

function warn(text: string): void {
  process.stderr.write(`${text}\n`);
}
