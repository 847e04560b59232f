/** Models one match of a code search. */

import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { parseMember, type ValueOf } from "./closed-set.js";
import { FileCategory, MatchType } from "./closed-sets.js";
import { normalizeLanguage } from "./languages.js";

/**
 * One match, as a search returns it.
 *
 * @example
 * const match: CodeMatchInput = {
 *   file: { path: "src/config.ts", language: "typescript", category: "code" },
 *   span: { start: 12, end: 20 },
 *   relevanceScore: 0.8,
 *   relatedSymbols: ["parseConfig"],
 * };
 */
export interface CodeMatchInput {
  /** The file. Its path is sent as a keyed hash. */
  readonly file: { readonly path: string; readonly language?: string; readonly category?: string };
  readonly content?: string;
  /** The first and last line, counted from 1. */
  readonly span?: { readonly start: number; readonly end: number };
  /** 0 to 1. */
  readonly relevanceScore?: number;
  readonly matchType?: string;
  readonly relatedSymbols?: readonly string[];
}

/**
 * The file of a match. Its path is sent as a keyed hash.
 *
 * @example
 * const file = new MatchedFile({ path: "src/main.cs", language: "C_Sharp", category: "Code" });
 * console.log(file.language, file.category); // c# code
 */
@TelemetryModel.policy("error")
export class MatchedFile extends TelemetryModel {
  @Anonymize(AnonymityConversion.HASH) readonly path: string;
  @Public() readonly language: string;
  @Public() readonly category: ValueOf<typeof FileCategory>;

  constructor({ path, language, category }: CodeMatchInput["file"]) {
    super();
    this.path = path;
    this.language = normalizeLanguage(language);
    this.category = parseMember(FileCategory, category, "other");
  }
}

/**
 * The lines of a match.
 *
 * @example
 * serializeForTelemetry(new MatchSpan({ start: 12, end: 20 })); // { lines: 9 }
 */
@TelemetryModel.policy("error")
export class MatchSpan extends TelemetryModel {
  @Anonymize(AnonymityConversion.FORBIDDEN) readonly start: number;
  @Anonymize(AnonymityConversion.FORBIDDEN) readonly end: number;

  constructor({ start, end }: { readonly start: number; readonly end: number }) {
    super();
    this.start = start;
    this.end = end;
  }

  /** Only the number of lines is sent, because their position could identify a known file. */
  @Anonymize(AnonymityConversion.AGGREGATE) get lines(): number {
    return Math.max(0, this.end - this.start + 1);
  }
}

/**
 * A match as a model.
 *
 * @example
 * serializeForTelemetry(new CodeMatch({ file: { path: "src/a.ts" }, content: "let a = 1;", span: { start: 3, end: 3 } }));
 */
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
    this.file = new MatchedFile(match.file ?? { path: "" }); // untyped callers may omit it
    this.content = match.content ?? "";
    this.span = new MatchSpan(match.span ?? { start: 0, end: -1 });
    this.relevanceScore = match.relevanceScore ?? 0;
    this.matchType = parseMember(MatchType, match.matchType, "other");
    this.relatedSymbols = match.relatedSymbols ?? [];
  }
}
