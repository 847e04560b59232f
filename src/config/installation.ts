/** What is made once per installation and stays on the machine: the salt, and the id of `identity = "install"`. */

import { join } from "node:path";
import { readUserFile, writeFileAtomic } from "../internal/files.js";
import { createRandomHex, createUuidV7 } from "../internal/ids.js";

export const SALT_FILE = "salt";
export const IDENTITY_FILE = "identity.json";
/** Bytes of a salt; as hex in its file. */
const SALT_BYTES = 32;
const ID_ROTATION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * The installation's salt: from its file, or made now. Processes that make it at the same time agree on one.
 * @param processSalt is returned where no folder is given, or the disk refuses
 */
export function getInstallationSalt(folder: string | undefined, processSalt: string): string {
  const fresh = createRandomHex(SALT_BYTES);
  return readOrCreateAtomic(folder, SALT_FILE, fresh, (text) => /^[0-9a-f]{64}$/.test(text)) ?? processSalt;
}

/**
 * A random id, the same for 30 days on this machine.
 * @param processId is returned where no folder is given, or the disk refuses
 */
export function getInstallationId(folder: string | undefined, now: number, processId: string): string {
  const fresh = JSON.stringify({ id: createUuidV7(), since: now });
  const stored = readOrCreateAtomic(folder, IDENTITY_FILE, fresh, (text) => isCurrentIdentity(text, now));
  if (stored === undefined) return processId;
  const parsed: unknown = JSON.parse(stored);
  return String(Reflect.get(Object(parsed), "id"));
}

function isCurrentIdentity(text: string, now: number): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    const since: unknown = Reflect.get(Object(parsed), "since");
    const id: unknown = Reflect.get(Object(parsed), "id");
    // A clock set back must not keep an id for ever, so the future counts as stale.
    return (
      typeof since === "number" &&
      since <= now &&
      now - since < ID_ROTATION_MS &&
      typeof id === "string" &&
      /^[0-9a-f-]{36}$/.test(id)
    );
  } catch {
    return false;
  }
}

/**
 * What a file holds, or `fresh` put there first. The file appears whole: it is written beside and linked into place,
 * and a link fails where another process was faster, whose text is then read. Undefined where the disk refuses.
 */
function readOrCreateAtomic(
  folder: string | undefined,
  name: string,
  fresh: string,
  isValid: (text: string) => boolean,
): string | undefined {
  if (folder === undefined) return undefined;
  const file = join(folder, name);
  const readValid = () => {
    const text = readUserFile(file)?.trim(); // another account knows a salt that it wrote
    return { isThere: text !== undefined, valid: text !== undefined && isValid(text) ? text : undefined };
  };
  try {
    const { isThere, valid } = readValid();
    if (valid !== undefined) return valid;
    try {
      writeFileAtomic(file, fresh, { exclusive: !isThere });
    } catch {
      // Another process was faster, or the disk refuses; the last line finds out.
    }
    return readValid().valid;
  } catch {
    return undefined;
  }
}
