/** One match of a code search, and what of it may leave. */

import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import { FileCategory, MatchType, parseMember, type ValueOf } from "./closed-sets.js";
import { knownLanguage } from "./languages.js";

export interface CodeMatchInput {
  readonly file: { readonly path: string; readonly language?: string; readonly category?: string };
  readonly content?: string;
  /** Lines, counted from 1, both ends included. */
  readonly span?: { readonly start: number; readonly end: number };
  /** 0 to 1. */
  readonly relevanceScore?: number;
  readonly matchType?: string;
  readonly relatedSymbols?: readonly string[];
}

@TelemetryModel.policy("error")
export class MatchedFile extends TelemetryModel {
  @Anonymize(AnonymityConversion.HASH) readonly path: string;
  @Public() readonly language: string;
  @Public() readonly category: ValueOf<typeof FileCategory>;

  constructor({ path, language, category }: CodeMatchInput["file"]) {
    super();
    this.path = path;
    this.language = knownLanguage(language);
    this.category = parseMember(FileCategory, category, "other");
  }
}

@TelemetryModel.policy("error")
export class MatchSpan extends TelemetryModel {
  @Anonymize(AnonymityConversion.FORBIDDEN) readonly start: number;
  @Anonymize(AnonymityConversion.FORBIDDEN) readonly end: number;

  constructor({ start, end }: { readonly start: number; readonly end: number }) {
    super();
    this.start = start;
    this.end = end;
  }

  /** The length says how much was shown; where it was could tell a known file from another. */
  @Anonymize(AnonymityConversion.AGGREGATE) get lines(): number {
    return Math.max(0, this.end - this.start + 1);
  }
}

@TelemetryModel.policy("error")
export class CodeMatch extends TelemetryModel {
  @Public() readonly file: MatchedFile;
  @Anonymize(AnonymityConversion.TEXT_COUNT) readonly content: string;
  @Public() readonly span: MatchSpan;
  @Anonymize(AnonymityConversion.AGGREGATE) readonly relevanceScore: number;
  @Public() readonly matchType: ValueOf<typeof MatchType> | "other";
  @Anonymize(AnonymityConversion.COUNT) readonly relatedSymbols: readonly string[];

  constructor(match: CodeMatchInput) {
    super();
    this.file = new MatchedFile(match.file ?? { path: "" }); // untyped callers forget it
    this.content = match.content ?? "";
    this.span = new MatchSpan(match.span ?? { start: 0, end: -1 });
    this.relevanceScore = match.relevanceScore ?? 0;
    this.matchType = parseMember(MatchType, match.matchType, "other");
    this.relatedSymbols = match.relatedSymbols ?? [];
  }
}
