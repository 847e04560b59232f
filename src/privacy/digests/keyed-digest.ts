/** Keyed digests: HMAC-SHA-256, so that nobody without the installation's salt can guess a path by hashing candidates. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { createRandomHex } from "../../internal/ids.js";

/** Text in, 64 lower-case hex digits out. */
export type Digest = (text: string) => string;

/** The two digests that fields may be declared to leave under. */
export interface FieldDigests {
  /** The digest of the current period of the identity. It cannot link sessions or installations' 30-day periods. */
  readonly digest: Digest;
  /** The digest for fields declared `scope: "installation"`. It stays equal for as long as the installation exists. */
  readonly installationDigest: Digest;
}

/** SHA-256 reads its input in blocks of so many bytes (FIPS 180-4). */
const BLOCK_BYTES = 64;
/** Characters of a text that is hashed in one go, and remembered; paths and names are shorter. */
const MAX_SHORT_LENGTH = 512;
/** Texts whose digests are remembered: some hundred kilobytes. */
const MAX_CACHED = 1024;

/** node:crypto, loaded with the first digest: telemetry that is off makes none. */
const loadCrypto = () => process.getBuiltinModule("node:crypto");

export function createDigest(key: string | Uint8Array): Digest {
  const memo = new BoundedCache<string>(MAX_CACHED);
  /** Digests that were made once. What is met but once is not remembered: to copy a text, and find a place for it, takes a quarter of the time. */
  const once = new Array<string>(MAX_SLOTS);
  let hmac: Digest | undefined;
  return (text) => {
    const known = memo.get(text);
    if (known !== undefined) return known;
    if (text.length > MAX_SHORT_LENGTH) return recordDigest(hashLongText(key, text));
    hmac ??= createShortTextDigest(key);
    const digest = recordDigest(hmac(text));
    const slot = computeSlot(digest);
    if (once[slot] === digest) memo.set(copyString(text), digest);
    // Two that share a place and take turns are remembered in time, too.
    else if (once[slot] === undefined || Math.random() < 0.5) once[slot] = digest;
    return digest;
  };
}

const MAX_SLOTS = 1024;

/** By its first three digits. */
function computeSlot(digest: string): number {
  let number = 0;
  for (let at = 0; at < 3; at++) {
    const code = digest.charCodeAt(at); // 0 to 9 are 48 to 57, a to f are 97 to 102
    number = number * 16 + (code & 15) + 9 * (code >> 6);
  }
  return number % MAX_SLOTS;
}

/** Whether a text is a digest that was made here lately: it says nothing of anybody, wherever it is put. */
export function isOwnDigest(text: string): boolean {
  if (text.length !== 64) return false;
  for (const digest of unindexed) recorded.set(digest, true);
  unindexed = [];
  return recorded.get(text) === true;
}

const MAX_RECORDED = 4 * MAX_CACHED;
let recorded = new BoundedCache<true>(MAX_RECORDED);
/** Those of which nobody has asked yet: to look up 64 characters takes as long as to hash them, and few are ever asked for. */
let unindexed: string[] = [];

/** Digests that were made until now count as texts like any other. */
export function forgetOwnDigests(): void {
  recorded = new BoundedCache(MAX_RECORDED);
  unindexed = [];
}

function recordDigest(digest: string): string {
  if (unindexed.length >= 2 * MAX_RECORDED) unindexed = unindexed.slice(MAX_RECORDED);
  unindexed.push(digest);
  return digest;
}

function hashLongText(key: string | Uint8Array, text: string): string {
  return loadCrypto().createHmac("sha256", key).update(text, "utf8").digest("hex");
}

/** HMAC (RFC 2104) of two hashes in one call each, which takes less time than `createHmac` (bench/hash.mjs). */
function createShortTextDigest(key: string | Uint8Array): Digest {
  const { hash, createHash } = loadCrypto();
  // Not every version of Bun and Deno has it.
  if (typeof hash !== "function") return (text) => hashLongText(key, text);
  const given = Buffer.from(key);
  const short = given.length > BLOCK_BYTES ? createHash("sha256").update(given).digest() : given;
  const inner = Buffer.alloc(BLOCK_BYTES + 3 * MAX_SHORT_LENGTH); // a character takes three bytes at most, for two that make one take four
  const outer = Buffer.alloc(BLOCK_BYTES + 32);
  for (let at = 0; at < BLOCK_BYTES; at++) {
    inner[at] = (short[at] ?? 0) ^ 0x36;
    outer[at] = (short[at] ?? 0) ^ 0x5c;
  }
  return (text) => {
    const end = BLOCK_BYTES + inner.write(text, BLOCK_BYTES, "utf8");
    outer.write(hash("sha256", inner.subarray(0, end), "binary"), BLOCK_BYTES, "latin1");
    return hash("sha256", outer, "hex");
  };
}

/**
 * Returns a digest whose key is derived from the salt (HKDF, RFC 5869). Each purpose has its own key, so that an id and a
 * field of equal text differ.
 * @param period the id under which events are sent: with another id the key is another, so that no digest outlives the id.
 * Without a period the key lasts as long as the salt.
 */
export function deriveDigest(salt: string | Uint8Array, purpose: string, period?: string): Digest {
  const info = period === undefined ? purpose : `${purpose}:${period}`;
  return createDigest(new Uint8Array(loadCrypto().hkdfSync("sha256", salt, "", info, 32)));
}

/** Derives the digests of fields from the salt and the period of the identity. */
export function deriveFieldDigests(salt: string, period: string): FieldDigests {
  return {
    digest: deriveDigest(salt, "fields", period),
    installationDigest: deriveDigest(salt, "fields"),
  };
}

/** A digest nobody can repeat: its key is made with the first text and kept nowhere. */
export function createEphemeralDigest(): Digest {
  let digest: Digest | undefined;
  return (text) => {
    digest ??= createDigest(loadCrypto().randomBytes(32));
    return digest(text);
  };
}

/**
 * Stands in for the real digests while the salt is not known yet. It gives out random tokens in a digest's shape and
 * keeps, in memory only, what each stands for. A token that is never exchanged says nothing of its text.
 */
export class ProvisionalDigests implements FieldDigests {
  readonly #texts = new Map<string, string>();
  readonly #installationTexts = new Map<string, string>();

  readonly digest: Digest = (text) => createToken(this.#texts, text);
  readonly installationDigest: Digest = (text) => createToken(this.#installationTexts, text);

  /** Returns the real digest for one of the tokens given out here, and undefined for any other text. */
  resolve(token: string, { digest, installationDigest }: FieldDigests): string | undefined {
    const text = this.#texts.get(token);
    if (text !== undefined) return digest(text);
    const installationText = this.#installationTexts.get(token);
    return installationText === undefined ? undefined : installationDigest(installationText);
  }

  get isEmpty(): boolean {
    return this.#texts.size + this.#installationTexts.size === 0;
  }

  forget(): void {
    this.#texts.clear();
    this.#installationTexts.clear();
  }
}

function createToken(texts: Map<string, string>, text: string): string {
  const token = createRandomHex(32);
  texts.set(token, text);
  return token;
}

/** The same for fields: both digests have keys of their own that are kept nowhere. */
export function createEphemeralFieldDigests(): FieldDigests {
  return { digest: createEphemeralDigest(), installationDigest: createEphemeralDigest() };
}
