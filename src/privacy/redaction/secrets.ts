/** Secrets by the name they stand behind: `key = value` in any quoting, headers, flags, markup, SQL and sentences. */
import { ALNUM, BEYOND, BLANK, classAt, DOT, isOneOf, LINE_END, runStart, WORD } from "./characters.js";
import { found, type Identifiable } from "./finding.js";
import { isNoValue, kindOfName } from "./secret-names.js";

const LONGEST_NAME = 64;
const LONGEST_VALUE = 4096;

/** Called at a `:` or `=`, or at the `>` that ends a tag. */
export function assigned(text: string, sign: number): Identifiable | undefined {
  const name = nameBefore(text, sign);
  if (name === undefined) return undefined;
  const kind = kindOfName(name) ?? (/^value$/i.test(name) ? kindOfSibling(text, sign) : undefined);
  if (kind === undefined) return undefined;
  const value = valueAfter(text, sign, name);
  if (value === undefined) return undefined;
  const content = text.slice(value.start, value.end);
  const isCount = kind === "host" || /token|pin|key/i.test(name) ? /^[\d.,]{1,5}$/.test(content) : false;
  return isNoValue(content) || isCount ? undefined : found(kind, value.start, value.end);
}

/** The name before a sign: bare, quoted, in brackets (`env["TOKEN"]`) or a tag's. */
function nameBefore(text: string, sign: number): string | undefined {
  let end = sign;
  const stop = Math.max(0, sign - 6);
  while (end > stop && /[ \t"'`\\\])?!:]/.test(text.charAt(end - 1))) end--;
  const start = runStart(text, end, WORD | BEYOND | DOT, LONGEST_NAME);
  if (start === end) return undefined;
  const name = text.slice(start, end);
  const isFrench = name === "passe" && /mot de $/i.test(text.slice(Math.max(0, start - 7), start));
  if (isFrench) return "mot de passe";
  // `User ID=`, `Data Source=`, `API key:` are names of two words.
  if (text.charAt(start - 1) !== " " || !/^(?:id|name|source|key|token|secret|string)$/i.test(name))
    return name;
  const before = runStart(text, start - 1, ALNUM, 24);
  return `${text.slice(before, start)}${name}`;
}

/** `{"name": "DB_PASSWORD", "value": "…"}` and `<add key="Password" value="…"/>`: the sibling has the name. */
function kindOfSibling(text: string, sign: number): ReturnType<typeof kindOfName> {
  const before = text.slice(Math.max(0, sign - 120), sign);
  const sibling =
    /(?:key|name)\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?([\w.:-]{1,64})\\?["']?[,;]?\s{1,12}\\?["']?value\\?["']?\s{0,3}$/i.exec(
      before,
    );
  return sibling?.[1] === undefined ? undefined : kindOfName(sibling[1]);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const OPENING =
  /(?:[=:]?=?>|[:=]{0,2})[ \t]{0,8}(?:\r?\n[ \t]{1,16}(?=["']))?(?:[rbfu]{0,2}(\\{0,3}"""|'''|\\{0,3}["'`]|&quot;|\u00ab\s?|\u201e)|\[|\(|\{)?/y;

function valueAfter(text: string, sign: number, name: string): Span | undefined {
  OPENING.lastIndex = sign;
  const opening = OPENING.exec(text);
  if (opening === null) return undefined;
  const start = sign + opening[0].length;
  const quote = opening[1];
  if (quote !== undefined) return quoted(text, start, quote.trim());
  if (/[[({]$/.test(opening[0])) return undefined;
  if (text.charAt(sign) === ">") return untilMark(text, start, "<");
  if (/^(?:proxy-)?authorization$|^(?:set-)?cookie$/i.test(name)) return lineValue(text, start);
  return startsLine(text, sign, name) && isSpoken(name) ? lineValue(text, start) : bareValue(text, start);
}

/** Up to the quotation mark that closes; one behind a backslash does not, unless the string itself was written behind one. */
function quoted(text: string, start: number, quote: string): Span {
  const mark = quote === "\u00ab" ? "\u00bb" : quote === "\u201e" ? '"' : quote;
  const escapes = mark.startsWith("\\");
  for (let end = start; end < text.length && end - start < LONGEST_VALUE; end++) {
    if (text.startsWith(mark, end)) return { start, end };
    if (!escapes && text.charAt(end) === "\\") end++;
    else if (mark.length === 1 && (classAt(text, end) & LINE_END) !== 0) return { start, end };
  }
  return { start, end: Math.min(text.length, start + LONGEST_VALUE) };
}

function untilMark(text: string, start: number, mark: string): Span | undefined {
  const length = text.slice(start, start + LONGEST_VALUE).indexOf(mark);
  return length > 0 ? { start, end: start + length } : undefined;
}

/** To the end of the line or of the string that the line is in. */
function lineValue(text: string, start: number): Span {
  let end = start;
  while (
    end < text.length &&
    end - start < LONGEST_VALUE &&
    (classAt(text, end) & LINE_END) === 0 &&
    !'"<`'.includes(text.charAt(end)) &&
    !text.startsWith("\\n", end)
  )
    end++;
  if (text.charAt(end - 1) === "'") end--;
  return { start, end };
}

/** What has no quotes ends at a blank, and at punctuation with nothing or another assignment behind it. */
function bareValue(text: string, start: number): Span {
  let end = start;
  while (end < text.length && end - start < LONGEST_VALUE && !endsBare(text, end)) end++;
  return { start, end };
}

const NEXT_PAIR = /[;,&][ ]?["']?[\w.-]{1,40}(?: [\w]{1,20})?["']?[=:]/y;

function endsBare(text: string, index: number): boolean {
  const bits = classAt(text, index);
  if ((bits & BLANK) !== 0) return true;
  if ((bits & WORD) !== 0) return false;
  const character = text.charAt(index);
  if (`"'\`<>`.includes(character)) return true;
  if (character === "\\") return isOneOf(text, index + 1, "nrt\"'");
  if (";,&".includes(character)) {
    NEXT_PAIR.lastIndex = index;
    if (NEXT_PAIR.test(text)) return true;
  }
  if (!";,.&)]}|:!?".includes(character)) return text.charCodeAt(index) >= 128 && bits === 0;
  // Closing marks at the end of a clause are not the value's.
  let next = index + 1;
  while (next < index + 4 && isOneOf(text, next, ";,.)]}|\"'")) next++;
  return next >= text.length || (classAt(text, next) & BLANK) !== 0 || isOneOf(text, next, `"'\`<>`);
}

/** Names whose values people write as phrases, without quotes. */
function isSpoken(name: string): boolean {
  return /(?:pass(?:word|phrase|wd)?|pwd|secret|passwort|kennwort|contraseña|senha|пароль)$/i.test(name);
}

function startsLine(text: string, sign: number, name: string): boolean {
  const lineStart = sign - name.length - 24;
  return /(?:^|[\r\n])[ \t]*(?:[-+] ?|export |set |env )?["']?$/i.test(
    text.slice(Math.max(0, lineStart), text.lastIndexOf(name, sign)),
  );
}
