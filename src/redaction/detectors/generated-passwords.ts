/** Detects passwords of password managers by their form, wherever they stand: `x7$Kq!vR2m#Lp9`, `Marble-Oyster-Parrot9`. */
import {
  ALNUM,
  BASE64,
  BLANK,
  DIGIT,
  DOT,
  JOIN,
  LETTER,
  LOWER,
  NON_ASCII,
  QUOTE,
  SIGN,
  UPPER,
  WORD,
} from "../character-classes.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { countBigrams } from "./bigram-score.js";
import { isChosenPassword } from "./chosen-passwords.js";

const MIN_LENGTH = 10;
/** A password that a person chose may be shorter. */
const MIN_CHUNK_LENGTH = 5;
const MAX_LENGTH = 40;
const MAX_LEADING_SIGNS = 3;
const QUOTES = "\"'`";
/** A password begins after one of these, and the blanks. */
const DELIMITERS = "\"'`=:(>,[{|/";

/** Called at each word. Only the first word of a password leads to a match, which includes the signs before it. */
export function detectGeneratedPassword(text: ScannedText, wordStart: number): Identifiable | undefined {
  const chunk = readChunk(text, wordStart);
  if (!chunk.mayBePassword) return undefined;
  const start = findStart(text, wordStart);
  if (start === undefined) return undefined;
  let { end } = chunk;
  while (end > start && text.hasCharacter(end - 1, "\\")) end--;
  const isQuoted = text.hasOneOf(start - 1, QUOTES) && text.hasOneOf(end, `${QUOTES}\\`);
  if (!isQuoted) while (end > start && text.hasOneOf(end - 1, ".,;:?)]}")) end--;
  const length = end - start;
  if (length > MAX_LENGTH) return undefined;
  const isGenerated =
    length >= MIN_LENGTH && (hasMixedCharacters(text, start, end) || isLikelyPassphrase(text, start, end));
  return isGenerated || isChosenPassword(text, { start, end, isQuoted })
    ? createMatch("secret", start, end)
    : undefined;
}

/**
 * Reads up to a blank or a quotation mark; within quotation marks, up to the closing one. The result is kept, because several
 * words of a chunk may begin a password.
 */
function readChunk(text: ScannedText, wordStart: number): ScannedText["lastChunk"] {
  const chunk = text.lastChunk;
  if (wordStart >= chunk.start && wordStart < chunk.end) return chunk;
  const opening = findMarkBefore(text, wordStart);
  const mark = opening === undefined ? 0 : text.charCodeAt(opening);
  const isEscaped = opening !== undefined && text.hasCharacter(opening - 1, "\\");
  let classes = text.charClassAt(wordStart - 1) & SIGN;
  let firstMark = 0;
  let end = wordStart;
  for (; end < text.length; end++) {
    const bits = text.charClassAt(end);
    if ((bits & BLANK) !== 0) break;
    if ((bits & QUOTE) !== 0 && !text.hasCharacter(end, ">")) {
      // Within quotation marks only the closing one ends the password.
      if (mark === 0 || (text.charCodeAt(end) === mark && text.hasCharacter(end - 1, "\\") === isEscaped))
        break;
      firstMark ||= end;
    }
    classes |= bits;
  }
  // Without a closing mark, the first other mark ends the chunk.
  if (mark !== 0 && text.charCodeAt(end) !== mark && firstMark !== 0) end = firstMark;
  chunk.start = wordStart;
  chunk.end = end;
  chunk.mayBePassword = end - wordStart >= MIN_CHUNK_LENGTH && hasClasses(classes, mark !== 0);
  return chunk;
}

/** Finds the quotation mark before a word and the signs at its start. */
function findMarkBefore(text: ScannedText, wordStart: number): number | undefined {
  let index = wordStart - 1;
  while (index >= wordStart - MAX_LEADING_SIGNS && (text.charClassAt(index) & SIGN) !== 0) index--;
  return text.hasOneOf(index, QUOTES) ? index : undefined;
}

/** Most chunks have no digit and no capital beside something that joins words. */
function hasClasses(classes: number, isQuoted: boolean): boolean {
  const hasLetter = (classes & (LETTER | NON_ASCII)) !== 0;
  if ((classes & DIGIT) !== 0) return hasLetter;
  return (
    ((classes & UPPER) !== 0 || isQuoted) &&
    (classes & LOWER) !== 0 &&
    (classes & (JOIN | DOT | BASE64 | (isQuoted ? SIGN : 0))) !== 0
  );
}

