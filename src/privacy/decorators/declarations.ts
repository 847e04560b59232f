/** Stores declarations in the metadata of a class, so that both decorator dialects and two copies of this package share them. */
import type { Declaration, UndeclaredPolicy } from "../conversions/conversion.js";

/** A class, which may be abstract. */
export type ClassLike<T = unknown> = abstract new (...args: never[]) => T;

interface ClassRecord {
  readonly fields: Map<string, Declaration>;
  policy?: UndeclaredPolicy;
}

type Metadata = { [RECORD]?: ClassRecord };

/** The key of a class's record in its metadata. */
const RECORD = Symbol.for("codeweaver-telemetry.anonymity");

/** TypeScript and esbuild store standard decorators' metadata under `Symbol.metadata`, which Node 20 to 24 do not have. */
const METADATA: symbol = (() => {
  const fallback = Symbol.for("Symbol.metadata");
  const native: unknown = Reflect.get(Symbol, "metadata");
  if (typeof native === "symbol") return native;
  // This fails if the host froze its intrinsics. Standard decorators then find the class by its first instance.
  Reflect.defineProperty(Symbol, "metadata", { value: fallback });
  return fallback;
})();

let generation = 0;

/** Returns a number that rises with every declaration. A plan that was compiled with a lower number is stale. */
export function getDeclarationsGeneration(): number {
  return generation;
}

/** Makes all plans stale, because declarations became known that are not recorded here. */
export function invalidateDeclarations(): void {
  generation++;
}

/** @param metadata the `context.metadata` of a standard decorator, or the metadata of a class */
export function recordField(metadata: object, field: string, entry: Declaration): void {
  const { fields } = getOrCreateRecord(metadata);
  if (fields.get(field) === entry) return;
  fields.set(field, entry);
  generation++;
}

export function recordPolicy(metadata: object, policy: UndeclaredPolicy): void {
  getOrCreateRecord(metadata).policy = policy;
  generation++;
}

/** Returns the metadata of a class. It is created on first use, and the class is remembered by its prototype. */
export function getOrCreateMetadata(target: ClassLike): object {
  const own: unknown = Object.hasOwn(target, METADATA) ? Reflect.get(target, METADATA) : undefined;
  if (typeof own === "object" && own !== null) return own;
  const created: object = Object.create(null);
  if (typeof target.prototype === "object" && target.prototype !== null)
    classesByPrototype.set(target.prototype, target);
  Object.defineProperty(target, METADATA, { value: created, configurable: true, writable: true });
  return created;
}

/** Returns the declarations of a class and its ancestors. A subclass replaces the declarations of its ancestors. */
export function getDeclarations(target: ClassLike): {
  fields: Map<string, Declaration>;
  policy: UndeclaredPolicy;
} {
  const fields = new Map<string, Declaration>();
  let policy: UndeclaredPolicy = "keep";
  for (const ancestor of listAncestors(target)) {
    const metadata: unknown = Object.hasOwn(ancestor, METADATA) ? Reflect.get(ancestor, METADATA) : undefined;
    if (typeof metadata !== "object" || metadata === null || !Object.hasOwn(metadata, RECORD)) continue;
    const record = (metadata as Metadata)[RECORD]; // only this package writes under RECORD
    for (const [field, entry] of record?.fields ?? []) fields.set(field, entry);
    policy = record?.policy ?? policy;
  }
  return { fields, policy };
}

/** The prototype of `function A() {}; A.prototype = { … }` has no own `constructor`, so its class is remembered here. */
const classesByPrototype = new WeakMap<object, ClassLike>();

/** Returns the class that a prototype belongs to; undefined for the prototype of plain data. */
export function getClassOfPrototype(prototype: object): ClassLike | undefined {
  const known = classesByPrototype.get(prototype);
  if (known !== undefined) return known;
  const owner: unknown = Object.hasOwn(prototype, "constructor")
    ? Reflect.get(prototype, "constructor")
    : undefined;
  return typeof owner === "function" && owner !== Object ? (owner as ClassLike) : undefined; // a prototype's constructor is a class
}

/**
 * Returns a class after its ancestors, the oldest first. Prototypes are followed and not constructors, because
 * `util.inherits` links only prototypes.
 */
function listAncestors(target: ClassLike): ClassLike[] {
  const classes: ClassLike[] = [];
  let prototype: unknown = target.prototype;
  while (typeof prototype === "object" && prototype !== null && prototype !== Object.prototype) {
    const owner = getClassOfPrototype(prototype);
    if (owner !== undefined) classes.unshift(owner);
    prototype = Object.getPrototypeOf(prototype);
  }
  return classes;
}

function getOrCreateRecord(metadata: object): ClassRecord {
  // Metadata objects inherit from each other, and a subclass must not change the record of its parent.
  const own = Object.hasOwn(metadata, RECORD) ? (metadata as Metadata)[RECORD] : undefined;
  if (own !== undefined) return own;
  const created: ClassRecord = { fields: new Map() };
  Object.defineProperty(metadata, RECORD, { value: created });
  return created;
}
