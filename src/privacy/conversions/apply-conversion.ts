/** A declared conversion, applied to a value by what makes it: `convert.ts` and `statistics.ts`. */
import type { Json } from "../../envelope.js";
import type { FieldDigests } from "../digests/keyed-digest.js";
import { type Reading, toBoolean, toCount, toHash, toTextCount } from "./basic-conversions.js";
import type { Declaration } from "./conversion.js";
import { toAggregate, toDistribution } from "./statistics.js";

/** What a conversion works with. */
export interface Means extends FieldDigests {
  /** A key of a distribution is a value that leaves as a text. */
  readonly guard: (key: string) => string;
  readonly reading: Reading;
}

/** Undefined where the value has no such form. @throws whatever reading a hostile value throws */
export function converted(
  raw: unknown,
  { conversion, options }: Declaration,
  { digest, installationDigest, guard, reading }: Means,
): Json | undefined {
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
      return toDistribution(raw, options, guard, reading);
    case "AGGREGATE":
      return toAggregate(raw, options, reading);
    default:
      return undefined; // FORBIDDEN, and what no version of ours has heard of
  }
}
