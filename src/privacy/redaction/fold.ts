/** Writes a text plainly where Unicode, HTML or a terminal only dresses it up, so that `ｊａｎｅ＠…` is found as `jane@…` is. */

export interface Folded {
  readonly text: string;
  /** The offset in the original text of an offset in the folded one. */
  original(offset: number): number;
}

/** A terminal's colours: blanks to whoever reads the text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence begins with one
const COLOURS = /\x1b\[[\d;]{0,16}[A-Za-z]/g;

/** Full-width forms, digits of other scripts, typographic hyphens and quotes, blanks that are not a space. */
const DRESSED =
  /[\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u2010-\u2015\u2212\u00a0\u2000-\u200a\u202f\u205f\u3000\u2018\u2019\u201c\u201d]/g;

/** Characters that show nothing and split a word for whoever looks for it; and what HTML writes quotes and brackets as. */
const LONGER_THAN_IT_READS =
  /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+|&(?:quot|apos|lt|gt|amp|#3[49]|#x2[27]);/gi;

const ENTITIES: Readonly<Record<string, string>> = {
  "&quot;": '"',
  "&#34;": '"',
  "&#x22;": '"',
  "&apos;": "'",
  "&#39;": "'",
  "&#x27;": "'",
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
};

export function fold(given: string): Folded {
  const text = given.includes("\x1b") ? given.replace(COLOURS, (colour) => " ".repeat(colour.length)) : given;
  // Most texts are ASCII, and a look is cheaper than a copy.
  const undressed = /[^\0-\x7f]/.test(text) ? text.replace(DRESSED, plain) : text;
  return shortened(undressed);
}

/** One code unit for one, so that offsets stay. */
function plain(character: string): string {
  const code = character.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (code >= 0x0660 && code <= 0x096f) return String((code - (code < 0x0900 ? 0 : 6)) % 16);
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212) return "-";
  if (code === 0x2018 || code === 0x2019) return "'";
  return code === 0x201c || code === 0x201d ? '"' : " ";
}

/** Leaves out what shows nothing, and keeps where everything stood. */
function shortened(text: string): Folded {
  const parts: string[] = [];
  /** Where each stretch that was kept begins in the folded text, and by how much the original is further on. */
  const starts: number[] = [];
  const shifts: number[] = [];
  let length = 0;
  let from = 0;
  for (const { 0: longer, index } of text.matchAll(LONGER_THAN_IT_READS)) {
    const kept = text.slice(from, index) + (ENTITIES[longer.toLowerCase()] ?? "");
    parts.push(kept);
    length += kept.length;
    from = index + longer.length;
    starts.push(length);
    shifts.push(from - length);
  }
  if (starts.length === 0) return { text, original: (offset) => offset };
  parts.push(text.slice(from));
  return { text: parts.join(""), original: (offset) => offset + (shifts[stretchOf(starts, offset)] ?? 0) };
}

/** The last stretch that begins at or before an offset, by halving; -1 for the first. */
function stretchOf(starts: readonly number[], offset: number): number {
  let low = -1;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
