/** Compiles a class's declarations once, into a plan for each of its fields. */

import type { Declaration, UndeclaredPolicy } from "../conversions/conversion.js";
import { createTransformerView, type TransformerView } from "../decorators/class-transformer.js";
import {
  type ClassLike,
  getClassOfPrototype,
  getDeclarations,
  getDeclarationsGeneration,
} from "../decorators/declarations.js";
import { type FieldPlan, planField } from "./field-plan.js";
import { findObjectKind, ObjectKind } from "./object-kind.js";
import { KEY_RULES } from "./undeclared-text.js";

/** Undeclared fields that a plan remembers. A table whose keys are ids has no end of them. */
const MAX_CACHED_FIELDS = 1024;
const MAX_CACHED_NAME = 128;

/** All that is declared of a class, by its decorators and by class-transformer's. */
interface ClassDeclarations {
  readonly target: ClassLike;
  readonly fields: ReadonlyMap<string, Declaration>;
  readonly policy: UndeclaredPolicy;
  readonly ignored: string | undefined;
  readonly view: TransformerView | undefined;
}

/** Whether undeclared fields are sanitized; otherwise they are omitted. The leak test replaces entries. */
export const KEEPS_UNDECLARED: Record<UndeclaredPolicy, boolean> = { keep: true, drop: false, error: false };

const FORBIDDEN: Declaration = { conversion: "FORBIDDEN", options: {} };

/** How the instances of a class are sanitized. Plain objects have a plan without declarations. */
export class ClassPlan {
  readonly kind: ObjectKind;
  /** Declared and exposed members, with getters and accessors, which instances do not own. */
  readonly members: readonly FieldPlan[];
  /** Members of the prototypes, such as getters. Instances mostly have no own properties of these names. */
  readonly inherited: readonly FieldPlan[];
  /** The class declares something, so it is a model and not only a container of values. */
  readonly isModel: boolean;
  readonly keepsUndeclared: boolean;
  /** The method of an older design by which the class declares its fields. It has no effect. */
  readonly ignoredDeclaration: string | undefined;
  /**
   * The start of a chain of guesses. Objects of a class mostly have their fields in one order, so each field's plan remembers
   * which field followed it last, as `next`. Then the next object needs no look-up by name.
   */
  readonly beforeFirst = planField({ name: "", key: undefined, declaration: FORBIDDEN });
  readonly #declarations: ClassDeclarations | undefined;
  readonly #membersByName: ReadonlyMap<string, FieldPlan>;
  readonly #others = new Map<string, FieldPlan>();

