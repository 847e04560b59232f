/** Computes the 95 % interval of a share (E. B. Wilson, Probable inference, 1927). */
import { Z_95 } from "./interval.js";

/**
 * Returns the share and its bounds, or nulls without observations. It is narrow only with many observations, and stays within
 * 0 and 1.
 *
 * @example
 * computeShare(1, 10); // { share: 0.1, low: 0.018, high: 0.404 }, rounded
 */
export function computeShare(
  part: number,
  of: number,
): { readonly share: number | null; readonly low: number | null; readonly high: number | null } {
  if (!(of > 0)) return { share: null, low: null, high: null };
  const share = part / of;
  const center = share + Z_95 ** 2 / (2 * of);
  const reach = Z_95 * Math.sqrt((share * (1 - share)) / of + Z_95 ** 2 / (4 * of ** 2));
  const scale = 1 + Z_95 ** 2 / of;
  // Rounding would otherwise leave a bound just beside 0 or 1.
  const low = part === 0 ? 0 : (center - reach) / scale;
  const high = part === of ? 1 : (center + reach) / scale;
  return { share, low, high };
}
