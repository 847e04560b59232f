/** What is made of objects of one kind, field by field: a class's instances, or plain objects of the same keys. */
import type { Declaration } from "../conversion.js";
import type { ClassLike } from "../declarations.js";
import { guardKey, jsonBytes } from "../guard.js";
import { UNSAFE_KEYS } from "../keys.js";
import { type Plan, UNDECLARED } from "../plan.js";
import { isNamed, isNaming } from "../redaction/beside.js";
import { kindOfName } from "../redaction/secret-names.js";

export interface Step {
  readonly field: string;
  /** The key on the wire. */
  readonly name: string;
  /** Undefined: not declared, so it passes through the guard. */
  readonly declaration: Declaration | undefined;
  readonly type: ClassLike | undefined;
  /** The name alone can make a secret of a text, so every text is asked for. */
  readonly isTelling: boolean;
  /** The type of value that one such object had in it, for which the program is written; undefined where a look at it would run code. */
  readonly holds: string | undefined;
  /** What it holds may say that something beside it is a secret, which is not for this road. */
  readonly isNaming: boolean;
  /** It leaves, and is read, only where the person chose `tools_over_privacy`. */
  readonly isOptIn: boolean;
}

export interface Recipe {
  readonly steps: readonly Step[];
  /** The keys that an object must have, and no others; undefined where others are of no interest. */
  readonly keys: readonly string[] | undefined;
  /** Bytes of JSON without the values, at most, braces included. */
  readonly size: number;
}

/** More is dearer to put together than it saves. */
const MOST_STEPS = 64;

/** Of a class, by its declarations. Undefined where it cannot be said beforehand. @param keys of the sample, an instance */
export function recipeOf(plan: Plan, keys: readonly string[], sample: object): Recipe | undefined {
  const fields = plan.keepsUndeclared ? [...new Set([...keys, ...plan.members])] : plan.members;
  return of(fields, plan, plan.keepsUndeclared ? keys : undefined, sample);
}

/** Of plain objects with these keys, as the sample has them. */
export function recipeOfKeys(keys: readonly string[], sample: object): Recipe | undefined {
  return of(keys, { ruleFor: () => UNDECLARED }, undefined, sample);
}

function typeIn(sample: object, field: string): string | undefined {
  const value: unknown = Object.getOwnPropertyDescriptor(sample, field)?.value;
  return value === undefined || Array.isArray(value) ? undefined : typeof value;
}

/** Whether two lists of names, or of whatever, are the same ones in the same order. */
export function areSame(items: readonly unknown[], expected: readonly unknown[]): boolean {
  if (items.length !== expected.length) return false;
  for (let at = 0; at < items.length; at++) if (items[at] !== expected[at]) return false;
  return true;
}

function of(
  fields: readonly string[],
  plan: Pick<Plan, "ruleFor">,
  keys: readonly string[] | undefined,
  sample: object,
): Recipe | undefined {
  const steps: Step[] = [];
  const holdsNamed = fields.some((field) => isNamed(field) && plan.ruleFor(field).declaration === undefined);
  for (const field of fields) {
    const { declaration, wireName, type } = plan.ruleFor(field);
    if (declaration?.conversion === "FORBIDDEN") continue;
    if (declaration?.options.scope === "installation") return undefined; // the programs know one digest
    const name = wireName ?? guardKey(field);
    const isTelling = declaration === undefined && kindOfName(field) !== undefined;
    const isOptIn = declaration?.options.optIn === true;
    const isNamingHere = holdsNamed && isNaming(field);
    const holds = typeIn(sample, field);
    steps.push({ field, name, declaration, type, isTelling, holds, isNaming: isNamingHere, isOptIn });
  }
  const names = new Set(steps.map(({ name }) => name));
  if (
    steps.some(({ name }) => typeof name !== "string") || // untyped callers of @Expose
    steps.length > MOST_STEPS ||
    names.size < steps.length ||
    [...names].some((name) => UNSAFE_KEYS.has(name))
  )
    return undefined;
  return {
    steps,
    keys,
    // Every member is counted, for looking at one that is not there takes its time, too.
    size: 2 + 4 * fields.length + [...names].reduce((sum, name) => sum + jsonBytes(name) + 2, 0),
  };
}
