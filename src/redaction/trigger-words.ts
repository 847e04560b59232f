/** The words that make what stands around them tell something, and who looks at it there. */

import { COMMANDS, type Flags } from "./command-flags.js";
import type { WordDetector } from "./finding.js";
import { SPELT_SIGNS } from "./obfuscated-emails.js";
import { namesOfThisMachine, ownNameDetectors } from "./own-names.js";
import { NOUNS } from "./password-phrases.js";
import type { Text } from "./scanned-text.js";
import { phraseDetectors } from "./trigger-phrases.js";
import { WordTable } from "./word-table.js";

export interface TellingWord {
  /** What flags mean after it, where it is a command. */
  readonly flags?: Flags;
  /** The first that finds something has it. */
  readonly detectors: readonly WordDetector[];
}

let vocabulary: WordTable<TellingWord> | undefined;

/** One table for all, since most words of a text are in none. */
export function tellingWord(text: Text, start: number, end: number): TellingWord | undefined {
  vocabulary ??= read();
  return vocabulary.at(text, start, end);
}

function read(): WordTable<TellingWord> {
  const detectors = [
    ...ownNameDetectors(namesOfThisMachine()),
    ...NOUNS,
    ...phraseDetectors(),
    ...SPELT_SIGNS,
  ];
  const words = new Map<string, TellingWord>();
  for (const [word, flags] of COMMANDS) words.set(word, { flags, detectors: [] });
  for (const [word, detect] of detectors) {
    const known = words.get(word);
    words.set(word, { ...known, detectors: [...(known?.detectors ?? []), detect] });
  }
  return new WordTable(words);
}
