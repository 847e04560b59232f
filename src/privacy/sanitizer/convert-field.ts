/** Converts a field's value as its declaration says, and counts the result in the event's budget. */

import type { Json } from "../../envelope.js";
import { toAggregate } from "../conversions/aggregate.js";
import { toBoolean } from "../conversions/boolean.js";
import { toCount } from "../conversions/count.js";
import { toDistribution } from "../conversions/distribution.js";
import { toHash } from "../conversions/hash.js";
import { toTextCount } from "../conversions/text-count.js";
import type { FieldDigests } from "../digests/keyed-digest.js";
import type { EventBudget } from "./event-budget.js";
import { MAX_EVENT_DEPTH, measureJsonKey } from "./event-size.js";
import { type FieldPlan, Handler } from "./field-plan.js";

/** Returns what the conversion makes of a value; undefined if it makes nothing, or if the result does not fit. */
export function convertField(
  value: unknown,
  field: FieldPlan,
  digests: FieldDigests,
  budget: EventBudget,
  depth: number,
): Json | undefined {
  try {
    switch (field.handler) {
      case Handler.BOOLEAN:
        return budget.takeBytes(5) ? toBoolean(value) : undefined;
      case Handler.COUNT:
        return takeNumber(toCount(value), budget);
      case Handler.TEXT_COUNT:
        return takeNumber(toTextCount(value, budget), budget);
      case Handler.HASH: {
        const isInstallationScope = field.options.scope === "installation";
        const digest = isInstallationScope ? digests.installationDigest : digests.digest;
        return takeHashes(toHash(value, digest, budget), budget, depth);
      }
      case Handler.DISTRIBUTION:
        return takeCounts(toDistribution(value, field.options, budget), budget, depth);
      case Handler.AGGREGATE: {
        const json = toAggregate(value, field.options, budget);
        return typeof json === "object" ? takeCounts(json, budget, depth) : takeNumber(json, budget);
      }
      default:
        return undefined;
    }
  } catch {
    return budget.omit("unreadable");
  }
}

function takeNumber(number: number | undefined, budget: EventBudget): number | undefined {
  return number !== undefined && budget.takeNumber(number) ? number : undefined;
}

/** Keeps the hashes that fit: a text of hex digits, null, or a list of these. */
function takeHashes(json: Json | undefined, budget: EventBudget, depth: number): Json | undefined {
  if (typeof json === "string") return budget.takeBytes(json.length + 2) ? json : undefined;
  if (json === null) return budget.takeBytes(4) ? null : undefined;
  if (!Array.isArray(json)) return undefined;
  if (depth > MAX_EVENT_DEPTH) return budget.omit("depth");
  if (!budget.takeBytes(2)) return undefined;
  const result: Json[] = [];
  for (const item of json) {
    const hash = takeHashes(item, budget, depth + 1);
    if (hash !== undefined && budget.takeBytes(1)) result.push(hash);
  }
  return result;
}

/** Removes the counts that do not fit. The object was created for this event, so it may be changed. */
function takeCounts(counts: Record<string, number>, budget: EventBudget, depth: number): Json | undefined {
  if (depth > MAX_EVENT_DEPTH) return budget.omit("depth");
  if (!budget.takeBytes(2)) return undefined;
  for (const key in counts) if (!takeCount(key, counts[key] ?? 0, budget)) delete counts[key];
  return counts;
}

function takeCount(key: string, count: number, budget: EventBudget): boolean {
  if (!Number.isFinite(count)) {
    budget.omit("unsupported"); // a sum past the largest double
    return false;
  }
  return budget.visit() && budget.takeKey(measureJsonKey(key)) && budget.takeNumber(count);
}
