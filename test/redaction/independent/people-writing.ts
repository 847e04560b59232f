/** Secrets as people write them to each other and for themselves: messages, tickets, notes and tables. */

import { drawDigits } from "./passwords.js";
import { createSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const shortCode = holdOnly(drawDigits(6), drawDigits(5), drawDigits(8));
const cell = as.word("|");
const inCode = as.phrase("`");
const inQuotes = as.phrase('"');

const MESSAGES: readonly Source[] = [
  createSource("Chat message", "https://en.wikipedia.org/wiki/Online_chat", [
    as.spoken`hey, here is the password for staging: ${value}\nlet me know if it works`,
    as.spoken`the password is ${value} and the user is admin`,
    as.spoken`pw: ${value}`,
    inCode`you can log in with \`${value}\` as the password, user is root`,
    as.spoken`[10:02] Anna: what's the wifi password?\n[10:03] Bob: ${value}`,
    as.spoken`I changed the root password to ${value}, please don't share it`,
    as.spoken`creds for the demo -> admin / ${value} (expires on Friday)`,
    as.spoken`login is deploy, password ${value}. Port 2222.`,
  ]),
  createSource("E-mail", "https://www.rfc-editor.org/rfc/rfc5322", [
    as.spoken`Hello Anna,\n\nyour account has been created.\n\nUsername: anna\nPassword: ${value}\n\nBest regards\nIT Support`,
    as.spoken`Your temporary password is: ${value}\nIt is valid for 24 hours.`,
    as.spoken`> Please use ${value} as the password for the archive.\nThanks, I could open it.`,
    inQuotes`The zip file is protected with the password "${value}" (without the quotes).`,
    as.spoken`We reset your password. New password: ${value}. Please change it after the first login.`,
    as.spoken`Dear customer, your passphrase is ${value} - keep it secret.`,
  ]),
  createSource("Ticket", "https://docs.github.com/issues/tracking-your-work-with-issues", [
    as.spoken`Steps to reproduce:\n1. Log in as admin with password ${value}\n2. Open Settings\n3. The page is empty`,
    inCode`**Environment**\n- URL: staging\n- User: tester\n- Password: \`${value}\`\n- Browser: Firefox`,
    as.spoken`The customer says that his password ${value} is not accepted since the update.`,
    as.spoken`Workaround: set the admin password to ${value} and restart the service`,
    as.spoken`Credentials: tester/${value}\nExpected: login works`,
    as.raw`API key used in the test: ${key}\nResult: 403`,
  ]),
  createSource(
    "README",
    "https://docs.github.com/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax",
    [
      inCode`## Login\n\nThe default user is \`admin\` and the default password is \`${value}\`.\n\n## Tests`,
      cell`| Name | User | Password |\n| --- | --- | --- |\n| staging | admin | ${value} |`,
      as.spoken`- **Username:** demo\n- **Password:** ${value}\n- **Role:** editor`,
      as.shellSingle`\`\`\`sh\nexport ADMIN_PASSWORD='${value}'\nnpm start\n\`\`\``,
      cell`| Setting | Value |\n|---|---|\n| db_password | ${value} |\n| db_port | 5432 |`,
      inCode`Set the key to \`API_KEY=${key}\` in your shell.`,
    ],
  ),
  createSource("Commit message", "https://git-scm.com/docs/git-commit", [
    as.spoken`Change the database password to ${value}`,
    as.spoken`commit 1a2b3c4\nAuthor: Anna\n\n    fix login, password was ${value} before`,
    as.doubleQuoted`-  "password": "${value}",\n+  "password": process.env.DB_PASSWORD,`,
    as.yamlPlain`@@ -3,3 +3,3 @@\n-password: ${value}\n+password: !vault x\n user: app`,
    as.singleQuoted`// old password: '${value}'\n// TODO remove`,
  ]),
  createSource("Notes", "https://en.wikipedia.org/wiki/Password", [
    as.raw`router\nuser: admin\npass: ${value}\nip: 192.168.1.1`,
    as.raw`Wi-Fi\nNetwork: Home\nPassword: ${value}\nCode of the gate is on the paper`,
    as.spoken`Netflix  anna@example.org  pw ${value}  (shared with Bob)`,
    as.raw`Master password = ${value}\nHint: holidays`,
    as.spoken`PW NAS: ${value}; PW printer: same`,
    as.raw`BIOS password: ${value}\nBitLocker: see safe`,
  ]),
  createSource(
    "Wi-Fi",
    "https://github.com/zxing/zxing/wiki/Barcode-Contents#wi-fi-network-config-android-ios-11",
    [
      as.word('\\;,":')`WIFI:T:WPA;S:Home;P:${value};;`,
      as.word('\\;,":')`WIFI:S:Guest;T:WPA2;P:${value};H:false;;`,
      as.spoken`Guest Wi-Fi: network "Lobby", key: ${value}`,
      as.raw`    Security key           : Present\n    Key Content            : ${value}\n\nCost settings`,
      as.spoken`The Wi-Fi password is ${value}, ask at the desk for a new one.`,
    ],
  ),
  createSource(
    "Text message with a code",
    "https://developer.apple.com/documentation/security/enabling-autofill-for-domain-bound-sms-codes",
    [
      as.raw`Your verification code is ${shortCode}. Do not share it.`,
      as.raw`${shortCode} is your login code for Shop. It expires in 10 minutes.`,
      as.raw`Use code ${shortCode} to sign in.\n@shop.example.org #${shortCode}`,
      as.raw`Your one-time password (OTP) is ${shortCode}`,
      as.raw`Ihr Bestätigungscode lautet ${shortCode}.`,
      as.raw`2FA code: ${shortCode}`,
    ],
  ),
];

/** Labels and sentences by people who write in other languages, one source for a language. */
const LANGUAGES: readonly Source[] = [
  createSource("German", "https://de.wikipedia.org/wiki/Passwort", [
    as.spoken`Das Passwort lautet ${value} und gilt bis Freitag.`,
    as.raw`Benutzername: anna\nKennwort: ${value}\nServer: db01`,
    as.spoken`Zugangsdaten: Benutzer admin, Passwort: ${value}`,
    as.yamlPlain`datenbank:\n  benutzer: app\n  passwort: ${value}\n  port: 3306`,
    as.json`{"benutzer":"anna","kennwort":"${value}","sprache":"de"}`,
    as.spoken`Ich habe das Kennwort auf ${value} geändert, bitte nicht weitergeben.`,
  ]),
  createSource("French", "https://fr.wikipedia.org/wiki/Mot_de_passe", [
    as.spoken`Le mot de passe est ${value} pour le compte admin.`,
    as.raw`Identifiant : anna\nMot de passe : ${value}\nServeur : db01`,
    as.json`{"utilisateur":"anna","mot_de_passe":"${value}","langue":"fr"}`,
    as.singleQuoted`$motdepasse = '${value}';\n$utilisateur = 'root';`,
    as.spoken`Voici ton nouveau mot de passe: ${value} (à changer).`,
    as.yamlPlain`mdp: ${value}\nport: 22`,
  ]),
  createSource("Spanish and Portuguese", "https://es.wikipedia.org/wiki/Contrase%C3%B1a", [
    as.raw`Usuario: anna\nContraseña: ${value}\nServidor: db01`,
    as.spoken`La contraseña es ${value} y el usuario es admin.`,
    as.json`{"usuario":"anna","contrasena":"${value}","idioma":"es"}`,
    as.raw`Usuário: anna\nSenha: ${value}\nPorta: 22`,
    as.spoken`A senha do servidor é ${value}, não compartilhe.`,
    as.singleQuoted`senha = '${value}'\nusuario = 'root'`,
    as.doubleQuoted`String clave = "${value}"; // clave de acceso`,
  ]),
  createSource("Italian and Dutch", "https://nl.wikipedia.org/wiki/Wachtwoord", [
    as.raw`Gebruikersnaam: anna\nWachtwoord: ${value}\nServer: db01`,
    as.spoken`Het wachtwoord is ${value} en de gebruiker is admin.`,
    as.json`{"gebruiker":"anna","wachtwoord":"${value}"}`,
    as.spoken`La password è ${value}, cambiala al primo accesso.`,
    as.raw`Utente: anna\nParola d'ordine: ${value}\nPorta: 22`,
  ]),
  createSource("Polish and Czech", "https://pl.wikipedia.org/wiki/Has%C5%82o", [
    as.raw`Użytkownik: anna\nHasło: ${value}\nSerwer: db01`,
    as.spoken`Hasło to ${value}, proszę zmienić po zalogowaniu.`,
    as.json`{"uzytkownik":"anna","haslo":"${value}"}`,
    as.raw`Uživatel: anna\nHeslo: ${value}\nPort: 22`,
    as.yamlPlain`baza:\n  haslo: ${value}\n  port: 5432`,
  ]),
  createSource("Turkish", "https://tr.wikipedia.org/wiki/Parola", [
    as.raw`Kullanıcı adı: anna\nŞifre: ${value}\nSunucu: db01`,
    as.spoken`Yeni şifreniz: ${value} (ilk girişte değiştirin)`,
    as.json`{"kullanici":"anna","sifre":"${value}"}`,
    as.raw`Parola: ${value}\nKullanıcı: root`,
  ]),
  createSource("Swedish and Danish", "https://sv.wikipedia.org/wiki/L%C3%B6senord", [
    as.raw`Användarnamn: anna\nLösenord: ${value}\nServer: db01`,
    as.spoken`Lösenordet är ${value}, byt det efter inloggningen.`,
    as.json`{"anvandare":"anna","losenord":"${value}"}`,
    as.raw`Brugernavn: anna\nAdgangskode: ${value}\nPort: 22`,
    as.raw`Käyttäjä: anna\nSalasana: ${value}\nPalvelin: db01`,
    as.spoken`Passordet er ${value}, ikke del det.`,
  ]),
  createSource(
    "Russian and Ukrainian",
    "https://ru.wikipedia.org/wiki/%D0%9F%D0%B0%D1%80%D0%BE%D0%BB%D1%8C",
    [
      as.raw`Логин: anna\nПароль: ${value}\nСервер: db01`,
      as.spoken`Пароль от сервера ${value}, никому не говори.`,
      as.json`{"логин":"anna","пароль":"${value}"}`,
      as.spoken`Ваш новый пароль: ${value} (смените его)`,
      as.raw`Ім'я: anna\nПароль: ${value}\nПорт: 22`,
    ],
  ),
  createSource("Chinese", "https://zh.wikipedia.org/wiki/%E5%AF%86%E7%A0%81", [
    as.raw`用户名:anna\n密码:${value}\n端口:22`,
    as.spoken`密码是 ${value} ,请尽快修改`,
    as.json`{"用户":"anna","密码":"${value}"}`,
    as.raw`帳號: anna\n密碼: ${value}\n`,
    as.raw`数据库口令:${value}\n`,
  ]),
  createSource(
    "Japanese and Korean",
    "https://ja.wikipedia.org/wiki/%E3%83%91%E3%82%B9%E3%83%AF%E3%83%BC%E3%83%89",
    [
      as.raw`ユーザー名:anna\nパスワード:${value}\nポート:22`,
      as.spoken`パスワードは ${value} です。`,
      as.json`{"ユーザー":"anna","パスワード":"${value}"}`,
      as.raw`아이디: anna\n비밀번호: ${value}\n포트: 22`,
      as.spoken`비밀번호는 ${value} 입니다.`,
    ],
  ),
];

export const WRITING_SOURCES: readonly Source[] = [...MESSAGES, ...LANGUAGES];
