/** Copies of the built library with one safeguard taken out of each, to see that the leak test finds every one of them. */
import { cpSync, rmSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { DETECTORS } from "../../src/redaction/detectors.js";
import type { Lib } from "./models.js";

export interface Mutant {
  readonly name: string;
  /** Takes the safeguard out of the copy in a folder. */
  readonly prepare: (folder: string) => Promise<void>;
}

type Table = Record<string, unknown>;
/** The entries that replace those of a table. */
type Replace = (table: Table, folder: string) => Table | Promise<Table>;

/** Replaces entries of a table that a module of the sanitizer exports. */
function replace(name: string, module: string, exported: string, entries: Replace): Mutant {
  return {
    name,
    prepare: async (folder) => {
      const loaded: Record<string, Table> = await load(`${folder}/privacy/${module}.js`);
      const table = loaded[exported];
      if (table === undefined) throw new Error(`${module} has no ${exported}`);
      for (const [key, entry] of Object.entries(await entries(table, folder))) {
        if (!(key in table)) throw new Error(`${exported} has no ${key}`);
        table[key] = entry;
      }
    },
  };
}

/** A declaration that sends the value as it is. */
const sentAsItIs = (conversion: string): Mutant =>
  replace(`conversion: ${conversion}`, "sanitizer/field-plan", "HANDLERS", ({ PUBLIC }) => ({
    [conversion]: PUBLIC,
  }));

/** No canary is a person's name, or a name of this machine. */
const WITHOUT_CANARIES = new Set(["person-or-company", "own-name"]);

function withoutDetector(name: string): Mutant {
  return {
    name: `detector: ${name}`,
    prepare: async (folder) => {
      const table: typeof import("../../src/redaction/detectors.js") = await load(
        `${folder}/redaction/detectors.js`,
      );
      const scanner: typeof import("../../src/redaction/scanner.js") = await load(
        `${folder}/redaction/scanner.js`,
      );
      scanner.setDetectors(table.DETECTORS.filter((detector) => detector.name !== name));
    },
  };
}

const yes = (): boolean => true;
const no = (): boolean => false;
const nothing = (): undefined => undefined;
const same = <T>(value: T): T => value;

type HandleText = (raw: string, parentKey: string | undefined, budget: unknown) => unknown;

export const MUTANTS: readonly Mutant[] = [
  ...["FORBIDDEN", "BOOLEAN", "COUNT", "HASH", "DISTRIBUTION", "AGGREGATE", "TEXT_COUNT"].map(sentAsItIs),
  replace("policy: drop", "sanitizer/class-plan", "KEEPS_UNDECLARED", () => ({ drop: true })),
  replace("opt-in", "sanitizer/field-plan", "FIELD_RULES", () => ({ isOptIn: no })),
  replace("undeclared text: values", "sanitizer/sanitize-scalar", "TEXT_HANDLERS", ({ verbatim }) => ({
    undeclared: verbatim,
  })),
  replace("undeclared text: keys", "sanitizer/undeclared-text", "KEY_RULES", () => ({ property: yes })),
  replace("undeclared text: keys of distributions", "sanitizer/undeclared-text", "KEY_RULES", () => ({
    distribution: yes,
  })),
  replace("undeclared text: types of groups", "sanitizer/undeclared-text", "KEY_RULES", () => ({
    groupType: yes,
  })),
  replace("undeclared text: the form of a word", "sanitizer/undeclared-text", "WORD_RULES", () => ({
    form: yes,
  })),
  replace("undeclared text: redaction of words", "sanitizer/undeclared-text", "WORD_RULES", () => ({
    redaction: yes,
  })),
  replace("undeclared text: keys of secrets", "sanitizer/property-keys", "IDENTIFIED_BY_KEY", () => ({
    sensitive: no,
  })),
  replace("declared text: redaction", "sanitizer/sanitize-scalar", "TEXT_HANDLERS", ({ verbatim }) => ({
    redacted: verbatim,
  })),
  replace("declared text: keys of secrets", "sanitizer/sanitize-scalar", "TEXT_HANDLERS", (table) => {
    const redacted = table.redacted as HandleText; // the table's type is lost with its import
    return { redacted: (raw: string, _key: unknown, budget: unknown) => redacted(raw, undefined, budget) };
  }),
  replace("labels in an object", "sanitizer/sibling-label", "LABELS", () => ({ inObject: nothing })),
  replace("labels in a list", "sanitizer/sibling-label", "LABELS", () => ({ inList: nothing })),
  replace("URLs", "sanitizer/object-kind", "BUILT_IN_VALUES", async (_table, folder) => {
    const { verbatim }: Lib = await load(`${folder}/index.js`);
    return { url: (url: URL) => verbatim(url.href) };
  }),
  replace("errors: only the name", "sanitizer/object-kind", "BUILT_IN_VALUES", () => ({
    error: ({ message }: Error) => ({ name: message }),
  })),
  replace("exceptions: redaction of messages", "errors/error-message", "MESSAGE_RULES", () => ({
    redact: same,
  })),
  replace("exceptions: templates of the engine's messages", "errors/error-message", "MESSAGE_RULES", () => ({
    fit: same,
  })),
  replace("ids: digests", "sanitizer/seal", "ID_FORMS", () => ({ other: same })),
  ...[...new Set(DETECTORS.map(({ name }) => name).filter((name) => !WITHOUT_CANARIES.has(name)))].map(
    withoutDetector,
  ),
];

const FOLDER = "build/mutants";

/** The library without one safeguard. It stands within the project, so that it finds its dependencies. */
export async function createMutant({ prepare }: Mutant, index: number): Promise<Lib> {
  const folder = `${FOLDER}/${index}`;
  rmSync(folder, { recursive: true, force: true });
  cpSync("lib", `${folder}/lib`, { recursive: true });
  cpSync("config", `${folder}/config`, { recursive: true });
  cpSync("package.json", `${folder}/package.json`);
  await prepare(`${folder}/lib`);
  await load(`${folder}/lib/all-modules.js`);
  return load(`${folder}/lib/index.js`);
}

function load<T>(path: string): Promise<T> {
  return import(/* @vite-ignore */ pathToFileURL(path).href);
}
