/** Sanitizes one value in one pass: applies declarations, removes undeclared texts, and keeps the event's limits. */

import type { Json } from "../../envelope.js";
import { ListLabelTracker, mayLabelNext } from "../../redaction/value-labels.js";
import { isTypedArray } from "../conversions/containers.js";
import type { ClassLike } from "../decorators/declarations.js";
import { BUILT_IN_VALUES } from "./built-in-values.js";
import { type ClassPlan, getPlanForClass, getPlanForPrototype, PLAIN_PLAN } from "./class-plan.js";
import { getContent, type TextForm, unwrapText } from "./declared-text.js";
import { EventBudget, MAX_DEPTH } from "./event-budget.js";
import { ObjectKind } from "./object-kind.js";
import { LIST_ITEM, OmissionReporter } from "./omission-reporter.js";
import { PropertySanitizer } from "./property-sanitizer.js";
import type { SanitizeContext } from "./sanitize-context.js";
import { sanitizeScalar, sanitizeText, takeText } from "./sanitize-scalar.js";
import { isOwnSealedOutput } from "./sealed-output.js";
import { LABELS } from "./sibling-label.js";
import type { ValueSanitizer } from "./value-sanitizer.js";

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

  /** Returns the JSON of a value; undefined if it has none, or may not be sent. */
  sanitize(raw: unknown): Json | undefined {
    return this.sanitizeValue(raw, "undeclared", undefined, undefined, false, 1);
  }

  sanitizeValue(
    raw: unknown,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json | undefined {
    return typeof raw === "object" && raw !== null
      ? this.#sanitizeObject(raw, texts, type, parentKey, isItem, depth)
      : sanitizeScalar(raw, texts, parentKey, this.#budget);
  }

  #sanitizeObject(
    raw: object,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json | undefined {
    const budget = this.#budget;
    try {
      const prototype: object | null = Reflect.getPrototypeOf(raw);
      const plan =
        prototype === Object.prototype || prototype === null ? PLAIN_PLAN : getPlanForPrototype(prototype);
      if (plan.kind > ObjectKind.SET)
        return this.#sanitizeBuiltIn(raw, plan.kind, texts, type, parentKey, isItem, depth);
      if (ArrayBuffer.isView(raw)) return this.#omitOpaque(raw);
      if (depth > MAX_DEPTH) return budget.omit("depth");
      for (let above = 1; above < depth; above++)
        if (this.#ancestors[above] === raw) return budget.omit("cycle");
      if (!budget.takeBytes(2)) return undefined;
      this.#ancestors[depth] = raw;
      this.#reporter.enter(depth);
      const typedPlan = plan === PLAIN_PLAN && type !== undefined ? getPlanForClass(type) : plan;
      const json = isOwnSealedOutput(raw)
        ? this.#sanitizeContainer(raw, plan, "verbatim", undefined, undefined, false, depth)
        : this.#sanitizeContainer(raw, typedPlan, texts, type, parentKey, isItem, depth);
      this.#reporter.leave(depth);
      return json;
    } catch {
      this.#reporter.leave(depth);
      return budget.omit("unreadable");
    }
  }

  #sanitizeBuiltIn(
    raw: object,
    kind: ObjectKind,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json | undefined {
    switch (kind) {
      case ObjectKind.DECLARED_TEXT: {
        const content = getContent(raw);
        if (content === undefined) return this.#budget.omit("unsupported");
        return sanitizeText(content.text, content.form, parentKey, this.#budget);
      }
      case ObjectKind.DATE: {
        const text = BUILT_IN_VALUES.date(raw);
        return text === undefined ? this.#budget.omit("unsupported") : takeText(text, this.#budget);
      }
      case ObjectKind.BOXED:
        return this.sanitizeValue(BUILT_IN_VALUES.boxed(raw), texts, type, parentKey, isItem, depth);
      case ObjectKind.URL:
        return this.sanitizeValue(BUILT_IN_VALUES.url(raw), texts, type, parentKey, isItem, depth);
      case ObjectKind.ERROR: {
        const error = BUILT_IN_VALUES.error(raw);
        if (error === undefined) return this.#budget.omit("unsupported");
        return this.sanitizeValue(error, "undeclared", undefined, undefined, false, depth);
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
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json | undefined {
    // An author's class that extends Array, Set or Map is a model if it declares something.
    if (!plan.isModel) {
      if (Array.isArray(raw))
        return this.#sanitizeList(raw, raw.length, texts, type, parentKey, isItem, depth);
      if (plan.kind === ObjectKind.SET)
        return this.#sanitizeList(raw as Set<unknown>, 1, texts, type, parentKey, isItem, depth); // the kind says so
      if (plan.kind === ObjectKind.MAP)
        return this.#sanitizeMap(raw as Map<unknown, unknown>, texts, type, parentKey, depth); // the kind says so
    }
    return this.#properties.sanitizeProperties(raw, plan, texts, type, parentKey, depth);
  }

  #sanitizeList(
    items: Iterable<unknown>,
    length: number,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json {
    const result: Json[] = [];
    let labels: ListLabelTracker | undefined;
    let index = 0;
    for (const item of items) {
      this.#reporter.key = LIST_ITEM;
      if (!this.#budget.visit()) break;
      const text = typeof item === "string" ? item : unwrapText(item);
      if (typeof text === "string" && (texts !== "verbatim" || mayLabelNext(text, length)))
        labels ??= new ListLabelTracker(length, isItem, index);
      const label = labels === undefined ? undefined : LABELS.inList(labels, text);
      const json = this.sanitizeValue(item, texts, type, label ?? parentKey, true, depth + 1);
      if (json !== undefined && this.#budget.takeBytes(1)) result.push(json);
      index++;
    }
    return result;
  }

  #sanitizeMap(
    map: ReadonlyMap<unknown, unknown>,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    depth: number,
  ): Json {
    const label = LABELS.inMap(map);
    const result: Record<string, Json> = {};
    for (const [key, value] of map) {
      if (typeof key === "object" || typeof key === "symbol" || typeof key === "function") {
        this.#budget.omit("unsupported");
        continue;
      }
      if (!this.#budget.visit()) break;
      this.#properties.putUndeclared(result, String(key), value, texts, type, label, parentKey, depth);
    }
    return result;
  }
}
