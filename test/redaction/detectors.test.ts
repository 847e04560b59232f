/** Shows by an example what each detector finds, and that no other detector finds it. */
import { hostname } from "node:os";
import { afterEach, describe, expect, it } from "vitest";
import { selectOwnNames } from "../../src/redaction/detectors/own-names.js";
import { DETECTORS } from "../../src/redaction/detectors.js";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { setDetectors } from "../../src/redaction/scanner.js";

// Invented values. Keys are built from parts, so that secret scanners ignore this file.
const randomRun = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9";
const ownName = selectOwnNames(hostname(), "", "")[0]?.name;

const EXAMPLES: Readonly<Record<string, readonly [text: string, redacted: string]>> = {
  email: ["mail jane@globex", "mail [email]"],
  "drive-path": ["in D:\\work\\app", "in [path]"],
  url: ["open tel:110", "open [url]"],
  "colon-separated-address": ["on fe80::1", "on [ip]"],
  assignment: ["apiKey=applePie", "apiKey=[secret]"],
  comparison: [`if ("sunshine" == apiKey)`, `if ("[secret]" == apiKey)`],
  "call-argument": [`setApiKey("sunshine")`, `setApiKey("[secret]")`],
  "password-file": ["db:5432:shop:app:applePie", "db:5432:shop:app:[secret]"],
  "command-phrase": ["htpasswd -b users.txt ann applePie", "htpasswd -b users.txt ann [secret]"],
  "account-password": ["use admin / applePie", "use admin / [secret]"],
  "one-time-code": ["your login code is 482913", "your login code is [secret]"],
  "table-cell": ["host;token\nglobex;applePie", "host;token\nglobex;[secret]"],
  "recovery-phrase": [
    `seed phrase is ${"river moon chair lamp stone table ".repeat(2)}`,
    "seed phrase is [secret] ",
  ],
  "listed-column": [
    "insert into t (api_key) values ('sunshine')",
    "insert into t (api_key) values ('[secret]')",
  ],
  "generated-password": ["use river-stone-CANDLE-lamp", "use [secret]"],
  directive: ["ENV API_KEY applePie", "ENV API_KEY [secret]"],
  "quoted-pair": [`set("apiKey", "sunshine")`, `set("apiKey", "[secret]")`],
  "unc-path": ["on \\\\server\\share", "on [path]"],
  "unix-path": ["in /srv/app", "in [path]"],
  "windows-home": ["in rootfs\\Users\\jane", "in rootfs\\[path]"],
  "azure-secret": [`is abc8Q~${"correct".repeat(3)}`, "is [token]"],
  "password-hash": ["hash $1$salt$correcthorsebatterysta", "hash [secret]"],
  "home-path": ["in ~/notes", "in [path]"],
  "encoded-url": ["to=https%3A%2F%2Fglobex", "to=[url]"],
  "encoded-email": ["to=jane%40globex", "to=[email]"],
  "encoded-path": ["in=%2Fhome%2Fjane", "in=[path]"],
  "entity-email": ["to jane&#64;globex", "to [email]"],
  "access-signature": ["?se=2027&sig=correcthorsebatterystaple", "?[token]"],
  "bracketed-email": ["to jane [at] globex [dot] com", "to [email]"],
  "private-key": ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "[private-key]"],
  "command-flag": ["psql -U jane", "psql -U [user]"],
  "own-name": [`on ${ownName} today`, "on [host] today"],
  "password-phrase": ["my password is applePie", "my password is [secret]"],
  "trigger-phrase": ["sent Bearer applePie", "sent Bearer [secret]"],
  "spelled-out-email": ["to jane at globex dot com", "to [email]"],
  "mac-address": ["nic 00-1b-44-11-3a-b7", "nic [mac]"],
  "vendor-token": [`use npm_${"correct".repeat(3)}`, "use [token]"],
  "random-token": [`use ${randomRun}`, "use [token]"],
  "grouped-key": ["serial A1CCC-2DDDD-E3EEE-4FFFF", "serial [token]"],
  "card-verification": ["CVN2 is no CSC 472", "CVN2 is no CSC [secret]"],
  "labelled-id": ["the EIN 47-2093817", "the EIN [national-id]"],
  "national-id": ["pay to GB82 WEST 1234 5698 7654 32", "pay to [national-id]"],
  "dotted-address": ["from 192.168.1.77", "from [ip]"],
  "person-or-company": ["ask Jane Doe", "ask [person]"],
  "international-host": ["at пример.рф", "at [host]"],
  "card-number": ["card 4111111111111111", "card [card]"],
  "phone-number": ["call +49 30 1234567", "call [phone]"],
};

describe("DETECTORS", () => {
  afterEach(() => setDetectors(DETECTORS));

  const names = [...new Set(DETECTORS.map(({ name }) => name))];

  it("has one example for each detector", () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(names.sort());
  });

  // This host may have a name that is too short or too common to be looked for.
  const tested = names.filter((name) => name !== "own-name" || ownName !== undefined);

  it.each(tested)("finds the example of %s with that detector alone, and not without it", (name) => {
    const [text, redacted] = EXAMPLES[name] ?? ["", ""];
    expect(redactIdentifiableInfo(text)).toBe(redacted);
    setDetectors(DETECTORS.filter((detector) => detector.name === name));
    expect(redactIdentifiableInfo(text)).toBe(redacted);
    setDetectors(DETECTORS.filter((detector) => detector.name !== name));
    expect(redactIdentifiableInfo(text)).toBe(text);
  });
});
