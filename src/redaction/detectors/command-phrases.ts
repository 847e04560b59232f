/** Detects secrets by the command, statement or protocol in which they stand: `echo … | chpasswd`, `PASS …`. */
import { BLANK } from "../character-classes.js";
import type { Detect, WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import { mayBePassword } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import { findUnquotedWordEnd } from "../surroundings.js";
import { type CommandPhrase, createCommandPhrases } from "./command-phrase-forms.js";

/** Commands that read a password: `passwd <<< "…"`. */
const READS_PASSWORD =
  /(?:(?:passwd|sudo|chpasswd|su|cryptsetup|gpg|kinit|realm)\b|--[\w-]{0,16}pass\w{0,8}|\bread\s-\w{0,3}s)[^\r\n<|;]{0,80}$/;

/** Detects the here-string of such a command. Called at each `<`. */
export function detectHereString(text: ScannedText, sign: number): Identifiable | undefined {
  if (!text.startsWith("<<<", sign) || text.hasCharacter(sign - 1, "<")) return undefined;
  if (!READS_PASSWORD.test(text.slice(Math.max(0, sign - 96), sign))) return undefined;
  const start = text.findRunEnd(sign + 3, BLANK, 2);
  return matchValue(text, { from: start, phraseStart: sign });
}

/** Lists each phrase under its trigger words. */
export function listCommandPhrases(): WordDetectors {
  return createCommandPhrases().flatMap((phrase) =>
    phrase.words
      .split(" ")
      .map((word): readonly [string, Detect] => [word, (text, start) => matchPhrase(phrase, text, start)]),
  );
}

function matchPhrase(phrase: CommandPhrase, text: ScannedText, start: number): Identifiable | undefined {
  const match = text.match(phrase.pattern, start);
  if (match === null) return undefined;
  const patternEnd = start + match[0].length;
  const captured = match.groups?.value;
  if (captured !== undefined) {
    if (/^\d{3}$/.test(captured)) return undefined; // JUnit's `expected: <401>` is a status of HTTP
    return createMatch("secret", patternEnd - captured.length, patternEnd);
  }
  const value = matchValue(text, { from: patternEnd, phraseStart: start });
  if (value === undefined) return undefined;
  if (phrase.isWeak && !mayBePassword(text.slice(value.start, value.end))) return undefined;
  const hasTail = phrase.tail === undefined || text.findMatchEnd(phrase.tail, value.end) !== undefined;
  return hasTail ? value : undefined;
}

/** Matches a value, which is quoted or a word. */
function matchValue(
  text: ScannedText,
  { from, phraseStart }: { readonly from: number; readonly phraseStart: number },
): Identifiable | undefined {
  const mark = text.match(OPENING_MARK, from)?.[0] ?? "";
  const closing = mark === "" ? undefined : findClosingMark(text, from + mark.length, mark);
  const start = closing === undefined ? from : from + mark.length;
  const end = closing ?? findUnquotedWordEnd(text, start, phraseStart);
  return isOrdinaryValue("secret", "password", text.slice(start, end))
    ? undefined
    : createMatch("secret", start, end);
}

const OPENING_MARK = /\\{0,7}["'`]/y;
