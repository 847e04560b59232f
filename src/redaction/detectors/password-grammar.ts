/** Lists the nouns for a password, and what stands between a noun and its value in a sentence, in many languages. */
import { createLazy, createLazyPattern } from "../../internal/lazy-module.js";

export const ASCII_PASSWORD_NOUNS = (
  "password passcode passphrase passwort kennwort passe ordine mdp senha parola clave wachtwoord salasana " +
  "lozenord heslo sifre parool contrasenya pasahitza nenosiri adgangskode kodeord passord geslo lozinka parole pwd pw secret token key pin pass"
).split(" ");
/** In scripts without spaces the noun may be at the end of a run of letters, or before a particle. */
export const NON_ASCII_PASSWORD_NOUNS =
  "contraseña|hasło|jelszó|şifre|lösenord|парол[ьяею]|паролата|лозинка|lykilorð|пароля|পাসওয়ার্ড|mật khẩu|קוד סודי|кл[юі]ч|секрет|密码|密碼|口令|密钥|パスワード|暗証番号|비밀번호|비번|암호|كلمة المرور|كلمة السر|סיסמה|סיסמא|पासवर्ड|รหัสผ่าน";
export const getNonAsciiNounPattern = createLazyPattern(`(?:${NON_ASCII_PASSWORD_NOUNS})`, "iu");

const COPULA = `(?:\\s{1,3}(?:is|was|are|to be|to equal|to eq|should be|equals|ist|war|lautet|est|es|era|é|è|jest|to|är|er|on|és|je|ay|ni|adalah|là|е|је|היא|הוא|है|это|был|c'est|c'était|était|sigue siendo|will be|used to be)(?: (?:always|still|now|immer|noch|jetzt|toujours|encore|siempre|ahora|sempre|ora))?(?![A-Za-z\\d\u00aa-\uffff]))`;
const PARTICLE = "(?:は|が|是|为|為|는|은|이|가|คือ)";
const DASH = "\\s{1,3}-(?=\\s)";
/** The purpose of a password: `password for staging:`, `senha do servidor é`. */
const PURPOSE =
  "(?: [([][^)\\]\\r\\n]{1,24}[)\\]](?=\\s?:)| [A-Z][\\w.-]{1,24}(?=\\s?:)| (?:for|of|to|on|at|für|zum|zur|von|vom|de|del|du|pour|para|do|da|per|di|dla|till|för|til|k|ke|od|от|для|к|на)(?: [^\\s:]{1,24}){1,4}?)";
const CHANGE =
  "(?:(?: (?:is|was|has been|wurde|est|es|ist))?(?: (?:now|set|changed|reset|updated|jetzt))? (?:to|auf|lautet jetzt|lautet))";
/** Adjectives after the noun: `mot de passe provisoire : …`, `hasło tymczasowe to …`. */
const FILLER = "(?: [A-Za-z\u00aa-\uffff-]{3,16}){1,2}";
/** Tags and Markdown before the value: `password is <b>…</b>`. */
const MARKUP = "(?:<[a-z]{1,8}>|\\*\\*|__|\\*){0,2}";
/** Groups: the verb, particle or dash between noun and value, in it an adjective, and an opening mark. The value follows. */
// Without Unicode properties, because these take the engine two milliseconds at the first text.
export const getValueAfterNounPattern = createLazy(
  () =>
    new RegExp(
      `(?:(?<verb>${PURPOSE}?${COPULA}(?:\\s?:)?|${PURPOSE}\\s?:|(?<filler>${FILLER})(?:${COPULA}|\\s?:)|${CHANGE}|${PARTICLE}(?:\\s?:)?|${DASH})\\s{0,3}|[ \\t]{1,3})${MARKUP}(?<mark>\\\\{0,7}["'\`]|"")?(?!//)(?=[^\\s]{3})`,
      "y",
    ),
);
