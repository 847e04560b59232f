/** Makes passwords in sentences of several languages. */
import { userName } from "./people.js";
import { type Maker, partly } from "./sample.js";
import { anything, inJson, pair, plain, spaceless } from "./secret-values.js";

/** Phrases that precede a password directly. */
const SAID: Readonly<Record<string, readonly string[]>> = {
  English: ["my password is ", "The password is: ", "password: ", "pw: ", "Password = ", "the passcode is "],
  German: ["Passwort: ", "Mein Passwort ist ", "Kennwort: ", "das Passwort lautet "],
  French: ["mot de passe : ", "Mon mot de passe est ", "mdp: ", "Le mot de passe : "],
  Spanish: ["contraseña: ", "mi contraseña es ", "clave: ", "La contraseña es: "],
  Portuguese: ["senha: ", "minha senha é ", "palavra-passe: "],
  Italian: ["la mia password è ", "parola d'ordine: "],
  Dutch: ["wachtwoord: ", "mijn wachtwoord is "],
  Polish: ["hasło: ", "moje hasło to "],
  Turkish: ["şifre: ", "parola: "],
  Russian: ["пароль: ", "мой пароль ", "Пароль — "],
  Ukrainian: ["пароль: ", "мій пароль: "],
  Chinese: ["密码：", "我的密码是", "密码: ", "口令："],
  Japanese: ["パスワード：", "パスワードは", "パスワード: "],
  Korean: ["비밀번호: ", "비밀번호는 ", "암호: "],
  Arabic: ["كلمة المرور: "],
  Hebrew: ["סיסמה: "],
};

const spoken: Maker[] = Object.entries(SAID).flatMap(([language, openings]) =>
  partly(
    "secret",
    Object.fromEntries(
      openings.map((opening) => [
        `said in ${language}: ${opening.trim()}`,
        pair(
          (r) => r.pick([opening]),
          spaceless,
          (key, value) => key + value,
        ),
      ]),
    ),
  ),
);

export const SPOKEN: readonly Maker[] = [
  ...spoken,
  ...partly("secret", {
    "said, quoted": pair(
      () => "",
      anything,
      (_key, value) => `my password is "${value}"`,
      inJson,
    ),
    "said, then more": pair(
      () => "",
      plain,
      (_key, value) => `password: ${value}, please change it`,
    ),
    "user and password": (r) => {
      const [name, value] = [userName(r), plain(r)];
      return { text: `user: ${name} password: ${value}`, sensitive: [name, value] };
    },
    "user slash password": (r) => {
      const [name, value] = [userName(r), plain(r)];
      return { text: `login/password: ${name}/${value}`, sensitive: [name, value] };
    },
  }),
];