  constructor(kind: ObjectKind, declarations?: ClassDeclarations) {
    const { fields, view, policy = "keep" } = declarations ?? {};
    const names = new Set([...(fields?.keys() ?? []), ...(view?.exposed ?? [])]);
    this.kind = kind;
    this.#declarations = declarations;
    this.ignoredDeclaration = declarations?.ignored;
    this.keepsUndeclared = KEEPS_UNDECLARED[policy];
    this.members = Array.from(names, (name) => this.#planField(name, true));
    this.inherited = this.members.filter(({ isOwnMember }) => !isOwnMember);
    this.isModel = names.size > 0 || !this.keepsUndeclared;
    this.#membersByName = new Map(this.members.map((member) => [member.name, member]));
  }

  /** Returns the plan of a member, or of a field that was met before. */
  findKnownField(name: string): FieldPlan | undefined {
    return this.#others.get(name) ?? this.#membersByName.get(name);
  }

  /** Plans a field that was not met before. Its name is redacted, which takes time. */
  planNewField(name: string): FieldPlan {
    const field = this.#planField(name, false);
    if (name.length > MAX_CACHED_NAME) return field;
    if (this.#others.size >= MAX_CACHED_FIELDS) {
      // Fields refer to each other. Those that are forgotten must not keep others in memory.
      for (const forgotten of this.#others.values()) forgotten.next = undefined;
      this.#others.clear();
    }
    this.#others.set(name, field);
    return field;
  }

  /** Tells whether anything is declared of a field. */
  isDeclared(name: string): boolean {
    const { fields, view } = this.#declarations ?? {};
    return (
      fields?.has(name) === true ||
      view?.getExposedName(name) !== undefined ||
      view?.isExcluded(name) === true
    );
  }

  /** Returns what is declared of a field; undefined if its value is sanitized as an undeclared one. */
  getDeclaration(name: string): Declaration | undefined {
    if (this.#declarations === undefined) return undefined;
    const { fields, view } = this.#declarations;
    if (view?.isExcluded(name) === true) return FORBIDDEN;
    const declared = fields.get(name);
    const isOmitted =
      declared === undefined && !this.keepsUndeclared && view?.getExposedName(name) === undefined;
    return isOmitted ? FORBIDDEN : declared;
  }

  #planField(name: string, isMember: boolean): FieldPlan {
    const declaration = this.getDeclaration(name);
    const { target, view } = this.#declarations ?? {};
    const isNameSendable = declaration !== undefined || KEY_RULES.property(name);
    return planField({
      name,
      key: view?.getExposedName(name) ?? (isNameSendable ? name : undefined),
      declaration,
      type: view?.getType(name) ?? (target && readDesignType(target, name)),
      isOwnMember: isMember && !isInherited(target, name),
    });
  }
}

function isInherited(target: ClassLike | undefined, name: string): boolean {
  const prototype: unknown = target?.prototype;
  return typeof prototype === "object" && prototype !== null && name in prototype;
}

/** The plan of objects that no class made. */
export const PLAIN_PLAN = new ClassPlan(ObjectKind.PROPERTIES);

let generation = getDeclarationsGeneration();
let plansByPrototype = new WeakMap<object, ClassPlan>();
let plansByClass = new WeakMap<ClassLike, ClassPlan>();

/** Returns the plan for objects with a prototype. It is compiled again if a declaration was added since. */
export function getPlanForPrototype(prototype: object): ClassPlan {
  forgetStalePlans();
  const known = plansByPrototype.get(prototype);
  if (known !== undefined) return known;
  const target = findClassOfPrototype(prototype);
  const kind = findObjectKind(prototype);
  const plan =
    target !== undefined
      ? compilePlan(target, kind)
      : kind === PLAIN_PLAN.kind
        ? PLAIN_PLAN
        : new ClassPlan(kind);
  plansByPrototype.set(prototype, plan);
  return plan;
}

/** Returns the plan of a class, for plain objects that its declarations hold for. */
export function getPlanForClass(target: ClassLike): ClassPlan {
  forgetStalePlans();
  const known = plansByClass.get(target);
  if (known !== undefined) return known;
  const plan = compilePlan(target, ObjectKind.PROPERTIES);
  plansByClass.set(target, plan);
  return plan;
}

function forgetStalePlans(): void {
  if (generation === getDeclarationsGeneration()) return;
  generation = getDeclarationsGeneration();
  plansByPrototype = new WeakMap();
  plansByClass = new WeakMap();
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

function compilePlan(target: ClassLike, kind: ObjectKind): ClassPlan {
  const { fields, policy: declaredPolicy } = getDeclarations(target);
  const view = createTransformerView(target);
  const ignored = OLDER_DECLARATIONS.find((name) => isInherited(target, name));
  // Its author has declared private fields by it, so a field that is declared in no other way is not sent.
  const policy = ignored !== undefined && declaredPolicy === "keep" ? "drop" : declaredPolicy;
  const isSilent = fields.size === 0 && view === undefined && policy === "keep";
  return new ClassPlan(kind, isSilent ? undefined : { target, fields, policy, ignored, view });
}

/** The methods by which models of CodeWeaver's older design declare their fields. */
const OLDER_DECLARATIONS = ["_telemetry_keys", "_telemetryKeys"];

/** The type that TypeScript emitted for a field, where the host loaded reflect-metadata; only classes with declarations matter. */
function readDesignType(target: ClassLike, field: string): ClassLike | undefined {
  const getMetadata: unknown = Reflect.get(Reflect, "getMetadata");
  if (typeof getMetadata !== "function") return undefined;
  const type: unknown = getMetadata.call(Reflect, "design:type", target.prototype, field);
  if (typeof type !== "function") return undefined;
  const { fields, policy } = getDeclarations(type as ClassLike); // design:type of a class-typed field is that class
  return fields.size > 0 || policy !== "keep" ? (type as ClassLike) : undefined;
}
