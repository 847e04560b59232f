/** Measures a redactor on the independent corpus, for each half by class, and for generated passwords by source. */
import { findRemainder, type Redact } from "../measure.js";
import type { CorpusText, Half, Source, TextClass } from "./source.js";
import { getHalf } from "./source.js";

export interface Score {
  total: number;
  failed: number;
  /** Only of the half for tuning, because nobody who works on the detectors may see the other one. */
  readonly examples: string[];
}

export interface Scores {
  readonly byClass: ReadonlyMap<TextClass, Score>;
  /** The share of generated passwords that are left, by source. */
  readonly passwordsBySource: ReadonlyMap<string, Score>;
}

export function measureHalf(sources: readonly Source[], half: Half, redact: Redact): Scores {
  const byClass = new Map<TextClass, Score>();
  const passwordsBySource = new Map<string, Score>();
  for (const { name, texts } of sources.filter((source) => getHalf(source.name) === half)) {
    for (const text of texts) {
      const failure = describeFailure(text, redact);
      const scores = [getScore(byClass, text.class)];
      if (text.class === "generated-password") scores.push(getScore(passwordsBySource, name));
      for (const score of scores) {
        score.total++;
        if (failure === undefined) continue;
        score.failed++;
        if (half === "tuned") score.examples.push(`${name}: ${failure}`);
      }
    }
  }
  return { byClass, passwordsBySource };
}

/** Returns undefined if no six characters of a sensitive part remain, or if an ordinary text is unchanged. */
function describeFailure({ text, sensitive }: CorpusText, redact: Redact): string | undefined {
  const redacted = redact(text);
  if (sensitive.length === 0) return redacted === text ? undefined : `${text}  ⇒  ${redacted}`;
  const remainder = findRemainder({ text, sensitive }, redacted);
  return remainder === undefined ? undefined : `${remainder} ← ${text}  ⇒  ${redacted}`;
}

function getScore<K>(scores: Map<K, Score>, key: K): Score {
  const score = scores.get(key) ?? { total: 0, failed: 0, examples: [] };
  scores.set(key, score);
  return score;
}
