/** The decorators and `declareAnonymity`. They record declarations and change nothing else. */
import {
  type AnonymityConversion,
  createDeclaration,
  type FieldForm,
  type FieldOptions,
  type OptionsOf,
  type UndeclaredPolicy,
} from "../conversions/conversion.js";
import { type ClassLike, getMetadata, recordField, recordPolicy } from "./declarations.js";

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
export type ClassMarker = (target: ClassLike, context?: ClassDecoratorContext) => void;

/**
 * Declares that of a field only the result of a conversion is sent.
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

/** The declarations of a class by its fields, for plain JavaScript and for classes from other packages. */
export type Declarations<T> = { readonly [F in keyof T]?: DeclaredField | DeclaredField["conversion"] };

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
  const metadata = getMetadata(target);
  const entries: [string, DeclaredField | DeclaredField["conversion"] | undefined][] =
    Object.entries(declarations);
  for (const [field, stated] of entries) {
    if (stated === undefined) continue;
    const { conversion, ...options }: DeclaredField =
      typeof stated === "string" ? { conversion: stated } : stated;
    recordField(metadata, field, createDeclaration(conversion, options));
  }
}

/** Creates a decorator that sets the policy of a class; see `TelemetryModel.policy`. */
export function createPolicyDecorator(policy: UndeclaredPolicy): ClassMarker {
  // A standard class decorator runs before its class has the metadata, so the context's metadata is used.
  return (target, context) => recordPolicy(context?.metadata ?? getMetadata(target), policy);
}

function createMemberDecorator(conversion: FieldForm, options: object | undefined): MemberDecorator {
  const entry = createDeclaration(conversion, options);
  return (target: unknown, memberOrContext: string | symbol | StandardMember): void => {
    if (typeof memberOrContext === "symbol") return; // properties with symbols are never sent
    if (typeof memberOrContext === "string") {
      const owner: unknown =
        typeof target === "function" ? target : Reflect.get(Object(target), "constructor");
      if (typeof owner === "function") recordField(getMetadata(owner as ClassLike), memberOrContext, entry); // a decorated class's constructor
      return;
    }
    const { name, metadata } = memberOrContext;
    if (typeof name === "symbol" || memberOrContext.private) return; // private members are never sent
    if (metadata !== undefined) return recordField(metadata, name, entry);
    // If `Symbol.metadata` could not be defined, because the host froze its intrinsics, there is no metadata here. The first
    // instance then shows which class it is. No instance can be sanitized before.
    memberOrContext.addInitializer(function (this: unknown) {
      const owner: unknown = Reflect.get(Object(this), "constructor");
      if (typeof owner === "function") recordField(getMetadata(owner as ClassLike), name, entry); // an instance's class
    });
  };
}
