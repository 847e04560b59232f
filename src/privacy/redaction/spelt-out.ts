/** E-mail addresses spelt out against harvesters: `jane [at] example [dot] com`, `jane at example dot com`. */
import { isOneOf } from "./characters.js";
import { found, type Identifiable } from "./finding.js";

const LABEL = "[\\p{L}\\p{N}_+-]{1,63}";
const SPELT_DOT = "(?: ?[[({<] ?(?:dot|punkt|point|punto|\\.) ?[\\])}>] ?| (?:dot|punkt|point|punto) |\\.)";
const MAILBOX = new RegExp(`${LABEL}(?:${SPELT_DOT}${LABEL}){0,4}$`, "iu");
const DOMAIN = new RegExp(`${LABEL}(?:${SPELT_DOT}${LABEL}){1,5}`, "iuy");
const BRACKETED_SIGN = / ?[[({<] ?(?:at|@|\u00e4t|arroba|chez) ?[\])}>] ?/iy;
const SPOKEN_SIGN = / (?:at|arroba) /iy;

/** Called at an opening bracket. */
export function bracketedSign(text: string, bracket: number): Identifiable | undefined {
  return speltOut(text, bracket, BRACKETED_SIGN);
}

/** Called at a word; of those only `at` is one. The domain has to be spelt out, too: `look at example.com` is none. */
export function spokenSign(text: string, start: number, end: number): Identifiable | undefined {
  if (end - start !== 2 && end - start !== 6) return undefined;
  const find = isOneOf(text, start, "aA") ? speltOut(text, start - 1, SPOKEN_SIGN) : undefined;
  return find !== undefined && / (?:dot|punkt|point|punto) /i.test(text.slice(end, find.end))
    ? find
    : undefined;
}

function speltOut(text: string, at: number, sign: RegExp): Identifiable | undefined {
  const from = text.charAt(at - 1) === " " && sign === BRACKETED_SIGN ? at - 1 : at;
  sign.lastIndex = from;
  if (from < 1 || !sign.test(text)) return undefined;
  DOMAIN.lastIndex = sign.lastIndex;
  if (!DOMAIN.test(text)) return undefined;
  const before = text.slice(Math.max(0, from - 160), from);
  const mailbox = MAILBOX.exec(before);
  return mailbox === null ? undefined : found("email", from - mailbox[0].length, DOMAIN.lastIndex);
}
