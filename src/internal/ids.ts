/** Random ids. node:crypto is loaded with the first of them, for a process that is off makes none. */

let cryptoModule: typeof import("node:crypto") | undefined;

function getCrypto(): typeof import("node:crypto") {
  cryptoModule ??= process.getBuiltinModule("node:crypto");
  return cryptoModule;
}

/** Lower-case hex digits, two a byte. */
export function createRandomHex(bytes: number): string {
  return getCrypto().randomBytes(bytes).toString("hex");
}

/** 48 bits of milliseconds. */
const MAX_TIME_MS = 2 ** 48 - 1;

let lastMs = Number.NaN;
let lastPrefix = "";

/** Two hex digits for each byte. */
const HEX_BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
/** Random bytes of a UUID; asked for by the thousand, for each asking takes longer than all the rest. */
const UUID_BYTES = 10;
const randomPool = new Uint8Array(128 * UUID_BYTES);
let poolOffset = randomPool.length;

/**
 * UUIDv7 (RFC 9562, 5.7), lower case: the time in milliseconds, then 74 random bits. In one millisecond they come in no
 * order.
 */
export function createUuidV7(time = Date.now()): string {
  const now = Number.isFinite(time) ? Math.min(Math.max(0, Math.trunc(time)), MAX_TIME_MS) : 0; // hosts replace clocks
  if (now !== lastMs) {
    const hex = now.toString(16).padStart(12, "0");
    lastPrefix = `${hex.slice(0, 8)}-${hex.slice(8)}-`;
    lastMs = now;
  }
  if (poolOffset === randomPool.length) {
    getCrypto().randomFillSync(randomPool);
    poolOffset = 0;
  }
  const version = formatByte(0x70 | (takeRandomByte() & 0x0f)) + formatByte(takeRandomByte());
  const variant = formatByte(0x80 | (takeRandomByte() & 0x3f)) + formatByte(takeRandomByte());
  const rest =
    formatByte(takeRandomByte()) +
    formatByte(takeRandomByte()) +
    formatByte(takeRandomByte()) +
    formatByte(takeRandomByte()) +
    formatByte(takeRandomByte()) +
    formatByte(takeRandomByte());
  return `${lastPrefix}${version}-${variant}-${rest}`;
}

function takeRandomByte(): number {
  return randomPool[poolOffset++] ?? 0;
}

function formatByte(byte: number): string {
  return HEX_BYTES[byte] ?? "";
}

/** The lookbehind lets the search begin at the first dash, because hex digits are frequent. */
const UUID = /(?<=[0-9a-f]{8})(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

export function isUuid(text: string): boolean {
  return text.length === 36 && UUID.test(text);
}

export function containsUuid(text: string): boolean {
  return UUID.test(text);
}
