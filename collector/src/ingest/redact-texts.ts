/** Replaces what identifies somebody in the texts of an event, so that a leak of a client ends here. */
import { isSendable, isWordKey, type Json, redactPropertyText } from "codeweaver-telemetry/manifest";
import type { OnDrop } from "./drop-reason.js";
import { hasHiddenAddress, replaceHiddenAddresses } from "./hidden-addresses.js";

/** A hash, or a UUID. */
const RANDOM_TEXT = /^[0-9a-f]{8}(?:[0-9a-f]{24,120}|(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const MIN_RANDOM_LENGTH = 32;

/** Returns whether a text needs no redaction: it is a word, a UUID or a hash, as most texts of an event are. */
export function isPlainText(text: string): boolean {
  if (text.length >= MIN_RANDOM_LENGTH && RANDOM_TEXT.test(text)) return true;
  return isSendable(text) && !hasHiddenAddress(text);
}

/** Returns whether a key that no manifest names is one that a client would send. */
export function isPlainKey(key: string): boolean {
  return isWordKey(key) && !hasHiddenAddress(key);
}

/** Returns the value itself if nothing in it is redacted. */
export function redactTexts(value: Json, onDrop: OnDrop): Json {
  if (typeof value === "string") return redactText(value, onDrop);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: Json) => redactTexts(item, onDrop));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactTexts(item, onDrop)]));
}

function redactText(text: string, onDrop: OnDrop): string {
  if (isPlainText(text)) return text;
  const redacted = replaceHiddenAddresses(redactPropertyText(text));
  if (redacted !== text) onDrop("text_redacted");
  return redacted;
}

/** PostHog's limit for the name of an event. */
const MAX_NAME_LENGTH = 200;

/** The longest value that redaction reads to its end, so that what begins within a name is found. */
const MAX_VALUE_LENGTH = 4096;

/** Redacts a name that no manifest lists, and cuts it. */
export function redactName(name: string): string {
  const start = name.slice(0, MAX_NAME_LENGTH + MAX_VALUE_LENGTH);
  return replaceHiddenAddresses(redactPropertyText(start, MAX_NAME_LENGTH));
}
