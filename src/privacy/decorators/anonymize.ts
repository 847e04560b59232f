/** The decorators and `declareAnonymity`. They record declarations and change nothing else. */
import {
  type AnonymityConversion,
  createDeclaration,
  type Declaration,
  type FieldForm,
  type FieldOptions,
  type OptionsOf,
  type UndeclaredPolicy,
} from "../conversions/conversion.js";
import { type ClassLike, getOrCreateMetadata, recordField, recordPolicy } from "./declarations.js";

type StandardMember =
  | ClassFieldDecoratorContext
  | ClassGetterDecoratorContext
  | ClassAccessorDecoratorContext
  | ClassMethodDecoratorContext
  | ClassSetterDecoratorContext;

/** Applies to a field, getter or accessor, in TypeScript's `experimentalDecorators` dialect and in the standard one. */
export interface MemberDecorator {
  (target: object, member: string | symbol, descriptor?: PropertyDescriptor): void;
  (target: unknown, context: StandardMember): void;
}

/** Applies to a class, in both dialects. */
export type PolicyDecorator = (target: ClassLike, context?: ClassDecoratorContext) => void;

/**
 * Sends only the converted value of a field, such as its hash or its count.
 * @example
 * class Job extends TelemetryModel {
 *   @Anonymize(AnonymityConversion.HASH) cwd = process.cwd();
 *   @Anonymize(AnonymityConversion.AGGREGATE, { op: "median" }) durationsMs: number[] = [];
 * }
 */
export function Anonymize<C extends AnonymityConversion>(
  conversion: C,
  options?: OptionsOf<C>,
): MemberDecorator {
  return createMemberDecorator(conversion, options);
}

/**
 * Declares that a field's texts are sent as they are, because the author knows that they identify nobody. Nested models
 * keep their own declarations.
 * @example
 * class Job extends TelemetryModel {
 *   @Public() title = "Nightly build"; // one of the author's own titles
 * }
 */
export function Public(options?: FieldOptions): MemberDecorator {
  return createMemberDecorator("PUBLIC", options);
}

/**
 * Sends a field's texts after redaction, each cut to 256 characters: what looks like a path, an address, a name or a
 * secret is replaced by a placeholder such as `[path]`. Nested models keep their own declarations.
 * @example
 * class BuildFailed extends TelemetryModel {
 *   @Redacted() reason = "cannot write to /home/jane/app"; // is sent as "cannot write to [path]"
 * }
 */
export function Redacted(options?: FieldOptions): MemberDecorator {
  return createMemberDecorator("REDACTED", options);
}

/**
 * The declarations of a class by its fields, for plain JavaScript and for classes from other packages.
 *
 * @example
 * class Job {
 *   cwd = process.cwd();
 *   durationsMs = [120, 340];
 * }
 * const declarations: Declarations<Job> = { cwd: "HASH", durationsMs: { conversion: "AGGREGATE", op: "median" } };
 * declareAnonymity(Job, declarations);
 */
export type Declarations<T> = { readonly [F in keyof T]?: DeclaredField | FieldForm };

/** A conversion with its options. */
type DeclaredField = {
  [C in FieldForm]: { readonly conversion: C } & (C extends AnonymityConversion
    ? OptionsOf<C>
    : FieldOptions);
}[FieldForm];

/**
 * Declares the fields of a class without decorators.
 * @example
 * class Job {
 *   cwd = process.cwd();
 *   tags = ["nightly"];
 * }
 * declareAnonymity(Job, { cwd: "HASH", tags: { conversion: "DISTRIBUTION", top: 5 } });
 */
export function declareAnonymity<T>(target: ClassLike<T>, declarations: Declarations<T>): void {
  const metadata = getOrCreateMetadata(target);
  for (const [field, stated] of readEntries(declarations)) {
    if (stated !== undefined) recordField(metadata, field, readDeclaration(stated));
  }
}

/** Untyped callers may pass anything. */
function readEntries(declarations: object): [string, unknown][] {
  try {
    return Object.entries(declarations ?? {});
  } catch {
    return [];
  }
}

/** Reads a conversion with or without options. A field whose declaration cannot be read is forbidden. */
function readDeclaration(stated: unknown): Declaration {
  try {
    if (typeof stated === "string") return createDeclaration(stated as FieldForm); // unknown conversions count as FORBIDDEN
    const { conversion, ...options } = stated as DeclaredField; // throws if it is no object
    return createDeclaration(conversion, options);
  } catch {
    return createDeclaration("FORBIDDEN");
  }
}

/** Creates a decorator that sets the policy of a class; see `TelemetryModel.policy`. */
export function createPolicyDecorator(policy: UndeclaredPolicy): PolicyDecorator {
  // A standard class decorator runs before its class has the metadata, so the context's metadata is used.
  return (target, context) => recordPolicy(context?.metadata ?? getOrCreateMetadata(target), policy);
}

function createMemberDecorator(conversion: FieldForm, options: object | undefined): MemberDecorator {
  const entry = createDeclaration(conversion, options);
  return (target: unknown, memberOrContext: string | symbol | StandardMember): void => {
    if (typeof memberOrContext === "symbol") return; // properties with symbols are never sent
    if (typeof memberOrContext === "string") {
      const owner: unknown =
        typeof target === "function" ? target : Reflect.get(Object(target), "constructor");
      if (typeof owner === "function")
        recordField(getOrCreateMetadata(owner as ClassLike), memberOrContext, entry); // a function that owns a decorated member is a class
      return;
    }
    const { name, metadata } = memberOrContext;
    if (typeof name === "symbol" || memberOrContext.private) return; // private members are never sent
    if (metadata !== undefined) return recordField(metadata, name, entry);
    // Where the host froze its intrinsics, `Symbol.metadata` could not be defined, and a standard decorator cannot know its
    // class. The first instance tells the class. That is early enough, because only instances are sanitized.
    memberOrContext.addInitializer(function (this: unknown) {
      const owner: unknown = Reflect.get(Object(this), "constructor");
      if (typeof owner === "function") recordField(getOrCreateMetadata(owner as ClassLike), name, entry); // the constructor of an instance is its class
    });
  };
}
