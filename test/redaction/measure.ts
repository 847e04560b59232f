/** Measures how much of the sensitive texts a redactor leaves, and how many ordinary texts it changes. */
import type { Ordinary, Sample } from "./corpus/corpus.js";

export type Redact = (text: string) => string;

/** Fewer remaining characters do not reveal a secret. */
const MIN_FRAGMENT_LENGTH = 6;

/** Returns a fragment of a sensitive text that remains in the redacted one, or undefined. */
export function findRemainder(
  { text, sensitive }: Pick<Sample, "text" | "sensitive">,
  redacted: string,
): string | undefined {
  for (const secret of sensitive) {
    const surroundings = text.replaceAll(secret, "\0");
    const length = Math.min(MIN_FRAGMENT_LENGTH, secret.length);
    for (let start = 0; start + length <= secret.length; start++) {
      const fragment = secret.slice(start, start + length);
      if (redacted.includes(fragment) && !surroundings.includes(fragment)) return fragment;
    }
  }
  return undefined;
}

export interface Tally {
  total: number;
  failed: number;
  readonly examples: string[];
}

/** Counts the samples of which something remains, by class and form. */
export function measureRecall(samples: readonly Sample[], redact: Redact): Map<string, Tally> {
  return tallyFailures(samples, (sample) => {
    const redacted = redact(sample.text);
    const remainder = findRemainder(sample, redacted);
    return {
      names: [sample.class, `${sample.class}: ${sample.form}`],
      example: remainder === undefined ? undefined : `${remainder} ← ${sample.text}  ⇒  ${redacted}`,
    };
  });
}

/** Counts the ordinary texts that the redactor changes, by kind. */
export function measureHarm(texts: readonly Ordinary[], redact: Redact): Map<string, Tally> {
  return tallyFailures(texts, ({ kind, text }) => {
    const redacted = redact(text);
    return { names: [kind], example: redacted === text ? undefined : `${text}  ⇒  ${redacted}` };
  });
}

/** @param test returns an example if the item fails */
function tallyFailures<T>(
  items: readonly T[],
  test: (item: T) => { readonly names: readonly string[]; readonly example: string | undefined },
): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const item of items) {
    const { names, example } = test(item);
    for (const name of names) {
      const tally = tallies.get(name) ?? { total: 0, failed: 0, examples: [] };
      tallies.set(name, tally);
      tally.total++;
      if (example === undefined) continue;
      tally.failed++;
      tally.examples.push(example);
    }
  }
  return tallies;
}
