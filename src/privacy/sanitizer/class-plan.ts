/** Compiles a class's declarations once, into a plan for each of its fields. */

import type { Declaration, UndeclaredPolicy } from "../conversions/conversion.js";
import type { TransformerView } from "../decorators/class-transformer.js";
import { type ClassLike, getDeclarations } from "../decorators/declarations.js";
import { type FieldPlan, planField, type TypeChoice } from "./field-plan.js";
import { ObjectKind } from "./object-kind.js";
import { KEY_RULES } from "./undeclared-text.js";

/** Undeclared fields that a plan remembers. A table whose keys are ids has no end of them. */
const MAX_CACHED_FIELDS = 1024;
const MAX_CACHED_NAME = 128;

/** All that is declared of a class, by its decorators and by class-transformer's. */
export interface ClassDeclarations {
  readonly target: ClassLike;
  readonly fields: ReadonlyMap<string, Declaration>;
  readonly policy: UndeclaredPolicy;
  readonly ignored: string | undefined;
  readonly view: TransformerView | undefined;
}

/** The methods by which models of CodeWeaver's older design declare their fields. */
export const OLDER_DECLARATIONS = ["_telemetry_keys", "_telemetryKeys"];

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
  /** The method of an older design by which the class, or an object of it, declares its fields. It has no effect. */
  ignoredDeclaration: string | undefined;
  /** The classes that the field of the last object named, and the plan for them. It saves looking them up for each item of a list. */
  lastTyped: { readonly types: readonly TypeChoice[]; readonly plan: ClassPlan } | undefined;
  /**
   * The start of a chain of guesses. Objects of a class mostly have their fields in one order, so each field's plan remembers
   * which field followed it last, as `next`. Then the next object needs no look-up by name.
   */
  readonly beforeFirst = planField({ name: "", key: undefined, declaration: FORBIDDEN });
  /** The declarations of the object's class, and of the classes that its field names. The strictest of them holds. */
  readonly #sources: readonly ClassDeclarations[];
  readonly #membersByName: ReadonlyMap<string, FieldPlan>;
  readonly #others = new Map<string, FieldPlan>();

  constructor(kind: ObjectKind, sources: readonly ClassDeclarations[] = []) {
    const names = new Set(
      sources.flatMap(({ fields, view }) => [...fields.keys(), ...(view?.exposed ?? [])]),
    );
    this.kind = kind;
    this.#sources = sources;
    this.ignoredDeclaration = sources.find(({ ignored }) => ignored !== undefined)?.ignored;
    this.keepsUndeclared = sources.every(({ policy }) => KEEPS_UNDECLARED[policy]);
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
    if (OLDER_DECLARATIONS.includes(name)) this.ignoredDeclaration ??= name;
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
    return this.#sources.some(
      ({ fields, view }) =>
        fields.has(name) || view?.getExposedName(name) !== undefined || view?.isExcluded(name) === true,
    );
  }

  /** Returns what is declared of a field; undefined if its value is sanitized as an undeclared one. */
  getDeclaration(name: string): Declaration | undefined {
    const declarations = this.#sources.map((source) => getOwnDeclaration(source, name));
    // The class of the object comes first. What any class forbids is not sent.
    return (
      declarations.find((declaration) => declaration?.conversion === "FORBIDDEN") ??
      declarations.find(Boolean)
    );
  }

  #planField(name: string, isMember: boolean): FieldPlan {
    const declaration = this.getDeclaration(name);
    const [source] = this.#sources;
    const isNameSendable = declaration !== undefined || KEY_RULES.property(name);
    return planField({
      name,
      key: this.#getExposedName(name) ?? (isNameSendable ? name : undefined),
      declaration,
      types: this.#getTypes(name),
      isOwnMember: isMember && !isInherited(source?.target, name),
    });
  }

  #getExposedName(name: string): string | undefined {
    for (const { view } of this.#sources) {
      const exposedName = view?.getExposedName(name);
      if (exposedName !== undefined) return exposedName;
    }
    return undefined;
  }

  #getTypes(name: string): readonly TypeChoice[] | undefined {
    const types = this.#sources.flatMap(({ view }) => view?.getTypes(name) ?? []);
    if (types.length > 0) return types;
    const emitted = this.#sources.flatMap(({ target }) => readDesignType(target, name) ?? []);
    return emitted.length > 0 ? emitted.map((type) => [type]) : undefined;
  }
}

/** Returns what one class declares of a field. */
function getOwnDeclaration(
  { fields, policy, view }: ClassDeclarations,
  name: string,
): Declaration | undefined {
  if (view?.isExcluded(name) === true) return FORBIDDEN;
  const declared = fields.get(name);
  if (declared !== undefined) return declared;
  const isOmitted = !KEEPS_UNDECLARED[policy] && view?.getExposedName(name) === undefined;
  return isOmitted || view?.isOpaque(name) === true ? FORBIDDEN : undefined;
}

/** Returns whether instances of a class get a property from a prototype. */
export function isInherited(target: ClassLike | undefined, name: string): boolean {
  const prototype: unknown = target?.prototype;
  return typeof prototype === "object" && prototype !== null && name in prototype;
}

/** The plan of objects that no class made. */
export const PLAIN_PLAN = new ClassPlan(ObjectKind.PROPERTIES);

/** The type that TypeScript emitted for a field, where the host loaded reflect-metadata; only classes with declarations matter. */
function readDesignType(target: ClassLike, field: string): ClassLike | undefined {
  const getMetadata: unknown = Reflect.get(Reflect, "getMetadata");
  if (typeof getMetadata !== "function") return undefined;
  const type: unknown = getMetadata.call(Reflect, "design:type", target.prototype, field);
  if (typeof type !== "function") return undefined;
  const { fields, policy } = getDeclarations(type as ClassLike); // design:type of a class-typed field is that class
  return fields.size > 0 || policy !== "keep" ? (type as ClassLike) : undefined;
}
