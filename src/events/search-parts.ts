/** Models the parts of `codeweaver_search`. The names of the fields are those that are sent. */
import type { CodeMatch } from "../models/code-match.js";
import type { FindCodeResponseSummary } from "../models/find-code-response.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { redactIdentifiableInfo } from "../redaction/identifiable-info.js";

const { AGGREGATE, HASH, TEXT_COUNT } = AnonymityConversion;

@TelemetryModel.policy("error")
export class SearchResults extends TelemetryModel {
  @Anonymize(AGGREGATE, {
    purpose: "How many candidates a search considers, to tell whether its first stage is too wide.",
  })
  candidates: number;
  @Anonymize(AGGREGATE, { purpose: "How many results are shown, to choose a good number." })
  returned: number;
  @Anonymize(AGGREGATE, {
    purpose: "How many tokens an answer has for the model that reads it, to keep answers short.",
  })
  token_count: number;

  constructor(response: FindCodeResponseSummary) {
    super();
    this.candidates = response.totalMatches;
    this.returned = response.totalResults;
    this.token_count = response.tokenCount;
  }
}

@TelemetryModel.policy("error")
export class SearchIndex extends TelemetryModel {
  @Public({
    purpose: "Whether the index is complete, because an incomplete index explains poor results.",
  })
  state: string;
  @Anonymize(AGGREGATE, { purpose: "How many per cent of the files are indexed when people search." })
  coverage: number;

  constructor(response: FindCodeResponseSummary) {
    super();
    this.state = response.indexingState;
    this.coverage = response.indexCoverage;
  }
}

/** Statistics over the relevance scores, which are not sent if nothing matched. Each field holds all scores. */
@TelemetryModel.policy("error")
export class SearchQuality extends TelemetryModel {
  @Anonymize(AGGREGATE, {
    op: "mean",
    purpose: "How good results are on average, to compare changes to the ranking.",
  })
  avg_score: readonly number[];
  @Anonymize(AGGREGATE, {
    op: "min",
    purpose: "How good the worst result is, to choose where results are cut off.",
  })
  min_score: readonly number[];
  @Anonymize(AGGREGATE, {
    op: "max",
    purpose: "How good the best result is, to notice searches that find nothing good.",
  })
  max_score: readonly number[];
  @Anonymize(AGGREGATE, { op: "median", purpose: "How good the typical result is." })
  median_score: readonly number[];

  constructor(scores: readonly number[]) {
    super();
    this.avg_score = scores;
    this.min_score = scores;
    this.max_score = scores;
    this.median_score = scores;
  }
}

/** Longer questions are usually pasted code. */
const MAX_QUERY_LENGTH = 256;

/** The question. It is sent only if the person opts in. */
@TelemetryModel.policy("error")
export class QueryDetails extends TelemetryModel {
  @Anonymize(AGGREGATE, {
    purpose: "How many words a question has, to see whether people ask in keywords or in sentences.",
  })
  token_count: number;
  @Anonymize(TEXT_COUNT, { purpose: "How long questions are, to choose where to cut them." })
  char_count: string;
  @Public({
    purpose:
      "The question, redacted and cut to 256 characters, to learn which questions search must answer better.",
  })
  query: string;

  constructor(query: string) {
    super();
    this.token_count = query.split(/\s+/).filter((word) => word !== "").length;
    this.char_count = query;
    // The first cut bounds the time of redaction. The sanitizer repairs a character that the second one cuts in half.
    this.query = redactIdentifiableInfo(query.slice(0, 16 * MAX_QUERY_LENGTH)).slice(0, MAX_QUERY_LENGTH);
  }
}

/** One match. It is sent only if the person opts in. */
@TelemetryModel.policy("error")
export class MatchDetails extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "How scores fall from the first match to the last, to tune the ranking." })
  score: number;
  @Public({ purpose: "Which way of matching finds the good results, and is worth the time it takes." })
  match_type: string;
  @Public({ purpose: "Which languages have results with low scores, and need better parsing." })
  language: string;
  @Anonymize(AGGREGATE, {
    purpose: "How many lines a match has, to see whether passages are cut too long or too short.",
  })
  lines: number;
  @Anonymize(HASH, { purpose: "Whether most matches are in one file; a keyed hash." })
  file: string;

  constructor(match: CodeMatch) {
    super();
    this.score = match.relevanceScore;
    this.match_type = match.matchType;
    this.language = match.file.language;
    this.lines = match.span.lines;
    this.file = match.file.path;
  }
}
