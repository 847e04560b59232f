/** Writes a value the way each format requires it: quoted, escaped, encoded, or with the symbols that are allowed. */

import { PUNCTUATION } from "./passwords.js";
import type { Placeholder, Surrounding } from "./secret-texts.js";

/** Returns the value in the spelling in which the text contains it. */
type Spell = (value: string) => string;

/** Tags a template: the placeholder within is filled with values in this spelling. */
export interface Spelling {
  (around: TemplateStringsArray, ...placeholders: readonly Placeholder[]): Surrounding;
  readonly spell: Spell;
}

function createSpelling(spell: Spell): Spelling {
  const surround = (around: TemplateStringsArray, ...[placeholder]: readonly Placeholder[]): Surrounding => {
    if (placeholder === undefined) throw new Error(`The text has no placeholder: ${around.join("")}`);
    return { spell, placeholder, place: (written) => around.join(written) };
  };
  return Object.assign(surround, { spell });
}

/** Spells a value twice: for the format within, then for the format around it. */
export const both = (inner: Spelling, outer: Spelling): Spelling =>
  createSpelling((value) => outer.spell(inner.spell(value)));

/** The symbols that people and managers choose most, in the place of those that a format cannot hold. */
const COMMON = "!@_.-#$%+*=";

/** Puts allowed symbols in the place of the others: a person chooses a password that the format can hold. */
function allowOnly(value: string, allowed: string, space: string): string {
  const common = [...COMMON].filter((symbol) => allowed.includes(symbol));
  return [...value]
    .map((character) => {
      if (/[\p{L}\p{N}]/u.test(character) || allowed.includes(character)) return character;
      return character === " " ? space : common[character.charCodeAt(0) % common.length];
    })
    .join("");
}

const remove = (forbidden: string) =>
  [...PUNCTUATION].filter((symbol) => !forbidden.includes(symbol)).join("");

/** Allows no white space and none of these symbols. */
export const word = (forbidden = ""): Spelling =>
  createSpelling((value) => allowOnly(value, remove(forbidden), "-"));

/** Allows spaces, but none of these symbols. */
export const phrase = (forbidden = ""): Spelling =>
  createSpelling((value) => allowOnly(value, remove(forbidden), " "));

const escapeEach = (pattern: RegExp, replacement: string): Spelling =>
  createSpelling((value) => value.replace(pattern, replacement));

export const raw = createSpelling((value) => value);
/** A password in a sentence: it has no quotes or brackets and does not end with a sign that ends a sentence. */
export const spoken = createSpelling((value) =>
  allowOnly(value, remove("\"'`<>()[]{}|\\,;*_~"), "-").replace(/[.:?-]$/, "9"),
);
/** A word that a shell takes without quotes. In a script `!` is an ordinary sign. */
export const bare = createSpelling((value) => allowOnly(value, "!@%+=:,./-_^", "-").replace(/^[-=]/, "x"));
export const shellSingle = escapeEach(/'/g, "'\\''");
export const shellDouble = escapeEach(/[\\"$`]/g, "\\$&");
/** `"…"` in C, Java, C#, Go, Rust, Python and JavaScript, and in YAML. */
export const doubleQuoted = escapeEach(/[\\"]/g, "\\$&");
export const singleQuoted = escapeEach(/[\\']/g, "\\$&");
export const backtickQuoted = escapeEach(/[\\`]|\$(?=\{)/g, "\\$&");
/** `"…"` in PHP, Kotlin and Dart, where `$` opens an expression. */
export const interpolated = escapeEach(/[\\"$]/g, "\\$&");
export const perlDouble = escapeEach(/[\\"$@]/g, "\\$&");
/** The output of `repr` in Python between single quotes. A password with both kinds of quotes is rare. */
export const pythonRepr = createSpelling((value) => singleQuoted.spell(value).replaceAll("\\'", "`"));
export const json = createSpelling((value) => JSON.stringify(value).slice(1, -1));
/** JSON within a string of JSON, as logs have it. */
export const jsonTwice = both(json, json);
export const sql = escapeEach(/'/g, "''");
export const yamlSingle = sql;
/** A plain scalar of YAML: it begins with a letter or digit, and has no `: ` and no ` #` within. */
export const yamlPlain = createSpelling((value) =>
  allowOnly(value, remove("#:"), "-").replace(/^[^\p{L}\p{N}]/u, "x"),
);
export const powerShellSingle = sql;
export const powerShellDouble = escapeEach(/["$`]/g, "`$&");
export const percent = escapeEach(/%/g, "%%");
export const batch = both(word('"^&<>|!'), percent);
export const csv = escapeEach(/"/g, '""');
/** A literal of Visual Basic. */
export const basic = csv;
export const url = createSpelling(encodeURIComponent);
export const urlStrict = createSpelling((value) =>
  encodeURIComponent(value).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  ),
);
/** A query as people type it and as logs show it: only what would end the value is absent. */
export const urlRaw = word("&#%\"'<>`\\^{}|+");
export const form = createSpelling((value) => new URLSearchParams({ v: value }).toString().slice(2));
const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const useEntities = (pattern: RegExp): Spelling =>
  createSpelling((value) => value.replace(pattern, (sign) => ENTITIES[sign] ?? sign));
export const xmlText = useEntities(/[&<>]/g);
export const xmlAttribute = useEntities(/[&<>"]/g);
export const html = both(xmlAttribute, escapeEach(/'/g, "&#39;"));
/** Values of a properties file as a person writes them. */
export const property = escapeEach(/\\/g, "\\\\");
/** Values of a properties file as `Properties.store` writes them. */
export const storedProperty = createSpelling((value) =>
  value
    .replace(/[\\:=#!]/g, "\\$&")
    .replace(
      /[^\x20-\x7e]/g,
      (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`,
    ),
);
export const hcl = both(json, escapeEach(/[$%](?=\{)/g, "$&$&"));
/** Docker Compose replaces variables, so that a dollar sign is written twice. */
export const compose = escapeEach(/\$/g, "$$$$");
export const systemd = both(doubleQuoted, percent);
export const base64 = createSpelling((value) => Buffer.from(value).toString("base64"));
/** `user:password` of the Basic scheme. */
export const basicCredentials = createSpelling((value) => Buffer.from(`deploy:${value}`).toString("base64"));
