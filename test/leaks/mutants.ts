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
  part(`pattern: ${name}`, `redaction/detectors/${file}.js`, [
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
  part("DISTRIBUTION: keys unguarded", "privacy/sanitizer/sanitizer.js", [
    "guard: (key) => this.#allowance.guard(key)",
    "guard: (key) => key",
  ]),
  part("opt-in", "privacy/sanitizer/sanitizer.js", ["!options.optIn ||", "true ||"]),
  part("guard: values", "privacy/sanitizer/sanitizer.js", [
    "passage.asIs ? raw : this.#allowance.guard(raw)",
    "raw",
  ]),
  part("guard: keys", "privacy/sanitizer/sanitizer.js", [
    "passage.asIs ? key : this.#allowance.guard(key, guardKey)",
    "key",
  ]),
  part("guard: names of secrets", "privacy/sanitizer/sanitize-options.js", [
    "classifyValueByKey(under, raw)",
    "undefined",
  ]),
  part("guard: names in a list", "privacy/sanitizer/sanitizer.js", ["names.resolveLabel(item)", "undefined"]),
  part("guard: names in a member", "redaction/value-labels.js", [
    "function findLabelSibling(keys, readValue) {",
    "function findLabelSibling(keys, readValue) { return undefined;",
  ]),
  part("guard: URLs", "privacy/sanitizer/sanitizer.js", ["this.#allowance.guard(raw.href)", "raw.href"]),
  part("errors: the name alone", "privacy/sanitizer/sanitizer.js", [
    '[["name", raw.name]]',
    '[["name", raw.message]]',
  ]),
  part("exceptions: message redacted", "privacy/errors/error-message.js", [
    /beginning\((.*), redactFreeText\)/,
    "String($1)",
  ]),
  part("ids: digested", "privacy/sanitizer/seal.js", [": digest(text)", ": text"]),
  blind("detectEmail", "emails"),
  blind("detectEncodedEmail", "emails"),
  blind("detectEntityEmail", "emails"),
  blind("detectBracketedAt", "obfuscated-emails"),
  blind("detectAtWord", "obfuscated-emails"),
  blind("detectUrl", "urls"),
  blind("detectEncodedUrl", "urls"),
  blind("detectUnixPath", "absolute-paths"),
  blind("detectHomePath", "absolute-paths"),
  blind("detectDrivePath", "absolute-paths"),
  blind("detectUncPath", "absolute-paths"),
  blind("detectWindowsHome", "absolute-paths"),
  blind("detectEncodedPath", "absolute-paths"),
  blind("detectDottedAddress", "network-addresses"),
  blind("detectInternationalHost", "network-addresses"),
  blind("detectColonSeparatedAddress", "network-addresses"),
  blind("detectMacAddress", "network-addresses"),
  blind("detectAssignment", "assignments"),
  blind("detectQuotedPair", "quoted-pairs"),
  blind("matchPasswordAfter", "password-phrases"),
  blind("matchPhrase", "trigger-phrases"),
  blind("detectCommandFlag", "command-flags"),
  blind("detectAzureSecret", "tokens"),
  blind("detectAccessSignature", "tokens"),
  blind("detectPrivateKey", "private-keys"),
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
