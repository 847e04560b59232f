/** Measures JSON in UTF-8 without writing it. */

const MAX_SHORT_LENGTH = 64;

/** Bytes of a text as JSON, with its quotes. */
export function measureJsonText(text: string): number {
  return isPlainAscii(text) ? text.length + 2 : Buffer.byteLength(JSON.stringify(text));
}

/** Bytes of a key as JSON, with its quotes, its colon and a comma. */
export function measureJsonKey(key: string): number {
  return measureJsonText(key) + 2;
}

/** Printable ASCII without quotes and backslashes, which JSON escapes. */
function isPlainAscii(text: string): boolean {
  if (text.length > MAX_SHORT_LENGTH) return /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(text);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code > 0x7e || code === QUOTE || code === BACKSLASH) return false;
  }
  return true;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
