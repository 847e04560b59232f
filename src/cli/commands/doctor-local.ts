/** Runs the local checks of `doctor`: folders and files, spool, receipts, and the module that evaluates flags. */
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { findPathProblem } from "../../files/file-checks.js";
import { getErrorMessage } from "../../internal/errors.js";
import { loadPosthogNode } from "../../transports/posthog-flags.js";
import { countSpooledEvents, loadRequestLog, readPendingFiles, requireFolders } from "../local-data.js";
import { formatPath, pluralize } from "../terminal-format.js";
import { runFileChecks } from "./doctor-files.js";
import type { Check } from "./doctor-report.js";

export async function runLocalChecks(telemetry: ResolvedTelemetry): Promise<Check[]> {
  const { destination, folders } = telemetry;
  const flagsModule = destination.wire === "posthog" ? [await checkFlagsModule()] : [];
  if (folders === undefined) return [...flagsModule, MISSING_HOME];
  const { spool, receipts } = folders;
  const isUsable = (folder: string) => findPathProblem(folder, telemetry.folderProblems) === undefined;
  return [
    ...flagsModule,
    ...runFileChecks(telemetry, folders),
    ...(isUsable(spool) ? [checkSpool(telemetry)] : []),
    ...(isUsable(receipts) ? [checkReceipts(telemetry)] : []),
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
