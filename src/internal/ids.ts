/** Creates random ids, and identifies processes across containers. */
import { closeSync, fstatSync, openSync, readlinkSync, readSync } from "node:fs";
import { getErrorCode } from "./errors.js";
import { getHostName } from "./system-names.js";

/** Loaded when it is needed, because it loads Node's streams, which takes milliseconds of a start. */
const loadCrypto = () => process.getBuiltinModule("node:crypto");

/** Returns two lower-case hex digits for each byte. */
export function createRandomHex(bytes: number): string {
  return (readRandomDevice(bytes) ?? loadCrypto().randomBytes(bytes)).toString("hex");
}

/** Reads the random numbers of the system (urandom(4)), which also seed node:crypto. Returns undefined if it has no such device. */
function readRandomDevice(count: number): Buffer | undefined {
  try {
    const device = openSync("/dev/urandom", "r");
    try {
      const bytes = Buffer.alloc(count);
      const isRead = fstatSync(device).isCharacterDevice() && readSync(device, bytes) === count;
      return isRead ? bytes : undefined;
    } finally {
      closeSync(device);
    }
  } catch {
    return undefined;
  }
}

/** Returns the SHA-256 of a text, in hex. */
export function createSha256(text: string): string {
  return loadCrypto().createHash("sha256").update(text).digest("hex");
}

/**
 * Returns eight hex digits that tell texts apart, for the names of files. They are not sent and protect nothing: this is
 * FNV-1a with 32 bits over UTF-16 units, which needs no node:crypto.
 */
export function createShortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** A UUIDv7 has 48 bits of milliseconds. */
const MAX_TIME_MS = 2 ** 48 - 1;

let lastMs = Number.NaN;
let lastPrefix = "";

/** The version is not random. One of these digits becomes the variant, of which two bits are random. */
const RANDOM_DIGITS_PER_UUID = 19;
/** Random digits are drawn for many ids at once, because each draw takes longer than all the rest. */
const POOL_DIGITS = 512 * RANDOM_DIGITS_PER_UUID;
const HEX_DIGITS = "0123456789abcdef";
let randomPool = "";
let poolOffset = POOL_DIGITS;

/**
 * Returns a UUIDv7 (RFC 9562, 5.7) in lower case: the time in milliseconds, then 74 random bits. Ids of the same
 * millisecond have no order.
 * @param time milliseconds since the epoch
 */
export function createUuidV7(time = Date.now()): string {
  // The fake clocks of a host's tests may return NaN or negative times.
  const now = Number.isFinite(time) ? Math.min(Math.max(0, Math.trunc(time)), MAX_TIME_MS) : 0;
  if (now !== lastMs) {
    const hex = now.toString(16).padStart(12, "0");
    lastPrefix = `${hex.slice(0, 8)}-${hex.slice(8)}-`;
    lastMs = now;
  }
  if (poolOffset === POOL_DIGITS) {
    randomPool = createRandomHex(POOL_DIGITS / 2);
    poolOffset = 0;
  }
  const start = poolOffset;
  poolOffset += RANDOM_DIGITS_PER_UUID;
  const variant = toVariantDigit(randomPool.charAt(start + 3));
  // V8 copies slices below 13 characters. A longer slice would keep the pool in memory.
  const middle = `7${randomPool.slice(start, start + 3)}-${variant}${randomPool.slice(start + 4, start + 7)}-`;
  return `${lastPrefix}${middle}${randomPool.slice(start + 7, start + 19)}`;
}

/** Returns the first digit of a UUID's variant, which keeps two bits of a random digit (RFC 9562, 4.1). */
function toVariantDigit(randomDigit: string): string | undefined {
  return "89ab"[HEX_DIGITS.indexOf(randomDigit) & 3];
}

/** Returns a UUIDv4 (RFC 9562, 5.4), which has no time in it. */
export function createUuidV4(): string {
  const hex = createRandomHex(16);
  const variant = toVariantDigit(hex.charAt(16));
  return formatUuid(`${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17)}`);
}

/** Returns 32 hex digits in the form of a UUID (RFC 9562, 4). */
export function formatUuid(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export interface ProcessId {
  /** Eight hex digits of this machine and, in a container, of its process namespace. */
  readonly hostId: string;
  readonly pid: number;
}

let currentProcess: ProcessId | undefined;

export function getCurrentProcess(): ProcessId {
  if (currentProcess !== undefined) return currentProcess;
  let namespace = "";
  try {
    namespace = readlinkSync("/proc/self/ns/pid"); // containers that share a folder all count from 1 (pid_namespaces(7))
  } catch {
    // Only Linux has it.
  }
  currentProcess = { hostId: createShortHash(`${getHostName()}\n${namespace}`), pid: process.pid };
  return currentProcess;
}

/** Returns false if the process has certainly ended, and true if this machine cannot tell. */
export function isPossiblyAlive(owner: ProcessId, current: ProcessId): boolean {
  if (owner.hostId !== current.hostId) return true;
  try {
    process.kill(owner.pid, 0);
    return true;
  } catch (error) {
    return getErrorCode(error) !== "ESRCH";
  }
}

/** The UUID without any bit set (RFC 9562, section 5.9). It identifies nothing. */
export const NIL_UUID = "00000000-0000-0000-0000-000000000000";

/** Begins with a dash and a lookbehind: a search for the first hex digits would stop at many places of a usual text. */
const UUID = /(?<=[0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

export function isUuid(text: string): boolean {
  return text.length === 36 && UUID.test(text);
}

export function containsUuid(text: string): boolean {
  return UUID.test(text);
}
