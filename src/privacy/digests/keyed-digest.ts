/** Creates keyed digests (HMAC-SHA-256). Without the key, a path cannot be guessed by hashing candidates. */

import { BoundedCache, copyString } from "../../internal/bounded-cache.js";
import { createRandomHex } from "../../internal/ids.js";
import { recordOwnDigest } from "./own-digests.js";

/** Returns 64 lower-case hex digits. */
export type Digest = (text: string) => string;

/** `deriveNumber` returns numbers below this one. */
export const NUMBER_RANGE = 2 ** 48;

/** Returns a whole number that depends on the key and the text, and that is equally likely to be any below `NUMBER_RANGE`. */
export function deriveNumber(digest: Digest, text: string): number {
  return Number.parseInt(digest(text).slice(0, 12), 16);
}

/** The digests of fields that are declared HASH. */
export interface FieldDigests {
  /** The digest of the current identity. Digests of two sessions, or of two 30-day periods, cannot be compared. */
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
  const cache = new DigestCache();
  let digestShortText: Digest | undefined;
  return (text) => {
    const cached = cache.get(text);
    if (cached !== undefined) return recordOwnDigest(cached);
    if (text.length > MAX_SHORT_LENGTH) return recordOwnDigest(hashLongText(key, text));
    digestShortText ??= createShortTextDigest(key);
    const digest = digestShortText(text);
    cache.add(text, digest);
    return recordOwnDigest(digest);
  };
}

const SLOTS = 1024;

/** Caches the digests of texts that occur twice. Most occur once, and caching takes a quarter of the time of a digest. */
class DigestCache {
  readonly #digests = new BoundedCache<string>(MAX_CACHED);
  /** Digests that were computed once. The first digits of a digest choose its slot. */
  readonly #seenOnce = new Array<string>(SLOTS);

  get(text: string): string | undefined {
    return this.#digests.get(text);
  }

  add(text: string, digest: string): void {
    const slot = Number.parseInt(digest.slice(0, 3), 16) % SLOTS;
    const seen = this.#seenOnce[slot];
    if (seen === digest) this.#digests.set(copyString(text), digest);
    // Chance decides between two digests of one slot, so that both are cached eventually.
    else if (seen === undefined || Math.random() < 0.5) this.#seenOnce[slot] = digest;
  }
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
 * @param distinctId the id under which events are sent. Another id has another key, so that no digest outlives the id.
 * Without an id the key lasts as long as the salt.
 */
export function deriveDigest(salt: string | Uint8Array, purpose: string, distinctId?: string): Digest {
  const info = distinctId === undefined ? purpose : `${purpose}:${distinctId}`;
  return createLazyDigest(() => new Uint8Array(loadCrypto().hkdfSync("sha256", salt, "", info, 32)));
}

/** Derives the digests of fields from the salt and the id under which events are sent. */
export function deriveFieldDigests(salt: string, distinctId: string): FieldDigests {
  return {
    digest: deriveDigest(salt, "fields", distinctId),
    installationDigest: deriveDigest(salt, "fields"),
  };
}

/** Creates a digest with a random key, which is not stored. */
export function createEphemeralDigest(): Digest {
  return createLazyDigest(() => loadCrypto().randomBytes(32));
}

/** The key is created with the first text, because most events have no HASH field. */
function createLazyDigest(createKey: () => Uint8Array): Digest {
  let digest: Digest | undefined;
  return (text) => {
    digest ??= createDigest(createKey());
    return digest(text);
  };
}

/**
 * Stands in for the real digests until the salt is known. It returns random tokens that look like digests, and keeps their
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
