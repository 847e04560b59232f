/** Compiles a class once: for each of its fields, what seal has to do with it. */

import type { Declaration } from "../conversions/conversion.js";
import { transformerView } from "../decorators/class-transformer.js";
import {
  type ClassLike,
  classOfPrototype,
  declarationsGeneration,
  declarationsOf,
} from "../decorators/declarations.js";

/** What seal does with one field. */
export interface FieldRule {
  /** The key on the wire; undefined where it is an undeclared field's own name, which has to be a word. */
  readonly wireName: string | undefined;
  /** Undefined: not declared, so of its texts only words are sent. */
  readonly declaration: Declaration | undefined;
  /** The class whose declarations hold for plain objects in this field. */
  readonly type: ClassLike | undefined;
  /** No declaration and no decorator says anything of the field. */
  readonly silent: boolean;
}

export interface Plan {
  /** Declared and exposed members that are not necessarily an instance's own properties: getters, accessors. */
  readonly members: readonly string[];
  /** Somebody declared something of the class: it is a model, and no mere container of values. */
  readonly declares: boolean;
  /** What an instance has that nobody declared is looked at, and not left out. */
  readonly keepsUndeclared: boolean;
  /** The rule for a field, declared or not. */
  ruleFor(field: string): FieldRule;
  readonly generation: number;
}

const FORBIDDEN: Declaration = { conversion: "FORBIDDEN", options: {} };
/** What nobody says anything of. */
export const UNDECLARED: FieldRule = {
  wireName: undefined,
  declaration: undefined,
  type: undefined,
  silent: true,
};

const plans = new WeakMap<ClassLike, Plan>();

/** The plan of a class, compiled on first use and again when declarations were added since. */
export function planFor(target: ClassLike): Plan {
  const known = plans.get(target);
  if (known !== undefined && known.generation === declarationsGeneration()) return known;
  const plan = compile(target);
  plans.set(target, plan);
  return plan;
}

/** The class of an object; undefined for plain data. A `constructor` key in the data itself is not asked. */
export function classOf(value: object): ClassLike | undefined {
  let prototype: unknown = Object.getPrototypeOf(value);
  while (typeof prototype === "object" && prototype !== null && prototype !== Object.prototype) {
    const owner = classOfPrototype(prototype);
    if (owner !== undefined) return owner;
    prototype = Object.getPrototypeOf(prototype);
  }
  return undefined;
}

function compile(target: ClassLike): Plan {
  const generation = declarationsGeneration();
  const { fields, policy } = declarationsOf(target);
  const view = transformerView(target);
  const keepsUndeclared = policy === "keep";
  if (fields.size === 0 && view === undefined && keepsUndeclared) {
    return { members: [], declares: false, keepsUndeclared, ruleFor: () => UNDECLARED, generation };
  }

  const decide = (field: string): FieldRule => {
    const declared = fields.get(field);
    const exposedName = view?.exposedName(field);
    const excluded = view?.isExcluded(field) === true;
    const silent = declared === undefined && exposedName === undefined && !excluded;
    const forbidden = excluded || (silent && !keepsUndeclared);
    return {
      wireName: exposedName ?? (silent ? undefined : field),
      declaration: forbidden ? FORBIDDEN : declared,
      type: view?.typeOf(field) ?? designType(target, field),
      silent,
    };
  };

  const members = [...new Set([...fields.keys(), ...(view?.exposed ?? [])])];
  const rules = new Map(members.map((field) => [field, decide(field)]));
  return {
    members,
    declares: members.length > 0 || !keepsUndeclared,
    keepsUndeclared,
    ruleFor: (field) => rules.get(field) ?? decide(field),
    generation,
  };
}

/** The type that TypeScript emitted for a field, where the host loaded reflect-metadata; only classes with declarations matter. */
function designType(target: ClassLike, field: string): ClassLike | undefined {
  const getMetadata: unknown = Reflect.get(Reflect, "getMetadata");
  if (typeof getMetadata !== "function") return undefined;
  const type: unknown = getMetadata.call(Reflect, "design:type", target.prototype, field);
  if (typeof type !== "function") return undefined;
  const { fields, policy } = declarationsOf(type as ClassLike); // design:type of a class-typed field is that class
  return fields.size > 0 || policy !== "keep" ? (type as ClassLike) : undefined;
}
