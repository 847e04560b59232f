/** What `doctor` looks at on this machine: folders, the spool, and the part that speaks PostHog's protocol. */
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { SALT_FILE } from "../../config/installation.js";
import { messageOf } from "../../internal/file-errors.js";
import { isOwnAccount } from "../../internal/file-owner.js";
import { posthogNode } from "../../transports/posthog-flags.js";
import { eventCount, pendingIn, placesOf, receiptsOf } from "../local-state.js";
import { plural } from "../terminal-style.js";
import { type Check, judged } from "./doctor-check.js";

export async function localChecks(situation: Situation): Promise<Check[]> {
  const { data } = placesOf(situation);
  const { folders } = situation;
  return [
    ...(situation.destination.wire === "posthog" ? [await flags()] : []),
    folder("folder of settings", folders?.config ?? data),
    folder("folder of data", data),
    saltFile(join(data, SALT_FILE), situation),
    spool(situation),
    receipts(situation),
  ];
}

async function flags(): Promise<Check> {
  const name = "posthog-node";
  try {
    await posthogNode();
    return { name, ok: true, found: "can be loaded" };
  } catch (error) {
    const why = messageOf(error);
    return { name, ok: false, found: `cannot be loaded: ${why}`, fix: "install codeweaver-telemetry anew" };
  }
}

/** Its nearest parent decides where it is not there yet. */
function folder(name: string, path: string): Check {
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

function saltFile(path: string, { state, kept }: Situation): Check {
  const name = "salt";
  if (state.status === "on" && kept === undefined)
    return { name, ok: true, found: "is every process's own: nothing is kept here" };
  try {
    const { uid, mode } = statSync(path);
    if (!isOwnAccount(uid))
      return {
        name,
        ok: false,
        found: `${path} belongs to another account, and is not used`,
        fix: `remove ${path}`,
      };
    const open = process.platform === "win32" ? 0 : mode & 0o077;
    return {
      name,
      ...judged(
        open === 0,
        open === 0 ? "only you can read it" : `others can read ${path}`,
        `chmod 600 ${path}`,
      ),
    };
  } catch {
    return { name, ok: true, found: "is made with the first event" };
  }
}

function spool(situation: Situation): Check {
  const name = "spool";
  try {
    const { here, elsewhere } = pendingIn(situation);
    const waiting = eventCount(here);
    const others = eventCount(elsewhere);
    const damaged = [...here, ...elsewhere].reduce((sum, file) => sum + file.damaged, 0);
    const found = [
      waiting === 0 ? "nothing waits" : `${plural(waiting, "event")} waiting`,
      ...(others === 0 ? [] : [`${plural(others, "event")} for servers that this command does not know`]),
      ...(damaged === 0 ? [] : [`${plural(damaged, "line")} cut by a crash`]),
    ];
    return { name, ok: true, found: found.join(", ") };
  } catch (error) {
    return unreadable(name, placesOf(situation).spool, error);
  }
}

function receipts(situation: Situation): Check {
  const name = "receipts";
  try {
    if (!situation.resolved.settings.receipts)
      return { name, ok: true, found: "are not kept, as receipts = false" };
    const { receipts: kept, damaged } = receiptsOf(situation);
    return {
      name,
      ok: true,
      found: `${plural(kept.length, "request")} in seven days${damaged === 0 ? "" : `, ${plural(damaged, "line")} damaged`}`,
    };
  } catch (error) {
    return unreadable(name, placesOf(situation).receipts, error);
  }
}

function unreadable(name: string, path: string, error: unknown): Check {
  const why = messageOf(error);
  return { name, ok: false, found: `${path} cannot be read: ${why}`, fix: `remove ${path}` };
}
