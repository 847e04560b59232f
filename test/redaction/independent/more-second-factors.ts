/** Secrets that a person holds: answers, codes, keys of wallets and devices, and what apps print about them. */

import {
  draw,
  drawAlnum,
  drawBase32,
  drawBase64,
  drawBase64Url,
  drawDigits,
  drawHex,
  drawPhrase,
  type Generate,
  pick,
} from "./passwords.js";
import { createShortSource, holdOnly, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const joinGroups =
  (generate: Generate, count: number, separator: string): Generate =>
  (random) =>
    Array.from({ length: count }, () => generate(random)).join(separator);
const choose = (names: string) => holdOnly((random) => pick(random, names.split(", ")));

const pin = holdOnly(drawDigits(4), drawDigits(6), drawDigits(5));
const puk = holdOnly(drawDigits(8));
const code = holdOnly(drawDigits(6), drawDigits(8), drawDigits(7));
const seed = holdOnly(drawBase32(32), drawBase32(16), drawBase32(24));
const words = holdOnly(drawPhrase(12), drawPhrase(15), drawPhrase(24));
const hexKey = holdOnly(drawHex(64), (random) => drawHex(64)(random).toUpperCase());
/** The alphabet of Base58 has no 0, O, I and l: https://en.bitcoin.it/wiki/Base58Check_encoding */
const drawBase58 = (length: number): Generate => {
  return (random) => draw(random, "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", length);
};
const walletKey = holdOnly(
  (random) => `5J${drawBase58(49)(random)}`,
  (random) => `L${drawBase58(51)(random)}`,
);
const extendedKey = holdOnly((random) => `xprv9s21ZrQH143K${drawBase58(95)(random)}`);
const ageKey = holdOnly(
  (random) => `AGE-SECRET-KEY-1${draw(random, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)}`,
);
const productKey = holdOnly(joinGroups((random) => drawAlnum(5)(random).toUpperCase(), 5, "-"));
const voucher = holdOnly(joinGroups((random) => drawAlnum(4)(random).toUpperCase(), 4, "-"));
const teacher = choose(
  "Frau Lindenau, Mr Abernathy, Kowalczyk, Madame Delacroix, Miss Trunchfield, Herr Obermoser, Okafor, Signora Bellucci, Petrakis, Vandermeer",
);
const street = choose(
  "Rosengasse, Baker Row, Via dei Mulini, Kastanienallee, Rue du Lavoir, Storgatan, Mill Lane, Ulica Lipowa, Calle Olmo, Birkenstieg",
);
const car = choose(
  "Fiat Uno, Opel Kadett, Datsun Cherry, Trabant 601, Renault Twingo, Saab 900, Lada Niva, Ford Fiesta, Citroen Visa, Seat Ibiza",
);
const dish = choose(
  "Moussaka, Käsespätzle, Pierogi, Bibimbap, Lasagne, Ratatouille, Jollof rice, Rendang, Smørrebrød, Gazpacho",
);

export const SECOND_FACTOR_SOURCES: readonly Source[] = [
  createShortSource("Answers to questions of a bank", "https://pages.nist.gov/800-63-3/sp800-63b.html", [
    as.raw`Question 1: Who was your favourite teacher?\nAnswer 1: ${teacher}\nQuestion 2: not set`,
    as.json`{"question":"Name of the street you grew up in","answer":"${street}","attempts":0}`,
    as.raw`Challenge: What was your first car?\nResponse: ${car}\nResult: accepted`,
    as.json`{"securityQuestions":[{"id":4,"text":"Favourite dish?","answer":"${dish}"}]}`,
    as.raw`Geheime Frage: Lieblingsessen?\nGeheime Antwort: ${dish}\nE-Mail: keine`,
    as.form`questionId=3&securityAnswer=${street}&confirm=true`,
  ]),
  createShortSource("Hints of passwords", "https://support.apple.com/guide/mac-help/mchlp1120/mac", [
    as.raw`Password hint: the usual one\nPassword: ${value}\nUser: anna`,
    as.spoken`Hint: street plus year. The password itself is ${value}.`,
    as.json`{"hint":"dog","masterPassword":"${value}","kdf":0}`,
    as.raw`Reminder word: ${street}\nCustomer since: 2011`,
    as.raw`Memorable word: ${holdOnly((random) => drawAlnum(9)(random).toLowerCase())}\nCustomer number: see card`,
  ]),
  createShortSource("SIM cards and phones", "https://www.3gpp.org/dynareport/27007.htm", [
    as.raw`AT+CPIN="${pin}"\r\r\nOK\r\n`,
    as.raw`mmcli -i 0 --pin=${pin}\nsuccessfully sent PIN code to the SIM`,
    as.raw`PUK: ${puk}\nPIN: changed by the customer`,
    as.raw`modem.0: SIM PIN required, trying ${pin} (3 tries left)`,
    as.raw`LPA:1$smdp.example.org$${holdOnly((random) => drawAlnum(20)(random).toUpperCase())}`,
    as.raw`adb shell locksettings set-pin ${pin}\nPin set`,
  ]),
  createShortSource("Smart cards and security keys", "https://developers.yubico.com/yubikey-manager/", [
    as.bare`ykman piv access change-pin --pin ${pin} --new-pin 0`,
    as.raw`ykman oath accounts add shop ${seed}\nEnter your password: `,
    as.raw`yubico-piv-tool -a verify-pin -P ${pin} -a generate -s 9a`,
    as.raw`Admin PIN: ${puk}\nUser PIN: unchanged`,
    as.raw`PKCS#11 URI: pkcs11:token=shop;object=key?pin-value=${pin}&module-name=softhsm`,
    as.raw`softhsm2-util --init-token --slot 0 --label shop --so-pin ${puk}`,
  ]),
  createShortSource("Wallets", "https://developer.bitcoin.org/reference/rpc/", [
    as.raw`$ bitcoin-cli dumpprivkey bc1qshop\n${walletKey}\n`,
    as.bare`bitcoin-cli walletpassphrase ${value} 60\nbitcoin-cli getbalance`,
    as.raw`xprv: ${extendedKey}\nxpub: see file`,
    as.json`{"mnemonic":"${words}","address":"0xabc"}`,
    as.raw`PRIVATE_KEY=0x${hexKey}\nRPC_URL=http://localhost:8545`,
    as.raw`(0) 1000 ETH\n\nPrivate Keys\n==================\n(0) 0x${hexKey}\n`,
  ]),
  createShortSource("Keys of people", "https://github.com/FiloSottile/age", [
    as.raw`# created: 2026-03-02T10:00:00Z\n# public key: age1shop\n${ageKey}\n`,
    as.raw`export SOPS_AGE_KEY=${ageKey}\nsops -d a.yaml`,
    as.bare`gpg> passwd\nEnter passphrase: ${value}\nRepeat: ${value}`,
    as.raw`untrusted comment: minisign encrypted secret key\n${holdOnly(drawBase64(158))}\n`,
    as.raw`nsec1${holdOnly((random) => draw(random, "qpzry9x8gf2tvdw0s3jn54khce6mua7l", 58))}\n`,
    as.raw`$ wg genkey\n${holdOnly(drawBase64(32))}\n$ wg set wg0 listen-port 51820`,
  ]),
  createShortSource(
    "Lists of transaction numbers",
    "https://en.wikipedia.org/wiki/Transaction_authentication_number",
    [
      as.raw`TAN 17: ${code}\nTAN 18: used`,
      as.raw`Die TAN für Ihre Überweisung über 50,00 EUR lautet ${code}.`,
      as.raw`mTAN: ${code} Betrag 50,00 EUR`,
      as.json`{"orderId":7,"tan":"${code}","method":"photo"}`,
      as.raw`Votre code de confirmation est ${code}, valable 10 minutes.`,
      as.raw`Ваш код подтверждения: ${code}. Никому его не сообщайте.`,
    ],
  ),
  createShortSource("Codes in apps and messages", "https://www.rfc-editor.org/rfc/rfc6238", [
    as.raw`G-${code} is your verification code.`,
    as.json`{"phone":"hidden","otp":"${code}","ttl":300}`,
    as.raw`Enter the authentication code: ${code}\nTwo-factor authentication failed`,
    as.form`otp_code=${code}&trust_device=1`,
    as.raw`DEBUG sms: sending otp ${code} to user 7`,
    as.raw`npm publish --otp=${code}\n+ shop@1.2.0`,
    as.raw`Su código de verificación es ${code}. No lo comparta.`,
  ]),
  createShortSource("Door and alarm systems", "https://en.wikipedia.org/wiki/Security_alarm", [
    as.raw`User 03 "cleaning"  code ${pin}  zones 1-4`,
    as.raw`Alarm disarm code: ${pin}\nDuress code: none`,
    as.json`{"lock":"front","access_code":"${pin}","valid_until":"2026-03-05"}`,
    as.raw`Master code ${pin} was changed at the panel`,
    as.yamlPlain`alarm_control_panel:\n  - platform: manual\n    code: ${pin}\n    arming_time: 30`,
    as.raw`Code d'alarme : ${pin}\nClé : voir Anna`,
  ]),
  createShortSource(
    "Licences and vouchers",
    "https://learn.microsoft.com/windows-server/get-started/activation-slmgr-vbs-options",
    [
      as.raw`slmgr.vbs /ipk ${productKey}\r\nslmgr.vbs /ato`,
      as.raw`Product key: ${productKey}\nEdition: Standard`,
      as.json`{"product":"editor","licenseKey":"${productKey}","seats":5}`,
      as.raw`<ProductKey>${productKey}</ProductKey>\n<RegisteredOwner>Anna</RegisteredOwner>`,
      as.raw`Gift card code: ${voucher}\nValue: 25 EUR`,
      as.raw`activation code ${voucher} accepted`,
    ],
  ),
  createShortSource("Recovery of accounts", "https://datatracker.ietf.org/doc/html/rfc6749#section-10", [
    as.raw`Click to reset your password: https://shop.example.org/reset?token=${holdOnly(drawBase64Url(43), drawHex(40))}\nThe link expires.`,
    as.raw`Recovery code: ${voucher}\nKeep it in a safe place.`,
    as.raw`Confirmation token ${holdOnly(drawHex(40), drawAlnum(32))} has expired`,
    as.json`{"reset_password_token":"${holdOnly(drawBase64Url(20), drawHex(40))}","sent_at":"2026-03-02"}`,
    as.raw`https://shop.example.org/magic-login/?key=${holdOnly(drawAlnum(32))}&user=7`,
    as.raw`Emergency access key: ${holdOnly(joinGroups(drawAlnum(6), 5, "-"))}\nHolder: Anna`,
  ]),
];
