/** Where declarations are kept: on the class's own metadata, so that both decorator dialects and two copies of this package agree. */
import type { Declaration, UndeclaredPolicy } from "../conversions/conversion.js";

/** A class as decorators see it; abstract ones too. */
export type ClassLike<T = unknown> = abstract new (...args: never[]) => T;

interface ClassRecord {
  readonly fields: Map<string, Declaration>;
  policy?: UndeclaredPolicy;
}

type Metadata = { [KEY]?: ClassRecord };

const KEY = Symbol.for("codeweaver-telemetry.anonymity");

/** TypeScript and esbuild hang standard decorators' metadata on `Symbol.metadata`, which Node 20 to 24 do not have. */
const METADATA: symbol = (() => {
  const fallback = Symbol.for("Symbol.metadata");
  const present: unknown = Reflect.get(Symbol, "metadata");
  if (typeof present === "symbol") return present;
  // Refused (and false) where the host froze its intrinsics; declarations then go the way of the last lines of anonymize.ts.
  Reflect.defineProperty(Symbol, "metadata", { value: fallback });
  return fallback;
})();

let generation = 0;

/** Rises with every declaration, so that a plan compiled earlier is known to be stale. */
export function getDeclarationsGeneration(): number {
  return generation;
}

/** Records a field on a metadata object: `context.metadata` of a standard decorator, or a class's own. */
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

/** The metadata object of a class, made on first use, inheriting from its parent's as the standard says. */
export function getMetadata(target: ClassLike): object {
  const own: unknown = Object.hasOwn(target, METADATA) ? Reflect.get(target, METADATA) : undefined;
  if (typeof own === "object" && own !== null) return own;
  const made: object = Object.create(null);
  if (typeof target.prototype === "object" && target.prototype !== null)
    classes.set(target.prototype, target);
  Object.defineProperty(target, METADATA, { value: made, configurable: true, writable: true });
  return made;
}

/** Everything that holds for a class: its ancestors' declarations, each restated by whoever comes later. */
export function getDeclarations(target: ClassLike): {
  fields: Map<string, Declaration>;
  policy: UndeclaredPolicy;
} {
  const fields = new Map<string, Declaration>();
  let policy: UndeclaredPolicy = "keep";
  for (const ancestor of listAncestors(target)) {
    const metadata: unknown = Object.hasOwn(ancestor, METADATA) ? Reflect.get(ancestor, METADATA) : undefined;
    if (typeof metadata !== "object" || metadata === null || !Object.hasOwn(metadata, KEY)) continue;
    const record = (metadata as Metadata)[KEY]; // KEY is ours alone, so what stands under it has our shape
    for (const [field, entry] of record?.fields ?? []) fields.set(field, entry);
    policy = record?.policy ?? policy;
  }
  return { fields, policy };
}

/** Which class a prototype belongs to, for constructor functions whose prototype was replaced by a literal. */
const classes = new WeakMap<object, ClassLike>();

/** The class that an object's prototype makes it an instance of; undefined for plain data. */
export function getClassOfPrototype(prototype: object): ClassLike | undefined {
  const known = classes.get(prototype);
  if (known !== undefined) return known;
  const made: unknown = Object.hasOwn(prototype, "constructor")
    ? Reflect.get(prototype, "constructor")
    : undefined;
  return typeof made === "function" && made !== Object ? (made as ClassLike) : undefined; // a prototype's constructor is its class
}

/** The class and its ancestors, the oldest first; by prototypes, for `util.inherits` links nothing else. */
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
  // `Object.hasOwn`, because metadata objects inherit from each other and a child must not write into its parent's record.
  const own = Object.hasOwn(metadata, KEY) ? (metadata as Metadata)[KEY] : undefined;
  if (own !== undefined) return own;
  const made: ClassRecord = { fields: new Map() };
  Object.defineProperty(metadata, KEY, { value: made });
  return made;
}
