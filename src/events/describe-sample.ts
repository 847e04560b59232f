/** Describes an event from a sample of its properties: the fields that are sent, and the purpose of each. */
import type { Json } from "../envelope.js";
import type { AggregateOptions, AnonymityConversion } from "../privacy/conversions/conversion.js";
import type { ClassLike } from "../privacy/decorators/declarations.js";
import type { FieldPlan } from "../privacy/sanitizer/field-plan.js";
import { findClass, getPlanForClass } from "../privacy/sanitizer/plan-cache.js";
import { type FieldAnnotations, joinPath, type ManifestField } from "./manifest.js";
import { ManifestFields } from "./manifest-fields.js";

/** A value of the sample beside the same value after sanitizing. */
interface SampleNode {
  readonly path: string;
  readonly raw: unknown;
  readonly json: Json | undefined;
  readonly annotations: FieldAnnotations;
  readonly conversion: "PUBLIC" | "REDACTED" | undefined;
  /** The class whose declarations apply to a plain object. */
  readonly type: ClassLike | undefined;
}

/**
 * Returns the fields of a sample that has a value for each of its properties.
 * @param listedFields the event's `listedFields`; their undeclared properties are not described here
 * @throws Error that names every field that has no purpose, or no value that shows its type
 */
export function describeSample(
  event: string,
  raw: object,
  json: Json,
  listedFields: object,
): ManifestField[] {
  const describer = new SampleDescriber(event, listedFields);
  describer.visitNode({ path: "", raw, json, annotations: {}, conversion: undefined, type: undefined });
  return describer.fields.toList();
}

/** Walks through a sample, and collects a field for each value that is sent. */
class SampleDescriber {
  readonly fields: ManifestFields;
  /** The first keys of the listed paths: `version` of `version`, `tags` of `tags.*`. */
  readonly #listedKeys: ReadonlySet<string>;

  constructor(event: string, listedFields: object) {
    this.fields = new ManifestFields(event);
    this.#listedKeys = new Set(Object.keys(listedFields).map((path) => path.replace(/[.[].*$/, "")));
  }

  visitNode(node: SampleNode): void {
    const { path, raw, json, conversion, annotations } = node;
    if (json === undefined) {
      const why = typeof raw === "string" ? ", because an undeclared text is not sent" : "";
      return this.fields.refuse(path, `has no value in the sample${why}`);
    }
    if (typeof json !== "object" || json === null) {
      const type = json === null ? "null" : typeof json;
      return this.fields.add({ path, type, ...(conversion !== undefined && { conversion }) }, annotations);
    }
    const target = findClass(Object(raw)) ?? node.type;
    if (target !== undefined && getPlanForClass(target).isModel)
      return this.#visitModel(Object(raw), target, node);
    // The cast is safe, because only arrays and Sets become arrays.
    if (Array.isArray(json))
      return this.#visitItems(`${path}[]`, [...(raw as Iterable<unknown>)], json, node);
    if (raw instanceof Map)
      return this.#visitItems(`${path}.*`, [...raw.values()], Object.values(json), node);
    for (const [key, item] of Object.entries(json))
      this.visitNode({
        ...node,
        path: joinPath(path, key),
        raw: Reflect.get(Object(raw), key),
        json: item,
        type: undefined,
      });
  }

  #visitItems(path: string, raws: readonly unknown[], items: readonly Json[], parent: SampleNode): void {
    if (items.length === 0) this.fields.refuse(parent.path, "has no item in the sample");
    for (const [index, json] of items.entries()) this.visitNode({ ...parent, path, raw: raws[index], json });
  }

  #visitModel(model: object, target: ClassLike, parent: SampleNode): void {
    const plan = getPlanForClass(target);
    for (const field of new Set([...Object.keys(model), ...plan.members.map(({ name }) => name)])) {
      const rule = plan.findKnownField(field) ?? plan.planNewField(field);
      const { conversion, options } = rule;
      const name = rule.key ?? field;
      const path = joinPath(parent.path, name);
      if (conversion === undefined && this.#listedKeys.has(path)) continue;
      const annotations = inheritAnnotations(rule, parent.annotations);
      const json: Json | undefined = Reflect.get(Object(parent.json), name);
      if (conversion === undefined || conversion === "PUBLIC" || conversion === "REDACTED") {
        const raw: unknown = Reflect.get(model, field);
        this.visitNode({ path, raw, json, annotations, conversion, type: rule.types?.[0]?.[0] });
        continue;
      }
      const { scope } = options;
      for (const [suffix, type] of listOutputTypes(conversion, options, json))
        this.fields.add({ path: path + suffix, type, conversion }, { ...annotations, scope });
    }
  }
}

/** Returns the annotations of a field. Except for the purpose, it inherits those of the field that contains it. */
function inheritAnnotations({ options }: FieldPlan, inherited: FieldAnnotations): FieldAnnotations {
  const { purpose, sensitivity, since, optIn } = options;
  return {
    purpose,
    sensitivity: sensitivity ?? inherited.sensitivity,
    since: since ?? inherited.since,
    optIn: optIn ?? inherited.optIn,
  };
}

/** Returns what a conversion sends for one field, each as a suffix of the path and a type: `[[".count", "number"], …]`. */
function listOutputTypes(
  conversion: AnonymityConversion,
  { op }: AggregateOptions,
  sealed: Json | undefined,
): [suffix: string, type: string][] {
  switch (conversion) {
    case "FORBIDDEN":
      return [];
    case "BOOLEAN":
      return [["", "boolean"]];
    case "HASH":
      return [[Array.isArray(sealed) ? "[]" : "", "64 hex digits"]];
    case "DISTRIBUTION":
      return [[".*", "number"]];
    case "AGGREGATE":
      return op === "summary" ? SUMMARY_PARTS.map((part) => [`.${part}`, "number"]) : [["", "number"]];
    default:
      return [["", "number"]];
  }
}

const SUMMARY_PARTS = ["count", "sum", "min", "max", "mean", "median", "p95"];
