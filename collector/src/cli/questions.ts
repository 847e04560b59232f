/** Defines the subcommand `questions`, which prints the SQL of questions without a running server. */
import { fileURLToPath } from "node:url";
import { readManifest } from "../project/manifest-files.js";
import { type AnswerFilter, FilterError, parseFilter } from "../questions/answer-filter.js";
import { ColumnLayout } from "../questions/column-layout.js";
import type { EventLayout } from "../questions/event-layout.js";
import { createPostHogLayout, HOGQL_LAYOUT } from "../questions/property-layout.js";
import { formatQuestionText, TEXT_DIALECTS, type TextDialect } from "../questions/question-text.js";
import { DIALECTS } from "../store/dialect.js";
import { deriveManifestTables } from "../store/tables.js";
import { print } from "./output.js";
import {
  chooseQuestions,
  FILTER_ARGUMENTS,
  QUESTIONS_ARGUMENT,
  readFilterParameters,
} from "./question-arguments.js";
import { type Arguments, defineSubcommand, optionalText, requireText, UsageError } from "./subcommand.js";

export const questions = defineSubcommand(
  "questions",
  "Print the SQL of all questions, or of those named",
  {
    ...QUESTIONS_ARGUMENT,
    dialect: {
      type: "string",
      description: "hogql for PostHog, clickhouse for PostHog's own table, or duckdb for the collector",
      valueHint: "NAME",
      default: "hogql",
    },
    ...FILTER_ARGUMENTS,
    team: { type: "string", description: "Only this project of PostHog (clickhouse)", valueHint: "N" },
    manifest: {
      type: "string",
      description: "Manifest with the columns (duckdb; that of codeweaver-telemetry)",
      valueHint: "FILE",
    },
  },
  async (args) => {
    const dialect = parseDialect(args);
    const filter = parseFilterArguments(args);
    const layout = await createLayout(dialect, args);
    const texts = chooseQuestions(args).map((question) =>
      formatQuestionText(question, filter, { dialect, layout }),
    );
    print(texts.join("\n\n"));
  },
);

function parseDialect(args: Arguments): TextDialect {
  const name = requireText(args, "dialect");
  const dialect = TEXT_DIALECTS.find((known) => known === name);
  if (dialect === undefined)
    throw new UsageError(`--dialect ${name} is not known: use ${TEXT_DIALECTS.join(", ")}.`);
  for (const [flag, owner] of [
    ["team", "clickhouse"],
    ["manifest", "duckdb"],
  ] as const)
    if (args[flag] !== undefined && dialect !== owner)
      throw new UsageError(`--${flag} has a meaning only with --dialect ${owner}.`);
  return dialect;
}

function parseFilterArguments(args: Arguments): AnswerFilter {
  try {
    return parseFilter(new URLSearchParams(readFilterParameters(args)), Date.now());
  } catch (error) {
    throw error instanceof FilterError ? new UsageError(error.message) : error;
  }
}

async function createLayout(dialect: TextDialect, args: Arguments): Promise<EventLayout> {
  if (dialect === "hogql") return HOGQL_LAYOUT;
  if (dialect === "clickhouse") return createPostHogLayout(parseTeam(args));
  const file = optionalText(args, "manifest") ?? findOwnManifest();
  return new ColumnLayout(DIALECTS.duckdb, deriveManifestTables([await readManifest(file)]));
}

/** The catalog asks about the events of this package, whose manifest is beside it. */
function findOwnManifest(): string {
  return fileURLToPath(import.meta.resolve("codeweaver-telemetry/config/telemetry-manifest.json"));
}

function parseTeam(args: Arguments): number | undefined {
  const text = optionalText(args, "team");
  if (text !== undefined && !/^\d{1,15}$/.test(text)) throw new UsageError("--team must be a number.");
  return text === undefined ? undefined : Number(text);
}
