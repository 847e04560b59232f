/** Keyed digests: HMAC-SHA-256, so that nobody without the installation's salt can guess a path by hashing candidates. */
import { createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Text in, 64 lower-case hex digits out. */
export type Digest = (text: string) => string;

export function keyedDigest(key: string | Uint8Array): Digest {
  return (text) => createHmac("sha256", key).update(text, "utf8").digest("hex");
}

/** A digest under a key derived from the salt for one purpose (HKDF, RFC 5869), so that ids and fields of equal text differ. */
export function derivedDigest(salt: string | Uint8Array, purpose: string): Digest {
  return keyedDigest(new Uint8Array(hkdfSync("sha256", salt, "", purpose, 32)));
}

/** A digest nobody can repeat: its key is made for this process and kept nowhere. */
export function ephemeralDigest(): Digest {
  return keyedDigest(randomBytes(32));
}

/**
 * Stands in for the real digest while the salt is not known yet. It gives out random tokens in a digest's shape and
 * keeps, in memory only, what each stands for. A token that is never settled says nothing of its text.
 */
export class ProvisionalDigest {
  readonly #texts = new Map<string, string>();

  readonly digest: Digest = (text) => {
    const token = randomBytes(32).toString("hex");
    this.#texts.set(token, text);
    return token;
  };

  /** The real digest where `text` is one of our tokens. */
  settle(text: string, digest: Digest): string | undefined {
    const original = this.#texts.get(text);
    return original === undefined ? undefined : digest(original);
  }

  get isEmpty(): boolean {
    return this.#texts.size === 0;
  }

  forget(): void {
    this.#texts.clear();
  }
}
