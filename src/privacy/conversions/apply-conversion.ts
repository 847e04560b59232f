/** A declared conversion, applied to a value by what makes it: `convert.ts` and `statistics.ts`. */
import type { Json } from "../../envelope.js";
import type { FieldDigests } from "../digests/keyed-digest.js";
import { type Reading, toBoolean, toCount, toHash, toTextCount, unboxed } from "./basic-conversions.js";
import type { Declaration } from "./conversion.js";
import { toAggregate, toDistribution } from "./statistics.js";

/** What a conversion works with. */
export interface Means extends FieldDigests {
  /** Whether a text may be the key of a distribution. */
  readonly isWord: (text: string) => boolean;
  readonly reading: Reading;
}

/** Undefined where the value has no such form. @throws whatever reading a hostile value throws */
export function converted(
  given: unknown,
  { conversion, options }: Declaration,
  { digest, installationDigest, isWord, reading }: Means,
): Json | undefined {
  const raw = unboxed(given);
  switch (conversion) {
    case "BOOLEAN":
      return toBoolean(raw);
    case "COUNT":
      return toCount(raw);
    case "TEXT_COUNT":
      return toTextCount(raw, reading.omit);
    case "HASH":
      return toHash(raw, options.scope === "installation" ? installationDigest : digest, reading);
    case "DISTRIBUTION":
      return toDistribution(raw, options, isWord, reading);
    case "AGGREGATE":
      return toAggregate(raw, options, reading);
    default:
      return undefined; // FORBIDDEN, and what no version of ours has heard of
  }
}
