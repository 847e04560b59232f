/** Sanitizes the properties of models and plain objects, one by one, as the plan of their class says. */

import type { Json } from "../../envelope.js";
import { ignoreRejection } from "../../internal/errors.js";
import { type ClassPlan, PLAIN_PLAN } from "./class-plan.js";
import { convertField } from "./convert-field.js";
import type { EventBudget } from "./event-budget.js";
import { type FieldPlan, Handler, planField } from "./field-plan.js";
import type { OmissionReporter } from "./omission-reporter.js";
import type { SanitizeContext } from "./sanitize-context.js";
import { deepFreeze } from "./sealed-output.js";
import { LABELS } from "./sibling-label.js";
import {
  createFieldContext,
  createSharedContext,
  EVENT_CONTEXT,
  type ValueContext,
} from "./value-context.js";

type Properties = Readonly<Record<string, unknown>>;

const isOwn = Object.prototype.hasOwnProperty;
const isOwnEnumerable = Object.prototype.propertyIsEnumerable;

/** Sanitizes the values of fields and items. Objects and the properties in them are sanitized in turn. */
export interface ValueSanitizer {
  /** Returns the JSON of a value; undefined if it has none, or may not be sent. */
  sanitizeValue(raw: unknown, context: ValueContext): Json | undefined;
}

/** Sanitizes the properties of one event's objects. */
export class PropertySanitizer {
  readonly #values: ValueSanitizer;
  readonly #context: SanitizeContext;
  readonly #reporter: OmissionReporter;
  readonly #budget: EventBudget;

  constructor(
    values: ValueSanitizer,
    context: SanitizeContext,
    reporter: OmissionReporter,
    budget: EventBudget,
  ) {
    this.#values = values;
    this.#context = context;
    this.#reporter = reporter;
    this.#budget = budget;
  }

