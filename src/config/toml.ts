/** Parses TOML, in a module of its own that is loaded only if there is a settings file. */
import { parse } from "smol-toml";

/**
 * Parses every text that is TOML, because most of the file is not ours. An integer that a number cannot hold becomes a bigint,
 * which is no setting's value.
 * @throws smol-toml's error for a text that is not TOML, and a RangeError for one that is nested more deeply than the stack
 */
export function parseToml(text: string): Record<string, unknown> {
  return parse(text, { integersAsBigInt: "asNeeded", maxDepth: Number.POSITIVE_INFINITY });
}