/** Returns the start of the characters between a delimiter and the word; undefined if another word is between them. */
function findStart(text: ScannedText, wordStart: number): number | undefined {
  let start = wordStart;
  while (start > 0 && wordStart - start < MAX_LENGTH) {
    const bits = text.charClassAt(start - 1);
    // In `123456:AAE…` the number of an account belongs to the token.
    if (text.hasCharacter(start - 1, ":") && (text.charClassAt(start - 2) & DIGIT) !== 0) return undefined;
    if ((bits & BLANK) !== 0 || text.hasOneOf(start - 1, DELIMITERS)) return start;
    if ((bits & ALNUM) !== 0) return undefined;
    start--;
  }
  return start === 0 ? start : undefined;
}

/** Fewer pairs of characters do not tell a password from a name. */
const MIN_RARE_PAIRS = 4;
const MIN_RARE_SHARE = 0.5;
/** A longer run of small letters is a word. */
const MAX_WORD_LENGTH = 5;
/** Signs separate the letters so that they have few pairs: `qG!8!*#55ZSi`. */
const MIN_RARE_SIGNS = 3;
/** Code has brackets between letters and digits, but seldom these. */
const RARE_SIGNS = "!@#$%^&*?";

/** Returns true for capitals, small letters, digits and signs in an order that is rare in words and in code. */
function hasMixedCharacters(text: ScannedText, start: number, end: number): boolean {
  let classes = 0;
  let signs = 0;
  let rareSigns = 0;
  let longestWord = 0;
  let wordLength = 0;
  for (let index = start; index < end; index++) {
    const bits = text.charClassAt(index);
    classes |= bits;
    if ((bits & SIGN) !== 0) {
      signs++;
      if (text.hasOneOf(index, RARE_SIGNS)) rareSigns++;
    }
    wordLength = (bits & LOWER) === 0 ? 0 : wordLength + 1;
    longestWord = Math.max(longestWord, wordLength);
  }
  const hasAll = (classes & UPPER) !== 0 && (classes & LOWER) !== 0 && (classes & DIGIT) !== 0;
  if (!hasAll || signs === 0 || longestWord > MAX_WORD_LENGTH) return false;
  const { rare, common } = countBigrams(text, start, end);
  const hasRarePairs = rare >= MIN_RARE_PAIRS && rare / (rare + common) >= MIN_RARE_SHARE;
  return (hasRarePairs || rareSigns >= MIN_RARE_SIGNS) && !isCode(text, start, end);
}

/** Returns true for code: an assignment, a call, a member, an index, a template, an escape, or the identity of an object. */
function isCode(text: ScannedText, start: number, end: number): boolean {
  return CODE.test(text.slice(start, end)) || (text.charClassAt(start - 1) & WORD) !== 0;
}

const CODE =
  /^[A-Za-z_][\w.-]*[=:]|%[A-Z_]{3,}%|@[\da-f]{5,16}$|%[\dA-F]{2}.*%[\dA-F]{2}|\\[dwsbxu]|[a-z]{3}\(|[)\]]\.[A-Za-z]|\w\[\d+\]|\$\{|=>|\[[a-zA-Z\d]-[a-zA-Z\d]/;

/** `android.intent.action.MAIN` */
const CONSTANT = /^(?:android|com|org|net|io|javax?|sun|apple)(?:\.[a-z]+)+\.[A-Z]+$/;

/** Tests the characters before the pattern, because code has others between its words. */
function isLikelyPassphrase(text: ScannedText, start: number, end: number): boolean {
  if (text.findRunEnd(start, WORD | DOT | BASE64) < end) return false;
  const value = text.slice(start, end);
  return MEMORABLE.test(value) && !CONSTANT.test(value);
}

/**
 * Passphrases of 1Password, Bitwarden and Apple: joined words of which one is in capitals, or that begin with capitals and
 * end with a digit, or three groups of six letters with one capital and one digit.
 */
const MEMORABLE =
  /^(?:(?=(?:[^-._=+]{3,12}[-._=+]){3})(?:[a-z]{3,12}[-._=+]){0,4}[A-Z]{4,12}(?:[-._=+][a-z]{3,12}){0,4}|(?:[A-Z][a-z]{3,11}[-._]){2,4}[A-Z][a-z]{3,11}\d{1,2}|(?=[^\d]*\d[^\d]*$)(?=[^A-Z]*[A-Z][^A-Z]*$)[A-Za-z\d]{6}-[A-Za-z\d]{6}-[A-Za-z\d]{6})$/;
