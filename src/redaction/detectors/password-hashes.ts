/** Detects hashed passwords, as databases, `/etc/shadow`, htpasswd, LDAP and frameworks for the Web store them. */
import { createLazy } from "../../internal/lazy-module.js";
import { ALNUM } from "../character-classes.js";
import type { WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";

/** A dollar sign. Shells and Compose files escape it: `\$`, `$$`. */
const DOLLAR = "\\\\?[$]{1,2}";
/** Parameters or a salt, which may be empty, and the sign after them. */
const PART = `[\\w./+=,*@:-]{0,128}?${DOLLAR}`;
const DIGEST = "[\\w./+=-]";

/**
 * Schemes of crypt(5), of passlib (https://passlib.readthedocs.io/en/stable/modular_crypt_format.html), of Kerberos
 * tickets and of network devices, as of 2026-11-26. A sign follows the salt.
 */
const SALTED_SCHEMES =
  "1|apr1|2[abxy]?|3|5|6|7|8|9|14|y|gy|md5|sha\\d{0,3}(?:crypt)?|sm3|argon2(?:id?|d)|s?crypt|yescrypt|s[012]|ml|" +
  "pbkdf2(?:-[a-z\\d]{1,10})?|bcrypt(?:-sha256)?|krb5[a-z]{2,6}|p5k2";
/** phpass, Drupal and Windows. No sign follows the salt. */
const UNSALTED_SCHEMES = "[PHS]|nt";

/** Schemes of RFC 2307, Dovecot and Spring Security, as of 2026-11-26. */
const BRACED_SCHEMES =
  "(?:s?sha\\d{0,3}|s?md[45]|crypt|pkcs5s2|pbkdf2|argon2(?:id?|d)?|bcrypt|scrypt|blf-crypt|cram-md5|scram)" +
  "(?:-?crypt|-sha-?\\d{1,3})?(?:@SpringSecurity_v[\\d_]{1,5})?(?:\\.(?:b64|hex))?";

const getPatterns = createLazy(
  (): Readonly<Record<string, RegExp>> => ({
    $: new RegExp(
      `${DOLLAR}(?:(?:${SALTED_SCHEMES})(?:,\\w{1,12}=\\d{1,9})?${DOLLAR}(?:${PART}){1,6}${DIGEST}{16,}|` +
        `(?:${UNSALTED_SCHEMES})${DOLLAR}(?=${DIGEST}{0,29}\\d)${DIGEST}{29,})`,
      "iy",
    ),
    // In base64 a word may follow a slash, but in `{sha}/file` one certainly does.
    "{": new RegExp(
      `\\{(?:${BRACED_SCHEMES}\\}(?:[A-Za-z\\d+$\\\\]|/(?![a-z]{2}))(?:[\\w./+=$-]|,(?=\\w)|\\\\(?=[$])){15,}|` +
        `(?:noop|plain|cleartext)\\}[^\\s"'\`<>:,;\\\\]{1,128})`,
      "iy",
    ),
    "*": /\*[\dA-F]{40}(?!\w)/iy, // MySQL
  }),
);

/** Called at the signs that a hash may begin with. A sign after a letter, a digit or another sign is a later one. */
export function detectPasswordHash(text: ScannedText, sign: number): Identifiable | undefined {
  // Most signs are those of code and markup, and no letter, digit or second sign follows them.
  const mayBeHash = (text.charClassAt(sign + 1) & ALNUM) !== 0 || text.hasOneOf(sign + 1, "$\\");
  if (!mayBeHash || (text.charClassBefore(sign) & ALNUM) !== 0 || text.hasCharacter(sign - 1, "$"))
    return undefined;
  const pattern = getPatterns()[text.slice(sign, sign + 1)];
  const end = pattern === undefined ? undefined : text.findMatchEnd(pattern, sign);
  return end === undefined ? undefined : createMatch("secret", sign, end);
}

const SCRAM = `${DOLLAR}\\d{1,9}:${PART}${DIGEST}{16,}:${DIGEST}{16,}`;

/** The text of a hash after the name of its scheme, in the formats of Django, Werkzeug or PostgreSQL, as of 2026-11-26. */
const NAMED_SCHEMES: Readonly<Record<string, string>> = {
  argon2: `${DOLLAR}(?:${PART}){2,6}${DIGEST}{16,}`,
  bcrypt: `${DOLLAR}(?:${PART}){2,5}${DIGEST}{16,}`,
  bcrypt_sha256: `${DOLLAR}(?:${PART}){2,5}${DIGEST}{16,}`,
  md5: `${DOLLAR}(?:${PART}){1,2}[\\da-f]{32}`,
  pbkdf2: `(?::[\\w-]{1,16}){1,3}${DOLLAR}(?:${PART}){1,2}${DIGEST}{16,}`,
  pbkdf2_sha1: `${DOLLAR}(?:${PART}){1,3}${DIGEST}{16,}`,
  pbkdf2_sha256: `${DOLLAR}(?:${PART}){1,3}${DIGEST}{16,}`,
  pbkdf2_sha512: `${DOLLAR}(?:${PART}){1,3}${DIGEST}{16,}`,
  "scram-sha-1": SCRAM,
  "scram-sha-256": SCRAM,
  "scram-sha-512": SCRAM,
  scrypt: `(?::\\d{1,9}){0,4}${DOLLAR}(?:${PART}){1,6}${DIGEST}{16,}`,
  sha1: `${DOLLAR}(?:${PART}){1,2}[\\da-f]{40}`,
};

/** Lists the words that a hash begins with. */
export function listHashSchemes(): WordDetectors {
  return Object.entries(NAMED_SCHEMES).map(([word, source]) => {
    const pattern = new RegExp(source, "iy");
    return [
      word,
      (text, start, end) => {
        const hashEnd = text.hasOneOf(end, "$:\\") ? text.findMatchEnd(pattern, end) : undefined;
        return hashEnd === undefined ? undefined : createMatch("secret", start, hashEnd);
      },
    ];
  });
}
