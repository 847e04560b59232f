/** Detects passwords in sentences of many languages: `my password is hunter2`, `我的密码是…`. */
import { createLazy, createLazyPattern, LETTERS, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import { LETTER, NON_ASCII, WORD } from "../character-classes.js";
import type { WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";
import { isPlaceholderValue } from "../sensitive-values.js";

const ASCII_PASSWORD_NOUNS = (
  "password passcode passphrase passwort kennwort passe ordine mdp senha parola clave wachtwoord salasana " +
  "lozenord heslo sifre pwd secret token key pin"
).split(" ");
/** In scripts without spaces the noun may be at the end of a run of letters, or before a particle. */
const NON_ASCII_PASSWORD_NOUNS =
  "contraseña|hasło|jelszó|şifre|lösenord|парол[ьяею]|кл[юі]ч|секрет|密码|密碼|口令|密钥|パスワード|暗証番号|비밀번호|암호|كلمة المرور|كلمة السر|סיסמה|סיסמא|पासवर्ड|รหัสผ่าน";
const getNonAsciiNounPattern = createLazyPattern(`(?:${NON_ASCII_PASSWORD_NOUNS})`, "iu");

const COPULA = `(?:\\s{1,3}(?:is|was|are|ist|war|lautet|est|es|era|é|è|jest|to|är|er|on|это|был)(?![${LETTERS_AND_DIGITS}]))`;
const PARTICLE = "(?:は|が|是|为|為|는|은|이|가)";
const ASSIGNMENT_MARK = "\\s{0,3}(?:[:=]|-(?=\\s))";
/** Groups: 1 the verb, particle or mark between noun and value, 2 an opening quotation mark, 3 the value. */
const getValueAfterNounPattern = createLazyPattern(
  `(?:(${COPULA}?(?:${PARTICLE}|${ASSIGNMENT_MARK})|${COPULA})\\s{0,3}|\\s{1,3})(\\\\{0,7}["'\`]|"")?([!-~]{3,128})`,
  "uy",
);

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
        return isNoun ? matchPasswordAfter(text, end) : undefined;
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

/** The noun may extend beyond the run, because it may contain a blank or end with a particle. */
function matchNonAsciiNoun(text: ScannedText, start: number, end: number): Identifiable | undefined {
  const noun = getNonAsciiNounPattern().exec(text.slice(start, Math.min(end + 12, start + 512)));
  return noun === null ? undefined : matchPasswordAfter(text, start + noun.index + noun[0].length);
}

function matchPasswordAfter(text: ScannedText, nounEnd: number): Identifiable | undefined {
  const match = text.match(getValueAfterNounPattern(), nounEnd);
  if (match?.[3] === undefined) return undefined;
  const [whole, verb, quote, rawValue] = match;
  const valueStart = nounEnd + whole.length - rawValue.length;
  const value =
    quote === undefined
      ? trimPunctuation(rawValue)
      : text.slice(valueStart, findClosingQuote(text, valueStart, quote));
  const isStated = verb !== undefined;
  const isPassword = quote === undefined ? looksLikePassword(value, { isStated }) : isStated;
  return isPassword && !isPlaceholderValue(value)
    ? createMatch("secret", valueStart, valueStart + value.length)
    : undefined;
}

/** Returns the offset of the closing mark. Without one, the value is the word at `from`. */
function findClosingQuote(text: ScannedText, from: number, quote: string): number {
  const length = text.slice(from, from + 512).indexOf(quote);
  return length > 0 ? from + length : text.findRunEnd(from, WORD);
}

/** Removes the punctuation of the sentence at the end, and everything from an escape such as `\n` on. */
function trimPunctuation(value: string): string {
  if (/^[A-Za-z0-9]+$/.test(value)) return value;
  return value.replace(/\\[nrt].*$|[.,;:!?)\]}"'`<>|]+$/s, "");
}

const getPlainWordPattern = createLazyPattern(`^${LETTERS}?\\p{Ll}*$`, "u");

/**
 * Returns false for a plain word and for a flag. If no verb or mark is before the value, it needs digits and letters.
 *
 * @param context `isStated` is true if a verb or a mark is before the value
 */
function looksLikePassword(value: string, { isStated }: { readonly isStated: boolean }): boolean {
  if (getPlainWordPattern().test(value) || value.startsWith("-") || value.length < 4) return false;
  return isStated || (value.length >= 6 && /\d/.test(value) && /[A-Za-z]/.test(value));
}
