/** Measures a redactor: what of the sensitive is left, and what of the ordinary is harmed. */
import type { Ordinary, Sample } from "./corpus/corpus.js";

export type Redact = (text: string) => string;

/** A shorter rest says nothing of a secret. */
const FRAGMENT = 6;

/** The longest fragment of a sensitive string that is left; undefined where none of that length is. */
export function leftOver({ text, sensitive }: Sample, redacted: string): string | undefined {
  for (const secret of sensitive) {
    // What the text around it says too is not the secret's.
    const around = text.replaceAll(secret, "\0");
    const length = Math.min(FRAGMENT, secret.length);
    for (let start = 0; start + length <= secret.length; start++) {
      const fragment = secret.slice(start, start + length);
      if (redacted.includes(fragment) && !around.includes(fragment)) return fragment;
    }
  }
  return undefined;
}

export interface Tally {
  total: number;
  failed: number;
  readonly examples: string[];
}

/** Samples of which something is left, by class and form. */
export function recall(samples: readonly Sample[], redact: Redact): Map<string, Tally> {
  return tallied(samples, (sample) => {
    const redacted = redact(sample.text);
    const left = leftOver(sample, redacted);
    return {
      names: [sample.class, `${sample.class}: ${sample.form}`],
      example: left === undefined ? undefined : `${left} ← ${sample.text}  ⇒  ${redacted}`,
    };
  });
}

/** Ordinary texts that came out otherwise than they went in, by kind. */
export function harm(texts: readonly Ordinary[], redact: Redact): Map<string, Tally> {
  return tallied(texts, ({ kind, text }) => {
    const redacted = redact(text);
    return { names: [kind], example: redacted === text ? undefined : `${text}  ⇒  ${redacted}` };
  });
}

function tallied<T>(
  items: readonly T[],
  judge: (item: T) => { readonly names: readonly string[]; readonly example: string | undefined },
): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const item of items) {
    const { names, example } = judge(item);
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
