/** Sanitizes one value in one pass: applies declarations, removes undeclared texts, and keeps the event's limits. */

import type { Json } from "../../envelope.js";
import { ListLabeler } from "../../redaction/list-labels.js";
import { isTypedArray } from "../conversions/containers.js";
import { type ClassPlan, PLAIN_PLAN } from "./class-plan.js";
import { getContent, unwrapText } from "./declared-text.js";
import { EventBudget } from "./event-budget.js";
import { MAX_EVENT_DEPTH } from "./event-size.js";
import { BUILT_IN_VALUES, isBuiltIn, ObjectKind } from "./object-kind.js";
import { ANY_KEY, LIST_ITEM, OmissionReporter } from "./omission-reporter.js";
import { getPlanForPrototype, getPlanForTypes } from "./plan-cache.js";
import { PropertySanitizer, type ValueSanitizer } from "./property-sanitizer.js";
import type { SanitizeContext } from "./sanitize-context.js";
import { sanitizeScalar, sanitizeText, takeText } from "./sanitize-scalar.js";
import { isOwnSealedOutput } from "./sealed-output.js";
import { LABELS } from "./sibling-label.js";
import { createItemContext, createSharedContext, EVENT_CONTEXT, type ValueContext } from "./value-context.js";

/** Sanitizes one value for one event. */
export class Sanitizer implements ValueSanitizer {
  readonly #properties: PropertySanitizer;
  readonly #reporter: OmissionReporter;
  readonly #budget: EventBudget;
  /** The objects that contain the current one, by their depth. */
  readonly #ancestors: object[] = [];

  /** @param event the name under which omissions are reported */
  constructor(context: SanitizeContext, event: string) {
    this.#reporter = new OmissionReporter(context.omit, event);
    this.#budget = new EventBudget(this.#reporter);
    this.#properties = new PropertySanitizer(this, context, this.#reporter, this.#budget);
  }

  /** Returns the JSON of an event's properties; undefined if they have none, or may not be sent. */
  sanitize(raw: unknown): Json | undefined {
    return this.sanitizeValue(raw, EVENT_CONTEXT);
  }

  sanitizeValue(raw: unknown, context: ValueContext): Json | undefined {
    return typeof raw === "object" && raw !== null
      ? this.#sanitizeObject(raw, context)
      : sanitizeScalar(raw, context, this.#budget);
  }

  #sanitizeObject(raw: object, context: ValueContext): Json | undefined {
    const { depth } = context;
    const budget = this.#budget;
    try {
      const prototype: object | null = Reflect.getPrototypeOf(raw);
      const plan =
        prototype === Object.prototype || prototype === null ? PLAIN_PLAN : getPlanForPrototype(prototype);
      if (isBuiltIn(plan.kind)) return this.#sanitizeBuiltIn(raw, plan.kind, context);
      if (ArrayBuffer.isView(raw)) return this.#omitOpaque(raw);
      if (depth > MAX_EVENT_DEPTH) return budget.omit("depth");
      for (let above = 1; above < depth; above++)
        if (this.#ancestors[above] === raw) return budget.omit("cycle");
      if (!budget.takeBytes(2)) return undefined;
      this.#ancestors[depth] = raw;
      this.#reporter.enter(depth);
      const json = this.#sanitizeContainer(raw, plan, context, prototype ?? Object.prototype);
      this.#reporter.leave(depth);
      return json;
    } catch {
      this.#reporter.leave(depth);
      return budget.omit("unreadable");
    }
  }

  #sanitizeBuiltIn(raw: object, kind: ObjectKind, context: ValueContext): Json | undefined {
    switch (kind) {
      case ObjectKind.DECLARED_TEXT: {
        const content = getContent(raw);
        if (content === undefined) return this.#budget.omit("unsupported");
        return sanitizeText(content.text, content.form, context.identifyingKey, this.#budget);
      }
      case ObjectKind.DATE: {
        const text = BUILT_IN_VALUES.date(raw);
        return text === undefined ? this.#budget.omit("unsupported") : takeText(text, this.#budget);
      }
      case ObjectKind.BOXED:
        return this.sanitizeValue(BUILT_IN_VALUES.boxed(raw), context);
      case ObjectKind.URL:
        return this.sanitizeValue(BUILT_IN_VALUES.url(raw), context);
      case ObjectKind.ERROR: {
        const error = BUILT_IN_VALUES.error(raw);
        if (error === undefined) return this.#budget.omit("unsupported");
        // A public field does not make the name of an error public.
        return this.sanitizeValue(error, { ...EVENT_CONTEXT, depth: context.depth });
      }
      default:
        return this.#omitOpaque(raw);
    }
  }

  #omitOpaque(raw: object): Json | undefined {
    return isTypedArray(raw) && raw.length === 0 ? [] : this.#budget.omit("unsupported");
  }

