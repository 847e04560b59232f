/** The walk: one pass over one value that applies declarations, removes undeclared text and stays within the event's limits. */
import type { Json } from "../../envelope.js";
import { classifyKey } from "../../redaction/sensitive-keys.js";
import {
  createOwnValueReader,
  findLabelInMap,
  findLabelSibling,
  ListLabelTracker,
  selectKey,
} from "../../redaction/value-labels.js";
import { converted, type Means } from "../conversions/apply-conversion.js";
import { isoTimeOf, isTypedArray, timeOf } from "../conversions/basic-conversions.js";
import type { Declaration } from "../conversions/conversion.js";
import { classOf, type FieldRule, type Plan, planFor } from "./class-plan.js";
import { contentOf, unwrapText } from "./declared-text.js";
import { Allowance, guardText, jsonBytes, MAX_DEPTH, wellFormed } from "./event-budget.js";
import { freeze } from "./freeze.js";
import { readableEntries, readEach, scalarKeyed } from "./object-entries.js";
import type { Omission } from "./omission.js";
import { keysOf } from "./property-keys.js";
import {
  type Passage,
  PLAIN,
  placeholderFor,
  REDACTED,
  VERBATIM,
  type WalkContext,
} from "./sanitize-options.js";
import { isHandedOut } from "./sealed-output.js";
import { isNamed, isWordKey, namesSecretOrPerson } from "./undeclared-text.js";

/** One pass over one value, within one event's allowance. */
export class Walk {
  readonly #context: WalkContext;
  readonly #event: string;
  readonly #allowance: Allowance;
  readonly #above = new Set<object>();
  /** The keys above the value that is read now; `[]` stands for a list's item. */
  readonly #path: string[] = [];
  readonly #means: Means;

  /** @param event the name under which omissions are reported */
  constructor(context: WalkContext, event: string) {
    this.#context = context;
    this.#event = event;
    this.#allowance = new Allowance(this.#omit);
    this.#means = {
      digest: context.digest,
      installationDigest: context.installationDigest,
      isWord: (text) => this.#allowance.isWord(text),
      reading: { entries: readableEntries, visit: () => this.#allowance.visit(), omit: this.#omit },
    };
  }

