/** Random ids. node:crypto is loaded with the first of them, for a process that is off makes none. */

let loaded: typeof import("node:crypto") | undefined;

function crypto(): typeof import("node:crypto") {
  loaded ??= process.getBuiltinModule("node:crypto");
  return loaded;
}

/** Lower-case hex digits, two a byte. */
export function randomHex(bytes: number): string {
  return crypto().randomBytes(bytes).toString("hex");
}

/** 48 bits of milliseconds. */
const LATEST = 2 ** 48 - 1;

let lastMs = Number.NaN;
let lastPrefix = "";

/**
 * UUIDv7 (RFC 9562, 5.7), lower case: the time in milliseconds, then 74 random bits, those of a random UUID, of which
 * node:crypto keeps a supply. In one millisecond they come in no order.
 */
export function uuidv7(time = Date.now()): string {
  const now = Number.isFinite(time) ? Math.min(Math.max(0, Math.trunc(time)), LATEST) : 0; // hosts replace clocks
  if (now !== lastMs) {
    const hex = now.toString(16).padStart(12, "0");
    lastPrefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7`;
    lastMs = now;
  }
  return lastPrefix + crypto().randomUUID().slice(15);
}
