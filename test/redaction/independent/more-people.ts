/** Secrets as people say, print, hand over and ask about them. */

import { drawAlnum, drawDigits, drawHex } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const pin = holdOnly(drawDigits(4), drawDigits(6));
const code = holdOnly(drawDigits(6), drawDigits(8));
const label = holdOnly(drawAlnum(10), drawDigits(16), drawHex(12));
const inQuotes = as.phrase('"');
const inCode = as.phrase("`");
const cell = as.phrase("\t");

const SPEAKING: readonly Source[] = [
  createShortSource(
    "Voice assistant",
    "https://developer.amazon.com/docs/custom-skills/request-and-response-json-reference.html",
    [
      as.raw`user: what is the code of the garage\nassistant: The code of the garage is ${pin}.`,
      as.spoken`user: remember that my wifi password is ${value}\nassistant: Okay, I will remember that.`,
      as.json`{"intent": {"name": "UnlockIntent", "slots": {"pin": {"name": "pin", "value": "${pin}"}}}}`,
      as.raw`00:12 SPEAKER_1: my pin is ${pin}\n00:15 SPEAKER_2: thank you, one moment`,
      as.spoken`[dictated] note to self, the new password for the bank is ${value}`,
      as.json`{"utterance": "my password is ${value}", "confidence": 0.87, "lang": "en"}`,
    ],
  ),
  createShortSource("Call centre", "https://en.wikipedia.org/wiki/Call_centre", [
    as.raw`Agent: Can you tell me your customer password?\nCaller: Sure, it is ${holdOnly(drawAlnum(8))}.`,
    as.raw`Caller verified with telephone PIN ${pin}, asked for a new card.`,
    as.spoken`Agent: I have set a temporary password for you, it is ${value}. Please write it down.`,
    as.raw`Call notes: caller gave the one-time code ${code}, identity confirmed`,
    as.raw`Voicemail: "Hi, the alarm code is ${pin}, see you on Monday."`,
  ]),
  createShortSource(
    "Letters that were scanned",
    "https://en.wikipedia.org/wiki/Optical_character_recognition",
    [
      as.raw`Dear Ms Berg,\n\nyour new PIN is:   ${pin}\n\nPlease destroy this letter.`,
      as.raw`Ihre Zugangsdaten\nAnmeldename    anna\nStartkennwort  ${label}\nBitte bei der ersten Anmeldung ändern`,
      as.raw`ONLINE BANKING\nUser ID: see card\nInitial password : ${label}\nValid for 30 days`,
      as.raw`SIM card\nPIN1: ${pin}\nPUK1: see back`,
      as.raw`PUK1  ${holdOnly(drawDigits(8))}\nICCID on the card`,
      as.raw`Votre code confidentiel : ${pin}\nNe le communiquez à personne.`,
    ],
  ),
  createShortSource("Labels on devices", "https://en.wikipedia.org/wiki/Product_key", [
    as.raw`MODEL: R7 PRO\nSSID: R7-2G\nWiFi Key: ${label}\nWeb: 192.168.0.1`,
    as.raw`Default login\nUsername: admin\nPassword: ${label}\nMade in EU`,
    as.raw`WLAN-Netzwerkschlüssel (WPA2):\n${label}\nKennwort der Oberfläche: siehe Heft`,
    as.raw`Setup code: ${holdOnly((random) => `${drawDigits(3)(random)}-${drawDigits(2)(random)}-${drawDigits(3)(random)}`)}\nScan with the home app`,
    as.raw`FRITZ!Box-Kennwort: ${label}\n`,
    as.raw`Bluetooth passkey: ${code}\nRange 10 m`,
  ]),
];

