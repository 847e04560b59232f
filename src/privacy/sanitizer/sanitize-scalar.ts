/** Sanitizes texts, numbers and other values without parts, and counts them in the event's budget. */

import type { Json } from "../../envelope.js";
import { classifyNamedValue } from "../../redaction/named-values.js";
import type { TextForm } from "./declared-text.js";
import type { EventBudget } from "./event-budget.js";
import { isIdentifiedByKey } from "./property-keys.js";
import type { ValueContext } from "./value-context.js";

/** Returns the JSON of a value that is not an object; undefined if it has none, or may not be sent. */
export function sanitizeScalar(
  raw: unknown,
  { textForm, identifyingKey }: ValueContext,
  budget: EventBudget,
): Json | undefined {
  switch (typeof raw) {
    case "string":
      return sanitizeText(raw, textForm, identifyingKey, budget);
    case "number":
      return sanitizeNumber(raw, textForm, identifyingKey, budget);
    case "boolean":
      return budget.takeBytes(5) ? raw : undefined;
    case "object": // null: the caller handles all other objects
      return budget.takeBytes(4) ? null : undefined;
    case "bigint": {
      const number = Number(raw);
      return Number.isSafeInteger(number)
        ? sanitizeNumber(number, textForm, identifyingKey, budget)
        : sanitizeText(String(raw), textForm, identifyingKey, budget);
    }
    case "undefined":
      return undefined;
    default:
      return budget.omit("unsupported");
  }
}

/** @param identifyingKey see `ValueContext` */
export function sanitizeText(
  raw: string,
  textForm: TextForm,
  identifyingKey: string | undefined,
  budget: EventBudget,
): string | undefined {
  return TEXT_HANDLERS[textForm](raw, identifyingKey, budget);
}

type TextHandler = (
  raw: string,
  identifyingKey: string | undefined,
  budget: EventBudget,
) => string | undefined;

/** How each form of texts is sanitized. */
export const TEXT_HANDLERS: Record<TextForm, TextHandler> = {
  verbatim: (raw, _identifyingKey, budget) => takeText(raw, budget),
  redacted: redactText,
  undeclared: keepWord,
};

function redactText(
  raw: string,
  identifyingKey: string | undefined,
  budget: EventBudget,
): string | undefined {
  const kind = identifyingKey === undefined ? undefined : classifyNamedValue(identifyingKey, raw);
  const text = kind === undefined ? budget.redact(raw, identifyingKey) : `[${kind}]`;
  return text === undefined ? undefined : takeText(text, budget);
}

function keepWord(raw: string, identifyingKey: string | undefined, budget: EventBudget): string | undefined {
  if (identifyingKey !== undefined && isIdentifiedByKey(raw, identifyingKey)) return budget.omitIdentified();
  if (!budget.isSendable(raw, identifyingKey)) return budget.omit("undeclared_text");
  return budget.takeBytes(raw.length + 2) ? raw : undefined; // a word or an id is in ASCII and needs no escapes
}

function sanitizeNumber(
  raw: number,
  textForm: TextForm,
  identifyingKey: string | undefined,
  budget: EventBudget,
): string | number | undefined {
  if (!Number.isFinite(raw)) return budget.omit("unsupported");
  if (identifyingKey !== undefined && textForm !== "verbatim" && isIdentifiedByKey(raw, identifyingKey))
    // A number is never a user or a host; see `classifyNamedValue`.
    return textForm === "redacted" ? takeText("[secret]", budget) : budget.omitIdentified();
  const number = raw === 0 ? 0 : raw; // -0 is 0 in JSON
  return budget.takeNumber(number) ? number : undefined;
}

/** Returns a text that may be sent, if it fits into the event. */
export function takeText(raw: string, budget: EventBudget): string | undefined {
  const text = raw.toWellFormed(); // a server may reject a whole batch for half a surrogate pair
  return budget.takeText(text) ? text : undefined;
}
