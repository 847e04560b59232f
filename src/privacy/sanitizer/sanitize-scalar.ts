/** Sanitizes texts, numbers and other values without parts, and counts them in the event's budget. */

import type { Json } from "../../envelope.js";
import { classifyValueByKey } from "../../redaction/sensitive-values.js";
import type { TextForm } from "./declared-text.js";
import type { EventBudget } from "./event-budget.js";
import { isIdentifiedByKey } from "./property-keys.js";
import type { ValueContext } from "./value-context.js";

/** Returns the JSON of a value that is not an object; undefined if it has none, or may not be sent. */
export function sanitizeScalar(
  raw: unknown,
  { texts, parentKey }: ValueContext,
  budget: EventBudget,
): Json | undefined {
  switch (typeof raw) {
    case "string":
      return sanitizeText(raw, texts, parentKey, budget);
    case "number":
      return sanitizeNumber(raw, texts, parentKey, budget);
    case "boolean":
      return budget.takeBytes(5) ? raw : undefined;
    case "object":
      return budget.takeBytes(4) ? null : undefined;
    case "bigint": {
      const number = Number(raw);
      return Number.isSafeInteger(number)
        ? sanitizeNumber(number, texts, parentKey, budget)
        : sanitizeText(String(raw), texts, parentKey, budget);
    }
    case "undefined":
      return undefined;
    default:
      return budget.omit("unsupported");
  }
}

/** @param parentKey the nearest key above the text that identifies it as sensitive or as a person's, if there is one */
export function sanitizeText(
  raw: string,
  texts: TextForm,
  parentKey: string | undefined,
  budget: EventBudget,
): string | undefined {
  return TEXT_HANDLERS[texts](raw, parentKey, budget);
}

type TextHandler = (raw: string, parentKey: string | undefined, budget: EventBudget) => string | undefined;

/** How each form of texts is sanitized. */
export const TEXT_HANDLERS: Record<TextForm, TextHandler> = {
  verbatim: (raw, _parentKey, budget) => takeText(raw, budget),
  redacted: redactText,
  undeclared: keepWord,
};

function redactText(raw: string, parentKey: string | undefined, budget: EventBudget): string | undefined {
  const kind = parentKey === undefined ? undefined : classifyValueByKey(parentKey, raw);
  const text = kind === undefined ? budget.redact(raw) : `[${kind}]`;
  return text === undefined ? undefined : takeText(text, budget);
}

function keepWord(raw: string, parentKey: string | undefined, budget: EventBudget): string | undefined {
  if (parentKey !== undefined && isIdentifiedByKey(raw, parentKey)) return budget.omit("undeclared_text");
  if (!budget.isSendable(raw)) return budget.omit("undeclared_text");
  return budget.takeBytes(raw.length + 2) ? raw : undefined; // a word is in ASCII and needs no escapes
}

function sanitizeNumber(
  raw: number,
  texts: TextForm,
  parentKey: string | undefined,
  budget: EventBudget,
): string | number | undefined {
  if (!Number.isFinite(raw)) return budget.omit("unsupported");
  if (parentKey !== undefined && texts !== "verbatim" && isIdentifiedByKey(raw, parentKey))
    return texts === "redacted" ? takeText("[secret]", budget) : budget.omit("undeclared_text");
  const number = raw === 0 ? 0 : raw; // -0 is 0 in JSON
  return budget.takeNumber(number) ? number : undefined;
}

/** Returns a text that may be sent, if it fits into the event. */
export function takeText(raw: string, budget: EventBudget): string | undefined {
  const text = raw.toWellFormed(); // a server may reject a whole batch for half a surrogate pair
  return budget.takeText(text) ? text : undefined;
}
