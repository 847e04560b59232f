/** Puts a recipe to work where code may not be generated: step by step. */
import type { Json } from "../../envelope.js";
import { isPlainList } from "../convert.js";
import type { ClassLike } from "../declarations.js";
import { namesAnother } from "../redaction/beside.js";
import { conversionOf, type Field, telling } from "./fields.js";
import type { Rest, Sealer } from "./generate.js";
import { areSame, type Recipe, type Step } from "./recipe.js";
import { asItIs, guarded, hasOverrides, isOptedIn, leave, listOf, numeric, open } from "./run.js";

export function composed({ steps, keys, size }: Recipe, rest: Rest): Sealer {
  const fields = steps.map((step) => ({ ...step, seal: fieldOf(step, rest) }));
  return (raw, depth) => {
    open(depth, size, steps.length);
    if (keys !== undefined && !areSame(Object.keys(raw), keys)) leave();
    const result: Record<string, Json> = {};
    for (const { field, name, isNaming, isOptIn, seal } of fields) {
      if (isOptIn && !isOptedIn()) continue; // and not read
      const value = (raw as Record<string, unknown>)[field];
      if (isNaming && namesAnother(value)) leave();
      const json = seal(value, depth + 1);
      if (json !== undefined) result[name] = json;
    }
    if (hasOverrides(raw)) leave(); // a getter may have put it there
    return result;
  };
}

function fieldOf(step: Step, rest: Rest): Field {
  const { declaration, type, field, isTelling } = step;
  if (isTelling) return (raw) => telling(field, raw);
  return conversionOf(step) ?? passing(declaration !== undefined, type, rest);
}

/** A field that has no conversion remembers the class it met last: most hold but one, or lists of one. */
function passing(asIs: boolean, type: ClassLike | undefined, rest: Rest): Field {
  let known: object | undefined;
  let seal: Sealer = leave;
  const pass: Field = (raw, depth) => {
    if (typeof raw === "string") return asIs ? asItIs(raw) : guarded(raw);
    if (typeof raw === "number") return numeric(raw);
    if (typeof raw !== "object" || raw === null) return rest.value(raw, asIs, undefined, depth);
    const prototype: object | null = Object.getPrototypeOf(raw);
    if (prototype === known) return hasOverrides(raw) ? leave() : seal(raw, depth);
    if (isPlainList(raw)) return listOf(raw, pass, depth);
    const sealer = rest.sealer(prototype, raw, asIs);
    if (sealer === undefined || prototype === null) return rest.value(raw, asIs, type, depth);
    known = prototype;
    seal = sealer;
    return hasOverrides(raw) ? leave() : seal(raw, depth);
  };
  return pass;
}