  readonly #omit = (reason: Omission): void => {
    const property = this.#path.map((key) => (key === "[]" || isWordKey(key) ? key : "*")).join(".");
    this.#context.omit(reason, { event: guardText(this.#event), property: property.replaceAll(".[]", "[]") });
  };

  /** The JSON of a value; undefined where it has none or may not leave. */
  value(raw: unknown, passage: Passage, depth: number): Json | undefined {
    switch (typeof raw) {
      case "string":
        return this.#string(raw, passage);
      case "number":
        return this.#number(raw, passage);
      case "boolean":
        return this.#allowance.bytes(5) ? raw : undefined;
      case "bigint":
        return this.value(Number.isSafeInteger(Number(raw)) ? Number(raw) : String(raw), passage, depth);
      case "object":
        return raw === null
          ? this.#allowance.bytes(4)
            ? null
            : undefined
          : this.#object(raw, passage, depth);
      case "undefined":
        return undefined;
      default:
        return void this.#omit("unsupported");
    }
  }

  /** What stands under a name such as `password` is one, however plain it is, and however deep below it. */
  #under(name: string, raw: unknown, passage: Passage, depth: number): Json | undefined {
    const isTelling = passage.texts === "undeclared" ? namesSecretOrPerson(name) : classifyKey(name);
    const under = isTelling ? name : passage.under;
    const isSame = under === passage.under && !passage.isItem;
    return this.value(raw, isSame ? passage : { ...passage, under, isItem: false }, depth);
  }

  #string(raw: string, { texts, under }: Passage): string | undefined {
    if (texts === "undeclared") return this.#allowance.isSendable(raw, under) ? this.#text(raw) : undefined;
    const text = texts === "verbatim" ? raw : (placeholderFor(raw, under) ?? this.#allowance.redact(raw));
    return text === undefined ? undefined : this.#text(text);
  }

  #text(text: string): string | undefined {
    const sound = wellFormed(text);
    return this.#allowance.bytes(jsonBytes(sound)) ? sound : undefined;
  }

  #number(number: number, { texts, under }: Passage): Json | undefined {
    if (!Number.isFinite(number)) return void this.#omit("unsupported");
    if (under !== undefined && texts !== "verbatim" && isNamed(number, under))
      return texts === "redacted" ? this.#text("[secret]") : void this.#omit("undeclared_text");
    const json = number === 0 ? 0 : number; // -0 is 0 in JSON
    return this.#allowance.bytes(String(json).length) ? json : undefined;
  }

  #object(raw: object, passage: Passage, depth: number): Json | undefined {
    try {
      const declared = contentOf(raw);
      if (declared !== undefined) return this.#string(declared.text, { ...passage, texts: declared.form });
      if (raw instanceof Date)
        return Number.isNaN(timeOf(raw)) ? void this.#omit("unsupported") : this.#text(isoTimeOf(raw));
      if (raw instanceof String || raw instanceof Number || raw instanceof Boolean)
        return this.value(raw.valueOf(), passage, depth);
      if (raw instanceof URL) return this.#string(raw.href, passage);
      // The name alone: messages and stacks quote what the tool was working on.
      if (raw instanceof Error)
        return typeof raw.name === "string"
          ? this.#entries([["name", raw.name]], PLAIN, depth)
          : void this.#omit("unsupported");
      if (
        raw instanceof RegExp ||
        raw instanceof Promise ||
        ArrayBuffer.isView(raw) ||
        raw instanceof ArrayBuffer
      ) {
        return isTypedArray(raw) && raw.length === 0 ? [] : void this.#omit("unsupported");
      }
      if (depth > MAX_DEPTH) return void this.#omit("depth");
      if (this.#above.has(raw)) return void this.#omit("cycle");
      this.#above.add(raw);
      try {
        return this.#container(raw, isHandedOut(raw) ? VERBATIM : passage, depth);
      } finally {
        this.#above.delete(raw);
      }
    } catch {
      return void this.#omit("unreadable");
    }
  }

  #container(raw: object, passage: Passage, depth: number): Json | undefined {
    const target = classOf(raw) ?? passage.type;
    // A class of somebody's own that extends Array, Set or Map is a model where it declares something.
    const plan = target === undefined ? undefined : planFor(target);
    const isModel = plan?.declares === true;
    if (!isModel && (Array.isArray(raw) || raw instanceof Set)) return this.#items(raw, passage, depth);
    if (!isModel && raw instanceof Map)
      return this.#entries(scalarKeyed(raw, this.#omit), passage, depth, findLabelInMap(raw));
    if (plan !== undefined) return this.#model(raw, plan, passage, depth);
    const keys = keysOf(raw);
    const held = createOwnValueReader(raw);
    const beside = findLabelSibling(keys, (key) => unwrapText(held(key)));
    return this.#entries(readEach(raw, keys, this.#omit), passage, depth, beside);
  }

  #items(items: Iterable<unknown>, passage: Passage, depth: number): Json | undefined {
    if (!this.#allowance.bytes(2)) return undefined;
    const result: Json[] = [];
    const names = new ListLabelTracker(Array.isArray(items) ? items.length : 1, passage.isItem);
    const inside = { ...passage, isItem: true };
    this.#path.push("[]");
    try {
      for (const item of items) {
        if (!this.#allowance.visit()) break;
        const name = names.resolveLabel(unwrapText(item));
        const json = this.value(item, name === undefined ? inside : { ...inside, under: name }, depth + 1);
        if (json !== undefined && this.#allowance.bytes(1)) result.push(json);
      }
    } finally {
      this.#path.pop(); // an iterator may throw
    }
    return result;
  }

  /**
   * An object's undeclared entries. A key that is not a word is removed together with its value.
   * @param beside the name that one of them says another goes by
   */
  #entries(
    entries: Iterable<readonly [string, unknown]>,
    passage: Passage,
    depth: number,
    beside?: string,
  ): Json | undefined {
    if (!this.#allowance.bytes(2)) return undefined;
    const result: Record<string, Json> = {};
    for (const [key, item] of entries) {
      if (!this.#allowance.visit()) break;
      if (item === undefined) continue; // before its key is judged: most of a sparse object is this
      if (passage.texts !== "verbatim" && !this.#maySendKey(key)) continue;
      this.#put(result, key, () => this.#under(selectKey(key, beside, item), item, passage, depth + 1));
    }
    return result;
  }

  #maySendKey(key: string): boolean {
    if (this.#allowance.isWordKey(key)) return true;
    this.#path.push("*");
    this.#omit("undeclared_text");
    this.#path.pop();
    return false;
  }

  /** An instance of a class, field by field. A field that may not leave is not read. */
  #model(raw: object, plan: Plan, passage: Passage, depth: number): Json | undefined {
    if (!this.#allowance.bytes(2)) return undefined;
    // A model's undeclared fields are undeclared, even where the field that holds the model is public.
    const texts = plan.declares ? "undeclared" : passage.texts;
    const result: Record<string, Json> = {};
    const fields = plan.keepsUndeclared ? [...new Set([...Object.keys(raw), ...plan.members])] : plan.members;
    const held = createOwnValueReader(raw);
    const beside = findLabelSibling(fields, (field) => {
      const { declaration } = plan.ruleFor(field);
      return declaration === undefined || this.#mayLeave(declaration) ? unwrapText(held(field)) : undefined;
    });
    for (const field of fields) {
      if (!this.#allowance.visit()) break;
      const rule = plan.ruleFor(field);
      if (rule.declaration !== undefined && !this.#mayLeave(rule.declaration)) continue;
      if (rule.wireName === undefined && texts !== "verbatim" && !this.#maySendKey(field)) continue;
      this.#put(result, rule.wireName ?? field, () => {
        const value: unknown = Reflect.get(raw, field);
        return this.#field(selectKey(field, beside, value), value, rule, { ...passage, texts }, depth);
      });
    }
    return this.#overridden(raw, result, depth);
  }

  #mayLeave({ conversion, options }: Declaration): boolean {
    return conversion !== "FORBIDDEN" && (!options.optIn || this.#context.optIn);
  }

  /** @param name what it goes by */
  #field(
    name: string,
    raw: unknown,
    { declaration, type }: FieldRule,
    { texts, under }: Passage,
    depth: number,
  ): Json | undefined {
    if (declaration === undefined)
      return this.#under(name, raw, { texts, type, under, isItem: false }, depth + 1);
    if (declaration.conversion === "PUBLIC") return this.value(raw, { ...VERBATIM, type }, depth + 1);
    if (declaration.conversion === "REDACTED")
      return this.#under(name, raw, { ...REDACTED, type, under }, depth + 1);
    const made = converted(raw, declaration, this.#means);
    // A conversion's result says nothing of its own accord, so it is measured here and not judged again.
    return made === undefined ? undefined : this.value(made, VERBATIM, depth + 1);
  }

  /** `telemetryOverrides` has the last word on values. The texts that it returns are undeclared. */
  #overridden(raw: object, result: Record<string, Json>, depth: number): Json {
    try {
      const override: unknown = Reflect.get(raw, "telemetryOverrides");
      if (typeof override !== "function") return result;
      // A copy, so that nothing the model does to it later, or inside it, is sent unseen.
      const shown: Record<string, Json> = JSON.parse(JSON.stringify(result));
      const replaced: unknown = override.call(raw, { ...freeze(shown) });
      if (typeof replaced !== "object" || replaced === null) return result;
      for (const [key, item] of Object.entries(replaced)) {
        if (!Object.hasOwn(result, key) && item !== undefined && !this.#maySendKey(key)) continue;
        if (item === shown[key] && item !== undefined) continue; // handed back as it was sealed
        delete result[key];
        this.#put(result, key, () => this.#under(key, item, PLAIN, depth + 1));
      }
    } catch {
      this.#omit("override");
    }
    return result;
  }

  /** Sets a key where it is allowed and its value has a form; a value that throws is left out. */
  #put(result: Record<string, Json>, key: string, read: () => Json | undefined): void {
    if (!this.#allowance.key(key)) return;
    let json: Json | undefined;
    this.#path.push(key);
    const level = this.#path.length;
    try {
      json = read();
    } catch {
      this.#path.length = level;
      this.#omit("unreadable");
    }
    this.#path.length = level - 1;
    if (json === undefined) this.#allowance.release(key);
    else result[key] = json;
  }
}
