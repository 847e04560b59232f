/** Writes HTML with a template function that escapes every value. */

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** HTML that needs no escaping, because `html` or `trustHtml` made it. */
export class Html {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static create(text: string): Html {
    return new Html(text);
  }

  toString(): string {
    return this.#text;
  }
}

/** A value between the parts of a template. Nothing is written for `undefined` and `false`. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[];

/**
 * Returns HTML in which each value is escaped, unless it is HTML itself. Attributes with values must have double quotes.
 *
 * @example
 * String(html`<p title="${'"'}">${"<b>"}</p>`); // <p title="&quot;">&lt;b&gt;</p>
 */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return Html.create(
    parts.map((part, index) => part + (index < values.length ? renderValue(values[index]) : "")).join(""),
  );
}

/** Marks a text as HTML. Only for texts in which nothing comes from events, settings or requests without being escaped. */
export function trustHtml(text: string): Html {
  return Html.create(text);
}

function renderValue(value: HtmlValue): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Html) return value.toString();
  if (typeof value === "string" || typeof value === "number") return escapeText(String(value));
  return value.map(renderValue).join("");
}

function escapeText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? "");
}
