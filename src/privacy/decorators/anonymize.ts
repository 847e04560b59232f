/** The decorators: they record what a field may become, and do nothing else. */
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

/** `@Anonymize(AnonymityConversion.HASH) path` lets the field leave only as that conversion. */
export function Anonymize<C extends AnonymityConversion>(
  conversion: C,
  options?: OptionsOf<C>,
): MemberDecorator {
  return createMemberDecorator(conversion, options);
}

/** `@Public() version` vouches that the field's texts are safe: they are sent as they are. Nested models keep their own declarations. */
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

/** The declarations of a class written as an object, for plain JavaScript and for classes of others. */
export type Declarations<T> = { readonly [F in keyof T]?: DeclaredField | DeclaredField["conversion"] };

/** A conversion with its options. */
type DeclaredField = {
  [C in FieldForm]: { readonly conversion: C } & (C extends AnonymityConversion
    ? OptionsOf<C>
    : FieldOptions);
}[FieldForm];

/** The same as the decorators, without them: `declareAnonymity(Job, { cwd: "HASH", tags: { conversion: "DISTRIBUTION", top: 5 } })`. */
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

/** Marks what happens to a class's undeclared fields; see `TelemetryModel.policy`. */
export function createPolicyDecorator(policy: UndeclaredPolicy): ClassMarker {
  // A standard class decorator runs before its class carries the metadata, so it writes to the context's.
  return (target, context) => recordPolicy(context?.metadata ?? getMetadata(target), policy);
}

function createMemberDecorator(conversion: FieldForm, options: object | undefined): MemberDecorator {
  const entry = createDeclaration(conversion, options);
  return (target: unknown, memberOrContext: string | symbol | StandardMember): void => {
    if (typeof memberOrContext === "symbol") return; // symbols never leave, declared or not
    if (typeof memberOrContext === "string") {
      const owner: unknown =
        typeof target === "function" ? target : Reflect.get(Object(target), "constructor");
      if (typeof owner === "function") recordField(getMetadata(owner as ClassLike), memberOrContext, entry); // a decorated class's constructor
      return;
    }
    const { name, metadata } = memberOrContext;
    if (typeof name === "symbol" || memberOrContext.private) return; // private members never leave either
    if (metadata !== undefined) return recordField(metadata, name, entry);
    // Without `Symbol.metadata` (intrinsics frozen before we were loaded) the compiler hands over none, and the first
    // instance tells which class it is; nothing can be sealed before there is one.
    memberOrContext.addInitializer(function (this: unknown) {
      const owner: unknown = Reflect.get(Object(this), "constructor");
      if (typeof owner === "function") recordField(getMetadata(owner as ClassLike), name, entry); // an instance's class
    });
  };
}
