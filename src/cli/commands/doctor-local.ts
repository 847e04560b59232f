/** Runs the local checks of `doctor`: folders, salt, spool, receipts, and the module that evaluates flags. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import {
  formatIdentityFault,
  getInstallationSalt,
  type IdentityFault,
  SALT_FILE,
} from "../../config/identity.js";
import { getErrorMessage } from "../../internal/errors.js";
import { isOwnedByUser } from "../../internal/files.js";
import { loadPosthogNode } from "../../transports/posthog-flags.js";
import { countSpooledEvents, loadRequestLog, readPendingFiles, requireFolders } from "../local-data.js";
import { formatPath, pluralize } from "../terminal-format.js";
import { type Check, createCheckResult } from "./doctor-report.js";

export async function runLocalChecks(telemetry: ResolvedTelemetry): Promise<Check[]> {
  const { destination, folders } = telemetry;
  const flagsModule = destination.wire === "posthog" ? [await checkFlagsModule()] : [];
  if (folders === undefined) return [...flagsModule, MISSING_HOME];
  const { config, data } = folders;
  return [
    ...flagsModule,
    checkFolder("settings folder", config),
    checkFolder("data folder", data),
    checkSalt(join(data, SALT_FILE), telemetry),
    checkSpool(telemetry),
    checkReceipts(telemetry),
  ];
}

const MISSING_HOME: Check = {
  name: "home folder",
  ok: false,
  found: "this account has none, so nothing is kept on this machine",
  fix: "set HOME to a folder of this account",
};

async function checkFlagsModule(): Promise<Check> {
  const name = "posthog-node";
  try {
    await loadPosthogNode();
    return { name, ok: true, found: "can be loaded" };
  } catch (error) {
    const why = getErrorMessage(error);
    return { name, ok: false, found: `cannot be loaded: ${why}`, fix: "reinstall codeweaver-telemetry" };
  }
}

/** Checks the nearest existing parent of a folder that does not exist yet, because the folder is created there. */
function checkFolder(name: string, path: string): Check {
  let nearest = path;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory())
      return { name, ok: false, found: `${formatPath(nearest)} is not a folder`, fix: `remove ${nearest}` };
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return {
      name,
      ok: true,
      found: `${formatPath(path)} can be ${nearest === path ? "written" : "created"}`,
    };
  } catch {
    return {
      name,
      ok: false,
      found: `${formatPath(nearest)} cannot be written`,
      fix: `make ${nearest} writable: chown, chmod u+rwx`,
    };
  }
}

function checkSalt(path: string, telemetry: ResolvedTelemetry): Check {
  const check = checkSaltFile(path, telemetry);
  const fault = check.ok === false ? undefined : findSaltFault(telemetry);
  if (fault === undefined) return check;
  const found = formatIdentityFault("salt", { ...fault, file: formatPath(fault.file) });
  const fix = `make ${dirname(path)} a folder of your own that can be written, or remove ${path}`;
  return { name: check.name, ok: false, found, fix };
}

/** Creates the salt if telemetry is on, because only that shows whether it can be kept. */
function findSaltFault({ state, settings, identityFolder }: ResolvedTelemetry): IdentityFault | undefined {
  const faults: IdentityFault[] = [];
  if (state.status === "on" && settings.salt === undefined)
    getInstallationSalt(identityFolder, "", (fault) => faults.push(fault));
  return faults[0];
}

function checkSaltFile(path: string, { state, identityFolder }: ResolvedTelemetry): Check {
  const name = "salt";
  if (state.status === "on" && identityFolder === undefined)
    return { name, ok: true, found: "is new in every process, because nothing is kept on this machine" };
  try {
    const { uid, mode } = statSync(path);
    if (!isOwnedByUser(uid))
      return {
        name,
        ok: false,
        found: `${formatPath(path)} belongs to another account, and is not used`,
        fix: `remove ${path}`,
      };
    const isPrivate = process.platform === "win32" || (mode & 0o077) === 0;
    return {
      name,
      ...createCheckResult(
        isPrivate,
        isPrivate ? "only you can read it" : `other accounts can read ${formatPath(path)}`,
        `chmod 600 ${path}`,
      ),
    };
  } catch {
    return { name, ok: true, found: "is created with the first event" };
  }
}

function checkSpool(telemetry: ResolvedTelemetry): Check {
  const name = "spool";
  try {
    const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
    const pendingCount = countSpooledEvents(forThisServer);
    const otherServersCount = countSpooledEvents(forOtherServers);
    const damagedCount = [...forThisServer, ...forOtherServers].reduce(
      (sum, file) => sum + file.damagedLineCount,
      0,
    );
    const found = [
      pendingCount === 0 ? "no event is pending" : `${pluralize(pendingCount, "event")} pending`,
      ...(otherServersCount === 0
        ? []
        : [`${pluralize(otherServersCount, "event")} for servers other than the current one`]),
      ...(damagedCount === 0 ? [] : [`${pluralize(damagedCount, "line")} cut by a crash`]),
    ];
    return { name, ok: true, found: found.join(", ") };
  } catch (error) {
    return createUnreadableCheck(name, requireFolders(telemetry).spool, error);
  }
}

function checkReceipts(telemetry: ResolvedTelemetry): Check {
  const name = "receipts";
  try {
    if (!telemetry.settings.receipts)
      return { name, ok: true, found: "are not kept, because receipts is false" };
    const { requests, damagedLineCount } = loadRequestLog(telemetry);
    return {
      name,
      ok: true,
      found: `${pluralize(requests.length, "request")} in seven days${damagedLineCount === 0 ? "" : `, ${pluralize(damagedLineCount, "line")} damaged`}`,
    };
  } catch (error) {
    return createUnreadableCheck(name, requireFolders(telemetry).receipts, error);
  }
}

function createUnreadableCheck(name: string, path: string, error: unknown): Check {
  const why = getErrorMessage(error);
  return { name, ok: false, found: `${formatPath(path)} cannot be read: ${why}`, fix: `remove ${path}` };
}
