/** The words that make what stands around them tell something, and who looks at it there. */

import type { WordDetector } from "./detector.js";
import { COMMAND_FLAGS, type CommandFlags } from "./detectors/command-flags.js";
import { AT_WORD_DETECTORS } from "./detectors/obfuscated-emails.js";
import { createOwnNameDetectors, getOwnNames } from "./detectors/own-names.js";
import { PASSWORD_NOUN_DETECTORS } from "./detectors/password-phrases.js";
import { createPhraseDetectors } from "./detectors/trigger-phrases.js";
import type { ScannedText } from "./scanned-text.js";
import { WordTable } from "./word-table.js";

export interface TriggerWord {
  /** What flags mean after it, where it is a command. */
  readonly flags?: CommandFlags;
  /** The first that finds something has it. */
  readonly detectors: readonly WordDetector[];
}

let triggerWords: WordTable<TriggerWord> | undefined;

/** One table for all, since most words of a text are in none. */
export function findTriggerWord(text: ScannedText, start: number, end: number): TriggerWord | undefined {
  triggerWords ??= createTriggerWordTable();
  return triggerWords.find(text, start, end);
}

function createTriggerWordTable(): WordTable<TriggerWord> {
  const detectors = [
    ...createOwnNameDetectors(getOwnNames()),
    ...PASSWORD_NOUN_DETECTORS,
    ...createPhraseDetectors(),
    ...AT_WORD_DETECTORS,
  ];
  const words = new Map<string, TriggerWord>();
  for (const [word, flags] of COMMAND_FLAGS) words.set(word, { flags, detectors: [] });
  for (const [word, detect] of detectors) {
    const known = words.get(word);
    words.set(word, { ...known, detectors: [...(known?.detectors ?? []), detect] });
  }
  return new WordTable(words);
}
