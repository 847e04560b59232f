/** Sanitizes one value in one pass: applies declarations, removes undeclared texts, and keeps the event's limits. */

import type { Json } from "../../envelope.js";
import { findLabelInMap, ListLabelTracker, mayLabelNext } from "../../redaction/value-labels.js";
import { isTypedArray } from "../conversions/containers.js";
import { formatTime, readTime } from "../conversions/dates.js";
import type { ClassLike } from "../decorators/declarations.js";
import { type ClassPlan, PLAIN_PLAN, planForClass, planForPrototype } from "./class-plan.js";
import { contentOf, type TextForm, unwrapText } from "./declared-text.js";
import { EventBudget, MAX_DEPTH } from "./event-budget.js";
import { ObjectKind } from "./object-kind.js";
import { LIST_ITEM, OmissionReporter } from "./omission-reporter.js";
import { PropertySanitizer } from "./property-sanitizer.js";
import type { SanitizeContext } from "./sanitize-context.js";
import { sanitizeScalar, sanitizeText, takeText } from "./sanitize-scalar.js";
import { isOwnSealedOutput } from "./sealed-output.js";
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
    return this.value(raw, "undeclared", undefined, undefined, false, 1);
  }

  value(
    raw: unknown,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json | undefined {
    return typeof raw === "object" && raw !== null
      ? this.#object(raw, texts, type, parentKey, isItem, depth)
      : sanitizeScalar(raw, texts, parentKey, this.#budget);
  }

  #object(
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
        prototype === Object.prototype || prototype === null ? PLAIN_PLAN : planForPrototype(prototype);
      if (plan.kind > ObjectKind.SET)
        return this.#builtIn(raw, plan.kind, texts, type, parentKey, isItem, depth);
      if (ArrayBuffer.isView(raw)) return this.#opaque(raw);
      if (depth > MAX_DEPTH) return budget.omit("depth");
      for (let above = 1; above < depth; above++)
        if (this.#ancestors[above] === raw) return budget.omit("cycle");
      if (!budget.takeBytes(2)) return undefined;
      this.#ancestors[depth] = raw;
      this.#reporter.enter(depth);
      const typedPlan = plan === PLAIN_PLAN && type !== undefined ? planForClass(type) : plan;
      const json = isOwnSealedOutput(raw)
        ? this.#container(raw, plan, "verbatim", undefined, undefined, false, depth)
        : this.#container(raw, typedPlan, texts, type, parentKey, isItem, depth);
      this.#reporter.leave(depth);
      return json;
    } catch {
      this.#reporter.leave(depth);
      return budget.omit("unreadable");
    }
  }

  /** The casts say what the kind says. If a Proxy claims a kind, reading it throws. */
  #builtIn(
    raw: object,
    kind: ObjectKind,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json | undefined {
    const budget = this.#budget;
    switch (kind) {
      case ObjectKind.DECLARED_TEXT: {
        const content = contentOf(raw);
        if (content === undefined) return budget.omit("unsupported");
        return sanitizeText(content.text, content.form, parentKey, budget);
      }
      case ObjectKind.DATE:
        return Number.isNaN(readTime(raw as Date))
          ? budget.omit("unsupported")
          : takeText(formatTime(raw as Date), budget);
      case ObjectKind.BOXED:
        return this.value(raw.valueOf(), texts, type, parentKey, isItem, depth);
      case ObjectKind.URL:
        return sanitizeText((raw as URL).href, texts, parentKey, budget);
      case ObjectKind.ERROR: {
        const { name } = raw as Error;
        if (typeof name !== "string") return budget.omit("unsupported");
        // Only the name is sent: messages and stacks quote what the tool was working on.
        return this.#object({ name }, "undeclared", undefined, undefined, false, depth);
      }
      default:
        return this.#opaque(raw);
    }
  }

  #opaque(raw: object): Json | undefined {
    return isTypedArray(raw) && raw.length === 0 ? [] : this.#budget.omit("unsupported");
  }

  #container(
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
      if (Array.isArray(raw)) return this.#list(raw, raw.length, texts, type, parentKey, isItem, depth);
      if (plan.kind === ObjectKind.SET)
        return this.#list(raw as Set<unknown>, 1, texts, type, parentKey, isItem, depth); // the kind says so
      if (plan.kind === ObjectKind.MAP)
        return this.#map(raw as Map<unknown, unknown>, texts, type, parentKey, depth); // the kind says so
    }
    return this.#properties.sanitize(raw, plan, texts, type, parentKey, depth);
  }

  #list(
    items: Iterable<unknown>,
    length: number,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    isItem: boolean,
    depth: number,
  ): Json {
    const result: Json[] = [];
    let names: ListLabelTracker | undefined;
    let index = 0;
    for (const item of items) {
      this.#reporter.key = LIST_ITEM;
      if (!this.#budget.visit()) break;
      const text = typeof item === "string" ? item : unwrapText(item);
      if (typeof text === "string" && (texts !== "verbatim" || mayLabelNext(text, length)))
        names ??= new ListLabelTracker(length, isItem, index);
      const json = this.value(item, texts, type, names?.resolveLabel(text) ?? parentKey, true, depth + 1);
      if (json !== undefined && this.#budget.takeBytes(1)) result.push(json);
      index++;
    }
    return result;
  }

  #map(
    map: ReadonlyMap<unknown, unknown>,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    depth: number,
  ): Json {
    const label = findLabelInMap(map);
    const result: Record<string, Json> = {};
    for (const [key, value] of map) {
      if (typeof key === "object" || typeof key === "symbol" || typeof key === "function") {
        this.#budget.omit("unsupported");
        continue;
      }
      if (!this.#budget.visit()) break;
      this.#properties.put(result, String(key), value, texts, type, label, parentKey, depth);
    }
    return result;
  }
}