const WORK: readonly Source[] = [
  createShortSource("Handover document", "https://en.wikipedia.org/wiki/Handover", [
    as.spoken`4. Accounts\n4.1 Shop admin: user admin, password ${value}\n4.2 Mail: ask Bob`,
    as.spoken`The root password of the old server is ${value}. The new one uses keys.`,
    as.raw`SERVER       USER    PASSWORD\nweb1         root    ${holdOnly(drawAlnum(14), drawHex(16))}\n`,
    inCode`* Jenkins: https://ci.example.org, \`admin\` / \`${value}\`\n* Wiki: no login`,
    as.raw`Database\n  Host: db01\n  User: app\n  Password: ${value}\n  Schema: shop`,
  ]),
  createShortSource("Meeting minutes", "https://en.wikipedia.org/wiki/Minutes", [
    as.raw`Join: https://meet.example.org/j/1\nMeeting ID: 812 3344 5566\nPasscode: ${holdOnly(drawDigits(6), drawAlnum(8))}\n`,
    as.raw`Dial-in: +1 555 0100\nHost PIN: ${pin}\nRecording: yes`,
    as.spoken`Decision: the demo account gets the password ${value} until the fair is over.`,
    as.urlStrict`https://meet.example.org/j/8123344556?pwd=${holdOnly(drawAlnum(32))}&from=mail`,
    as.spoken`The recording is shared with everybody, access code ${holdOnly(drawAlnum(8))}, until Friday.`,
  ]),
  createShortSource("Question in a forum", "https://stackoverflow.com/help/how-to-ask", [
    as.doubleQuoted`I always get "Access denied". My code:\n\n    $conn = login("root", "${value}"); // real password\n\nWhat is wrong?`,
    as.spoken`I set the password to ${value} but the login still fails, any ideas?`,
    as.yamlPlain`Here is my docker-compose.yml:\n\n    MYSQL_USER: app\n    MYSQL_PASSWORD: ${value}\n\nThe container exits at once.`,
    as.spoken`Edit: yes, the password ${value} is correct, I can log in by hand.`,
    inQuotes`Why does it say "wrong passphrase" when I type "${value}"?`,
    as.raw`OP here. I forgot to remove my API key ${key} from the log, it is revoked now.`,
  ]),
  createShortSource(
    "Code review",
    "https://docs.github.com/pull-requests/collaborating-with-pull-requests/reviewing-changes-in-pull-requests",
    [
      inCode`Please do not commit \`password = ${value}\`, read it from the environment.`,
      as.spoken`nit: the test uses the real password ${value} of staging, can we use a fake one?`,
      as.doubleQuoted`\`\`\`suggestion\n    password: "${value}",\n\`\`\`\nThis is the value of the test system.`,
      as.raw`The secret scanner says: API key ${key} found in config.yml, line 12`,
      as.doubleQuoted`> +  const PASSWORD = "${value}";\nWhy is this here?`,
    ],
  ),
  createShortSource("Prompt to an assistant", "https://en.wikipedia.org/wiki/Prompt_engineering", [
    as.spoken`Write a script that logs in to my router with the password ${value} and restarts it.`,
    as.spoken`connect to db01 as app, pw ${value}, and tell me which tables are large`,
    inQuotes`My password is "${value}". Is it strong enough?`,
    as.spoken`use these credentials: user deploy, pass ${value}`,
    as.spoken`Translate into French: Your password is ${value}. Please change it.`,
    as.raw`here's my token ${key} - call the API and summarise the answer`,
  ]),
  createShortSource("Welcome message", "https://en.wikipedia.org/wiki/Onboarding", [
    as.spoken`Hi Anna and welcome! Your login is anna.berg and your first password is ${value}.`,
    as.raw`Account: anna.berg\nInitial password: ${value}\nMail: anna.berg@example.org`,
    as.html`<li>User name: anna.berg</li>\n<li>Password: <code>${value}</code></li>\n<li>Printer: 2nd floor</li>`,
    as.raw`Building access\nDoor PIN: ${pin}\nAlarm: off at 7`,
    as.spoken`You can log in to the VPN with the shared secret ${value}. Ask IT for the profile.`,
  ]),
  createShortSource("Holiday flat", "https://en.wikipedia.org/wiki/Vacation_rental", [
    as.raw`The key box is next to the door, the code is ${pin}.`,
    as.raw`Wi-Fi: Seaside\nPassword: ${value}\nCheck-out: 10:00`,
    as.raw`Gate code: ${pin}#\nParking: P3`,
    as.raw`Safe: default code ${pin}, please reset it when you leave`,
    as.raw`Alarmanlage: Code ${pin} eingeben und bestätigen.`,
    as.spoken`Hi! The WiFi is called Seaside and the password is ${value}. Enjoy your stay!`,
  ]),
];

