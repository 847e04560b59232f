/** Passwords in sentences, in the languages people ask for help in: `my password is hunter2`, `我的密码是…`. */
import { BEYOND, classAt, runEnd, WORD } from "./characters.js";
import { found, type Identifiable } from "./finding.js";
import { isNoValue } from "./secret-names.js";
import { WordTable } from "./word-table.js";

const ASCII_NOUNS = WordTable.of(
  "password passcode passphrase passwort kennwort passe ordine mdp senha parola clave wachtwoord salasana",
  "lozenord heslo sifre pwd secret token key pin",
);
/** Nouns with letters beyond ASCII; where no blanks divide words, one may stand at a run's end or before a particle. */
const NOUN =
  /(?:contraseña|hasło|jelszó|şifre|lösenord|парол[ьяею]|кл[юі]ч|секрет|密码|密碼|口令|密钥|パスワード|暗証番号|비밀번호|암호|كلمة المرور|كلمة السر|סיסמה|סיסמא|पासवर्ड|รหัสผ่าน)/iu;

const COPULA =
  "(?:\\s{1,3}(?:is|was|are|ist|war|lautet|est|es|era|é|è|jest|to|är|er|on|это|был)(?![\\p{L}\\p{N}]))";
const PARTICLE = "(?:は|が|是|为|為|는|은|이|가)";
const MARK = "\\s{0,3}(?:[:=]|-(?=\\s))";
/** Groups: 1 what states it, 2 an opening quote, 3 the value. Without anything between noun and value it has to look like no word. */
const AFTER = new RegExp(
  `(?:(${COPULA}?(?:${PARTICLE}|${MARK})|${COPULA})\\s{0,3}|\\s{1,3})(\\\\{0,7}["'\`]|"")?([!-~]{3,128})`,
  "uy",
);

/** Called at a word in ASCII, or at a run of letters beyond it. */
export function spoken(text: string, start: number, end: number): Identifiable | undefined {
  const nounEnd =
    (classAt(text, start) & BEYOND) !== 0 ? beyondNounEnd(text, start, end) : asciiNounEnd(text, start, end);
  if (nounEnd === undefined) return undefined;
  AFTER.lastIndex = nounEnd;
  const match = AFTER.exec(text);
  if (match?.[3] === undefined) return undefined;
  const valueStart = AFTER.lastIndex - match[3].length;
  const value =
    match[2] === undefined ? bare(match[3]) : text.slice(valueStart, closing(text, valueStart, match[2]));
  const isStated = match[1] !== undefined;
  const isQuoted = match[2] !== undefined;
  if (isNoValue(value) || !(isQuoted ? isStated : looksSet(value, isStated))) return undefined;
  return found("secret", valueStart, valueStart + value.length);
}

function asciiNounEnd(text: string, start: number, end: number): number | undefined {
  // A word that goes on beyond ASCII is looked at whole.
  if ((classAt(text, end) & BEYOND) !== 0)
    return beyondNounEnd(text, start, runEnd(text, end, WORD | BEYOND, 24));
  const noun = ASCII_NOUNS.at(text, start, end);
  if (noun === undefined) return undefined;
  const before = NEEDED_BEFORE[noun];
  return before === undefined || before.test(text.slice(Math.max(0, start - 9), start)) ? end : undefined;
}

/** The rest of `mot de passe` and `parola d'ordine`. */
const NEEDED_BEFORE: Readonly<Record<string, RegExp>> = {
  passe: /mot de $|palavra-$/i,
  ordine: /parola d'$/i,
};

function beyondNounEnd(text: string, start: number, end: number): number | undefined {
  const run = text.slice(start, Math.min(end + 12, start + 512));
  const noun = NOUN.exec(run);
  return noun === null ? undefined : start + noun.index + noun[0].length;
}

/** Up to the quotation mark that closes. */
function closing(text: string, from: number, quote: string): number {
  const length = text.slice(from, from + 512).indexOf(quote);
  return length > 0 ? from + length : runEnd(text, from, WORD);
}

function bare(value: string): string {
  return value.replace(/\\[nrt].*$|[.,;:!?)\]}"'`<>|]+$/s, "");
}

/** A sentence goes on with a word; a secret has a digit, a capital within or a mark. */
function looksSet(value: string, isStated: boolean): boolean {
  if (/^\p{L}?\p{Ll}*$/u.test(value) || /^\W/.test(value[0] === "-" ? value : "") || value.length < 4)
    return false;
  return isStated || (value.length >= 6 && /\d/.test(value) && /[A-Za-z]/.test(value));
}
