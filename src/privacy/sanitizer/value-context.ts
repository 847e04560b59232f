/** Defines the context of a value: the facts about it that its surroundings state. */

import { isProgramIdKey } from "../../redaction/program-ids.js";
import { type ClassPlan, PLAIN_PLAN } from "./class-plan.js";
import type { TextForm } from "./declared-text.js";
import { type FieldPlan, Handler, type TypeChoice } from "./field-plan.js";

/** The fields of an object share one context. A field with a declaration or a telling name may get its own. */
export interface ValueContext {
  /** How texts are treated. */
  readonly textForm: TextForm;
  /** The classes whose declarations hold for objects: one of each list. */
  readonly types: readonly TypeChoice[] | undefined;
  /**
   * The text that says what the value is: a key or a label of secrets, accounts, machines or persons, or a key of ids of
   * programs. It is the value's key, a label beside it or, unless it is one of ids, a key above.
   */
  readonly identifyingKey: string | undefined;
  /** The value is an item of a list. */
  readonly isItem: boolean;
  /** Levels of nesting; the event's properties are the first. */
  readonly depth: number;
}

/** The context of an event's properties. */
export const EVENT_CONTEXT: ValueContext = {
  textForm: "undeclared",
  types: undefined,
  identifyingKey: undefined,
  isItem: false,
  depth: 1,
};

/** Returns the context of an item of a list. */
export function createItemContext(
  { textForm, types, depth }: ValueContext,
  identifyingKey: string | undefined,
): ValueContext {
  return { textForm, types, identifyingKey, isItem: true, depth: depth + 1 };
}

/**
 * Creates the context that the fields of an object share.
 * @param isList the fields are the items of a list that has a class of its own
 */
export function createSharedContext(
  plan: ClassPlan,
  { textForm, types, identifyingKey, depth }: ValueContext,
  isList = false,
): ValueContext {
  return {
    // A public field does not make the undeclared fields of a model in it public.
    textForm: plan.isModel ? "undeclared" : textForm,
    types: plan === PLAIN_PLAN || isList ? types : undefined,
    // `{ commit: { note: "…" } }` does not say what the note is.
    identifyingKey:
      identifyingKey === undefined || isProgramIdKey(identifyingKey) ? undefined : identifyingKey,
    isItem: false,
    depth: depth + 1,
  };
}

/**
 * Returns the context of a field's value: the one that all fields share, unless the field itself says more.
 * @param label the text of a sibling that names the value
 */
export function createFieldContext(
  value: unknown,
  field: FieldPlan,
  label: string | undefined,
  context: ValueContext,
): ValueContext {
  const { depth } = context;
  if (field.handler === Handler.PUBLIC)
    return { textForm: "verbatim", types: field.types, identifyingKey: undefined, isItem: false, depth };
  const textForm = field.handler === Handler.REDACTED ? "redacted" : context.textForm;
  const types = field.types ?? context.types;
  const isNamedBySibling = field.mayHaveSiblingLabel && label !== undefined && typeof value !== "number";
  const isNamedByKey = field.isSensitive || (field.isPerson && textForm === "undeclared");
  const ownKey = isNamedBySibling ? label : isNamedByKey ? field.identifyingName : undefined;
  const identifyingKey = ownKey ?? context.identifyingKey ?? (field.isProgramId ? field.name : undefined);
  return textForm === context.textForm && types === context.types && identifyingKey === context.identifyingKey
    ? context
    : { textForm, types, identifyingKey, isItem: false, depth };
}
