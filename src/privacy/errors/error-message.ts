/**
 * Redacts the message of an error. Of Node and its JavaScript engine only the fixed words are sent, and of other errors the
 * first line, without the values that it is known to quote.
 */

import { createLazyPattern } from "../../internal/lazy-module.js";
import { redactFreeText } from "../../redaction/redactor.js";
import { MAX_TEXT, redactBeginning } from "../sanitizer/text-redaction.js";
import { isWord } from "../sanitizer/undeclared-text.js";
import { fitTemplate } from "./message-templates.js";

/** Fields that hold the arguments of a system call. Node quotes them in the message, where a relative path looks like a word. */
export const QUOTED_FIELDS = {
  path: "[path]",
  dest: "[path]",
  hostname: "[host]",
  host: "[host]",
  address: "[host]",
};

/**
 * Errors that quote their input: those of parsers such as JSON.parse, of `node:assert` (values and the line of code), and
 * of zod. Redaction cannot tell which part comes from the user.
 */
const QUOTING_ERROR = /(?:Syntax|Parse|Assertion|Zod|DataClone|Usage|Yargs|Commander)Error/;
/** Codes of errors that quote what the person typed, or the name of a missing file. */
const QUOTING_CODE = /^(?:MODULE_NOT_FOUND|commander\..*)$/;

/** Types of the engine's errors, which quote identifiers and values of the running code. */
const ENGINE_ERROR = /^(?:Type|Range|Reference|Eval|URI|Aggregate|Compile|Link)Error$/;
/** Codes of Node's errors, and of those of undici, which is a part of Node. */
const NODE_CODE = /^(?:UND_)?ERR_/;

/** How a message of Node or the engine, and how any other message is sent. The leak test replaces entries. */
export const MESSAGE_RULES = { fit: fitTemplate, redact: redactFreeText };

export type QuotedValues = ReadonlyMap<string, string>;

export interface ErrorMessage {
  readonly text: string;
  readonly name: string;
  readonly code: string | number | undefined;
  readonly isSyntaxError: boolean;
  /** Whether the class is one of the engine's, whatever its name is, or Node's own code has created it without a code. */
  readonly isEngineError: boolean;
}

/**
 * Returns undefined if no part of the message may be sent.
 * @param quoted values of the error and its causes, each with its placeholder
 */
export function redactMessage(message: ErrorMessage, quoted: QuotedValues): string | undefined {
  const { name, code, isSyntaxError } = message;
  if (isSyntaxError || QUOTING_ERROR.test(name) || QUOTING_CODE.test(String(code))) return undefined;
  const isNodeError = typeof code === "string" && NODE_CODE.test(code);
  const isEngineError = ENGINE_ERROR.test(name);
  if (isNodeError || isEngineError || message.isEngineError) {
    const fixedWords = MESSAGE_RULES.fit(message.text, isNodeError ? code : undefined);
    // A library may have its own classes and codes for errors that it derives from those of the engine.
    if (fixedWords !== undefined || isNodeError || (isEngineError && code === undefined))
      return fixedWords?.slice(0, MAX_TEXT);
  }
  // Node appends the command and its output.
  const text = replaceQuotedValues(message.text, quoted).replace(/^(Command failed)[\s\S]*$/, "$1");
  // A match may span lines, so the text is redacted before its first line is taken. Later lines hold source code and stacks.
  const [line = ""] = redactBeginning(text, MESSAGE_RULES.redact).split(/[\r\n\u2028\u2029]/, 1);
  return removeControls(line).slice(0, MAX_TEXT).toWellFormed() || undefined;
}

/** Longer than the part that is redacted, so that a value at its end is found whole. */
const MAX_MESSAGE_LENGTH = 64 * 1024;
const MAX_LITERAL_LENGTH = 1024;

/**
 * Replaces all values in one pass, the longest first, so that placeholders are not searched. If a value is too long for a
 * pattern, everything after its beginning is removed.
 */
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

/** Returns the name of a type if it is a word, and `Error` if not, because each report has a type. */
export function sanitizeErrorName(name: string): string {
  return isWord(name) ? name : "Error";
}

/** Returns a code such as `ENOENT` or 404; undefined if it is not one. A secret may look like a code, so it is redacted. */
export function sanitizeErrorCode(code: unknown): string | number | undefined {
  if (typeof code === "string") return /^[A-Z][A-Z0-9_]{1,63}$/.test(code) && isWord(code) ? code : undefined;
  return Number.isSafeInteger(code) ? Number(code) : undefined;
}

function removeControls(text: string): string {
  return text.replace(CONTROLS(), " ").trim();
}
