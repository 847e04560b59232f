/** Finds the plan of an object by its class, and compiles each plan once. */

import { createTransformerView } from "../decorators/class-transformer.js";
import {
  type ClassLike,
  getClassOfPrototype,
  getDeclarations,
  getDeclarationsGeneration,
} from "../decorators/declarations.js";
import {
  type ClassDeclarations,
  ClassPlan,
  isInherited,
  OLDER_DECLARATIONS,
  PLAIN_PLAN,
} from "./class-plan.js";
import type { TypeChoice } from "./field-plan.js";
import { findObjectKind, ObjectKind } from "./object-kind.js";

let generation = getDeclarationsGeneration();
let plansByPrototype = new WeakMap<object, ClassPlan>();
let plansByClass = new WeakMap<ClassLike, ClassPlan>();
/** The plans of values of a field, by the classes that the field names and by the prototype of the value. */
let plansByTypes = new WeakMap<readonly TypeChoice[], WeakMap<object, ClassPlan>>();

/** Returns the plan for objects with a prototype. It is compiled again if a declaration was added since. */
export function getPlanForPrototype(prototype: object): ClassPlan {
  forgetStalePlans();
  const known = plansByPrototype.get(prototype);
  if (known !== undefined) return known;
  const target = findClassOfPrototype(prototype);
  const kind = findObjectKind(prototype);
  const plan =
    target !== undefined
      ? compilePlan([target], kind)
      : kind === PLAIN_PLAN.kind
        ? PLAIN_PLAN
        : new ClassPlan(kind);
  plansByPrototype.set(prototype, plan);
  return plan;
}

/**
 * Returns the plan for an object in a field that names classes. They hold for plain data, and together with the object's own
 * class if that is none of them.
 * @param untyped the plan of the object's own class, or of plain objects
 */
export function getPlanForTypes(
  types: readonly TypeChoice[],
  prototype: object,
  untyped: ClassPlan,
): ClassPlan {
  forgetStalePlans();
  if (untyped.lastTyped?.types === types) return untyped.lastTyped.plan;
  const plan = findPlanForTypes(types, prototype);
  untyped.lastTyped = { types, plan };
  return plan;
}

function findPlanForTypes(types: readonly TypeChoice[], prototype: object): ClassPlan {
  let plans = plansByTypes.get(types);
  if (plans === undefined) {
    plans = new WeakMap();
    plansByTypes.set(types, plans);
  }
  const known = plans.get(prototype);
  if (known !== undefined) return known;
  const own = findClassOfPrototype(prototype);
  const isOwn = (type: ClassLike) => own === type || own?.prototype instanceof type;
  const others = types.filter((choice) => !choice.some(isOwn)).flat();
  const plan =
    own !== undefined && others.length === 0
      ? getPlanForPrototype(prototype)
      : compilePlan([...(own === undefined ? [] : [own]), ...others], ObjectKind.PROPERTIES);
  plans.set(prototype, plan);
  return plan;
}

/** Returns the plan of a class, for plain objects that its declarations hold for. */
export function getPlanForClass(target: ClassLike): ClassPlan {
  forgetStalePlans();
  const known = plansByClass.get(target);
  if (known !== undefined) return known;
  const plan = compilePlan([target], ObjectKind.PROPERTIES);
  plansByClass.set(target, plan);
  return plan;
}

function forgetStalePlans(): void {
  if (generation === getDeclarationsGeneration()) return;
  generation = getDeclarationsGeneration();
  plansByPrototype = new WeakMap();
  plansByClass = new WeakMap();
  plansByTypes = new WeakMap();
  PLAIN_PLAN.lastTyped = undefined; // the only plan that is not compiled again
}

/** Returns the class of an object; undefined for plain data, even if that has a property `constructor`. */
export function findClass(value: object): ClassLike | undefined {
  return findClassOfPrototype(Object.getPrototypeOf(value));
}

function findClassOfPrototype(from: object | null): ClassLike | undefined {
  for (let prototype = from; prototype !== null; prototype = Object.getPrototypeOf(prototype)) {
    if (prototype === Object.prototype) return undefined;
    const owner = getClassOfPrototype(prototype);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

function compilePlan(targets: readonly ClassLike[], kind: ObjectKind): ClassPlan {
  return new ClassPlan(
    kind,
    targets.flatMap((target) => readDeclarations(target) ?? []),
  );
}

/** Returns all that is declared of a class; undefined if that is nothing. */
function readDeclarations(target: ClassLike): ClassDeclarations | undefined {
  const { fields, policy: declaredPolicy } = getDeclarations(target);
  const view = createTransformerView(target);
  const ignored = OLDER_DECLARATIONS.find((name) => isInherited(target, name) || name in target);
  // Its author has declared private fields by it, so a field that is declared in no other way is not sent.
  const policy = ignored !== undefined && declaredPolicy === "keep" ? "drop" : declaredPolicy;
  const isSilent = fields.size === 0 && view === undefined && policy === "keep";
  return isSilent ? undefined : { target, fields, policy, ignored, view };
}