const TABLES: readonly Source[] = [
  createShortSource(
    "Spreadsheet as tabs",
    "https://www.iana.org/assignments/media-types/text/tab-separated-values",
    [
      cell`System\tUser\tPassword\tOwner\nShop\tadmin\t${value}\tAnna`,
      cell`Name\tHost\tLogin\tPwd\nNAS\t10.0.0.5\tanna\t${value}\nPrinter\t10.0.0.6\t\t`,
      cell`Gerät\tBenutzer\tKennwort\nRouter\tadmin\t${value}`,
      cell`Account\tPIN\tTAN list\nBank\t${pin}\tdrawer`,
      cell`password\t${value}\nuser\tanna\nport\t22`,
      cell`Compte\tMot de passe\tRemarque\nadmin\t${value}\tprovisoire`,
    ],
  ),
  createShortSource(
    "Spreadsheet formulas",
    "https://support.microsoft.com/office/vlookup-function-0bbc8083-26fe-4963-8ab8-93ad188ad0a1",
    [
      as.csv`=WEBSERVICE("https://api.example.org/rates?apikey=${key}&base=EUR")`,
      as.basic`=IF(B2="${value}","ok","wrong password")`,
      as.basic`let Source = Sql.Database("db01", "shop", [UserName="app", Password="${value}"]) in Source`,
      as.csv`user;password;role\nanna;"${value}";admin`,
      as.csv`"login","pass","group"\n"anna","${value}","staff"\n"bob","","guest"`,
    ],
  ),
  createShortSource("Lists of users", "https://docs.moodle.org/en/Upload_users", [
    as.csv`username,password,firstname,lastname,email\nanna,"${value}",Anna,Berg,a@example.org`,
    as.word(",\"'")`username,password,firstname,lastname\nanna,${value},Anna,Berg\nbob,x,Bob,Ray`,
    as.csv`First Name,Last Name,Email Address,Password,Org Unit Path\nAnna,Berg,a@example.org,"${value}",/Staff`,
    as.csv`Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No)\nAnna,a@example.org,"${value}",No`,
    as.word(
      ":",
    )`anna:${value}:1001:1001:Anna Berg:/home/anna:/bin/bash\n# newusers: name:password:uid:gid:gecos:dir:shell`,
  ]),
  createShortSource("Exports of other password managers", "https://support.1password.com/export/", [
    as.csv`"url","username","password","httpRealm","formActionOrigin","guid","timeCreated"\n"https://nas.local","anna","${value}",,"","{a1}","1772445600000"`,
    as.csv`Title,Url,Username,Password,OTPAuth,Favorite,Archived,Tags,Notes\nNAS,https://nas.local,anna,"${value}",,false,false,,`,
    as.csv`username,username2,username3,title,password,note,url,category,otpSecret\nanna,,,NAS,"${value}",,https://nas.local,,`,
    as.json`{"title": "NAS", "fields": [{"label": "Username", "value": "anna"}, {"label": "Password", "type": "password", "value": "${value}", "sensitive": 1}]}`,
    as.json`{"overview": {"title": "NAS"}, "details": {"loginFields": [{"value": "${value}", "name": "password", "fieldType": "P", "designation": "password"}]}}`,
    as.csv`name,url,username,password,note,cardholdername,cardnumber,cvc,pin\nNAS,https://nas.local,anna,"${value}",,,,,`,
  ]),
  createShortSource("Password stores of the command line", "https://www.passwordstore.org/", [
    as.raw`$ pass show web/shop\n${value}\nlogin: anna\nurl: shop.example.org`,
    as.raw`$ keepassxc-cli show -s vault.kdbx NAS\nTitle: NAS\nUserName: anna\nPassword: ${value}\nURL:`,
    as.shellSingle`$ security add-generic-password -s shop -a anna -w '${value}'\n$ `,
    as.doubleQuoted`keychain: "login.keychain-db"\nclass: "genp"\n    "svce"<blob>="shop"\npassword: "${value}"`,
    as.raw`$ op read op://private/nas/password\n${value}\n$ op signout`,
    as.json`{"name":"NAS","username":"anna","password":"${value}","lastUpdated":"2026-03-02"}`,
    as.raw`$ pass insert -m web/shop\nEnter contents of web/shop and press Ctrl+D when finished:\n\npassword: ${value}\n`,
  ]),
];

export const PEOPLE_SOURCES: readonly Source[] = [...SPEAKING, ...WORK, ...TABLES];
