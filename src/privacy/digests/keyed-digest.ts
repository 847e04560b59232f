/** Creates keyed digests (HMAC-SHA-256). Without the key, a path cannot be guessed by hashing candidates. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { createRandomHex } from "../../internal/ids.js";

/** Returns 64 lower-case hex digits. */
export type Digest = (text: string) => string;

/** The digests of fields that are declared HASH. */
export interface FieldDigests {
  /** The digest of the current period of the identity. It cannot link sessions or 30-day periods of an installation. */
  readonly digest: Digest;
  /** The digest for fields declared `scope: "installation"`. It is the same for as long as the installation exists. */
  readonly installationDigest: Digest;
}

/** The block size of SHA-256 (FIPS 180-4). */
const BLOCK_BYTES = 64;
/** Longer texts are not cached. Paths and names are shorter. */
const MAX_SHORT_LENGTH = 512;
/** Texts whose digests are cached: some hundred kilobytes. */
const MAX_CACHED = 1024;

/** node:crypto is loaded with the first digest, because telemetry that is off needs none. */
const loadCrypto = () => process.getBuiltinModule("node:crypto");

export function createDigest(key: string | Uint8Array): Digest {
  const memo = new BoundedCache<string>(MAX_CACHED);
  /** Digests that were computed once. A text is cached when it occurs again: caching takes a quarter of the time of a digest. */
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
    // Chance decides between two digests of one slot, so that both are cached in time.
    else if (once[slot] === undefined || Math.random() < 0.5) once[slot] = digest;
    return digest;
  };
}

const MAX_SLOTS = 1024;

/** Computes a slot from the first three digits. */
function computeSlot(digest: string): number {
  let number = 0;
  for (let at = 0; at < 3; at++) {
    const code = digest.charCodeAt(at); // 0 to 9 are 48 to 57, a to f are 97 to 102
    number = number * 16 + (code & 15) + 9 * (code >> 6);
  }
  return number % MAX_SLOTS;
}

/** Returns whether a text is a digest that was computed here lately. Such a text may be sent under any key. */
export function isOwnDigest(text: string): boolean {
  if (text.length !== 64) return false;
  for (const digest of unindexed) recorded.set(digest, true);
  unindexed = [];
  return recorded.get(text) === true;
}

const MAX_RECORDED = 4 * MAX_CACHED;
let recorded = new BoundedCache<true>(MAX_RECORDED);
/** Digests that are not in the cache yet. Adding one takes as long as hashing, and few events contain earlier digests. */
let unindexed: string[] = [];

/** From now on, earlier digests are texts like any other. */
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

/** Computes HMAC (RFC 2104) by two calls of `hash`, which take less time than `createHmac` (bench/hash.mjs). */
function createShortTextDigest(key: string | Uint8Array): Digest {
  const { hash, createHash } = loadCrypto();
  // Some versions of Bun and Deno do not have `hash`.
  if (typeof hash !== "function") return (text) => hashLongText(key, text);
  const given = Buffer.from(key);
  const short = given.length > BLOCK_BYTES ? createHash("sha256").update(given).digest() : given;
  const inner = Buffer.alloc(BLOCK_BYTES + 3 * MAX_SHORT_LENGTH); // a UTF-16 unit takes at most three bytes
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
 * field of equal text have different digests.
 * @param period the id under which events are sent. Another id has another key, so that no digest outlives the id. Without
 * a period the key lasts as long as the salt.
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

/** Creates a digest with a random key, which is created with the first text and not stored. */
export function createEphemeralDigest(): Digest {
  let digest: Digest | undefined;
  return (text) => {
    digest ??= createDigest(loadCrypto().randomBytes(32));
    return digest(text);
  };
}

/**
 * Replaces the real digests while the salt is unknown. It returns random tokens that look like digests, and keeps their
 * texts in memory. A token that is never replaced says nothing about its text.
 */
export class ProvisionalDigests implements FieldDigests {
  readonly #texts = new Map<string, string>();
  readonly #installationTexts = new Map<string, string>();

  readonly digest: Digest = (text) => createToken(this.#texts, text);
  readonly installationDigest: Digest = (text) => createToken(this.#installationTexts, text);

  /** Returns the real digest for one of these tokens, and undefined for any other text. */
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

/** Creates the digests of fields with two random keys, which are not stored. */
export function createEphemeralFieldDigests(): FieldDigests {
  return { digest: createEphemeralDigest(), installationDigest: createEphemeralDigest() };
}
