/** E-mail addresses spelt out against harvesters: `jane [at] example [dot] com`, `jane at example dot com`. */

import { found, type Identifiable, type WordDetector } from "./finding.js";
import type { Text } from "./text.js";

const LABEL = "[\\p{L}\\p{N}_+-]{1,63}";
const SPELT_DOT = "(?: ?[[({<] ?(?:dot|punkt|point|punto|\\.) ?[\\])}>] ?| (?:dot|punkt|point|punto) |\\.)";
const MAILBOX = new RegExp(`${LABEL}(?:${SPELT_DOT}${LABEL}){0,4}$`, "iu");
const DOMAIN = new RegExp(`${LABEL}(?:${SPELT_DOT}${LABEL}){1,5}`, "iuy");
const BRACKETED_SIGN = / ?[[({<] ?(?:at|@|\u00e4t|arroba|chez) ?[\])}>] ?/iy;
const SPOKEN_SIGN = / (?:at|arroba) /iy;

/** Called at an opening bracket. */
export function bracketedSign(text: Text, bracket: number): Identifiable | undefined {
  return speltOut(text, bracket, BRACKETED_SIGN);
}

/** The domain has to be spelt out, too: `look at example.com` is none. */
function spokenSign(text: Text, start: number, end: number): Identifiable | undefined {
  const find = speltOut(text, start - 1, SPOKEN_SIGN);
  return find !== undefined && / (?:dot|punkt|point|punto) /i.test(text.slice(end, find.end))
    ? find
    : undefined;
}

/** Detectors by the word that they are called at. */
export const SPELT_SIGNS: readonly (readonly [string, WordDetector])[] = [
  ["at", spokenSign],
  ["arroba", spokenSign],
];

function speltOut(text: Text, at: number, sign: RegExp): Identifiable | undefined {
  const from = text.is(at - 1, " ") && sign === BRACKETED_SIGN ? at - 1 : at;
  const domain = from < 1 ? undefined : text.matchEnd(sign, from);
  const end = domain === undefined ? undefined : text.matchEnd(DOMAIN, domain);
  if (end === undefined) return undefined;
  const before = text.slice(Math.max(0, from - 160), from);
  const mailbox = MAILBOX.exec(before);
  return mailbox === null ? undefined : found("email", from - mailbox[0].length, end);
}
