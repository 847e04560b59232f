/** Finds the fixed words in a message of Node or its JavaScript engine. All other words of it may be values. */

import { readDataFile } from "../../internal/data-file.js";
import { createLazy } from "../../internal/lazy-module.js";

/** Written by scripts/generate-error-templates.mjs. Of each list the most specific template is first. */
interface TemplateTable {
  readonly codes: Readonly<Record<string, readonly string[]>>;
  /** Templates of messages without a code, and of those whose code is unknown. */
  readonly common: readonly string[];
}

/** Stands for each value in a template. */
const PLACEHOLDER = "\u2026";
/** Characters of a message. A longer one is not compared, so that time is bounded. */
const MAX_MESSAGE_LENGTH = 64 * 1024;

/** Reads the table when it is first used, because most processes send no error. */
const getTemplates = createLazy((): TemplateTable => {
  try {
    return readDataFile("privacy/errors/message-templates.json") as TemplateTable; // scripts/generate-error-templates.mjs has written it
  } catch {
    return { codes: {}, common: [] }; // the file is missing or damaged
  }
});

/**
 * Returns the fixed words of the message with `…` for each value; undefined if the message fits no template of the code,
 * and none without a code.
 */
export function fitTemplate(message: string, code: string | undefined): string | undefined {
  if (message.length > MAX_MESSAGE_LENGTH) return undefined;
  const { codes, common } = getTemplates();
  const ofCode = code !== undefined && Object.hasOwn(codes, code) ? codes[code] : undefined;
  return fillFirst(ofCode ?? [], message) ?? fillFirst(common, message);
}

function fillFirst(templates: readonly string[], message: string): string | undefined {
  for (const template of templates) {
    const filled = fillTemplate(template, message);
    if (filled !== undefined) return filled;
  }
  return undefined;
}

/** Fills only those values in that are words of the table below. Each value ends where the next fixed words are found first. */
function fillTemplate(template: string, message: string): string | undefined {
  const firstValue = template.indexOf(PLACEHOLDER);
  if (firstValue < 0) return message === template ? template : undefined;
  if (!message.startsWith(template.slice(0, firstValue))) return undefined;
  const last = template.slice(template.lastIndexOf(PLACEHOLDER) + 1);
  const lastAt = message.length - last.length;
  if (!message.endsWith(last)) return undefined;
  const [first = "", ...parts] = template.split(PLACEHOLDER);
  let filled = first;
  let position = first.length;
  for (const [index, words] of parts.entries()) {
    const end = index === parts.length - 1 ? lastAt : message.indexOf(words, position);
    if (end < position || end > lastAt) return undefined;
    filled += keepTypes(message.slice(position, end)) + words;
    position = end + words.length;
  }
  return filled;
}

/** Words for the types of values. They tell what was wrong, and nothing about whom it happened to. */
const getTypeWords = createLazy(
  () =>
    new Set(
      (
        "a an and array boolean bigint function instance integer null number object of one or string symbol type undefined " +
        "unsigned Array ArrayBuffer ArrayBufferView AbortSignal AsyncIterable Blob Buffer DataView Date Error EventEmitter " +
        "EventTarget Function Iterable Map Object Promise ReadableStream RegExp Set SharedArrayBuffer Stream Symbol TypedArray " +
        "URL Uint8Array WritableStream"
      ).split(" "),
    ),
);
/** A longer text is no list of types. */
const MAX_TYPES_LENGTH = 256;

function keepTypes(value: string): string {
  if (value.length > MAX_TYPES_LENGTH) return PLACEHOLDER;
  return value.split(/,? /).every((word) => getTypeWords().has(word)) ? value : PLACEHOLDER;
}
