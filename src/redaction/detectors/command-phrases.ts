/** Detects secrets by the command, statement or protocol in which they stand: `echo … | chpasswd`, `PASS …`. */
import { BLANK } from "../character-classes.js";
import type { Detect, WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import { mayBePassword } from "../password-forms.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import { findUnquotedWordEnd } from "../surroundings.js";

interface CommandPhrase {
  readonly words: string;
  /** Sticky. Matches from the trigger word to the value, which is quoted or a word. The group `value` is the value itself. */
  readonly pattern: RegExp;
  /** Sticky. Must follow the value. */
  readonly tail?: RegExp;
  /** The phrase has other meanings, so that the value has to look like a password. */
  readonly isWeak?: true;
}

const createPhrases = (): readonly CommandPhrase[] => [
  {
    words: "echo printf",
    pattern: /(?:echo|printf)\s{1,4}(?:-\w{1,3}\s{1,4}|["']%s(?:\\n)?["']\s{1,4})?/iy,
    tail: /[!?.,;:]{0,3}\\{0,3}["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4}(?:-\S{1,16}\s{1,4})?)?(?:chpasswd|passwd|su|cryptsetup|gpg|pass|sudo\s{1,4}-S)\b|[!?.,;:]{0,3}\\{0,3}["']?\s{0,4}\|[^\r\n|;]{1,80}?(?:secret|passw|auth|login|vault|keyring|stdin|--with-token|-S|-fd\s0|kinit|realm|adcli|openssl|keytool|ssh-add|restic|borg)\b|\\{0,3}["']?\s{0,4}\|\s{0,4}sudo\s{1,4}-\w{0,4}S\b/iy,
  },
  {
    words: "convertto-securestring",
    pattern: /convertto-securestring\s{1,4}(?:-(?:asplaintext|force|string)\s{1,4}){0,3}/iy,
  },
  {
    words: "rabbitmqctl",
    pattern:
      /rabbitmqctl\s{1,4}(?:-\S{1,32}\s{1,4})?(?:add_user|change_password|authenticate_user)\s{1,4}\S{1,64}\s{1,4}/iy,
  },
  {
    words: "htpasswd",
    pattern: /htpasswd\s{1,4}-\w{0,6}b\w{0,6}\s{1,4}(?:-\S{1,16}\s{1,4})?\S{1,256}\s{1,4}\S{1,64}\s{1,4}/iy,
  },
  { words: "net", pattern: /net\s{1,4}user\s{1,4}[^\s/]\S{0,63}\s{1,4}(?![/*])/iy },
  {
    words: "sqlplus rman expdp impdp sqlldr sql",
    pattern:
      /\w{3,7}\s{1,4}(?:-\w{1,8}\s{1,4}|target\s{1,4}){0,4}["']?[\w$#]{1,30}\/(?<value>"[^"\r\n]{1,128}"|'[^'\r\n]{1,128}'|[^\s"'@/]{6,128})(?=@|\s|$)/iy,
  },
  {
    words: "sqlplus rman expdp impdp sqlldr connect conn",
    pattern:
      /\w{4,7}\s{1,4}(?:-\w{1,8}\s{1,4}|target\s{1,4}){0,4}["']?[\w$#]{1,30}\/(?<value>[^\s"']{3,128}?)(?=@)/iy,
  },
  { words: "dscl", pattern: /dscl\s{1,4}\S{1,64}\s{1,4}-passwd\s{1,4}\S{1,128}\s{1,4}/iy },
  // Cisco: the type of encryption is before the password.
  { words: "password secret", pattern: /(?:password|secret)\s{1,2}\d\s{1,2}(?=\S)/iy },
  // The answers to the questions of SMTP, which are `Username:` and `Password:` in base64.
  { words: "ugfzc3dvcmq6 vxnlcm5hbwu6", pattern: /\w{12}\s{1,4}(?:[A-Za-z<>-]{1,3}:?\s)?(?=\S)/iy },
  // OpenWrt; IPsec and PPP; Dovecot, MinIO, Salt, Kickstart, Composer and Poetry, Bundler
  { words: "option", pattern: /option\s{1,4}key\s{1,4}/iy },
  { words: "psk eap xauth", pattern: /(?:PSK|EAP|XAUTH)\s(?=")/y },
  { words: "doveadm", pattern: /doveadm\s{1,4}auth\s{1,4}(?:test|login)\s{1,4}\S{1,64}\s{1,4}/iy },
  {
    words: "mc",
    pattern:
      /mc\s{1,4}(?:alias|config\shost)\s{1,4}(?:set|add)\s{1,4}\S{1,64}\s{1,4}\S{1,128}\s{1,4}\S{1,64}\s{1,4}/iy,
  },
  { words: "mysql", pattern: /mysql\.user_create\s{1,4}\S{1,64}\s{1,4}\S{1,64}\s{1,4}/iy },
  { words: "rootpw", pattern: /rootpw\s{1,4}(?:--\w{1,16}\s{1,4}){0,3}(?=[^-\s])/iy },
  { words: "http-basic", pattern: /http-basic\.\S{1,128}\s{1,4}\S{1,64}\s{1,4}/iy },
  {
    words: "bundle",
    pattern: /bundle\s{1,4}config\s{1,4}(?:set\s{1,4})?(?:--\w{1,16}\s{1,4})?\S{1,64}\.\S{1,64}\s{1,4}/iy,
  },
  // Curried calls: `basicAuth "ann" "…"`
  {
    words: "basicauth applybasicauth basic-auth basic_auth",
    pattern: /[\w-]{9,16}\s{1,2}\[?\s?"[^"\r\n]{0,64}"\s{1,2}(?=")/iy,
  },
  // Commands of a password store, which print the password on the next line
  {
    words: "secret-tool pass op",
    pattern:
      /(?:secret-tool\s{1,2}lookup|pass\s{1,2}show|op\s{1,2}(?:read|item\sget))\s[^\r\n]{1,128}\r?\n(?<value>[^\r\n$]{4,128})/iy,
  },
  {
    words: "kubectl oc",
    pattern:
      /\w{2,7}\s{1,4}get\s{1,4}secrets?\s[^\r\n]{1,160}base64\s{1,4}(?:-d|-D|--decode)\r?\n(?<value>[^\r\n$]{4,128})/iy,
  },
  {
    words: "elasticsearch-reset-password",
    pattern:
      /[a-z-]{28}\s[^\r\n]{1,80}\r?\n(?:[^\r\n]{0,120}\r?\n){0,3}New value:\s(?<value>[^\r\n]{4,128})/iy,
  },
  {
    words: "po printenv",
    pattern:
      /(?:po|printenv)\s[^\r\n]{0,60}(?:passw|secret|token)[^\r\n]{0,24}\r?\n(?<value>[^\r\n]{4,128})/iy,
  },
  // GitHub Actions
  { words: "add-mask", pattern: /add-mask::(?=\S)/iy },
  {
    words: "isakmp key-string",
    pattern: /(?:isakmp\s{1,2}key|key-string)\s{1,2}(?:\d\s{1,2})?(?=\S)/iy,
    isWeak: true,
  },
  { words: "message-digest-key", pattern: /[a-z-]{18}\s{1,2}\d{1,3}\s{1,2}md5\s{1,2}(?:\d\s{1,2})?(?=\S)/iy },
  { words: "monitorrole controlrole", pattern: /\w{11}\s{1,4}(?=\S{4})/iy, isWeak: true }, // Java's jmxremote.password
  {
    words: "networksetup",
    pattern: /networksetup\s{1,4}-setairportnetwork\s{1,4}\w{1,16}\s{1,4}\S{1,64}\s{1,4}/iy,
  },
  { words: "connect-network", pattern: /connect-network\s{1,4}\S{1,64}\s{1,4}wpa\w{0,8}\s{1,4}/iy },
  {
    words: "samba-tool",
    pattern: /samba-tool\s{1,4}user\s{1,4}(?:create|add)\s{1,4}\S{1,64}\s{1,4}(?=[^\s-])/iy,
  },
  { words: "sp_addlogin", pattern: /sp_addlogin\s{1,4}N?'[^'\r\n]{1,128}',\s{0,4}N?(?=')/iy },
  { words: "openssl", pattern: /openssl\s{1,4}passwd\s{1,4}(?:-\w{1,8}\s{1,4}){0,3}(?=[^\s-])/iy },
  { words: "snmp-server", pattern: /snmp-server\s{1,4}community\s{1,4}/iy },
  // Expect: `send "…\r"` on the line after `expect "Password:"`
  {
    words: "send",
    pattern: /(?<=(?:assword|passphrase)[^\r\n]{0,24}(?:\r?\n[ \t]{0,16}|\{\s))send\s(?:--\s)?(?=")/iy,
  },
  { words: "password", pattern: /password\s{1,4}for\s{1,4}\S{1,128}\s{0,4}=\s{0,4}(?:password\()?/iy },
  // JUnit: `password ==> expected: <…> but was: <…>`
  {
    words: "expected was",
    pattern:
      /(?<=(?:pass\w{0,8}|pwd|secret|token)\W[^\r\n]{0,80})(?:expected|was):?\s<(?<value>[^<>\r\n]{3,256}(?=>))/iy,
  },
  // The text of a QR code for a wireless network.
  {
    words: "wifi",
    pattern: /wifi:(?:(?!P:)[A-Z]:(?:\\.|[^;\\\r\n]){0,64};){0,5}P:(?<value>(?:\\.|[^;\\\r\n]){1,256})/iy,
  },
  // FTP, POP3 and IRC; Redis and SMTP; IMAP; NickServ
  { words: "pass", pattern: /PASS\s:?(?=\S)/y, isWeak: true },
  { words: "auth", pattern: /AUTH\s(?:PLAIN\s|LOGIN\s|default\s)?(?=\S)/y, isWeak: true },
  { words: "login", pattern: /LOGIN\s"?[^\s"]{1,64}"?\s(?=\S)/y, isWeak: true },
  { words: "identify", pattern: /IDENTIFY\s(?=\S)/iy, isWeak: true },
];

/** Commands that read a password: `passwd <<< "…"`. */
const READS_PASSWORD =
  /(?:(?:passwd|sudo|chpasswd|su|cryptsetup|gpg|kinit|realm)\b|--[\w-]{0,16}pass\w{0,8}|\bread\s-\w{0,3}s)[^\r\n<|;]{0,80}$/;

/** Detects the here-string of such a command. Called at each `<`. */
export function detectHereString(text: ScannedText, sign: number): Identifiable | undefined {
  if (!text.startsWith("<<<", sign) || text.hasCharacter(sign - 1, "<")) return undefined;
  if (!READS_PASSWORD.test(text.slice(Math.max(0, sign - 96), sign))) return undefined;
  const start = text.findRunEnd(sign + 3, BLANK, 2);
  return matchValue(text, { from: start, phraseStart: sign });
}

/** Lists each phrase under its trigger words. */
export function listCommandPhrases(): WordDetectors {
  return createPhrases().flatMap((phrase) =>
    phrase.words
      .split(" ")
      .map((word): readonly [string, Detect] => [word, (text, start) => matchPhrase(phrase, text, start)]),
  );
}

function matchPhrase(phrase: CommandPhrase, text: ScannedText, start: number): Identifiable | undefined {
  const match = text.match(phrase.pattern, start);
  if (match === null) return undefined;
  const patternEnd = start + match[0].length;
  const given = match.groups?.value;
  if (given !== undefined)
    return /^\d{3}$/.test(given) // a status of HTTP
      ? undefined
      : createMatch("secret", patternEnd - given.length, patternEnd);
  const value = matchValue(text, { from: patternEnd, phraseStart: start });
  if (value === undefined) return undefined;
  if (phrase.isWeak && !mayBePassword(text.slice(value.start, value.end))) return undefined;
  const hasTail = phrase.tail === undefined || text.findMatchEnd(phrase.tail, value.end) !== undefined;
  return hasTail ? value : undefined;
}

/** Matches a value, which is quoted or a word. */
function matchValue(
  text: ScannedText,
  { from, phraseStart }: { readonly from: number; readonly phraseStart: number },
): Identifiable | undefined {
  const mark = text.match(OPENING_MARK, from)?.[0] ?? "";
  const closing = mark === "" ? undefined : findClosingMark(text, from + mark.length, mark);
  const start = closing === undefined ? from : from + mark.length;
  const end = closing ?? findUnquotedWordEnd(text, start, phraseStart);
  return isOrdinaryValue("secret", "password", text.slice(start, end))
    ? undefined
    : createMatch("secret", start, end);
}

const OPENING_MARK = /\\{0,7}["'`]/y;
