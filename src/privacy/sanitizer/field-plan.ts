/** A field's plan: under which key a property is sent, and how its value is sanitized. */

import { isProgramIdKey } from "../../redaction/program-ids.js";
import { isValueKey } from "../../redaction/value-labels.js";
import type { Declaration, FieldForm } from "../conversions/conversion.js";
import type { ClassLike } from "../decorators/declarations.js";
import { measureJsonKey } from "./event-size.js";
import { isPersonKey, isSensitiveKey, isUnsafeKey } from "./property-keys.js";

/** How the sanitizer treats a field. Numbers, because a switch over them is quick. */
export const Handler = {
  /** The field is not read. */
  OMIT: 0,
  /** Nobody declared the field, so its texts are sent only if they are words. */
  UNDECLARED: 1,
  /** Its texts are sent as they are. */
  PUBLIC: 2,
  /** Its texts are redacted. */
  REDACTED: 3,
  // The handlers below send the result of a conversion, and never the value.
  BOOLEAN: 4,
  COUNT: 5,
  TEXT_COUNT: 6,
  HASH: 7,
  DISTRIBUTION: 8,
  AGGREGATE: 9,
} as const;
export type Handler = (typeof Handler)[keyof typeof Handler];

/** The handler of each declaration. The leak test replaces entries. */
export const HANDLERS: Record<FieldForm, Handler> = {
  FORBIDDEN: Handler.OMIT,
  PUBLIC: Handler.PUBLIC,
  REDACTED: Handler.REDACTED,
  BOOLEAN: Handler.BOOLEAN,
  COUNT: Handler.COUNT,
  TEXT_COUNT: Handler.TEXT_COUNT,
  HASH: Handler.HASH,
  DISTRIBUTION: Handler.DISTRIBUTION,
  AGGREGATE: Handler.AGGREGATE,
};

/** Classes of which a value has one. What any of them excludes is not sent of plain data. */
export type TypeChoice = readonly ClassLike[];

export interface FieldPlan {
  readonly name: string;
  /** The key in the event; undefined if the name is no word, so that it may be sent only inside a public value. */
  readonly key: string | undefined;
  /** Bytes of the key in JSON. */
  readonly keyBytes: number;
  /** JavaScript gives the name, or the key, a meaning of its own. */
  readonly isUnsafe: boolean;
  /** A declared or exposed member that each instance owns, in contrast to a getter of the prototype. */
  readonly isOwnMember: boolean;
  readonly handler: Handler;
  /** The field is sent only if the person opted in. */
  readonly isOptIn: boolean;
  /** Undefined if nobody declared the field. */
  readonly conversion: FieldForm | undefined;
  readonly options: Declaration["options"];
  /** The classes whose declarations hold for objects in this field: one of each list. */
  readonly types: readonly TypeChoice[] | undefined;
  /** The name says that the value is a secret, an account or a machine. */
  readonly isSensitive: boolean;
  /** The name says that the value is a person's name or address. */
  readonly isPerson: boolean;
  /** The name or the key, whichever names a secret or a person. */
  readonly identifyingName: string;
  /** The name says that the value is an id or a digest of a program. */
  readonly isProgramId: boolean;
  /** A sibling may label the value, as `name` labels `value`. */
  readonly mayHaveSiblingLabel: boolean;
  /** The field that followed this one in the last object: a guess for the next object; see `ClassPlan.beforeFirst`. */
  next: FieldPlan | undefined;
}

/** Whether a declaration asks for an opt-in. The leak test replaces the entry. */
export const FIELD_RULES = {
  /** Code without types may pass any truthy value. */
  isOptIn: (options: Declaration["options"]): boolean => Boolean(options.optIn),
};

interface Field {
  readonly name: string;
  /** See `FieldPlan`. */
  readonly key: string | undefined;
  /** Undefined if nobody declared the field. */
  readonly declaration?: Declaration | undefined;
  readonly types?: readonly TypeChoice[] | undefined;
  /** @default false */
  readonly isOwnMember?: boolean;
}

const NO_OPTIONS: Declaration["options"] = {};

/** Plans a field, declared or not. */
export function planField({
  name,
  key: givenKey,
  declaration,
  types,
  isOwnMember = false,
}: Field): FieldPlan {
  const { conversion, options = NO_OPTIONS } = declaration ?? {};
  // Another copy of this package may know more conversions than this one.
  const handler = conversion === undefined ? Handler.UNDECLARED : (HANDLERS[conversion] ?? Handler.OMIT);
  const checksTexts = handler === Handler.UNDECLARED || handler === Handler.REDACTED;
  const key = givenKey === undefined || isUnsafeKey(givenKey) ? undefined : givenKey;
  // A property that is sent under another name must be harmless under both.
  const names = checksTexts ? [name, key ?? name] : [];
  const sensitiveName = names.find(isSensitiveKey);
  const personName = names.find(isPersonKey);
  return {
    name,
    key,
    identifyingName: sensitiveName ?? personName ?? name,
    keyBytes: measureJsonKey(key ?? name),
    isUnsafe: isUnsafeKey(givenKey ?? name),
    isOwnMember,
    handler,
    isOptIn: FIELD_RULES.isOptIn(options),
    conversion,
    options,
    types,
    isSensitive: sensitiveName !== undefined,
    isPerson: personName !== undefined,
    isProgramId: checksTexts && isProgramIdKey(name),
    mayHaveSiblingLabel: isValueKey(name),
    next: undefined,
  };
}
