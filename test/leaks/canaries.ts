/** Unique strings that must never be at the receiver, and the forms they are planted in. */

/** Syllables of ordinary words, so that no pattern takes a canary for a key but the one that is tested. */
const SYLLABLES = [
  "ba",
  "re",
  "li",
  "no",
  "ta",
  "de",
  "mi",
  "so",
  "la",
  "ri",
  "te",
  "ne",
  "ma",
  "co",
  "pe",
  "si",
];
const LEAD = "xo";

/** A word of its own for each number: ten letters. */
export function core(id: number): string {
  let rest = id;
  let word = LEAD;
  for (let place = 0; place < 4; place++) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
}

/** Any core in any text, in any case. */
export const ANY_CORE = new RegExp(`${LEAD}(?:${SYLLABLES.join("|")}){4}`, "i");

/** What is found by its digits has no word in it: it is looked for as it is. */
export interface Canary {
  readonly text: string;
  /** Looked for at the receiver; undefined where the core is. */
  readonly literal?: string;
}

const digits = (id: number, count: number): string =>
  String((id * 7919 + 10 ** (count - 1)) % 10 ** count).padStart(count, "3");
const hex = (id: number, count: number): string => {
  let state = id + 1;
  let text = "";
  while (text.length < count) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    text += (state >>> 0).toString(16).padStart(8, "0");
  }
  return text.slice(0, count);
};

function visa(id: number): string {
  const head = `4556${digits(id, 11)}`;
  let sum = 0;
  [...head].reverse().forEach((character, index) => {
    const digit = Number(character) * (index % 2 === 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  });
  return head + String((10 - (sum % 10)) % 10);
}

const literal = (text: string, before = ""): Canary => ({ text: before + text, literal: text });

/** One form for each detector of the redaction, which it alone can find. */
export const FORMS: Readonly<Record<string, (id: number) => Canary>> = {
  email: (id) => ({ text: `${core(id)}@mail.test` }),
  encodedEmail: (id) => ({ text: `?q=${core(id)}%40mail.test` }),
  entityEmail: (id) => ({ text: `${core(id)}&#64;mail.test` }),
  bracketedSign: (id) => ({ text: `${core(id)} [at] mail [dot] test` }),
  spokenSign: (id) => ({ text: `${core(id)} at mail dot test` }),
  url: (id) => ({ text: `tool://${core(id)}` }),
  encodedUrl: (id) => ({ text: `tool%3A%2F%2F${core(id)}` }),
  unixPath: (id) => ({ text: `in /srv/${core(id)}/plan` }),
  homePath: (id) => ({ text: `~/${core(id)}` }),
  drivePath: (id) => ({ text: `D:\\${core(id)}\\plan` }),
  uncPath: (id) => ({ text: `\\\\files\\${core(id)}` }),
  windowsHome: (id) => ({ text: `x\\Users\\${core(id)}` }),
  encodedPath: (id) => ({ text: `%2Fhome%2F${core(id)}` }),
  dotted: (id) => ({ text: `at ${core(id)}.example.com` }),
  internationalHost: (id) =>
    literal(
      `яя${[...core(id)].map((letter) => String.fromCharCode(letter.charCodeAt(0) + 0x3d0)).join("")}.рф`,
    ),
  colonHex: (id) => literal(`2001:db8::${hex(id, 4)}:${hex(id + 1, 4)}`, "from "),
  joinedMac: (id) => literal(`00-1b-${hex(id, 8).match(/../g)?.join("-")}`),
  assigned: (id) => ({ text: `password=${core(id)}` }),
  pair: (id) => ({ text: `set("apiKey", "${core(id)}")` }),
  spoken: (id) => ({ text: `my password is ${core(id)}-stone-lamp` }),
  phrase: (id) => ({ text: `sent Bearer ${core(id)}7` }),
  commandPhrase: (id) => ({ text: `htpasswd -b users.txt ann ${core(id)}` }),
  compared: (id) => ({ text: `if ("${core(id)}" == apiKey)` }),
  argument: (id) => ({ text: `setApiKey("${core(id)}")` }),
  directive: (id) => ({ text: `API_KEY ${core(id)}${core(id)}` }),
  column: (id) => ({ text: `insert into t (api_key) values ('${core(id)}')` }),
  cell: (id) => ({ text: `host;token\nweb;${core(id)}` }),
  recovery: (id) => ({
    text: `seed phrase is ${core(id).slice(0, 6)} ${core(id).slice(4)} ${"lamp stone river table moon ".repeat(2)}`,
    literal: `${core(id).slice(0, 6)} ${core(id).slice(4)}`,
  }),
  account: (id) => ({ text: `admin / ${core(id)}7` }),
  passwordFile: (id) => ({ text: `db:5432:shop:app:${core(id)}` }),
  generated: (id) => ({ text: `in ${core(id)}-stone-RIVER-lamp` }),
  code: (id) => literal(digits(id, 8), "your login code is "),
  flag: (id) => ({ text: `run --password ${core(id)}` }),
  vendorToken: (id) => ({ text: `ghp_${core(id)}${core(id)}` }),
  looksRandom: (id) => literal(hex(id, 40)),
  groupedKey: (id) => literal(`Z1${hex(id, 12).toUpperCase().match(/.../g)?.join("-Z1")}`, "serial "),
  passwordHash: (id) => ({ text: `$1$salt$${core(id)}${core(id)}.1` }),
  nationalId: (id) => literal(`1${digits(id, 2)}-12-1${digits(id, 3)}`),
  labelledId: (id) => literal(digits(id, 9), "passport no. "),
  // Three digits alone may be anywhere.
  cardVerification: (id) => literal(`cvv ${digits(id, 4)}`),
  azureSecret: (id) => ({ text: `abc8Q~${core(id)}${core(id)}` }),
  accessSignature: (id) => ({ text: `se=${core(id)}&sig=${"lamination".repeat(3)}` }),
  privateKey: (id) => ({ text: `-----BEGIN PRIVATE KEY-----\n${core(id)}\n-----END PRIVATE KEY-----` }),
  card: (id) => literal(visa(id)),
  phone: (id) => literal(`+49 30 ${digits(id, 8)}`, "at "),
};
