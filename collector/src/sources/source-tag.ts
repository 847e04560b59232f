/** Tags where batches come from, for two days, without an address in any file. */
import { createHmac, randomBytes } from "node:crypto";
import { toUtcDay } from "../journal/segment-name.js";

/** 64 bits, so that two sources of one day do not have the same tag. */
const TAG_DIGITS = 16;

/**
 * Creates a tag from an address under a key of the day that is only in memory. Nobody can compute the address of a tag, or
 * link the tags of two days, not even with the files and the address.
 */
export class SourceTagger {
  #day = "";
  #key = Buffer.alloc(0);

  createTag(address: string, now: number): string {
    const day = toUtcDay(now);
    if (day !== this.#day) {
      this.#day = day;
      this.#key = randomBytes(32);
    }
    return createHmac("sha256", this.#key).update(address).digest("hex").slice(0, TAG_DIGITS);
  }
}
