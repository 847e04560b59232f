/** Tests how the file of claims is read, and its messages about mistakes. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readClaims } from "../../src/claims/claim-file.js";
import { ConfigError } from "../../src/config/config-error.js";
import { createTempFolder } from "../support/temp-folder.js";

const CLAIM = {
  id: '"few-failures"',
  sentence: '"At most 5 % of the searches fail."',
  question: '"search-outcomes"',
  column: '"failed_share"',
  at_most: "0.05",
  assumption: '"Failed searches are reported like others."',
};

function writeClaims(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const path = join(createTempFolder(), "claims.toml");
  const lines = Object.entries({ ...CLAIM, ...changes }).filter(([, value]) => value !== undefined);
  writeFileSync(path, `[[claims]]\n${lines.map(([key, value]) => `${key} = ${value}`).join("\n")}\n`);
  return path;
}

it("reads a claim with its defaults", () => {
  expect(readClaims(writeClaims())).toEqual([
    expect.objectContaining({ id: "few-failures", at_most: 0.05, min_n: 100, rows: {} }),
  ]);
});

it("reads CodeWeaver's own claims", () => {
  const path = fileURLToPath(new URL("../../config/claims.toml", import.meta.url));
  expect(readClaims(path).length).toBeGreaterThan(2);
});

it.each([
  [
    "an unknown question",
    { question: '"speed"' },
    /question of claims\[0\] in .* must be the id of a question/,
  ],
  [
    "a column without an interval",
    { column: '"searches"' },
    /column of claims\[0\] .* must be a share of search-outcomes: .*failed_share/,
  ],
  [
    "rows of an unknown column",
    { "rows.colour": '["red"]' },
    /rows\.colour of claims\[0\] .* must be a column of search-outcomes/,
  ],
  ["two thresholds", { at_least: "0.1" }, /must have either at_least or at_most/],
  ["no threshold", { at_most: undefined }, /must have either at_least or at_most/],
  ["a text as a threshold", { at_most: '"few"' }, /at_most of claims\[0\] .* must be a number/],
  ["no assumption", { assumption: undefined }, /assumption of claims\[0\] .* must be a text/],
  ["an unknown key", { treshold: "1" }, /treshold is not a key of claims\[0\]/],
  ["TOML with a mistake", { id: '"x' }, /is not valid TOML in line 2/],
])("refuses %s", (_, changes, message) => {
  const path = writeClaims(changes);
  expect(() => readClaims(path)).toThrow(ConfigError);
  expect(() => readClaims(path)).toThrow(message);
});

it("refuses a file that does not exist", () => {
  expect(() => readClaims(join(createTempFolder(), "none.toml"))).toThrow(/could not be read \(ENOENT\)/);
});
