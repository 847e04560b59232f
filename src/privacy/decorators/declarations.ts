/** Stores declarations in the metadata of a class, so that both decorator dialects and two copies of this package share them. */
import type { Declaration, UndeclaredPolicy } from "../conversions/conversion.js";

/** A class, which may be abstract. */
export type ClassLike<T = unknown> = abstract new (...args: never[]) => T;

interface ClassRecord {
  readonly fields: Map<string, Declaration>;
  policy?: UndeclaredPolicy;
}

type Metadata = { [KEY]?: ClassRecord };

const KEY = Symbol.for("codeweaver-telemetry.anonymity");

/** TypeScript and esbuild store standard decorators' metadata under `Symbol.metadata`, which Node 20 to 24 do not have. */
const METADATA: symbol = (() => {
  const fallback = Symbol.for("Symbol.metadata");
  const present: unknown = Reflect.get(Symbol, "metadata");
  if (typeof present === "symbol") return present;
  // This fails if the host froze its intrinsics. Standard decorators then find the class by its first instance.
  Reflect.defineProperty(Symbol, "metadata", { value: fallback });
  return fallback;
})();

let generation = 0;

/** Returns a number that rises with every declaration. A plan that was compiled with a lower number is stale. */
export function getDeclarationsGeneration(): number {
  return generation;
}

/** @param metadata the `context.metadata` of a standard decorator, or the metadata of a class */
export function recordField(metadata: object, field: string, entry: Declaration): void {
  const { fields } = getOwnRecord(metadata);
  if (fields.get(field) === entry) return;
  fields.set(field, entry);
  generation++;
}

export function recordPolicy(metadata: object, policy: UndeclaredPolicy): void {
  getOwnRecord(metadata).policy = policy;
  generation++;
}

/** Returns the metadata object of a class, which is created on first use. */
export function getMetadata(target: ClassLike): object {
  const own: unknown = Object.hasOwn(target, METADATA) ? Reflect.get(target, METADATA) : undefined;
  if (typeof own === "object" && own !== null) return own;
  const made: object = Object.create(null);
  if (typeof target.prototype === "object" && target.prototype !== null)
    classes.set(target.prototype, target);
  Object.defineProperty(target, METADATA, { value: made, configurable: true, writable: true });
  return made;
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
    if (typeof metadata !== "object" || metadata === null || !Object.hasOwn(metadata, KEY)) continue;
    const record = (metadata as Metadata)[KEY]; // only this package writes under KEY
    for (const [field, entry] of record?.fields ?? []) fields.set(field, entry);
    policy = record?.policy ?? policy;
  }
  return { fields, policy };
}

/** The classes of prototypes, for constructor functions whose prototype was replaced by a literal. */
const classes = new WeakMap<object, ClassLike>();

/** Returns the class that a prototype belongs to; undefined for the prototype of plain data. */
export function getClassOfPrototype(prototype: object): ClassLike | undefined {
  const known = classes.get(prototype);
  if (known !== undefined) return known;
  const made: unknown = Object.hasOwn(prototype, "constructor")
    ? Reflect.get(prototype, "constructor")
    : undefined;
  return typeof made === "function" && made !== Object ? (made as ClassLike) : undefined; // the constructor of a prototype is its class
}

/** Returns the ancestors of a class and the class, oldest first. `util.inherits` links only prototypes, so these are followed. */
function listAncestors(target: ClassLike): ClassLike[] {
  const line: ClassLike[] = [];
  let prototype: unknown = target.prototype;
  while (typeof prototype === "object" && prototype !== null && prototype !== Object.prototype) {
    const owner = getClassOfPrototype(prototype);
    if (owner !== undefined) line.unshift(owner);
    prototype = Object.getPrototypeOf(prototype);
  }
  return line;
}

function getOwnRecord(metadata: object): ClassRecord {
  // Metadata objects inherit from each other, and a subclass must not change the record of its parent.
  const own = Object.hasOwn(metadata, KEY) ? (metadata as Metadata)[KEY] : undefined;
  if (own !== undefined) return own;
  const made: ClassRecord = { fields: new Map() };
  Object.defineProperty(metadata, KEY, { value: made });
  return made;
}
