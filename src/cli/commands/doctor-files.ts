/** Runs the checks of `doctor` for folders and files: which of them are not used, and why. */
import { accessSync, constants, existsSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import type { ToolFolders } from "../../config/file-locations.js";
import {
  formatIdentityFault,
  getInstallationSalt,
  IDENTITY_FILE,
  type IdentityFault,
  SALT_FILE,
  SALT_RULE,
} from "../../config/identity.js";
import { checkLogFolder } from "../../delivery/request-log-reader.js";
import { checkSpoolFolder } from "../../delivery/spool-contents.js";
import { createOwnFile } from "../../files/atomic-write.js";
import { checkFile, findPathProblem, type PathProblem } from "../../files/file-checks.js";
import { isNewerRecord } from "../../files/own-records.js";
import { INSTALLATION_FILE } from "../../installation/installation-file.js";
import { OWN_REPORTS_FILE } from "../../installation/own-reports-file.js";
import { describeFileError, isDiskFullError } from "../../internal/errors.js";
import { createRandomHex } from "../../internal/ids.js";
import { formatPath, pluralize } from "../terminal-format.js";
import type { Check } from "./doctor-report.js";

/** The number of files that are named. */
const MAX_NAMED = 5;
/** File systems keep a few bytes beside a file's name, even if the disk is full. */
const PROBE_BYTES = 4096;

export function runFileChecks(telemetry: ResolvedTelemetry, folders: ToolFolders): Check[] {
  const { config, data, spool, ids, receipts } = folders;
  return [
    checkWritable("settings folder", config),
    ...checkOwnFolder("data folder", data, telemetry),
    ...checkOwnFolder("spool folder", spool, telemetry),
    ...checkOwnFolder("ids folder", ids, telemetry),
    ...checkOwnFolder("receipts folder", receipts, telemetry),
    checkSalt(join(data, SALT_FILE), telemetry),
    ...checkFiles(telemetry, folders),
  ];
}

/** Returns nothing for a folder inside another one that is checked, unless the folder itself must not be used. */
function checkOwnFolder(name: string, path: string, { folderProblems, folders }: ResolvedTelemetry): Check[] {
  const found = folderProblems.find((each) => each.path === path);
  if (found === undefined) return path === folders?.data ? [checkWritable(name, path)] : [];
  return [
    { name, ok: false, found: `${formatPath(path)} ${found.problem}, and is not used`, fix: found.fix },
  ];
}

/** Checks the nearest existing parent of a folder that does not exist yet, because the folder is created there. */
function checkWritable(name: string, path: string): Check {
  let nearest = path;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory())
      return { name, ok: false, found: `${formatPath(nearest)} is not a folder`, fix: `remove ${nearest}` };
    accessSync(nearest, constants.W_OK | constants.X_OK);
    if (nearest === path) tryWriting(path);
    return {
      name,
      ok: true,
      found: `${formatPath(path)} can be ${nearest === path ? "written" : "created"}`,
    };
  } catch (error) {
    const isFull = isDiskFullError(error);
    return {
      name,
      ok: false,
      found: `${formatPath(nearest)} cannot be written${isFull ? `: ${describeFileError(error)}` : ""}`,
      fix: isFull ? "make room on this disk" : `make ${nearest} writable: chown, chmod u+rwx`,
    };
  }
}

/** Only a write shows that a disk is full. `forget` deletes a file of this name. @throws the system's error */
function tryWriting(folder: string): void {
  const file = join(folder, `${SALT_FILE}.${process.pid}.${createRandomHex(4)}`);
  createOwnFile(file, " ".repeat(PROBE_BYTES));
  rmSync(file, { force: true });
}

function checkSalt(path: string, telemetry: ResolvedTelemetry): Check {
  const { state, identityFolder, folderProblems } = telemetry;
  const name = "salt";
  if ((state.status === "on" && identityFolder === undefined) || findPathProblem(path, folderProblems))
    return { name, ok: true, found: "is new in every process, because nothing is kept on this machine" };
  const found = checkFile(path, SALT_RULE);
  if (found !== undefined)
    return {
      name,
      ok: false,
      found: `${formatPath(path)} ${found.problem}, and is not used`,
      fix: found.fix,
    };
  const isCreated = existsSync(path);
  const fault = tryCreateSalt(telemetry);
  if (fault !== undefined)
    return {
      name,
      ok: false,
      found: formatIdentityFault("salt", { ...fault, file: formatPath(fault.file) }),
      fix: `make ${dirname(path)} a folder of your own that can be written, or remove ${path}`,
    };
  return { name, ok: true, found: isCreated ? "only you can read it" : "is created with the first event" };
}

/** Creates the salt if telemetry is on, because only that shows whether it can be kept. Returns why it cannot. */
function tryCreateSalt({ state, settings, identityFolder }: ResolvedTelemetry): IdentityFault | undefined {
  if (state.status !== "on" || settings.salt !== undefined) return undefined;
  return getInstallationSalt(identityFolder, "").fault;
}

/** Returns a failed check if files are not used, and a note about files of a newer package. */
function checkFiles(telemetry: ResolvedTelemetry, { data, spool, receipts }: ToolFolders): Check[] {
  const { folderProblems, noticeFile } = telemetry;
  const problems: PathProblem[] = [];
  let newerFileCount = 0;
  const addRecord = (path: string | undefined) => {
    const found = path === undefined ? undefined : checkFile(path);
    if (found !== undefined) problems.push(found);
    else if (path !== undefined && isNewerRecord(path)) newerFileCount++;
  };
  const addFolder = (folder: string, check: typeof checkSpoolFolder) => {
    try {
      if (findPathProblem(folder, folderProblems) !== undefined) return;
      const found = check(folder);
      problems.push(...found.problems);
      newerFileCount += found.newerFileCount;
    } catch {
      // The checks of the spool and of the receipts report a folder that cannot be read.
    }
  };
  addRecord(noticeFile);
  if (findPathProblem(data, folderProblems) === undefined)
    for (const name of [IDENTITY_FILE, INSTALLATION_FILE, OWN_REPORTS_FILE]) addRecord(join(data, name));
  addFolder(spool, checkSpoolFolder);
  addFolder(receipts, checkLogFolder);
  return [
    ...(problems.length === 0 ? [] : [describeProblems(problems)]),
    ...(newerFileCount === 0
      ? []
      : [
          {
            name: "newer files",
            ok: true,
            found: `${pluralize(newerFileCount, "file")} of a newer version of this package, which ${newerFileCount === 1 ? "is" : "are"} not changed`,
          },
        ]),
  ];
}

function describeProblems(problems: readonly PathProblem[]): Check {
  const named = problems.slice(0, MAX_NAMED).map(({ path, problem }) => `${formatPath(path)} ${problem}`);
  const hiddenCount = problems.length - named.length;
  const more = hiddenCount === 0 ? "" : `; and ${pluralize(hiddenCount, "more file")}`;
  const verb = problems.length === 1 ? "is" : "are";
  return {
    name: "files",
    ok: false,
    found: `${pluralize(problems.length, "file")} ${verb} not used: ${named.join("; ")}${more}`,
    fix: problems.length === 1 ? `remove ${problems[0]?.path}` : "remove them",
  };
}
