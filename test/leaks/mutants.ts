/** Copies of the built library with one safeguard taken out of each, to see that the leak test finds every one of them. */
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Lib } from "./models.js";

export interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly edits: readonly (readonly [find: string | RegExp, replace: string])[];
}

const part = (name: string, file: string, ...edits: Mutant["edits"]): Mutant => ({ name, file, edits });

/** A detector that finds nothing. */
const blind = (name: string, file: string): Mutant =>
  part(`pattern: ${name}`, `redaction/${file}.js`, [
    new RegExp(`function ${name}\\(([^)]*)\\) \\{`),
    `function ${name}($1) { return undefined;`,
  ]);

const THE_VALUE = 'return JSON.parse(JSON.stringify(raw) ?? "null");';

/** A conversion that lets the value through. */
const passing = (conversion: string): Mutant =>
  part(`conversion: ${conversion}`, "privacy/conversions/apply-conversion.js", [
    `case "${conversion}":`,
    `case "${conversion}": ${THE_VALUE}\ncase "${conversion}-no-more":`,
  ]);

export const MUTANTS: readonly Mutant[] = [
  part(
    "conversion: FORBIDDEN",
    "privacy/sanitizer/sanitizer.js",
    ['conversion !== "FORBIDDEN" &&', ""],
    [
      "const made = ",
      'const made = declaration.conversion === "FORBIDDEN" ? JSON.parse(JSON.stringify(raw) ?? "null") : ',
    ],
  ),
  part("policy: drop", "privacy/sanitizer/class-plan.js", ['policy === "keep"', "true"]),
  ...["BOOLEAN", "COUNT", "HASH", "DISTRIBUTION", "AGGREGATE", "TEXT_COUNT"].map(passing),
  part("DISTRIBUTION: keys", "privacy/sanitizer/sanitizer.js", [
    "isWord: (text) => this.#allowance.isWord(text)",
    "isWord: () => true",
  ]),
  part("opt-in", "privacy/sanitizer/sanitizer.js", ["!options.optIn ||", "true ||"]),
  part("undeclared text: values", "privacy/sanitizer/sanitizer.js", [
    "this.#allowance.isSendable(raw, under)",
    "true",
  ]),
  part("undeclared text: keys", "privacy/sanitizer/sanitizer.js", [
    'passage.texts !== "verbatim" && !this.#maySendKey(key)',
    "false",
  ]),
  part("undeclared text: types of groups", "privacy/sanitizer/seal.js", ["!isWordKey(type)", "false"]),
  part("undeclared text: the form of a word", "privacy/sanitizer/undeclared-text.js", [
    "!WORD.test(text)",
    "false",
  ]),
  part("undeclared text: redaction of words", "privacy/sanitizer/undeclared-text.js", [
    "scrub(text) === text",
    "true",
  ]),
  part("undeclared text: names of secrets", "privacy/sanitizer/undeclared-text.js", [
    "kindUnder(key, value) !== undefined",
    "false",
  ]),
  part("declared text: redaction", "privacy/sanitizer/sanitizer.js", ["this.#allowance.redact(raw)", "raw"]),
  part("declared text: names of secrets", "privacy/sanitizer/sanitize-options.js", [
    "kindUnder(under, raw)",
    "undefined",
  ]),
  part("names in a list", "privacy/sanitizer/sanitizer.js", ["names.nameOf(unwrapText(item))", "undefined"]),
  part("names in a member", "redaction/value-labels.js", [
    "function nameBeside(keys, held) {",
    "function nameBeside(keys, held) { return undefined;",
  ]),
  part("URLs", "privacy/sanitizer/sanitizer.js", ["this.#string(raw.href, passage)", "this.#text(raw.href)"]),
  part("errors: the name alone", "privacy/sanitizer/sanitizer.js", [
    '[["name", raw.name]]',
    '[["name", raw.message]]',
  ]),
  part("exceptions: message redacted", "privacy/errors/error-message.js", [
    /beginning\((.*), redactFreeText\)/,
    "String($1)",
  ]),
  part("ids: digested", "privacy/sanitizer/seal.js", [": digest(text)", ": text"]),
  blind("email", "emails"),
  blind("encodedEmail", "emails"),
  blind("entityEmail", "emails"),
  blind("bracketedSign", "obfuscated-emails"),
  blind("spokenSign", "obfuscated-emails"),
  blind("url", "urls"),
  blind("encodedUrl", "urls"),
  blind("unixPath", "absolute-paths"),
  blind("homePath", "absolute-paths"),
  blind("drivePath", "absolute-paths"),
  blind("uncPath", "absolute-paths"),
  blind("windowsHome", "absolute-paths"),
  blind("encodedPath", "absolute-paths"),
  blind("dotted", "network-addresses"),
  blind("internationalHost", "network-addresses"),
  blind("colonHex", "network-addresses"),
  blind("joinedMac", "network-addresses"),
  blind("assigned", "named-secrets"),
  blind("pairedInQuotes", "quoted-pairs"),
  blind("spokenAfter", "password-phrases"),
  blind("phrase", "trigger-phrases"),
  blind("flag", "command-flags"),
  blind("azureSecret", "tokens"),
  blind("accessSignature", "tokens"),
  blind("privateKey", "private-keys"),
  part("pattern: vendors' tokens", "redaction/detectors/tokens.js", [
    "if (format !== undefined) {",
    "if (false) {",
  ]),
  part("pattern: random runs", "redaction/detectors/bigram-score.js", [
    /export function looksRandom\(([^)]*)\) \{/,
    "export function looksRandom($1) { return false;",
  ]),
  part("pattern: cards", "redaction/detectors/phone-numbers.js", [
    'matchRun(run, start, "card", CARDS, isCard)',
    "[]",
  ]),
  part("pattern: phones", "redaction/detectors/phone-numbers.js", [
    'matchRun(run, start, "phone", PHONES, isPhone)',
    "[]",
  ]),
];

const FOLDER = "build/mutants";

/** The library with that one part broken. It stands within the project, so that it finds its dependencies. */
export async function broken({ file, edits }: Mutant, index: number): Promise<Lib> {
  const folder = `${FOLDER}/${index}`;
  rmSync(folder, { recursive: true, force: true });
  cpSync("lib", `${folder}/lib`, { recursive: true });
  cpSync("config", `${folder}/config`, { recursive: true });
  cpSync("package.json", `${folder}/package.json`);
  const path = `${folder}/lib/${file}`;
  const changed = edits.reduce(
    (source, [find, replace]) => {
      const edited = source.replace(find, replace);
      if (edited === source) throw new Error(`${file} has no ${find}`);
      return edited;
    },
    readFileSync(path, "utf8"),
  );
  writeFileSync(path, changed);
  return import(/* @vite-ignore */ pathToFileURL(`${folder}/lib/index.js`).href);
}
