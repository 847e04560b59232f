/** Describes an event from a sample of its properties: what their declarations let leave, and what each is said to be for. */
import type { Json } from "../envelope.js";
import type {
  AggregateOptions,
  AnonymityConversion,
  Declaration,
} from "../privacy/conversions/conversion.js";
import type { ClassLike } from "../privacy/decorators/declarations.js";
import { classOf, type FieldRule, planFor } from "../privacy/sanitizer/class-plan.js";
import { createManifestField, type FieldAnnotations, type ManifestField } from "./manifest.js";

/** A place in the sample beside the same place in its sealed form. */
interface SampleNode {
  readonly path: string;
  readonly raw: unknown;
  readonly json: Json | undefined;
  readonly annotations: FieldAnnotations;
  readonly conversion: "PUBLIC" | "REDACTED" | undefined;
  /** The class whose declarations hold for a plain object here. */
  readonly type: ClassLike | undefined;
}

/**
 * The fields of a sample that has a value wherever it can have one.
 * @param byHand the event's `listedFields`: undeclared properties that are listed there are not described here
 * @throws where a field has no purpose, or no value from which to tell what it is
 */
export function describeSample(event: string, raw: object, json: Json, byHand: object): ManifestField[] {
  const found = new Map<string, ManifestField>();
  const listed = new Set(Object.keys(byHand).map((path) => path.replace(/[.[].*$/, "")));
  const addField = (
    path: string,
    type: string,
    { conversion, annotations }: Pick<SampleNode, "annotations"> & Partial<Declaration>,
  ) => {
    const known = found.get(path);
    const types = new Set([...(known?.type.split(" | ") ?? []), type]); // the items of an array may be of several
    const form = { path, type: [...types].join(" | "), ...(conversion === undefined ? {} : { conversion }) };
    found.set(path, createManifestField(event, form, annotations));
  };

  const visitNode = (place: SampleNode): void => {
    const { path, raw, json, annotations, conversion } = place;
    if (json === undefined) {
      const why = typeof raw === "string" ? ", for a text that is not declared is not sent" : "";
      throw new Error(`${event}: the sample has nothing at ${path}${why}`);
    }
    if (typeof json !== "object" || json === null)
      return addField(path, json === null ? "null" : typeof json, {
        annotations,
        ...(conversion && { conversion }),
      });
    const target = classOf(Object(raw)) ?? place.type;
    if (target !== undefined && planFor(target).declares) return visitModel(Object(raw), target, place);
    if (Array.isArray(json)) return visitItems(Array.from(raw as Iterable<unknown>), json, place); // only arrays and Sets become arrays
    if (raw instanceof Map) return visitItems([...raw.values()], Object.values(json), place, ".*");
    for (const [key, item] of Object.entries(json))
      visitNode({
        ...place,
        path: joinPath(path, key),
        raw: Reflect.get(Object(raw), key),
        json: item,
        type: undefined,
      });
  };

  const visitItems = (raws: unknown[], items: readonly Json[], place: SampleNode, suffix = "[]"): void => {
    if (items.length === 0) throw new Error(`${event}: the sample has nothing in ${place.path}`);
    for (const [i, json] of items.entries())
      visitNode({ ...place, path: place.path + suffix, raw: raws[i], json });
  };

  const visitModel = (
    model: object,
    target: ClassLike,
    { path: base, json, annotations: above }: SampleNode,
  ): void => {
    const plan = planFor(target);
    for (const field of new Set([...Object.keys(model), ...plan.members])) {
      const rule = plan.ruleFor(field);
      const name = rule.wireName ?? field;
      const path = joinPath(base, name);
      if (rule.declaration === undefined && listed.has(path)) continue;
      const said = inheritAnnotations(rule, above);
      const { conversion, options = {} } = rule.declaration ?? {};
      if (conversion !== undefined && conversion !== "PUBLIC" && conversion !== "REDACTED") {
        const sealed: Json | undefined = Reflect.get(Object(json), name);
        for (const [suffix, type] of listOutputTypes(conversion, options, sealed))
          addField(path + suffix, type, { conversion, annotations: { ...said, scope: options.scope } });
      } else {
        const raw: unknown = Reflect.get(model, field);
        visitNode({
          path,
          raw,
          json: Reflect.get(Object(json), name),
          annotations: said,
          conversion,
          type: rule.type,
        });
      }
    }
  };

  visitNode({ path: "", raw, json, annotations: {}, conversion: undefined, type: undefined });
  return [...found.values()];
}

/** A field's own word, and for what it does not say that of the field which holds it; but each is for something of its own. */
function inheritAnnotations({ declaration }: FieldRule, inherited: FieldAnnotations): FieldAnnotations {
  const { purpose, sensitivity, since, optIn } = declaration?.options ?? {};
  return {
    purpose,
    sensitivity: sensitivity ?? inherited.sensitivity,
    since: since ?? inherited.since,
    optIn: optIn ?? inherited.optIn,
  };
}

/** What a conversion makes, as pairs of a path's end and a type. */
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

function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}