  #sanitizeContainer(
    raw: object,
    plan: ClassPlan,
    context: ValueContext,
    prototype: object,
  ): Json | undefined {
    // This library sealed the object earlier and froze it, so it cannot have changed since.
    if (isOwnSealedOutput(raw))
      return this.#sanitizeParts(raw, plan, { ...EVENT_CONTEXT, textForm: "verbatim", depth: context.depth });
    const { types } = context;
    // The items of a list, a Set or a Map belong to the classes that the field names.
    const isTyped = types !== undefined && plan.kind === ObjectKind.PROPERTIES && !Array.isArray(raw);
    return this.#sanitizeParts(raw, isTyped ? getPlanForTypes(types, prototype, plan) : plan, context);
  }

  #sanitizeParts(raw: object, plan: ClassPlan, context: ValueContext): Json | undefined {
    // An author's class that extends Array, Set or Map is a model if it declares something.
    if (!plan.isModel) {
      if (Array.isArray(raw)) return this.#sanitizeList(raw, raw.length, context);
      // A Set counts as one item, because its items are not keys and values in turn.
      if (plan.kind === ObjectKind.SET) return this.#sanitizeList(raw as Set<unknown>, 1, context); // the kind says so
      if (plan.kind === ObjectKind.MAP) return this.#sanitizeMap(raw as Map<unknown, unknown>, context); // the kind says so
    }
    return this.#properties.sanitizeProperties(raw, plan, context);
  }

  /** @param length of the list as far as its items may label each other */
  #sanitizeList(items: Iterable<unknown>, length: number, context: ValueContext): Json {
    const itemContext: ValueContext = createItemContext(context, context.identifyingKey);
    const result: Json[] = [];
    let labeler: ListLabeler | undefined;
    let index = 0;
    for (const item of items) {
      this.#reporter.key = LIST_ITEM;
      if (!this.#budget.visit()) break;
      const text = typeof item === "string" ? item : unwrapText(item);
      if (typeof text === "string")
        labeler ??= new ListLabeler({ length, isNested: context.isItem, firstIndex: index });
      const label = labeler === undefined ? undefined : LABELS.inList(labeler, text);
      const json = this.sanitizeValue(
        item,
        label === undefined ? itemContext : createItemContext(context, label),
      );
      if (json !== undefined && this.#budget.takeBytes(1)) result.push(json);
      index++;
    }
    return result;
  }

  #sanitizeMap(map: ReadonlyMap<unknown, unknown>, context: ValueContext): Json {
    const label = LABELS.inMap(map);
    const result: Record<string, Json> = {};
    const sharedContext = createSharedContext(PLAIN_PLAN, context);
    for (const [key, value] of map) {
      this.#reporter.key = ANY_KEY;
      if (!this.#budget.visit()) break;
      if (typeof key === "object" || typeof key === "symbol" || typeof key === "function") {
        this.#budget.omit("unsupported");
        continue;
      }
      this.#properties.putUndeclared(result, String(key), value, label, sharedContext);
    }
    return result;
  }
}
