/**
 * Assigns ids to rollouts, variants and holdouts by a hash, which is the same on every machine. The rule is that of
 * PostHog's clients and servers (PostHog/posthog-js, packages/core/src/featureFlagLocalEvaluation.ts).
 */
import { createHash } from "node:crypto";
import type { FlagVariant, Holdout } from "./flag-rule.js";

const HEX_DIGITS = 15;
/** PostHog divides by 0xfffffffffffffff. No double can represent it, and the nearest one is this. */
const HASH_SCALE = 2 ** 60;

/** Returns whether an id is in the rollout of a flag. */
export function isInRollout(flagKey: string, id: string, percentage: number): boolean {
  return hashToFraction(`${flagKey}.${id}`) <= percentage / 100;
}

/** Returns the variant of an id. Undefined if the variants have less than 100 per cent, and the id is in the rest. */
export function chooseVariant(
  flagKey: string,
  id: string,
  variants: readonly FlagVariant[],
): string | undefined {
  const hash = hashToFraction(`${flagKey}.${id}variant`);
  let end = 0;
  for (const { key, rollout_percentage } of variants) {
    end += rollout_percentage / 100;
    if (hash < end) return key;
  }
  return undefined;
}

/** Returns the value of an id that is held out, or undefined. The flag is no part of the hash. */
export function findHoldoutVariant(
  { id: holdoutId, exclusion_percentage }: Holdout,
  id: string,
): string | undefined {
  return hashToFraction(`holdout-${id}`) <= exclusion_percentage / 100 ? `holdout-${holdoutId}` : undefined;
}

/** Returns a number from 0 to 1. */
function hashToFraction(text: string): number {
  const hex = createHash("sha1").update(text, "utf8").digest("hex").slice(0, HEX_DIGITS);
  return Number.parseInt(hex, 16) / HASH_SCALE;
}
