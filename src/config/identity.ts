/** Provides the random ids and salts of the installation and of the process. */

import { join } from "node:path";
import { readOrCreateAgreed } from "../files/agreed-file.js";
import type { FileRule } from "../files/file-checks.js";
import { formatRecord, NewerRecordError, parseRecord } from "../files/own-records.js";
import { describeFileError } from "../internal/errors.js";
import { createRandomHex, createUuidV7 } from "../internal/ids.js";

export const SALT_FILE = "salt";
export const IDENTITY_FILE = "identity.json";
/** An account that reads the salt could find out what is behind a hash. */
export const SALT_RULE: FileRule = { isSecret: true };
const SALT_BYTES = 32;
const ID_ROTATION_MS = 30 * 24 * 60 * 60 * 1000;

/** A file of the identity that cannot be kept, and why: the system's error, or a clause such as `a file of another account`. */
export interface IdentityFault {
  readonly file: string;
  readonly error: string;
}

/** @param what completes "the … is new in every process" */
export function formatIdentityFault(what: string, { file, error }: IdentityFault): string {
  return `the ${what} is new in every process, because ${file} cannot be kept: ${error}`;
}

/** A salt or an id of the installation, or of this process if the installation's cannot be kept. */
export interface IdentityValue {
  readonly value: string;
  /** Why it is new in every process. Undefined if it is kept, or if there is no folder to keep it in. */
  readonly fault?: IdentityFault;
}

/**
 * Returns the installation's salt, in hex. It is created on the first call, and processes that create it at the same time
 * agree on one.
 * @param processSalt the value if there is no folder, or if the salt cannot be stored or must not be used
 */
export function getInstallationSalt(folder: string | undefined, processSalt: string): IdentityValue {
  if (folder === undefined) return { value: processSalt };
  const createFresh = () => createRandomHex(SALT_BYTES);
  const isValid = (text: string) => /^[0-9a-f]{64}$/.test(text);
  const file = join(folder, SALT_FILE);
  try {
    return { value: readOrCreateAgreed(file, { createFresh, isValid, rule: SALT_RULE }) };
  } catch (error) {
    return { value: processSalt, fault: { file, error: describeFileError(error) } };
  }
}

/**
 * Returns a random id that is the same for 30 days on this machine.
 * @param processId the value if there is no folder, or if the id cannot be stored or must not be used
 */
export function getInstallationId(folder: string | undefined, now: number, processId: string): IdentityValue {
  if (folder === undefined) return { value: processId };
  const createFresh = () => formatRecord({ id: createUuidV7(), since: now });
  const isValid = (text: string) => isCurrentIdentity(text, now);
  const file = join(folder, IDENTITY_FILE);
  try {
    return { value: String(parseRecord(readOrCreateAgreed(file, { createFresh, isValid })).id) };
  } catch (error) {
    return { value: processId, fault: { file, error: describeFileError(error) } };
  }
}

/**
 * Returns false for a date in the future, so that an id does not last longer after the clock was set back.
 * @throws a NewerRecordError, so that an identity of a newer package is not replaced
 */
function isCurrentIdentity(text: string, now: number): boolean {
  try {
    const { id, since } = parseRecord(text);
    const isRecent = typeof since === "number" && since <= now && now - since < ID_ROTATION_MS;
    return isRecent && typeof id === "string" && /^[0-9a-f-]{36}$/.test(id);
  } catch (error) {
    if (error instanceof NewerRecordError) throw error;
    return false;
  }
}

/** Returns whether this package, or another version of it, gives this name to a file of the identity. */
export function isIdentityName(file: string): boolean {
  return /^(?:salt|identity)(?:\.[\w.]+)?$/.test(file);
}

/** The id and the salt of one process and tool. Worker threads of the process share them. */
export interface ProcessIdentity {
  /** The random id that events are sent under with `identity = "session"`. */
  readonly id: string;
  /** Replaces the installation's salt where nothing is stored on the disk. */
  readonly salt: string;
  /** The date of the person's last opt-out when the identity was created. A later opt-out makes it invalid. */
  readonly optOutDate: string | undefined;
}

/** The identities of this process by their key, for runtimes without environment data of worker threads. */
const storedIdentities = new Map<string, ProcessIdentity>();

/**
 * Returns the identity of a tool in this process and creates it on the first call. Call it only while telemetry is on. A
 * worker thread gets a copy of the identity that exists when it starts; a thread that started earlier creates its own.
 * @param optOutDate the date of the person's last opt-out; an identity that was created before it is replaced
 */
export function getProcessIdentity(tool: string, optOutDate: string | undefined): ProcessIdentity {
  // Some versions of Bun and Deno have no environment data.
  const workerThreads: Partial<typeof import("node:worker_threads")> =
    process.getBuiltinModule("node:worker_threads") ?? {};
  const { getEnvironmentData, setEnvironmentData } = workerThreads;
  const key = `codeweaver-telemetry identity of ${tool}`;
  const stored: unknown = getEnvironmentData?.(key) ?? storedIdentities.get(key);
  if (isProcessIdentity(stored) && stored.optOutDate === optOutDate) return stored;
  const created: ProcessIdentity = { id: createUuidV7(), salt: createRandomHex(SALT_BYTES), optOutDate };
  if (getEnvironmentData === undefined || setEnvironmentData === undefined)
    storedIdentities.set(key, created);
  else setEnvironmentData(key, { ...created });
  return created;
}

/** Another version of this package in the same process may have stored a value of another shape. */
function isProcessIdentity(value: unknown): value is ProcessIdentity {
  const { id, salt, optOutDate } = Object(value);
  const isDate = optOutDate === undefined || typeof optOutDate === "string";
  return typeof id === "string" && typeof salt === "string" && isDate;
}
