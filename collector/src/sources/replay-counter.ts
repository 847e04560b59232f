/** Counts the lines that a source sent again under another id. */
import { createHash } from "node:crypto";

/** The digests in memory, of about 40 bytes each. */
const MAX_DIGESTS = 1_000_000;
/** A double holds integers of 48 bits exactly. Of a million lines, two that differ have the same digest once in 500 cases. */
const DIGEST_BYTES = 6;

/**
 * Remembers a digest of each line. When there are too many, it remembers only every second digest, every fourth, and so on. A copy
 * has the digest of its original, so that both are remembered or neither is, and each copy that is found stands for so many.
 */
export class ReplayCounter {
  readonly #maxDigests: number;
  readonly #counts = new Map<string, number>();
  #digests = new Set<number>();
  /** Digests that this number divides are remembered. */
  #divisor = 1;

  constructor(maxDigests = MAX_DIGESTS) {
    this.#maxDigests = maxDigests;
  }

  add(line: string, tag: string): void {
    const digest = computeDigest(line, tag);
    if (digest % this.#divisor !== 0) return;
    if (this.#digests.has(digest)) this.#counts.set(tag, this.getCount(tag) + this.#divisor);
    this.#digests.add(digest);
    if (this.#digests.size > this.#maxDigests) this.#forgetHalf();
  }

  /** An estimate if the source sent a very large number of lines. */
  getCount(tag: string): number {
    return this.#counts.get(tag) ?? 0;
  }

  #forgetHalf(): void {
    this.#divisor *= 2;
    this.#digests = new Set([...this.#digests].filter((digest) => digest % this.#divisor === 0));
  }
}

/** An event begins with its id, which does not count. Two spans with the same ids are a retry. */
function computeDigest(line: string, tag: string): number {
  const content = line.replace(/^\{"uuid":"[0-9a-f-]{36}",/, "");
  return createHash("sha1").update(tag).update(content).digest().readUIntBE(0, DIGEST_BYTES);
}
