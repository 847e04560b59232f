/** Parses a file of rules, `flags.toml`. Nothing of a file with a mistake is used. */
import { parse, TomlError } from "smol-toml";
import type { FlagRule, GroupTypes } from "./flag-rule.js";
import { FlagRules } from "./flag-rules.js";
import { FlagRulesError, Mistakes } from "./mistakes.js";
import { parseFlag } from "./parse-flag.js";
import { TableReader, type TomlTable } from "./table-reader.js";

/**
 * Parses rules of feature flags from TOML.
 *
 * @param file How messages call the file. @default "flags.toml"
 * @throws FlagRulesError that has one sentence for each mistake
 *
 * @example
 * const flags = parseFlagRules(`
 *   [flags.new_reranker]
 *   rollout = 50
 *   variants = { control = 50, test = 50 }
 * `);
 * await using receiver = await startReceiver({ flags });
 */
export function parseFlagRules(text: string, file = "flags.toml"): FlagRules {
  const mistakes = new Mistakes(file);
  const root = new TableReader(parseToml(text, file), "", mistakes);
  root.checkKeys(["flags"]);
  const groups = new GroupIndexes();
  const tables = root.openTable("flags");
  const flags = Object.keys(tables?.table ?? {}).flatMap((key, index): FlagRule[] => {
    if (key === "") tables?.addMistake(key, "a flag whose key is not empty");
    const table = tables?.openTable(key);
    if (table === undefined) return [];
    const flag = parseFlag(table, (group) => groups.find(group));
    return [{ id: index + 1, key, version: 1, ensure_experience_continuity: false, ...flag }];
  });
  if (mistakes.sentences.length > 0) throw new FlagRulesError(mistakes.sentences);
  return new FlagRules({
    flags,
    group_type_mapping: groups.toGroupTypes(),
    cohorts: {},
    property_matching_version: 2,
  });
}

/** @throws FlagRulesError */
function parseToml(text: string, file: string): TomlTable {
  try {
    return parse(text, { integersAsBigInt: "asNeeded" });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ""] = error.message.replace(/^Invalid TOML document: /, "").split("\n", 1);
    throw new FlagRulesError([`${file}: line ${error.line}, column ${error.column} is not TOML: ${reason}.`]);
  }
}

/** Gives an index to each group type, in the order in which the file names them. */
class GroupIndexes {
  readonly #names: string[] = [];

  find(name: string): number {
    const index = this.#names.indexOf(name);
    return index === -1 ? this.#names.push(name) - 1 : index;
  }

  toGroupTypes(): GroupTypes {
    return Object.fromEntries(this.#names.entries());
  }
}
