/** Finds the label of a value in a text beside it: `{"name": "DB_PASSWORD", "value": "…"}`, `<key>Password</key><string>…`. */
import { BLANK, QUOTE } from "../character-classes.js";
import { VALUE_NAMES } from "../key-words.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey, type KeyKind } from "../sensitive-keys.js";
import { isLabel } from "../value-labels.js";

const VALUE_KEYS: ReadonlySet<string> = new Set(VALUE_NAMES);
const MAX_VALUE_NAME_LENGTH = Math.max(...VALUE_NAMES.map((name) => name.length));

/** Returns true for the name of a value that has its own name beside it. */
export function isValueName(name: string): boolean {
  return name.length <= MAX_VALUE_NAME_LENGTH && VALUE_KEYS.has(name.toLowerCase());
}

const MAX_DISTANCE = 200;

/**
 * Patterns of the text between the label and the name of the value, with the label as group 1. All end at the value's name.
 * Their quantifiers are bounded, and they are tried at keys such as `value` only. The text before each is the characters of
 * which one ends it, or nothing for any. They save the pattern at most keys.
 */
const LABELS: readonly (readonly [lastCharacters: string, pattern: RegExp])[] = [
  // {"name": "DB_PASSWORD", "value": …}, <add key="Password" value=…/>, and the same in YAML on two lines
  [
    "",
    /(?:key|name|field|header|label|variable|setting|option|id|title|description|designation|selector|element|locator|placeholder)\\?["']{0,2}\s{0,3}[:=]\s{0,3}\\?["']{0,2}#?([\w.:-]{1,64})(?: (?:field|input|box))?\\?["']{0,2}(?:[,;]|\s|\\n|\/?>)(?:\s{0,16}\\?["']?\w{1,24}\\?["']?\s?[:=]\s?\\?["']?[\w.-]{0,24}\\?["']?,){0,3}(?:\s|\\n|<){0,64}\\?["']{0,2}$/i,
  ],
  // add_argument("--password", default=…
  ["", /["']--?([\w-]{2,64})["'],\s{0,16}(?:\w{1,24}=[^,()\r\n]{1,40},\s{0,16}){0,4}$/],
  // az keyvault secret set --name DbPassword --value …
  ["-", /--(?:name|key)[ =]["']?([\w.-]{1,64})["']?(?:\s--[\w-]{1,24}[ =]\S{1,32}){0,2}\s--$/],
  // variable "admin_password" { type = string, default = …
  ["", /variable\s{1,4}"([\w-]{1,64})"\s{0,4}\{[^{}]{0,120}$/],
  // SONAR_TOKEN:\n  value: …
  [" \t", /(?:^|\n)[ \t]{0,32}["']?([\w.-]{1,64})["']?:[ \t]{0,4}\r?\n[ \t]{1,32}(?:- )?$/],
  // password:\n  type: string\n  example: …
  [
    " \t",
    /(?:^|\n)[ \t]{0,32}["']?([\w.-]{1,64})["']?:[ \t]{0,4}\r?\n(?:[ \t]{1,32}\w{1,24}: [^\r\n]{0,32}\r?\n){1,4}[ \t]{1,32}$/,
  ],
  // db_password\n  Field required [type=missing, input_value=…
  ["", /(?:^|\n)([\w.]{3,64})\r?\n[^\r\n]{0,100}$/],
  // <key>Password</key><string>…, <name>password</name><value>…, <td>Password:</td><td>…, <dt>…</dt><dd>…
  [
    "<",
    />\s{0,8}([\w .-]{1,64}):?\s{0,8}<\/(?:key|name|param-name|td|th|dt|label|member|string)>\s{0,64}(?:<\w{1,16}>\s{0,64})?<$/i,
  ],
];

/** @param nameStart the start of the name of the value, such as `value` or `string` */
export function classifySibling(text: ScannedText, nameStart: number): KeyKind | undefined {
  if ((text.charClassAt(nameStart - 1) & (BLANK | QUOTE)) === 0 && !text.hasOneOf(nameStart - 1, "-,;"))
    return undefined;
  const before = text.slice(Math.max(0, nameStart - MAX_DISTANCE), nameStart);
  for (const [lastCharacters, pattern] of LABELS) {
    if (lastCharacters !== "" && !text.hasOneOf(nameStart - 1, lastCharacters)) continue;
    const label = pattern.exec(before)?.[1]?.trim();
    if (label !== undefined && (isLabel(label) || classifyKey(label) === "secret")) return classifyKey(label);
  }
  return SECURITY_QUESTION.test(before) ? "secret" : undefined;
}

/** Reads the label after a quoted value: `{"value": "…", "name": "password"}`. */
export function classifyLaterSibling(text: ScannedText, valueEnd: number): KeyKind | undefined {
  const label = text.match(LATER_LABEL, valueEnd)?.[1];
  return label !== undefined && classifyKey(label) === "secret" ? "secret" : undefined;
}

const LATER_LABEL =
  /\\?["'],\s{0,16}\\?["'](?:name|key|label|id|field|designation)\\?["']\s?:\s?\\?["']([\w.-]{1,64})/y;

/** The answer to such a question opens an account. */
const SECURITY_QUESTION =
  /(?:security question|secret question|sicherheitsfrage|question (?:de s\u00e9curit\u00e9|secr\u00e8te)|pregunta (?:de seguridad|secreta)|pergunta (?:de seguran\u00e7a|secreta)|domanda (?:di sicurezza|segreta))[^\r\n]{0,120}\r?\n?\s{0,8}$/i;
