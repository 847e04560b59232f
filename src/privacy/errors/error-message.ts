/** What of an error's message may leave: one line of it, redacted, without the values that it is known to quote. */

import { createLazyPattern } from "../../internal/lazy-module.js";
import { redactFreeText } from "../../redaction/redactor.js";
import { MAX_TEXT, redactBeginning, wellFormed } from "../sanitizer/text-redaction.js";
import { isWord } from "../sanitizer/undeclared-text.js";

/** Whether the messages of errors are sent: after redaction, or not at all. */
export const ERROR_MESSAGES = ["redacted", "none"] as const;
export type ErrorMessages = (typeof ERROR_MESSAGES)[number];

/** What a system call was given, and Node repeats in the message: a relative path looks like any other word there. */
export const QUOTED_FIELDS = {
  path: "[path]",
  dest: "[path]",
  hostname: "[host]",
  host: "[host]",
  address: "[host]",
  input: "[url]",
};

/**
 * Errors about a text or a value, which they quote: JSON.parse's and every other parser's, `node:assert`'s (values, and the
 * line of code), zod's. No redaction can tell what of it is the user's.
 */
const QUOTING_ERROR = /(?:Syntax|Parse|Assertion|Zod|DataClone|Usage|Yargs|Commander)Error/;
/** Codes of errors that quote what the person typed, or which file was asked for. */
const QUOTING_CODE =
  /^(?:ERR_ASSERTION|ERR_PARSE_ARGS_\w+|ERR_UNKNOWN_ENCODING|(?:ERR_)?MODULE_NOT_FOUND|commander\..*)$/;

/** Errors of the engine's own kinds, which quote identifiers and values of the code that runs. */
const ENGINE_ERROR = /^(?:Type|Range|Reference)Error$/;

/** How the words of a message are sent. */
export const MESSAGE_RULES = { redact: redactFreeText };

export type QuotedValues = ReadonlyMap<string, string>;

export interface ErrorMessage {
  readonly text: string;
  readonly name: string;
  readonly code: string | number | undefined;
  readonly isSyntaxError: boolean;
}

/** Undefined where nothing of the message may leave. `quoted`: values of the error and its causes, and what stands for each. */
export function redactMessage(message: ErrorMessage, quoted: QuotedValues): string | undefined {
  const { name, code, isSyntaxError } = message;
  if (isSyntaxError || QUOTING_ERROR.test(name) || QUOTING_CODE.test(String(code))) return undefined;
  const text = replaceQuotedValues(message.text, quoted);
  // Redacted first, for a find may go over lines. After the first line come source excerpts, dumps and stacks.
  const line = removeControls(
    redactBeginning(removeEngineValues(text, name, code), MESSAGE_RULES.redact).split(
      /[\r\n\u2028\u2029]/,
      1,
    )[0] ?? "",
  );
  return line === "" ? undefined : wellFormed(line.slice(0, MAX_TEXT));
}

/** What a message says in words of its own: without the value that it names, quotes, or ends with. */
function removeEngineValues(text: string, name: string, code: ErrorMessage["code"]): string {
  const own = text.replace(/^(Command failed)[\s\S]*$/, "$1");
  // Node's own complaints end with what it was given.
  if (typeof code === "string" && code.startsWith("ERR_"))
    return own.replace(/\bReceived\b.*$/s, "").replace(/: [\s\S]*$/, ": \u2026");
  if (!ENGINE_ERROR.test(name) || code !== undefined) return own;
  return own
    .replace(/^[^\r\n]*?(?= is not | could not be )/, "\u2026")
    .replace(/(["'`]| receiver |: )[\s\S]*$/, "$1\u2026");
}

/** Longer than what is scrubbed, so that a value at that window's end is found whole. */
const MAX_MESSAGE_LENGTH = 64 * 1024;
const MAX_LITERAL_LENGTH = 1024;

/** In one pass, the longest first, so that nothing is looked for in what was put there. Of a value that goes on, so does the gap. */
function replaceQuotedValues(message: string, values: QuotedValues): string {
  let text = message.slice(0, MAX_MESSAGE_LENGTH);
  const short: string[] = [];
  for (const [value, placeholder] of values) {
    const at = value.length > MAX_LITERAL_LENGTH ? text.indexOf(value.slice(0, MAX_LITERAL_LENGTH)) : -1;
    if (at >= 0) text = text.slice(0, at) + placeholder;
    if (value.length <= MAX_LITERAL_LENGTH) short.push(value);
  }
  if (short.length === 0) return text;
  const literals = short
    .sort((a, b) => b.length - a.length)
    .map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return text.replace(new RegExp(literals.join("|"), "g"), (value) => values.get(value) ?? "");
}

const CONTROLS = createLazyPattern("\\p{Cc}+", "gu");

/** A type's name if it is a word, and `Error` if not: every report has a type. */
export function sanitizeErrorName(name: string): string {
  return isWord(name) ? name : "Error";
}

/** A code as systems and libraries write them. A key can look like one, and is then none. */
export function sanitizeErrorCode(code: unknown): string | number | undefined {
  if (typeof code === "string") return /^[A-Z][A-Z0-9_]{1,63}$/.test(code) && isWord(code) ? code : undefined;
  return Number.isSafeInteger(code) ? Number(code) : undefined;
}

function removeControls(text: string): string {
  return text.replace(CONTROLS(), " ").trim();
}
