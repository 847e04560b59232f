/** Text that an author declares where there is no class to decorate: among the plain properties of an event. */

/** How a text is treated: sent as it is, sent after redaction, or removed unless it is a word. */
export type TextForm = "verbatim" | "redacted" | "undeclared";

/** Registered, so that two copies of this package know each other's declared texts. */
const CONTENT = Symbol.for("codeweaver-telemetry.declared-text");

interface Content {
  readonly form: Exclude<TextForm, "undeclared">;
  readonly text: string;
}

/**
 * A text together with the form in which it may be sent, as `redacted` and `verbatim` return it. Only telemetry reads the
 * text: `String(…)`, template literals, `JSON.stringify`, spreads and `console.log` show `[redacted text]` or
 * `[verbatim text]`, so that it is not logged or sent elsewhere by accident.
 *
 * @example
 * const reason: DeclaredText = redacted("cannot read /home/jane/app");
 * console.log(`${reason}`); // [redacted text]
 * telemetry.capture("build_failed", { reason }); // is sent as "cannot read [path]"
 */
export class DeclaredText {
  /** Use `redacted` or `verbatim`. @internal */
  constructor(content: Content) {
    Object.defineProperty(this, CONTENT, { value: content });
    Object.freeze(this);
  }

  /** Returns the form of the declaration and never the text, so that a log does not show it. */
  toString(): string {
    return `[${getContent(this)?.form ?? "declared"} text]`;
  }

  /** Returns the same as `toString()`. */
  toJSON(): string {
    return this.toString();
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

// Marks the prototype, so that objects of other classes are not asked for a content.
Object.defineProperty(DeclaredText.prototype, CONTENT, { value: undefined });

/** Returns whether a prototype is that of declared texts, whichever copy of this package made it. */
export function isDeclaredTextPrototype(prototype: object): boolean {
  return Object.hasOwn(prototype, CONTENT);
}

/**
 * Declares a text among plain properties. It is sent after redaction, cut to 256 characters: what looks like a path, an
 * address, a name or a secret is replaced by a placeholder such as `[path]`. The same as `@Redacted()` on a field.
 * @example
 * const failure = new Error("cannot read /home/jane/project/config.toml");
 * telemetry.capture("build_failed", { reason: redacted(failure.message) });
 */
export function redacted(text: string): DeclaredText {
  return new DeclaredText({ form: "redacted", text });
}

/**
 * Declares a text among plain properties that is sent as it is, because the author knows every text that it can be. The
 * same as `@Public()` on a field.
 * @example
 * const theme = { id: "dark", title: "Dark and quiet" };
 * telemetry.capture("theme_chosen", { theme: verbatim(theme.title) });
 */
export function verbatim(text: string): DeclaredText {
  return new DeclaredText({ form: "verbatim", text });
}

type Marked = { readonly [CONTENT]?: unknown };

/** Returns the content of a declared text, whichever copy of this package made it; undefined for any other value. */
export function getContent(value: object): Content | undefined {
  try {
    // Most objects have no such property, and to read it takes less time than to describe it.
    if ((value as Marked)[CONTENT] === undefined) return undefined;
    const content: unknown = Object.getOwnPropertyDescriptor(value, CONTENT)?.value;
    if (typeof content !== "object" || content === null) return undefined;
    const { form, text } = content as Partial<Content>; // each field is checked below
    return (form === "verbatim" || form === "redacted") && typeof text === "string"
      ? { form, text }
      : undefined;
  } catch {
    return undefined; // a Proxy whose traps throw
  }
}

/** Returns the text of a declared text, and any other value unchanged. */
export function unwrapText(value: unknown): unknown {
  return typeof value === "object" && value !== null ? (getContent(value)?.text ?? value) : value;
}
