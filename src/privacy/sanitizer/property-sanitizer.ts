/** Sanitizes the properties of models and plain objects, one by one, as the plan of their class says. */

import type { Json } from "../../envelope.js";
import { type ClassPlan, PLAIN_PLAN } from "./class-plan.js";
import { convertField } from "./convert-field.js";
import type { EventBudget } from "./event-budget.js";
import { type FieldPlan, Handler, planField } from "./field-plan.js";
import type { OmissionReporter } from "./omission-reporter.js";
import type { SanitizeContext } from "./sanitize-context.js";
import { deepFreeze } from "./sealed-output.js";
import { LABELS } from "./sibling-label.js";
import { createFieldContext, EVENT_CONTEXT, narrowContext, type ValueContext } from "./value-context.js";

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
    const fieldContext = createFieldContext(plan, context);
    const result: Record<string, Json> = {};
    const budget = this.#budget;
    const reporter = this.#reporter;
    let ownMembers = 0;
    let field = plan.beforeFirst;
    for (const name in raw) {
      if (!isOwn.call(raw, name)) continue;
      if (!budget.visit()) break;
      field = this.#predictField(plan, field, name);
      if (field.isOwnMember) ownMembers++;
      if (!this.#isReadable(field)) continue;
      reporter.key = name;
      if (!this.#mayHaveKey(field, fieldContext)) continue;
      try {
        // Read here and not in a method, because a loop over an object's own names reads their values quickest.
        const value = raw[name];
        const label = field.isNamed ? this.#findLabel(raw, plan) : undefined;
        const json = this.#sanitizeField(value, field, label, fieldContext);
        if (json !== undefined) result[field.key ?? name] = json;
      } catch {
        budget.omit("unreadable");
      }
    }
    if (plan === PLAIN_PLAN) return result;
    const { members, inherited } = plan;
    // If all other members were own properties, only inherited ones can be missing.
    const candidates = ownMembers + inherited.length === members.length ? inherited : members;
    if (candidates.length > 0) this.#putMissing(result, raw, candidates, plan, fieldContext);
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
      if (!this.#budget.visit()) break;
      this.#reporter.key = field.name;
      if (!this.#mayHaveKey(field, context)) continue;
      try {
        const value = raw[field.name];
        const label = field.isNamed ? this.#findLabel(raw, plan) : undefined;
        const json = this.#sanitizeField(value, field, label, context);
        if (json !== undefined) result[field.key ?? field.name] = json;
      } catch {
        this.#budget.omit("unreadable");
      }
    }
  }

  #isReadable(field: FieldPlan): boolean {
    return field.handler !== Handler.OMIT && (!field.isOptIn || this.#context.toolsOverPrivacy);
  }

  /**
   * Returns the JSON of a field's value, with its key counted; undefined if the field is not sent.
   * @param label the text of a sibling that names the value
   */
  #sanitizeField(
    value: unknown,
    field: FieldPlan,
    label: string | undefined,
    context: ValueContext,
  ): Json | undefined {
    const isConverted = field.handler >= Handler.BOOLEAN;
    // The name of an absent value is not counted. Conversions say of it that it is absent: false, 0.
    if (value === undefined && !isConverted) return undefined;
    if (!this.#budget.takeKey(field.keyBytes)) return undefined;
    const json = isConverted
      ? convertField(value, field, this.#context, this.#budget, context.depth)
      : this.#values.sanitizeValue(value, narrowContext(value, field, label, context));
    if (json === undefined) this.#budget.releaseKey(field.keyBytes);
    return json;
  }

  #findLabel(raw: Properties, plan: ClassPlan): string | undefined {
    const names = new Set(plan.keepsUndeclared ? Object.keys(raw) : []);
    for (const { name } of plan.members) names.add(name);
    return LABELS.inObject(raw, names, (name) => this.#isReadable(this.#getField(plan, name)));
  }

  /** Adds an undeclared property to a result, if its key and its value may be sent. */
  putUndeclared(
    result: Record<string, Json>,
    name: string,
    value: unknown,
    label: string | undefined,
    context: ValueContext,
  ): void {
    this.#put(result, this.#getField(PLAIN_PLAN, name), value, label, context);
  }

  #put(
    result: Record<string, Json>,
    field: FieldPlan,
    value: unknown,
    label: string | undefined,
    context: ValueContext,
  ): void {
    this.#reporter.key = field.name;
    if (!this.#mayHaveKey(field, context)) return;
    const json = this.#sanitizeField(value, field, label, context);
    if (json !== undefined) result[field.name] = json;
  }

  /** Returns whether the event may have the key of a field, and reports it if not. Such a field is not read. */
  #mayHaveKey(field: FieldPlan, { texts }: ValueContext): boolean {
    if (field.key !== undefined || (texts === "verbatim" && !field.isUnsafe)) return true;
    this.#budget.omit(field.isUnsafe ? "key_name" : "undeclared_text");
    return false;
  }

  /** Returns the plan of the property that follows another, which mostly is the same as in the last object. */
  #predictField(plan: ClassPlan, previous: FieldPlan, name: string): FieldPlan {
    let field = previous.next;
    if (field === undefined || field.name !== name) {
      field = this.#getField(plan, name);
      if (field !== UNREADABLE_FIELD) previous.next = field;
    }
    return field;
  }

  #getField(plan: ClassPlan, name: string): FieldPlan {
    return (
      plan.findKnownField(name) ?? (this.#budget.takeScan(name) ? plan.planNewField(name) : UNREADABLE_FIELD)
    );
  }

  /** Applies `telemetryOverrides`, which has the last word on values. The texts that it returns are undeclared. */
  #applyOverrides(result: Record<string, Json>, raw: Properties, depth: number): Json {
    try {
      const { telemetryOverrides } = raw;
      if (typeof telemetryOverrides !== "function") return result;
      // Nothing that the model does to what it is shown changes the result.
      for (const name in result) deepFreeze(result[name] ?? null);
      const replaced: unknown = telemetryOverrides.call(raw, { ...result });
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
    // A key that the model declares need not be a word.
    const field = isKnown ? planField({ name, key: name }) : this.#getField(PLAIN_PLAN, name);
    this.#put(result, field, value, undefined, { ...EVENT_CONTEXT, depth: depth + 1 });
  }
}

/** Stands for a property whose name cannot be redacted within the event's budget. */
const UNREADABLE_FIELD = planField({ name: "__proto__", key: undefined });
