/** Describes an event from a sample of its properties: the fields that are sent, and the purpose of each. */
import type { Json } from "../envelope.js";
import type {
  AggregateOptions,
  AnonymityConversion,
  Declaration,
} from "../privacy/conversions/conversion.js";
import type { ClassLike } from "../privacy/decorators/declarations.js";
import { findClass, getPlanForClass } from "../privacy/sanitizer/class-plan.js";
import type { FieldPlan } from "../privacy/sanitizer/field-plan.js";
import { addManifestField, type FieldAnnotations, joinPath, type ManifestField } from "./manifest.js";

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
 * @throws Error if a field has no purpose, or no value that shows its type
 */
export function describeSample(
  event: string,
  raw: object,
  json: Json,
  listedFields: object,
): ManifestField[] {
  const found = new Map<string, ManifestField>();
  const listed = new Set(Object.keys(listedFields).map((path) => path.replace(/[.[].*$/, "")));
  const addField = (
    path: string,
    type: string,
    { conversion, annotations }: Pick<SampleNode, "annotations"> & Partial<Declaration>,
  ) => {
    addManifestField(
      found,
      event,
      { path, type, ...(conversion !== undefined && { conversion }) },
      annotations,
    );
  };

  const visitNode = (node: SampleNode): void => {
    const { path, raw, json, annotations, conversion } = node;
    if (json === undefined) {
      const why = typeof raw === "string" ? ", because an undeclared text is not sent" : "";
      throw new Error(`${event}: the sample has nothing at ${path}${why}`);
    }
    if (typeof json !== "object" || json === null)
      return addField(path, json === null ? "null" : typeof json, {
        annotations,
        ...(conversion && { conversion }),
      });
    const target = findClass(Object(raw)) ?? node.type;
    if (target !== undefined && getPlanForClass(target).isModel) return visitModel(Object(raw), target, node);
    // The cast is safe, because only arrays and Sets become arrays.
    if (Array.isArray(json)) return visitItems(Array.from(raw as Iterable<unknown>), json, node);
    if (raw instanceof Map) return visitItems([...raw.values()], Object.values(json), node, ".*");
    for (const [key, item] of Object.entries(json))
      visitNode({
        ...node,
        path: joinPath(path, key),
        raw: Reflect.get(Object(raw), key),
        json: item,
        type: undefined,
      });
  };

  const visitItems = (raws: unknown[], items: readonly Json[], node: SampleNode, suffix = "[]"): void => {
    if (items.length === 0) throw new Error(`${event}: the sample has nothing in ${node.path}`);
    for (const [i, json] of items.entries())
      visitNode({ ...node, path: node.path + suffix, raw: raws[i], json });
  };

  const visitModel = (
    model: object,
    target: ClassLike,
    { path: base, json, annotations: inherited }: SampleNode,
  ): void => {
    const plan = getPlanForClass(target);
    for (const field of new Set([...Object.keys(model), ...plan.members.map(({ name }) => name)])) {
      const rule = plan.findKnownField(field) ?? plan.planNewField(field);
      const name = rule.key ?? field;
      const path = joinPath(base, name);
      if (rule.conversion === undefined && listed.has(path)) continue;
      const annotations = inheritAnnotations(rule, inherited);
      const { conversion, options } = rule;
      if (conversion !== undefined && conversion !== "PUBLIC" && conversion !== "REDACTED") {
        const sealed: Json | undefined = Reflect.get(Object(json), name);
        for (const [suffix, type] of listOutputTypes(conversion, options, sealed))
          addField(path + suffix, type, {
            conversion,
            annotations: { ...annotations, scope: options.scope },
          });
      } else {
        const raw: unknown = Reflect.get(model, field);
        visitNode({
          path,
          raw,
          json: Reflect.get(Object(json), name),
          annotations,
          conversion,
          type: rule.type,
        });
      }
    }
  };

  visitNode({ path: "", raw, json, annotations: {}, conversion: undefined, type: undefined });
  return [...found.values()];
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

/** Returns the fields that a conversion makes of one field. Each is a suffix of its path and a type. */
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