  /** Returns the JSON of an object. A field that may not be sent is not read. */
  sanitizeProperties(object: object, plan: ClassPlan, context: ValueContext): Json {
    const raw = object as Properties; // any object can be read so
    const sharedContext = createSharedContext(plan, context, plan !== PLAIN_PLAN && Array.isArray(raw));
    const result: Record<string, Json> = {};
    const budget = this.#budget;
    const reporter = this.#reporter;
    let ownMembers = 0;
    let field = plan.beforeFirst;
    for (const name in raw) {
      if (!isOwn.call(raw, name)) continue;
      reporter.key = name;
      if (!budget.visit()) break;
      const next = this.#predictField(plan, field, name);
      if (next === undefined) continue;
      field = next;
      if (field.isOwnMember) ownMembers++;
      if (!this.#isReadable(field) || !this.#mayHaveKey(field, sharedContext)) continue;
      try {
        // Read here and not in a method, because a loop over an object's own names reads their values quickest.
        const value = raw[name];
        const label = field.mayHaveSiblingLabel ? this.#findLabel(raw, plan) : undefined;
        this.#putField(result, field, value, label, sharedContext);
      } catch {
        budget.omit("unreadable");
      }
    }
    if (plan === PLAIN_PLAN) return result;
    if (plan.ignoredDeclaration !== undefined) {
      reporter.key = plan.ignoredDeclaration;
      budget.omit("ignored_declaration");
      if (isOwn.call(raw, plan.ignoredDeclaration)) return {}; // the class was compiled before the function was met
    }
    const { members, inherited } = plan;
    // Every member that is not inherited was mostly found above, and then only inherited ones can be missing.
    const candidates = ownMembers + inherited.length === members.length ? inherited : members;
    if (candidates.length > 0) this.#putMissing(result, raw, candidates, plan, sharedContext);
    return this.#applyOverrides(result, raw, context.depth);
  }

  /** Adds members that are no own properties of an instance: getters and accessors. */
  #putMissing(
    result: Record<string, Json>,
    raw: Properties,
    candidates: readonly FieldPlan[],
    plan: ClassPlan,
    context: ValueContext,
  ): void {
    // Found before any is read, because a getter may add properties or delete them.
    const missing = candidates.filter(
      (field) => this.#isReadable(field) && !isOwnEnumerable.call(raw, field.name),
    );
    for (const field of missing) {
      this.#reporter.key = field.name;
      if (!this.#budget.visit()) break;
      if (!this.#mayHaveKey(field, context)) continue;
      try {
        const value = raw[field.name];
        const label = field.mayHaveSiblingLabel ? this.#findLabel(raw, plan) : undefined;
        this.#putField(result, field, value, label, context);
      } catch {
        this.#budget.omit("unreadable");
      }
    }
  }

  #isReadable(field: FieldPlan): boolean {
    return field.handler !== Handler.OMIT && (!field.isOptIn || this.#context.toolsOverPrivacy);
  }

  /**
   * Adds the JSON of a field's value to a result, if there is any and if it fits.
   * @param label the text of a sibling that names the value
   */
  #putField(
    result: Record<string, Json>,
    field: FieldPlan,
    value: unknown,
    label: string | undefined,
    context: ValueContext,
  ): void {
    const isConverted = field.handler >= Handler.BOOLEAN;
    // A field that is undefined is left out. A conversion, however, has a result for undefined: false or 0.
    if (value === undefined && !isConverted) return;
    if (!this.#budget.takeKey(field.keyBytes)) return;
    const json = isConverted
      ? convertField(value, field, this.#context, this.#budget, context.depth)
      : this.#values.sanitizeValue(value, createFieldContext(value, field, label, context));
    if (json === undefined) this.#budget.releaseKey(field.keyBytes);
    else result[field.key ?? field.name] = json;
  }

  #findLabel(raw: Properties, plan: ClassPlan): string | undefined {
    const names = new Set(plan.keepsUndeclared ? Object.keys(raw) : []);
    for (const { name } of plan.members) names.add(name);
    return LABELS.inObject(raw, names, (name) => {
      const field = this.#getField(plan, name);
      return field !== undefined && this.#isReadable(field);
    });
  }

  /** Adds an undeclared property to a result, if its key and its value may be sent. */
  putUndeclared(
    result: Record<string, Json>,
    name: string,
    value: unknown,
    label: string | undefined,
    context: ValueContext,
  ): void {
    const field = this.#getField(PLAIN_PLAN, name);
    if (field === undefined) return;
    this.#reporter.key = name;
    if (this.#mayHaveKey(field, context)) this.#putField(result, field, value, label, context);
  }

  /** Returns whether the event may have the key of a field, and reports it if not. Such a field is not read. */
  #mayHaveKey(field: FieldPlan, { textForm }: ValueContext): boolean {
    if (field.key !== undefined || (textForm === "verbatim" && !field.isUnsafe)) return true;
    this.#budget.omit(field.isUnsafe ? "key_name" : "undeclared_text");
    return false;
  }

  /** Returns the plan of a property. It is probably the one that followed the previous property in the last object. */
  #predictField(plan: ClassPlan, previous: FieldPlan, name: string): FieldPlan | undefined {
    const predicted = previous.next;
    if (predicted !== undefined && predicted.name === name) return predicted;
    const field = this.#getField(plan, name);
    if (field !== undefined) previous.next = field;
    return field;
  }

  /** Returns the plan of a property; undefined if its name cannot be redacted within the event's budget. */
  #getField(plan: ClassPlan, name: string): FieldPlan | undefined {
    return plan.findKnownField(name) ?? (this.#budget.takeScan(name) ? plan.planNewField(name) : undefined);
  }

  /** Applies `telemetryOverrides`, which has the last word on values. The texts that it returns are undeclared. */
  #applyOverrides(result: Record<string, Json>, raw: Properties, depth: number): Json {
    try {
      const { telemetryOverrides } = raw;
      if (typeof telemetryOverrides !== "function") return result;
      // Nothing that the model does to what it is shown changes the result.
      for (const name in result) deepFreeze(result[name] ?? null);
      const replaced: unknown = telemetryOverrides.call(raw, { ...result });
      ignoreRejection(replaced);
      if (replaced instanceof Promise) this.#budget.omit("override");
      if (typeof replaced !== "object" || replaced === null) return result;
      for (const [name, value] of Object.entries(replaced)) this.#applyOverride(result, name, value, depth);
    } catch {
      this.#reporter.leave(depth);
      this.#budget.omit("override");
    }
    return result;
  }

  #applyOverride(result: Record<string, Json>, name: string, value: unknown, depth: number): void {
    const isKnown = isOwn.call(result, name);
    if (isKnown && value === result[name]) return; // it was returned as it was
    if (isKnown) delete result[name];
    const context = { ...EVENT_CONTEXT, depth: depth + 1 };
    if (!isKnown) return this.putUndeclared(result, name, value, undefined, context);
    this.#reporter.key = name;
    // The model has declared the key, which need not be a word.
    this.#putField(result, planField({ name, key: name }), value, undefined, context);
  }
}
