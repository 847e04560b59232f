/** Secrets that prove who a person is: second factors, recovery, security questions, PINs and numbers of cards. */

import {
  draw,
  drawAlnum,
  drawBase32,
  drawDigits,
  drawHex,
  drawPhrase,
  type Generate,
  pick,
} from "./passwords.js";
import { createSource, holdOnly, type Placeholder } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const split = (separator: RegExp, generate: Generate): Placeholder => ({
  ...holdOnly(generate),
  split: (written) => written.split(separator),
});
const list = (generate: Generate, count: number, separator: string): Generate => {
  return (random) => Array.from({ length: count }, () => generate(random)).join(separator);
};
const halves: Generate = (random) =>
  `${draw(random, "0123456789abcdef", 5)}-${draw(random, "0123456789abcdef", 5)}`;

const seed = holdOnly(drawBase32(32), drawBase32(16), drawBase32(26));
const grouped = holdOnly((random) =>
  drawBase32(32)(random)
    .toLowerCase()
    .replace(/(.{4})(?=.)/g, "$1 "),
);
const codeLines = split(/\n/, list(halves, 8, "\n"));
const digitLines = split(/\n/, list(drawDigits(8), 6, "\n"));
const codeCells = split(/, /, list(drawAlnum(10), 5, ", "));
const codeStrings = split(/", "/, list(halves, 5, '", "'));
const twelveWords = holdOnly(drawPhrase(12), drawPhrase(24));
const pin = holdOnly(drawDigits(4), drawDigits(6));
const securityCode = holdOnly(drawDigits(3));
const socialNumber = holdOnly(
  (random) =>
    `${draw(random, "12345678", 1)}${drawDigits(2)(random)}-${draw(random, "123456789", 2)}-${drawDigits(4)(random)}`,
);
/** A number of a card whose last digit is the checksum of Luhn. */
const cardNumber = holdOnly((random) => {
  const digits = `4${drawDigits(14)(random)}`;
  const sum = [...digits].reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${digits}${(10 - (sum % 10)) % 10}`.replace(/(.{4})(?=.)/g, "$1 ");
});
const choose = (names: string) => holdOnly((random) => pick(random, names.split(", ")));
const pet = choose("Whiskers, Rexy, Knopf, Flocke, Balou, Minouche, Tigger, Biscuit, Sir Barksalot, Pelle");
const town = choose(
  "Castellammare, Oberstaufen, Tromsdalen, Little Snoring, Villefranche, Zamosc, Bad Homburg, Karlshamn, Yokosuka, Ushuaia",
);
const surname = choose(
  "Papadopoulos, Wisniewska, Okonkwo, Brandstetter, Yildirim, Haraldsen, de la Fuente, O'Shaughnessy, Nakagawa, van der Berg",
);
/** Groups of a recovery key are multiples of 11. */
const bitLocker = holdOnly(
  list((random) => String(Math.floor(random() * 65536) * 11).padStart(6, "0"), 8, "-"),
);

export const PERSONAL_SOURCES: readonly Source[] = [
  createSource(
    "Seeds of second factors",
    "https://github.com/google/google-authenticator/wiki/Key-Uri-Format",
    [
      as.raw`otpauth://totp/Shop:anna@example.org?secret=${seed}&issuer=Shop&algorithm=SHA1&digits=6&period=30`,
      as.raw`otpauth://totp/ci?issuer=Git&secret=${seed}`,
      as.raw`Can't scan the code? Enter this key: ${grouped}\nTime based: yes`,
      as.json`{"username":"anna","totp":"${seed}","notes":null}`,
      as.raw`TOTP_SECRET=${seed}\nTOTP_ISSUER=Shop`,
      as.raw`oathtool --totp -b ${seed}`,
      as.raw`MFA secret key: ${seed}\nDevice: phone`,
      as.singleQuoted`const secret = speakeasy.totp({ secret: '${seed}', encoding: 'base32' });`,
    ],
  ),
  createSource(
    "Backup codes",
    "https://docs.github.com/authentication/securing-your-account-with-two-factor-authentication-2fa/configuring-two-factor-authentication-recovery-methods",
    [
      as.raw`Recovery codes for anna:\n\n${codeLines}\n\nKeep them in a safe place.`,
      as.raw`SAVE YOUR BACKUP CODES\n${digitLines}\n* You can use each code only once.`,
      as.raw`backup codes: ${codeCells}`,
      as.raw`{"user":"anna","recovery_codes":["${codeStrings}"],"enabled":true}`,
      as.raw`Your emergency scratch codes are:\n${digitLines}`,
      as.raw`Used recovery code: ${holdOnly(halves)} (7 left)`,
    ],
  ),
  createSource("Recovery phrases", "https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki", [
    as.raw`Your seed phrase: ${twelveWords}\nWrite it down.`,
    as.doubleQuoted`const mnemonic = "${twelveWords}";\nconst accounts = 10;`,
    as.raw`MNEMONIC="${twelveWords}"\nINFURA_NETWORK=sepolia`,
    as.raw`recovery phrase: ${twelveWords}`,
    as.json`{"mnemonic":"${twelveWords}","path":"m/44'/60'/0'/0"}`,
    as.raw`npx hardhat node\nPrivate Key: 0x${holdOnly(drawHex(64))}`,
  ]),
  createSource("PINs", "https://www.iso.org/standard/68669.html", [
    as.raw`PIN: ${pin}\nPUK: see letter`,
    as.raw`The PIN of the card is ${pin}, do not write it on the card.`,
    as.json`{"cardholder":"Anna Berg","pin":"${pin}","active":true}`,
    as.raw`door code: ${pin} (side entrance)`,
    as.raw`adb shell input text ${pin}   # unlock PIN`,
    as.raw`sim_pin=${pin}\napn=internet`,
    as.raw`pkcs11-tool --login --pin ${pin} --list-objects`,
  ]),
  createSource("Card fields", "https://listings.pcisecuritystandards.org/documents/PCI_DSS-QRG-v3_2_1.pdf", [
    as.json`{"brand":"visa","exp":"12/29","cvv":"${securityCode}","name":"Anna Berg"}`,
    as.raw`CVV: ${securityCode}\nName: Anna Berg`,
    as.form`card[name]=Anna&card[cvc]=${securityCode}&amount=500`,
    as.raw`Card number: ${cardNumber}\nExpires: 12/29`,
    as.json`{"type":"card","card_number":"${cardNumber}","currency":"eur"}`,
    as.raw`security code ${securityCode} was declined`,
  ]),
  createSource("Numbers of persons", "https://www.ssa.gov/employer/randomization.html", [
    as.raw`SSN: ${socialNumber}\nState: OH`,
    as.json`{"first_name":"Anna","ssn":"${socialNumber}","state":"OH"}`,
    as.xmlText`<applicant><ssn>${socialNumber}</ssn><name>Anna</name></applicant>`,
    as.raw`social security number ${socialNumber} already exists`,
    as.sql`INSERT INTO patients (name, ssn) VALUES ('Anna', '${socialNumber}');`,
  ]),
  createSource(
    "Security questions",
    "https://cheatsheetseries.owasp.org/cheatsheets/Choosing_and_Using_Security_Questions_Cheat_Sheet.html",
    [
      as.raw`Security question: What was the name of your first pet?\nAnswer: ${pet}\nHint: none`,
      as.json`{"security_question":"Where were you born?","security_answer":"${town}"}`,
      as.raw`Mother's maiden name: ${surname}\nCustomer since: 2011`,
      as.form`question=2&secret_answer=${town}&submit=1`,
      as.raw`Sicherheitsfrage: Wie hieß Ihr erstes Haustier?\nAntwort: ${pet}`,
    ],
  ),
  createSource(
    "Recovery keys",
    "https://learn.microsoft.com/windows/security/operating-system-security/data-protection/bitlocker/recovery-overview",
    [
      as.raw`BitLocker Drive Encryption recovery key\n\nRecovery Key:\n\n\t${bitLocker}\n`,
      as.raw`    Numerical Password:\n      ID: {x}\n      Password:\n        ${bitLocker}\n`,
      as.raw`manage-bde -unlock D: -RecoveryPassword ${bitLocker}`,
      as.raw`FileVault recovery key = '${holdOnly((random) => list(drawBase32(4), 6, "-")(random))}'`,
      as.raw`Emergency Kit\nSecret Key: ${holdOnly((random) => `A3-${list(drawBase32(6), 2, "-")(random)}-${list(drawBase32(5), 4, "-")(random)}`)}\n`,
    ],
  ),
];
