/** Random models: every declaration, nesting, container, dialect and policy, with canaries wherever nothing may leave. */
import fc from "fast-check";
import type * as Library from "../../src/index.js";
import type { ClassLike } from "../../src/privacy/decorators/declarations.js";
import { type Canary, core, FORMS } from "./canaries.js";

export type Lib = typeof Library;

const STRICT = ["FORBIDDEN", "BOOLEAN", "COUNT", "HASH", "TEXT_COUNT", "AGGREGATE"] as const;
const DECLARED = [...STRICT, "DISTRIBUTION", "OPT_IN", "UNDECLARED", "REDACTED"] as const;
const DIALECTS = ["legacy", "standard", "function"] as const;
const POLICIES = ["keep", "drop", "error"] as const;
const CONTAINERS = [
  "array",
  "set",
  "map",
  "object",
  "key",
  "wrapped",
  "url",
  "error",
  "named",
  "pair",
  "member",
  "argv",
  "redacted",
  "model",
] as const;

export interface ValueSpec {
  readonly form: string;
  readonly inside: readonly (typeof CONTAINERS)[number][];
}

export interface FieldSpec extends ValueSpec {
  readonly declared: (typeof DECLARED)[number];
}

export interface ModelSpec {
  readonly dialect: (typeof DIALECTS)[number];
  readonly policy: (typeof POLICIES)[number];
  readonly inherits: boolean;
  readonly fields: readonly FieldSpec[];
}

const value = {
  form: fc.constantFrom(...Object.keys(FORMS)),
  inside: fc.array(fc.constantFrom(...CONTAINERS), { maxLength: 3 }),
};

export const modelSpec: fc.Arbitrary<ModelSpec> = fc.record({
  dialect: fc.constantFrom(...DIALECTS),
  policy: fc.constantFrom(...POLICIES),
  inherits: fc.boolean(),
  fields: fc.array(
    fc.record({ ...value, declared: fc.constantFrom(...DECLARED, "UNDECLARED", "REDACTED") }),
    {
      minLength: 1,
      maxLength: 6,
    },
  ),
});

/** Builds models of one library, and keeps the canaries that it planted. */
export class Planter {
  readonly planted: Canary[] = [];
  readonly #lib: Lib;
  #id: number;

  constructor(lib: Lib, firstId: number) {
    this.#lib = lib;
    this.#id = firstId;
  }

  /** An identifiable text: redaction has to recognise it in what is declared. */
  identifiable(form: string): string {
    const canary = FORMS[form]?.(this.#id++) ?? { text: core(this.#id++) };
    this.planted.push(canary);
    return canary.text;
  }

  /** A text that nothing recognises, for where no text is sent. */
  plain(): string {
    return `the ${this.word()} plan`;
  }

  /** A word that nothing recognises, for where not even words are sent. */
  word(): string {
    return core(this.#id++);
  }

  /** A text that nobody declares: it is not a word, or redaction finds something in the word. */
  undeclared(form: string): string {
    const isOneWord = /^\w[\w.:+-]*$/.test(FORMS[form]?.(0).text ?? "");
    return isOneWord ? this.identifiable(form) : this.plain();
  }

  model({ dialect, policy, inherits, fields }: ModelSpec): object {
    const { TelemetryModel } = this.#lib;
    class Parent extends TelemetryModel {}
    class Child extends Parent {}
    const target = inherits ? Child : Parent;
    TelemetryModel.policy(policy)(Parent);
    const instance = new target();
    fields.forEach((field, index) => {
      const name = `field${index}`;
      this.#declare(inherits && index % 2 === 0 ? Parent : target, name, field.declared, dialect);
      Reflect.set(instance, name, this.#value(field, policy));
    });
    return instance;
  }

  #declare(
    target: ClassLike,
    name: string,
    declared: FieldSpec["declared"],
    dialect: ModelSpec["dialect"],
  ): void {
    if (declared === "UNDECLARED") return;
    const { Anonymize, Public, Redacted, declareAnonymity } = this.#lib;
    if (dialect === "function") {
      const stated = declared === "OPT_IN" ? { conversion: "PUBLIC" as const, optIn: true } : declared;
      return declareAnonymity(target, { [name]: stated });
    }
    const decorate =
      declared === "OPT_IN"
        ? Public({ optIn: true })
        : declared === "REDACTED"
          ? Redacted()
          : Anonymize(declared);
    if (dialect === "legacy") return decorate(target.prototype, name);
    const metadata = metadataOf(target);
    // What a compiler hands to a standard decorator of a field.
    const context = {
      kind: "field",
      name,
      metadata,
      static: false,
      private: false,
      addInitializer: () => {},
    };
    decorate(undefined, context as unknown as ClassFieldDecoratorContext); // `access` is not used
  }

  #value({ declared, form, inside }: FieldSpec, policy: ModelSpec["policy"]): unknown {
    const text = this.#textFor(declared, form, policy);
    if (declared === "DISTRIBUTION") return [text(), text(), text()];
    return inside.reduce<unknown>(
      (contained, container) => this.#within(container, { contained, text, form }),
      text(),
    );
  }

  #textFor(declared: FieldSpec["declared"], form: string, policy: ModelSpec["policy"]): () => string {
    if (declared === "REDACTED") return () => this.identifiable(form);
    if (declared === "DISTRIBUTION") return () => this.undeclared(form);
    if (declared === "UNDECLARED" && policy === "keep") return () => this.undeclared(form);
    return () => this.word(); // of a forbidden or converted text not even a word is sent
  }

  #within(
    container: (typeof CONTAINERS)[number],
    { contained, text, form }: { contained: unknown; text: () => string; form: string },
  ): unknown {
    switch (container) {
      case "array":
        return [1, contained, null];
      case "set":
        return new Set([contained, true]);
      case "map":
        return new Map<unknown, unknown>([
          ["k", contained],
          [text(), 1],
        ]);
      case "object":
        return { inner: contained, n: 2 };
      case "key":
        return { [text()]: contained };
      case "wrapped":
        return [Object(text()), contained];
      case "url":
        return [new URL(`https://mail.test/${encodeURIComponent(text())}`), contained];
      case "named":
        return [{ dbPassword: this.word() }, contained];
      case "pair":
        return [["dbPassword", this.word()], contained];
      case "member":
        return [{ key: "DB_PASSWORD", value: this.word() }, contained];
      case "argv":
        return ["--token", this.word(), contained];
      case "redacted":
        return [this.#lib.redacted(this.identifiable(form)), contained];
      case "error":
        return [new Error(this.word()), contained];
      case "model":
        return Object.assign(
          this.model({ dialect: "function", policy: "drop", inherits: false, fields: [] }),
          { lost: this.word(), kept: undefined },
        );
    }
  }
}

function metadataOf(target: object): object {
  const key = Reflect.get(Symbol, "metadata") ?? Symbol.for("Symbol.metadata");
  if (!Object.hasOwn(target, key))
    Object.defineProperty(target, key, {
      value: Object.create(Reflect.get(target, key) ?? null),
      configurable: true,
    });
  return Reflect.get(target, key);
}
