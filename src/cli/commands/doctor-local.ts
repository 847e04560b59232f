/** What `doctor` looks at on this machine: folders, the spool, and the part that speaks PostHog's protocol. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { SALT_FILE } from "../../config/identity.js";
import { getErrorMessage } from "../../internal/errors.js";
import { isOwnedByUser } from "../../internal/files.js";
import { loadPosthogNode } from "../../transports/posthog-flags.js";
import { countSpooledEvents, loadRequestLog, readPendingFiles, requireFolders } from "../local-data.js";
import { pluralize } from "../terminal-format.js";
import { type Check, createCheckResult } from "./doctor-report.js";

export async function runLocalChecks(telemetry: ResolvedTelemetry): Promise<Check[]> {
  const { data } = requireFolders(telemetry);
  const { folders } = telemetry;
  return [
    ...(telemetry.destination.wire === "posthog" ? [await checkFlagsModule()] : []),
    checkFolder("folder of settings", folders?.config ?? data),
    checkFolder("folder of data", data),
    checkSaltFile(join(data, SALT_FILE), telemetry),
    checkSpool(telemetry),
    checkReceipts(telemetry),
  ];
}

async function checkFlagsModule(): Promise<Check> {
  const name = "posthog-node";
  try {
    await loadPosthogNode();
    return { name, ok: true, found: "can be loaded" };
  } catch (error) {
    const why = getErrorMessage(error);
    return { name, ok: false, found: `cannot be loaded: ${why}`, fix: "install codeweaver-telemetry anew" };
  }
}

/** Its nearest parent decides where it is not there yet. */
function checkFolder(name: string, path: string): Check {
  let nearest = path;
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    if (!statSync(nearest).isDirectory())
      return { name, ok: false, found: `${nearest} is no folder`, fix: `remove ${nearest}` };
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return { name, ok: true, found: nearest === path ? `${path} can be written` : `${path} can be made` };
  } catch {
    return {
      name,
      ok: false,
      found: `${nearest} cannot be written`,
      fix: `make ${nearest} yours: chown, chmod u+rwx`,
    };
  }
}

function checkSaltFile(path: string, { state, identityFolder }: ResolvedTelemetry): Check {
  const name = "salt";
  if (state.status === "on" && identityFolder === undefined)
    return { name, ok: true, found: "is every process's own: nothing is kept here" };
  try {
    const { uid, mode } = statSync(path);
    if (!isOwnedByUser(uid))
      return {
        name,
        ok: false,
        found: `${path} belongs to another account, and is not used`,
        fix: `remove ${path}`,
      };
    const open = process.platform === "win32" ? 0 : mode & 0o077;
    return {
      name,
      ...createCheckResult(
        open === 0,
        open === 0 ? "only you can read it" : `others can read ${path}`,
        `chmod 600 ${path}`,
      ),
    };
  } catch {
    return { name, ok: true, found: "is made with the first event" };
  }
}

function checkSpool(telemetry: ResolvedTelemetry): Check {
  const name = "spool";
  try {
    const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
    const pendingCount = countSpooledEvents(forThisServer);
    const otherServersCount = countSpooledEvents(forOtherServers);
    const damaged = [...forThisServer, ...forOtherServers].reduce(
      (sum, file) => sum + file.damagedLineCount,
      0,
    );
    const found = [
      pendingCount === 0 ? "nothing waits" : `${pluralize(pendingCount, "event")} waiting`,
      ...(otherServersCount === 0
        ? []
        : [`${pluralize(otherServersCount, "event")} for servers that this command does not know`]),
      ...(damaged === 0 ? [] : [`${pluralize(damaged, "line")} cut by a crash`]),
    ];
    return { name, ok: true, found: found.join(", ") };
  } catch (error) {
    return createUnreadableCheck(name, requireFolders(telemetry).spool, error);
  }
}

function checkReceipts(telemetry: ResolvedTelemetry): Check {
  const name = "receipts";
  try {
    if (!telemetry.resolved.settings.receipts)
      return { name, ok: true, found: "are not kept, as receipts = false" };
    const { requests: kept, damagedLineCount } = loadRequestLog(telemetry);
    return {
      name,
      ok: true,
      found: `${pluralize(kept.length, "request")} in seven days${damagedLineCount === 0 ? "" : `, ${pluralize(damagedLineCount, "line")} damaged`}`,
    };
  } catch (error) {
    return createUnreadableCheck(name, requireFolders(telemetry).receipts, error);
  }
}

function createUnreadableCheck(name: string, path: string, error: unknown): Check {
  const why = getErrorMessage(error);
  return { name, ok: false, found: `${path} cannot be read: ${why}`, fix: `remove ${path}` };
}
