/** Models the parts of `codeweaver_search` that are sent only if the person opts in: the question, and each match. */

import type { CodeMatch } from "../models/code-match.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import { redactIdentifiableInfo } from "../redaction/redactor.js";

const { AGGREGATE, HASH, TEXT_COUNT } = AnonymityConversion;

/** Longer questions are usually pasted code. */
const MAX_QUERY_LENGTH = 256;

@TelemetryModel.policy("error")
export class QueryDetails extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "Whether people ask in words or in sentences." })
  token_count: number;
  @Anonymize(TEXT_COUNT, { purpose: "How long questions get, to choose where to cut them." })
  char_count: string;
  @Public({ purpose: "What search must learn: the question, redacted and cut to 256 characters." })
  query: string;

  constructor(query: string) {
    super();
    this.token_count = query.split(/\s+/).filter((word) => word !== "").length;
    this.char_count = query;
    // Sanitizing repairs a character that is cut in half.
    this.query = redactIdentifiableInfo(query.slice(0, 16 * MAX_QUERY_LENGTH)).slice(0, MAX_QUERY_LENGTH);
  }
}

@TelemetryModel.policy("error")
export class MatchDetails extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "How scores fall from the first match to the last, to tune the ranking." })
  score: number;
  @Public({ purpose: "Which way of matching brings the good results, and deserves the time it takes." })
  match_type: string;
  @Public({ purpose: "Languages whose results score badly need better parsing." })
  language: string;
  @Anonymize(AGGREGATE, { purpose: "Whether passages are cut too long or too short to be useful." })
  lines: number;
  @Anonymize(HASH, { purpose: "Whether one file crowds out the others. The salt stays on this machine." })
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
