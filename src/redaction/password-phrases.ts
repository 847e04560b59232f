/** Passwords in sentences, in the languages people ask for help in: `my password is hunter2`, `我的密码是…`. */

import { LETTERS, LETTERS_AND_DIGITS, lazy, lazyPattern } from "../internal/lazy-value.js";
import { BEYOND, LETTER, WORD } from "./character-classes.js";
import { found, type Identifiable, type WordDetector } from "./finding.js";
import type { Text } from "./scanned-text.js";
import { isNoValue } from "./secret-names.js";

const ASCII_NOUNS = (
  "password passcode passphrase passwort kennwort passe ordine mdp senha parola clave wachtwoord salasana " +
  "lozenord heslo sifre pwd secret token key pin"
).split(" ");
/** Nouns with letters beyond ASCII; where no blanks divide words, one may stand at a run's end or before a particle. */
const NOUNS_BEYOND =
  "contraseña|hasło|jelszó|şifre|lösenord|парол[ьяею]|кл[юі]ч|секрет|密码|密碼|口令|密钥|パスワード|暗証番号|비밀번호|암호|كلمة المرور|كلمة السر|סיסמה|סיסמא|पासवर्ड|รหัสผ่าน";
const NOUN = lazyPattern(`(?:${NOUNS_BEYOND})`, "iu");

const COPULA = `(?:\\s{1,3}(?:is|was|are|ist|war|lautet|est|es|era|é|è|jest|to|är|er|on|это|был)(?![${LETTERS_AND_DIGITS}]))`;
const PARTICLE = "(?:は|が|是|为|為|는|은|이|가)";
const MARK = "\\s{0,3}(?:[:=]|-(?=\\s))";
/** Groups: 1 what states it, 2 an opening quote, 3 the value. Without anything between noun and value it has to look like no word. */
const AFTER = lazyPattern(
  `(?:(${COPULA}?(?:${PARTICLE}|${MARK})|${COPULA})\\s{0,3}|\\s{1,3})(\\\\{0,7}["'\`]|"")?([!-~]{3,128})`,
  "uy",
);

/** The rest of `mot de passe` and `parola d'ordine`. */
const NEEDED_BEFORE: Readonly<Record<string, RegExp>> = {
  passe: /mot de $|palavra-$/i,
  ordine: /parola d'$/i,
};

/** Detectors by the nouns in ASCII. */
export const NOUNS: readonly (readonly [string, WordDetector])[] = ASCII_NOUNS.map((noun) => {
  const before = NEEDED_BEFORE[noun];
  return [
    noun,
    (text, start, end) => {
      // One that goes on beyond ASCII is a part of another word.
      if ((text.classAt(end) & BEYOND) !== 0) return undefined;
      const isNoun = before === undefined || before.test(text.slice(Math.max(0, start - 9), start));
      return isNoun ? spokenAfter(text, end) : undefined;
    },
  ];
});

/** The first letter beyond ASCII of each noun, by its low byte: a look at a run's letters spares most runs the rest. */
const lettersOfNouns = lazy(() => {
  const letters = new Uint8Array(256);
  for (const noun of NOUNS_BEYOND.split("|")) {
    const letter = /[^\0-\x7f]/.exec(noun)?.[0] ?? "";
    for (const form of [letter.toLowerCase(), letter.toUpperCase()]) letters[form.charCodeAt(0) & 255] = 1;
  }
  return letters;
});

function mayHoldNoun(text: Text, start: number, end: number): boolean {
  const letters = lettersOfNouns();
  for (let index = start; index < end; index++) if (letters[text.charCodeAt(index) & 255] === 1) return true;
  return false;
}

/** Called at a run of letters beyond ASCII, and at a word in ASCII that such letters follow. */
export function spoken(text: Text, start: number, end: number): Identifiable | undefined {
  const isWord = (text.classAt(start) & BEYOND) === 0;
  if (isWord ? (text.classAt(end - 1) & LETTER) === 0 : !mayHoldNoun(text, start, end)) return undefined;
  const runEnd = isWord ? text.runEnd(end, WORD | BEYOND, 24) : end;
  const run = text.slice(start, Math.min(runEnd + 12, start + 512));
  const noun = NOUN().exec(run);
  return noun === null ? undefined : spokenAfter(text, start + noun.index + noun[0].length);
}

function spokenAfter(text: Text, nounEnd: number): Identifiable | undefined {
  const match = text.match(AFTER(), nounEnd);
  if (match?.[3] === undefined) return undefined;
  const valueStart = match.index + match[0].length - match[3].length;
  const value =
    match[2] === undefined ? bare(match[3]) : text.slice(valueStart, closing(text, valueStart, match[2]));
  const isStated = match[1] !== undefined;
  const isQuoted = match[2] !== undefined;
  if (isNoValue(value) || !(isQuoted ? isStated : looksSet(value, isStated))) return undefined;
  return found("secret", valueStart, valueStart + value.length);
}

/** Up to the quotation mark that closes. */
function closing(text: Text, from: number, quote: string): number {
  const length = text.slice(from, from + 512).indexOf(quote);
  return length > 0 ? from + length : text.runEnd(from, WORD);
}

function bare(value: string): string {
  if (/^[A-Za-z0-9]+$/.test(value)) return value;
  return value.replace(/\\[nrt].*$|[.,;:!?)\]}"'`<>|]+$/s, "");
}

const A_WORD = lazyPattern(`^${LETTERS}?\\p{Ll}*$`, "u");

/** A sentence goes on with a word; a secret has a digit, a capital within or a mark. */
function looksSet(value: string, isStated: boolean): boolean {
  if (A_WORD().test(value) || /^\W/.test(value[0] === "-" ? value : "") || value.length < 4) return false;
  return isStated || (value.length >= 6 && /\d/.test(value) && /[A-Za-z]/.test(value));
}
