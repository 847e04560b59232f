/** Passwords in sentences, in the languages people ask for help in: `my password is hunter2`, `我的密码是…`. */

import { createLazy, createLazyPattern, LETTERS, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { LETTER, NON_ASCII, WORD } from "../character-classes.js";
import { createMatch, type Identifiable, type WordDetector } from "../detector.js";
import type { ScannedText } from "../scanned-text.js";
import { isPlaceholderValue } from "../sensitive-keys.js";

const ASCII_PASSWORD_NOUNS = (
  "password passcode passphrase passwort kennwort passe ordine mdp senha parola clave wachtwoord salasana " +
  "lozenord heslo sifre pwd secret token key pin"
).split(" ");
/** Nouns with letters beyond ASCII; where no blanks divide words, one may stand at a run's end or before a particle. */
const NON_ASCII_PASSWORD_NOUNS =
  "contraseña|hasło|jelszó|şifre|lösenord|парол[ьяею]|кл[юі]ч|секрет|密码|密碼|口令|密钥|パスワード|暗証番号|비밀번호|암호|كلمة المرور|كلمة السر|סיסמה|סיסמא|पासवर्ड|รหัสผ่าน";
const NON_ASCII_NOUN = createLazyPattern(`(?:${NON_ASCII_PASSWORD_NOUNS})`, "iu");

const COPULA = `(?:\\s{1,3}(?:is|was|are|ist|war|lautet|est|es|era|é|è|jest|to|är|er|on|это|был)(?![${LETTERS_AND_DIGITS}]))`;
const PARTICLE = "(?:は|が|是|为|為|는|은|이|가)";
const ASSIGNMENT_MARK = "\\s{0,3}(?:[:=]|-(?=\\s))";
/** Groups: 1 what states it, 2 an opening quote, 3 the value. Without anything between noun and value it has to look like no word. */
const VALUE_AFTER_NOUN = createLazyPattern(
  `(?:(${COPULA}?(?:${PARTICLE}|${ASSIGNMENT_MARK})|${COPULA})\\s{0,3}|\\s{1,3})(\\\\{0,7}["'\`]|"")?([!-~]{3,128})`,
  "uy",
);

/** The rest of `mot de passe` and `parola d'ordine`. */
const REQUIRED_PREFIXES: Readonly<Record<string, RegExp>> = {
  passe: /mot de $|palavra-$/i,
  ordine: /parola d'$/i,
};

/** Detectors by the nouns in ASCII. */
export const PASSWORD_NOUN_DETECTORS: readonly (readonly [string, WordDetector])[] = ASCII_PASSWORD_NOUNS.map(
  (noun) => {
    const before = REQUIRED_PREFIXES[noun];
    return [
      noun,
      (text, start, end) => {
        // One that goes on beyond ASCII is a part of another word.
        if ((text.charClassAt(end) & NON_ASCII) !== 0) return undefined;
        const isNoun = before === undefined || before.test(text.slice(Math.max(0, start - 9), start));
        return isNoun ? matchPasswordAfter(text, end) : undefined;
      },
    ];
  },
);

/** The first letter beyond ASCII of each noun, by its low byte: a look at a run's letters spares most runs the rest. */
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

/** Called at a run of letters beyond ASCII, and at a word in ASCII that such letters follow. */
export function detectPasswordPhrase(
  text: ScannedText,
  start: number,
  end: number,
): Identifiable | undefined {
  const isWord = (text.charClassAt(start) & NON_ASCII) === 0;
  if (isWord ? (text.charClassAt(end - 1) & LETTER) === 0 : !mayContainNoun(text, start, end))
    return undefined;
  const runEnd = isWord ? text.findRunEnd(end, WORD | NON_ASCII, 24) : end;
  const run = text.slice(start, Math.min(runEnd + 12, start + 512));
  const noun = NON_ASCII_NOUN().exec(run);
  return noun === null ? undefined : matchPasswordAfter(text, start + noun.index + noun[0].length);
}

function matchPasswordAfter(text: ScannedText, nounEnd: number): Identifiable | undefined {
  const match = text.match(VALUE_AFTER_NOUN(), nounEnd);
  if (match?.[3] === undefined) return undefined;
  const valueStart = match.index + match[0].length - match[3].length;
  const value =
    match[2] === undefined
      ? trimPunctuation(match[3])
      : text.slice(valueStart, findClosingQuote(text, valueStart, match[2]));
  const isStated = match[1] !== undefined;
  const isQuoted = match[2] !== undefined;
  if (isPlaceholderValue(value) || !(isQuoted ? isStated : looksLikePassword(value, isStated)))
    return undefined;
  return createMatch("secret", valueStart, valueStart + value.length);
}

/** Up to the quotation mark that closes. */
function findClosingQuote(text: ScannedText, from: number, quote: string): number {
  const length = text.slice(from, from + 512).indexOf(quote);
  return length > 0 ? from + length : text.findRunEnd(from, WORD);
}

function trimPunctuation(value: string): string {
  if (/^[A-Za-z0-9]+$/.test(value)) return value;
  return value.replace(/\\[nrt].*$|[.,;:!?)\]}"'`<>|]+$/s, "");
}

const PLAIN_WORD = createLazyPattern(`^${LETTERS}?\\p{Ll}*$`, "u");

/** A sentence goes on with a word; a secret has a digit, a capital within or a mark. */
function looksLikePassword(value: string, isStated: boolean): boolean {
  if (PLAIN_WORD().test(value) || /^\W/.test(value[0] === "-" ? value : "") || value.length < 4) return false;
  return isStated || (value.length >= 6 && /\d/.test(value) && /[A-Za-z]/.test(value));
}
