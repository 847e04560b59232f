/** Detects passwords in sentences of many languages: `my password is hunter2`, `我的密码是…`. */
import { createLazy, createLazyPattern, LETTERS } from "../../internal/lazy-module.js";
import { LETTER, NON_ASCII, WORD } from "../character-classes.js";
import type { WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import { isLikelyGenerated, isLikelyTyped, mayBePassword } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import { findUnquotedWordEnd } from "../surroundings.js";
import {
  ASCII_PASSWORD_NOUNS,
  getNonAsciiNounPattern,
  getValueAfterNounPattern,
  NON_ASCII_PASSWORD_NOUNS,
} from "./password-grammar.js";
import {
  MAX_QUOTED_LENGTH,
  matchGeneratedAfterColon,
  matchPasswordBefore,
  matchQuotedNeighbour,
  WEAK_NOUNS,
} from "./password-neighbours.js";

/** These nouns mean a password only after certain words: `mot de passe`, `palavra-passe` and `parola d'ordine`. */
const REQUIRED_PREFIXES: Readonly<Record<string, RegExp>> = {
  passe: /mot de $|palavra-$/i,
  ordine: /parola d'$/i,
};

export function listPasswordNouns(): WordDetectors {
  return ASCII_PASSWORD_NOUNS.map((noun) => {
    const prefix = REQUIRED_PREFIXES[noun];
    return [
      noun,
      (text, start, end) => {
        // A noun that continues with other letters is a part of another word.
        if ((text.charClassAt(end) & NON_ASCII) !== 0) return undefined;
        const isNoun = prefix === undefined || prefix.test(text.slice(Math.max(0, start - 9), start));
        if (!isNoun) return undefined;
        return (
          matchPasswordAfter(text, end, noun) ??
          (WEAK_NOUNS.has(noun) ? undefined : matchPasswordBefore(text, start))
        );
      },
    ];
  });
}

/**
 * The first letter of each noun that is not ASCII, by the lower eight bits of its code: 1 if there is such a letter. A run
 * without any of them has no noun, and needs no pattern.
 */
const getNounLetters = createLazy(() => {
  const letters = new Uint8Array(256);
  for (const noun of NON_ASCII_PASSWORD_NOUNS.split("|")) {
    const letter = /[^\0-\x7f]/.exec(noun)?.[0] ?? "";
    for (const form of [letter.toLowerCase(), letter.toUpperCase()]) letters[form.charCodeAt(0) & 255] = 1;
  }
  return letters;
});

function mayContainNoun(text: ScannedText, start: number, end: number): boolean {
  const letters = getNounLetters();
  for (let index = start; index < end; index++) if (letters[text.charCodeAt(index) & 255] === 1) return true;
  return false;
}

/** Detects a noun at the end of an ASCII word that other letters directly follow. */
export function detectMixedPasswordPhrase(
  text: ScannedText,
  start: number,
  end: number,
): Identifiable | undefined {
  if ((text.charClassAt(end) & NON_ASCII) === 0 || (text.charClassAt(end - 1) & LETTER) === 0)
    return undefined;
  return matchNonAsciiNoun(text, start, text.findRunEnd(end, WORD | NON_ASCII, 24));
}

/** Detects a noun in a run of letters that are not ASCII. */
export function detectNonAsciiPasswordPhrase(
  text: ScannedText,
  start: number,
  end: number,
): Identifiable | undefined {
  return mayContainNoun(text, start, end) ? matchNonAsciiNoun(text, start, end) : undefined;
}

const MAX_ENDING_LENGTH = 4;

/** The noun may extend beyond the run, because it may contain a blank or end with a particle. */
function matchNonAsciiNoun(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const noun = getNonAsciiNounPattern().exec(text.slice(start, Math.min(end + 12, start + 512)));
  if (noun === null) return undefined;
  const nounEnd = start + noun.index + noun[0].length;
  // Endings of cases and articles: `lösenordet`, `паролем`, `şifremi`.
  const wordEnd = text.findRunEnd(nounEnd, WORD | NON_ASCII, MAX_ENDING_LENGTH);
  return matchPasswordAfter(text, text.hasOneOf(wordEnd, " :") ? wordEnd : nounEnd);
}

/** @param noun in lower case; undefined for one that is not in ASCII */
function matchPasswordAfter(text: ScannedText, nounEnd: number, noun?: string): Identifiable | undefined {
  const match = text.match(getValueAfterNounPattern(), nounEnd);
  if (match === null)
    return matchQuotedNeighbour(text, nounEnd, noun) ?? matchGeneratedAfterColon(text, nounEnd, noun);
  const neighbour = matchQuotedNeighbour(text, nounEnd, noun);
  if (neighbour !== undefined) return neighbour;
  const { verb, filler, mark = "" } = match.groups ?? {};
  const contentStart = nounEnd + match[0].length;
  const closing = mark === "" ? undefined : findClosingMark(text, contentStart, mark, MAX_QUOTED_LENGTH);
  // Without a closing mark, the mark is the first character of the value.
  const start = closing === undefined ? contentStart - mark.length : contentStart;
  const end = closing ?? findUnquotedWordEnd(text, start, nounEnd);
  const value = text.slice(start, end);
  const isStated = verb !== undefined;
  const isWeakNoun = noun !== undefined && WEAK_NOUNS.has(noun);
  if (filler !== undefined && (isWeakNoun || !mayBePassword(value))) return undefined;
  const isPassword =
    closing === undefined
      ? isLikelyPassword(value, { isStated, isWeakNoun, isInstrument: isInstrument(text, nounEnd, noun) })
      : isStated || (!isWeakNoun && isLikelyTyped(value));
  return isPassword && !isOrdinaryValue("secret", noun ?? "password", value)
    ? createMatch("secret", start, end)
    : matchGeneratedAfterColon(text, nounEnd, noun);
}

/** Returns true for `with password`, `using the password` and the like. */
function isInstrument(text: ScannedText, nounEnd: number, noun = ""): boolean {
  const start = nounEnd - noun.length;
  return (
    text.hasCharacter(start - 1, " ") &&
    /(?:with|using|mit|avec|con|com) (?:the |this |dem |le |la )?$/i.test(
      text.slice(Math.max(0, start - 16), start),
    )
  );
}

const getPlainWordPattern = createLazyPattern(`^${LETTERS}?\\p{Ll}*(?:-\\p{Ll}+)?$`, "u");

/**
 * Returns false for a plain word, for two that are joined, and for a flag.
 *
 * @param context `isStated`: a verb or a mark is before the value. Without one, the value needs to look generated.
 *   `isWeakNoun`: the noun has other meanings, so that the value needs a digit or a sign.
 *   `isInstrument`: `with` is before the noun, so that the value may be a phrase such as `river-moon-stone`.
 */
function isLikelyPassword(
  value: string,
  {
    isStated,
    isWeakNoun,
    isInstrument,
  }: Readonly<Record<"isStated" | "isWeakNoun" | "isInstrument", boolean>>,
): boolean {
  const word = value.replace(/[?!.:]{0,2}\*\*$/, ""); // the end of bold type: `**Where is my key stored?**`
  if (getPlainWordPattern().test(word) || /^--?[a-z][a-z-]*$/.test(value) || value.length < 4) return false;
  if (/^\d{1,3}(?:文字|個|字|자|位|桁)/.test(value)) return false; // a number of characters
  if (isStated)
    return (
      !isWeakNoun ||
      /^\d{4,8}$/.test(value) ||
      (mayBePassword(value) && !/^[a-z]+(?:[-_][a-z]+){0,2}$/i.test(value))
    );
  if (isInstrument && !isWeakNoun && mayBePassword(value)) return true;
  if (/^[([{<]/.test(value)) return false; // a remark, as in `password (P4PASSWD) invalid`
  if (isWeakNoun && !/^[A-Za-z\d]/.test(value)) return false;
  // a version, as in the list of a package manager, and a type of SQL
  if (/^\d+[.:]\d|^\w+\(\d+$/.test(value)) return false;
  return (
    isLikelyGenerated(value) ||
    (!isWeakNoun && value.split("-").length > 3) ||
    (value.length >= 6 && /\d/.test(value) && /[A-Za-z]/.test(value))
  );
}
