/** Compiles the manifests of a project, of all its versions, to one allow-list for each event. */
import {
  type AllowedField,
  type AllowlistNode,
  applyAllowlist,
  compileAllowlist,
  EVERY_EVENT,
  type Json,
  type Manifest,
  type ManifestField,
} from "codeweaver-telemetry/manifest";
import type { OnDrop } from "./drop-reason.js";
import { createFieldCheck } from "./field-type.js";
import { isPlainKey, isPlainText, redactTexts } from "./redact-texts.js";
import { ValueBudget } from "./value-budget.js";

/** The fields of every event that are beside its properties. */
const BESIDE_PROPERTIES = new Set(["uuid", "timestamp", "distinct_id"]);
/** The name under which a manifest lists the fields of spans. */
export const SPAN_EVENT = "span";

/** The parts of a span that have fields of their own. */
export type SpanPart = "attributes" | "resource";

export class ManifestSet {
  readonly #allowlists: ReadonlyMap<string, AllowlistNode>;
  readonly #spans: Readonly<Record<SpanPart, AllowlistNode>> | undefined;
  /** Whether the values that were checked last have a text that may have to be redacted. Most have none. */
  #hasFreeText = false;
  /** Bounds the values that are being checked. */
  #budget = new ValueBudget();

  constructor(manifests: readonly Manifest[]) {
    const fieldsByEvent = mergeFields(manifests);
    const common = fieldsByEvent.get(EVERY_EVENT) ?? [];
    this.#allowlists = new Map(
      [...fieldsByEvent].map(([event, fields]) => [event, this.#compileFields([...common, ...fields])]),
    );
    const spanFields = fieldsByEvent.get(SPAN_EVENT);
    this.#spans = spanFields && {
      attributes: this.#compileAttributes(spanFields, "attributes."),
      resource: this.#compileAttributes(spanFields, "resource."),
    };
  }

  get hasSpans(): boolean {
    return this.#spans !== undefined;
  }

  /** Returns the properties that the manifests list, or undefined for an event that they do not list. */
  checkProperties(event: string, properties: Json, onDrop: OnDrop): Json | undefined {
    const isName = event !== EVERY_EVENT && event !== SPAN_EVENT;
    const allowlist = isName ? this.#allowlists.get(event) : undefined;
    if (allowlist === undefined) return void onDrop("event_not_in_manifest");
    return this.#apply(allowlist, properties, onDrop);
  }

  /** Returns the attributes of a span, or of its resource, that the manifests list. */
  checkAttributes(part: SpanPart, attributes: Readonly<Record<string, Json>>, onDrop: OnDrop): Json {
    if (this.#spans === undefined) return {};
    const escaped = renameKeys(attributes, (name) => name.replaceAll(".", DOT_IN_NAME));
    const listed = this.#apply(this.#spans[part], escaped, onDrop);
    return renameKeys(Object(listed), (name) => name.replaceAll(DOT_IN_NAME, "."));
  }

  #apply(allowlist: AllowlistNode, values: Json, onDrop: OnDrop): Json {
    this.#hasFreeText = false;
    const budget = new ValueBudget();
    this.#budget = budget;
    const omit = () => {
      if (budget.take(null)) onDrop("property_not_in_manifest");
    };
    const listed = applyAllowlist(values, allowlist, omit, this.#isDataKey) ?? {};
    if (budget.isExhausted) onDrop("too_large");
    return this.#hasFreeText ? redactTexts(listed, onDrop) : listed;
  }

  /** Returns whether a key may be data, as those of `languages.*` are. Clients send only words there. */
  readonly #isDataKey = (key: string): boolean =>
    this.#budget.take(null) && isPlainKey(key.replaceAll(DOT_IN_NAME, "."));

  #compileFields(fields: readonly ManifestField[]): AllowlistNode {
    const properties = fields.filter(({ path }) => !BESIDE_PROPERTIES.has(path));
    return compileAllowlist(properties.map((field) => this.#compileField(field, field.path)));
  }

  #compileAttributes(fields: readonly ManifestField[], beginning: string): AllowlistNode {
    const listed = fields.filter(({ path }) => path.startsWith(beginning));
    const toPath = (path: string) => path.slice(beginning.length).replaceAll(".", DOT_IN_NAME);
    return compileAllowlist(listed.map((field) => this.#compileField(field, toPath(field.path))));
  }

  #compileField(field: ManifestField, path: string): AllowedField {
    const hasType = createFieldCheck(field);
    return {
      path,
      accepts: (value) => {
        if (!this.#budget.take(value) || !hasType(value)) return false;
        if (typeof value === "string" && !isPlainText(value)) this.#hasFreeText = true;
        return true;
      },
    };
  }
}

/** Stands for a dot in the name of an attribute, because a dot in a path leads into an object. No name has it. */
const DOT_IN_NAME = "\0";

function renameKeys(
  values: Readonly<Record<string, Json>>,
  rename: (name: string) => string,
): Record<string, Json> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [rename(name), value]));
}

/** Returns the fields by event. One that several versions list has the types of all of them. */
export function mergeFields(manifests: readonly Manifest[]): Map<string, ManifestField[]> {
  const merged = new Map<string, ManifestField[]>();
  for (const { events } of manifests)
    for (const { event, fields } of events) {
      const known = merged.get(event) ?? [];
      const isNew = (field: ManifestField) =>
        !known.some(({ path, type }) => path === field.path && type === field.type);
      merged.set(event, [...known, ...fields.filter(isNew)]);
    }
  return merged;
}
