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

/** Two hex digits for each byte. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** Random bytes of a UUID; asked for by the thousand, for each asking takes longer than all the rest. */
const UUID_BYTES = 10;
const supply = new Uint8Array(128 * UUID_BYTES);
let used = supply.length;

/**
 * UUIDv7 (RFC 9562, 5.7), lower case: the time in milliseconds, then 74 random bits. In one millisecond they come in no
 * order.
 */
export function uuidv7(time = Date.now()): string {
  const now = Number.isFinite(time) ? Math.min(Math.max(0, Math.trunc(time)), LATEST) : 0; // hosts replace clocks
  if (now !== lastMs) {
    const hex = now.toString(16).padStart(12, "0");
    lastPrefix = `${hex.slice(0, 8)}-${hex.slice(8)}-`;
    lastMs = now;
  }
  if (used === supply.length) {
    crypto().randomFillSync(supply);
    used = 0;
  }
  const version = hex(0x70 | (next() & 0x0f)) + hex(next());
  const variant = hex(0x80 | (next() & 0x3f)) + hex(next());
  const rest = hex(next()) + hex(next()) + hex(next()) + hex(next()) + hex(next()) + hex(next());
  return `${lastPrefix}${version}-${variant}-${rest}`;
}

function next(): number {
  return supply[used++] ?? 0;
}

function hex(byte: number): string {
  return HEX[byte] ?? "";
}
