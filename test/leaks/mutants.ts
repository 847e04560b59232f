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
  part(`pattern: ${name}`, `privacy/redaction/${file}.js`, [
    new RegExp(`function ${name}\\(([^)]*)\\) \\{`),
    `function ${name}($1) { return undefined;`,
  ]);

const THE_VALUE = 'return JSON.parse(JSON.stringify(raw) ?? "null");';

/** A conversion that lets the value through. */
const passing = (conversion: string): Mutant =>
  part(`conversion: ${conversion}`, "privacy/converted.js", [
    `case "${conversion}":`,
    `case "${conversion}": ${THE_VALUE}\ncase "${conversion}-no-more":`,
  ]);

export const MUTANTS: readonly Mutant[] = [
  part(
    "conversion: FORBIDDEN",
    "privacy/walk.js",
    ['conversion !== "FORBIDDEN" &&', ""],
    [
      "const made = ",
      'const made = declaration.conversion === "FORBIDDEN" ? JSON.parse(JSON.stringify(raw) ?? "null") : ',
    ],
  ),
  part("policy: drop", "privacy/plan.js", ['policy === "keep"', "true"]),
  ...["BOOLEAN", "COUNT", "HASH", "DISTRIBUTION", "AGGREGATE", "TEXT_COUNT"].map(passing),
  part("DISTRIBUTION: keys unguarded", "privacy/walk.js", [
    "guard: (key) => this.#allowance.guard(key)",
    "guard: (key) => key",
  ]),
  part("opt-in", "privacy/walk.js", ["!options.optIn ||", "true ||"]),
  part("guard: values", "privacy/walk.js", ["passage.asIs ? raw : this.#allowance.guard(raw)", "raw"]),
  part("guard: keys", "privacy/walk.js", [
    "passage.asIs ? key : this.#allowance.guard(key, guardKey)",
    "key",
  ]),
  part("guard: names of secrets", "privacy/passage.js", ["kindUnder(under, raw)", "undefined"]),
  part("guard: names in a list", "privacy/walk.js", ["names.nameOf(item)", "undefined"]),
  part("guard: names in a member", "privacy/redaction/beside.js", [
    "function nameBeside(keys, held) {",
    "function nameBeside(keys, held) { return undefined;",
  ]),
  part("guard: URLs", "privacy/walk.js", ["this.#allowance.guard(raw.href)", "raw.href"]),
  part("errors: the name alone", "privacy/walk.js", ['[["name", raw.name]]', '[["name", raw.message]]']),
  part("exceptions: message redacted", "privacy/error-message.js", [
    /beginning\((.*), redactFreeText\)/,
    "String($1)",
  ]),
  part("ids: digested", "privacy/seal.js", [": digest(text)", ": text"]),
  blind("email", "addresses"),
  blind("encodedEmail", "addresses"),
  blind("entityEmail", "addresses"),
  blind("bracketedSign", "spelt-out"),
  blind("spokenSign", "spelt-out"),
  blind("url", "urls"),
  blind("encodedUrl", "urls"),
  blind("unixPath", "paths"),
  blind("homePath", "paths"),
  blind("drivePath", "paths"),
  blind("uncPath", "paths"),
  blind("windowsHome", "paths"),
  blind("encodedPath", "paths"),
  blind("dotted", "network"),
  blind("internationalHost", "network"),
  blind("colonHex", "network"),
  blind("joinedMac", "network"),
  blind("assigned", "secrets"),
  blind("pairedInQuotes", "quoted-pairs"),
  blind("spokenAfter", "spoken"),
  blind("phrase", "phrases"),
  blind("flag", "flags"),
  blind("azureSecret", "tokens"),
  blind("accessSignature", "tokens"),
  blind("privateKey", "private-keys"),
  part("pattern: vendors' tokens", "privacy/redaction/tokens.js", [
    "if (format !== undefined) {",
    "if (false) {",
  ]),
  part("pattern: random runs", "privacy/redaction/randomness.js", [
    /export function looksRandom\(([^)]*)\) \{/,
    "export function looksRandom($1) { return false;",
  ]),
  part("pattern: cards", "privacy/redaction/numbers.js", [
    'matches(run, start, "card", CARDS, isCard)',
    "[]",
  ]),
  part("pattern: phones", "privacy/redaction/numbers.js", [
    'matches(run, start, "phone", PHONES, isPhone)',
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
