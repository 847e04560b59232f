/** Sanitizes the properties of models and plain objects, one by one, as the plan of their class says. */

import type { Json } from "../../envelope.js";
import type { ClassLike } from "../decorators/declarations.js";
import { type ClassPlan, PLAIN_PLAN } from "./class-plan.js";
import { convertField } from "./convert-field.js";
import type { TextForm } from "./declared-text.js";
import { deepFreeze } from "./deep-freeze.js";
import type { EventBudget } from "./event-budget.js";
import { type FieldPlan, Handler, planUndeclaredField } from "./field-plan.js";
import type { OmissionReporter } from "./omission-reporter.js";
import type { SanitizeContext } from "./sanitize-context.js";
import { findTellingKey, LABELS } from "./sibling-label.js";
import type { ValueSanitizer } from "./value-sanitizer.js";

type Properties = Readonly<Record<string, unknown>>;

const isOwn = Object.prototype.hasOwnProperty;
const isOwnEnumerable = Object.prototype.propertyIsEnumerable;

/** The parameters of its methods are those of `ValueSanitizer`. */
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
  sanitizeProperties(
    object: object,
    plan: ClassPlan,
    givenTexts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    depth: number,
  ): Json {
    const raw = object as Properties; // any object can be read so
    // Undeclared fields of a model are undeclared, even if the field that holds the model is public.
    const texts = plan.isModel ? "undeclared" : givenTexts;
    const plainType = plan === PLAIN_PLAN ? type : undefined;
    const result: Record<string, Json> = {};
    const budget = this.#budget;
    const reporter = this.#reporter;
    let ownMembers = 0;
    let field = plan.start;
    for (const name in raw) {
      if (!isOwn.call(raw, name)) continue;
      if (!budget.visit()) break;
      field = this.#predictField(plan, field, name);
      if (field.isMember) ownMembers++;
      if (!this.#isReadable(field)) continue;
      reporter.key = name;
      try {
        // Read here and not in a method, because a loop over an object's own names reads their values quickest.
        const value = raw[name];
        const json = this.#sanitizeField(value, raw, plan, field, texts, plainType, parentKey, depth);
        if (json !== undefined) result[field.key ?? name] = json;
      } catch {
        budget.omit("unreadable");
      }
    }
    if (plan === PLAIN_PLAN) return result;
    const { members, inherited } = plan;
    // If all other members were own properties, only the inherited ones are missing.
    const missing = ownMembers + inherited.length === members.length ? inherited : members;
    if (missing.length > 0) this.#putMissing(result, missing, raw, plan, texts, parentKey, depth);
    return this.#applyOverrides(result, raw, depth);
  }

  /** Adds members that are no own properties of an instance: getters and accessors. */
  #putMissing(
    result: Record<string, Json>,
    members: readonly FieldPlan[],
    raw: Properties,
    plan: ClassPlan,
    texts: TextForm,
    parentKey: string | undefined,
    depth: number,
  ): void {
    for (const field of members) {
      if (!this.#isReadable(field) || isOwnEnumerable.call(raw, field.name)) continue;
      if (!this.#budget.visit()) break;
      this.#reporter.key = field.name;
      try {
        const value = raw[field.name];
        const json = this.#sanitizeField(value, raw, plan, field, texts, undefined, parentKey, depth);
        if (json !== undefined) result[field.key ?? field.name] = json;
      } catch {
        this.#budget.omit("unreadable");
      }
    }
  }

  #isReadable(field: FieldPlan): boolean {
    return field.handler !== Handler.OMIT && (!field.isOptIn || this.#context.optIn);
  }

  /** Returns the JSON of a field's value, with its key counted; undefined if the field is not sent. */
  #sanitizeField(
    value: unknown,
    raw: Properties,
    plan: ClassPlan,
    field: FieldPlan,
    texts: TextForm,
    type: ClassLike | undefined,
    parentKey: string | undefined,
    depth: number,
  ): Json | undefined {
    const isConverted = field.handler >= Handler.BOOLEAN;
    // The name of an absent value is not counted. Conversions say of it that it is absent: false, 0.
    if (value === undefined && !isConverted) return undefined;
    if (!this.#takeKey(field, texts)) return undefined;
    let json: Json | undefined;
    if (isConverted) json = convertField(value, field, this.#context, this.#budget, depth + 1);
    else if (field.handler === Handler.PUBLIC)
      json = this.#values.sanitizeValue(value, "verbatim", field.type, undefined, false, depth + 1);
    else {
      const form = field.handler === Handler.REDACTED ? "redacted" : texts;
      const label = field.isNamed ? this.#findLabel(raw, plan) : undefined;
      const key = findTellingKey(field, form, label, value, parentKey);
      json = this.#values.sanitizeValue(value, form, field.type ?? type, key, false, depth + 1);
    }
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
    texts: TextForm,
    type: ClassLike | undefined,
    label: string | undefined,
    parentKey: string | undefined,
    depth: number,
    field: FieldPlan = this.#getField(PLAIN_PLAN, name),
  ): void {
    this.#reporter.key = field.name;
    if (value === undefined || !this.#takeKey(field, texts)) return;
    const key = findTellingKey(field, texts, label, value, parentKey);
    const json = this.#values.sanitizeValue(value, texts, type, key, false, depth + 1);
    if (json === undefined) this.#budget.releaseKey(field.keyBytes);
    else result[field.name] = json;
  }

  /** Counts the key of a property. Returns false if it may not be sent. */
  #takeKey(field: FieldPlan, texts: TextForm): boolean {
    if (field.key !== undefined || (texts === "verbatim" && !field.isUnsafe))
      return this.#budget.takeKey(field.keyBytes);
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
    return plan.findField(name) ?? (this.#budget.takeScan(name) ? plan.addField(name) : UNREADABLE_FIELD);
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
    const field = isKnown ? planUndeclaredField(name, name) : undefined;
    this.putUndeclared(result, name, value, "undeclared", undefined, undefined, undefined, depth, field);
  }
}

/** Stands for a property whose name cannot be redacted within the event's budget. */
const UNREADABLE_FIELD = planUndeclaredField("__proto__", undefined);
