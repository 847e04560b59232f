/** Defines what the surroundings of a value say of it. */

import type { ClassLike } from "../decorators/declarations.js";
import { type ClassPlan, PLAIN_PLAN } from "./class-plan.js";
import type { TextForm } from "./declared-text.js";
import { type FieldPlan, Handler } from "./field-plan.js";

/** What the surroundings of a value say of it. The fields of an object share one, but for those that say more themselves. */
export interface ValueContext {
  /** How texts are treated. */
  readonly texts: TextForm;
  /** The class whose declarations hold for plain objects. */
  readonly type: ClassLike | undefined;
  /** The nearest key above the value that identifies it as sensitive or as a person's, if there is one. */
  readonly parentKey: string | undefined;
  /** The value is an item of a list. */
  readonly isItem: boolean;
  /** Levels of nesting; the event's properties are the first. */
  readonly depth: number;
}

/** The context of an event's properties. */
export const EVENT_CONTEXT: ValueContext = {
  texts: "undeclared",
  type: undefined,
  parentKey: undefined,
  isItem: false,
  depth: 1,
};

/** Returns the context of an item of a list. */
export function createItemContext(
  { texts, type, depth }: ValueContext,
  parentKey: string | undefined,
): ValueContext {
  return { texts, type, parentKey, isItem: true, depth: depth + 1 };
}

/** Creates the context that the fields of an object share. */
export function createFieldContext(
  plan: ClassPlan,
  { texts, type, parentKey, depth }: ValueContext,
): ValueContext {
  return {
    // Undeclared fields of a model are undeclared, even if the field that holds the model is public.
    texts: plan.isModel ? "undeclared" : texts,
    type: plan === PLAIN_PLAN ? type : undefined,
    parentKey,
    isItem: false,
    depth: depth + 1,
  };
}

/**
 * Returns the context of a field's value: the one that all fields share, unless the field itself says more.
 * @param label the text of a sibling that names the value
 */
export function narrowContext(
  value: unknown,
  field: FieldPlan,
  label: string | undefined,
  context: ValueContext,
): ValueContext {
  const { depth } = context;
  if (field.handler === Handler.PUBLIC)
    return { texts: "verbatim", type: field.type, parentKey: undefined, isItem: false, depth };
  const texts = field.handler === Handler.REDACTED ? "redacted" : context.texts;
  const type = field.type ?? context.type;
  const isNamedBySibling = field.isNamed && label !== undefined && typeof value !== "number";
  const isNamedByKey = field.isSensitive || (field.isPerson && texts === "undeclared");
  const parentKey = isNamedBySibling ? label : isNamedByKey ? field.name : context.parentKey;
  return texts === context.texts && type === context.type && parentKey === context.parentKey
    ? context
    : { texts, type, parentKey, isItem: false, depth };
}
