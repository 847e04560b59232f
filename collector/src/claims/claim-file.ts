/** Reads `claims.toml`: sentences about the tool, each with the question and the threshold that decide about it. */
import { readFileSync } from "node:fs";
import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { ConfigError } from "../config/config-error.js";
import { getErrorCode } from "../internal/errors.js";
import { QUESTIONS } from "../questions/catalog.js";
import type { QuestionColumn } from "../questions/question.js";

const TEXT = z.string("a text").min(1, "a text that is not empty");
const CLAIM = z.strictObject({
  id: z.string("a text").regex(/^[a-z0-9][a-z0-9-]{0,60}$/, "lower-case words with hyphens between them"),
  sentence: TEXT,
  /** The id of the question. */
  question: TEXT,
  /** Its column with the value and an interval: a share or a ratio. */
  column: TEXT,
  /** The rows that count, by the values of a column. All rows otherwise. */
  rows: z.record(z.string(), z.array(TEXT, "a list of texts"), "a table of lists").default({}),
  at_least: z.number("a number").optional(),
  at_most: z.number("a number").optional(),
  /** A row with fewer observations is shown, and does not count. */
  min_n: z.int("a whole number").min(2, "a number from 2").default(100),
  /** Names what has to be believed for the numbers to mean the sentence, such as the baseline. */
  assumption: TEXT,
});

const CLAIMS = z.strictObject({ claims: z.array(CLAIM, "a list of claims").default([]) });

export type Claim = z.output<typeof CLAIM>;

/** @throws ConfigError that names the file, the claim, the key and what is expected */
export function readClaims(path: string): readonly Claim[] {
  const { success, data, error } = CLAIMS.safeParse(parseToml(path));
  if (!success) throw describeIssue(error, path);
  for (const [index, claim] of data.claims.entries())
    checkClaimDefinition(claim, `claims[${index}] in ${path}`);
  const ids = data.claims.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new ConfigError(`the claim ${twice} is twice in ${path}.`);
  return data.claims;
}

/** Returns the columns with an interval, which a claim can be about. */
export function listClaimColumns(columns: readonly QuestionColumn[]): readonly string[] {
  return columns.filter(({ kind }) => kind === "share" || kind === "ratio").map(({ name }) => name);
}

function checkClaimDefinition({ question: id, column, rows, at_least, at_most }: Claim, place: string): void {
  const question = QUESTIONS.find((candidate) => candidate.id === id);
  if (question === undefined) throw new ConfigError(`question of ${place} must be the id of a question.`);
  const columns = listClaimColumns(question.columns);
  if (!columns.includes(column))
    throw new ConfigError(
      `column of ${place} must be a share of ${id}: ${columns.join(", ") || "it has none"}.`,
    );
  const names = question.columns.map(({ name }) => name);
  const unknown = Object.keys(rows).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new ConfigError(`rows.${unknown} of ${place} must be a column of ${id}.`);
  if ((at_least === undefined) === (at_most === undefined))
    throw new ConfigError(`${place} must have either at_least or at_most.`);
}

function parseToml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof TomlError)
      throw new ConfigError(`${path} is not valid TOML in line ${error.line}, column ${error.column}.`);
    throw new ConfigError(`the claims ${path} could not be read (${getErrorCode(error) ?? "unknown"}).`);
  }
}

function describeIssue({ issues: [issue] }: z.ZodError, path: string): ConfigError {
  const [, index, ...keys] = issue?.path ?? [];
  const place = index === undefined ? path : `claims[${String(index)}] in ${path}`;
  if (issue?.code === "unrecognized_keys")
    return new ConfigError(`${issue.keys[0]} is not a key of ${place}.`);
  return new ConfigError(`${keys.join(".") || "claims"} of ${place} must be ${issue?.message ?? "valid"}.`);
}
