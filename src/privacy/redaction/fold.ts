/** Writes a text in plain ASCII where Unicode only dresses it up, so that `ｊａｎｅ＠…` is found as `jane@…` is. */

export interface Folded {
  readonly text: string;
  /** The offset in the original text of an offset in the folded one. */
  original(offset: number): number;
}

/** Characters that show nothing and split a word for whoever looks for it. */
const INVISIBLE = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/;

/** Full-width forms, digits of other scripts, typographic hyphens and quotes, blanks that are not a space. */
const DRESSED =
  /[\uff01-\uff5e\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u2010-\u2015\u2212\u00a0\u2000-\u200a\u202f\u205f\u3000\u2018\u2019\u201c\u201d]/;
const DRESSED_EVERYWHERE = new RegExp(DRESSED, "g");

export function fold(text: string): Folded {
  // Most texts are ASCII, and a look is cheaper than a copy.
  if (!/[^\0-\x7f]/.test(text)) return { text, original: (offset) => offset };
  const undressed = DRESSED.test(text) ? text.replace(DRESSED_EVERYWHERE, plain) : text;
  return INVISIBLE.test(undressed)
    ? withoutInvisible(undressed)
    : { text: undressed, original: (offset) => offset };
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

function withoutInvisible(text: string): Folded {
  const kept: number[] = [];
  let visible = "";
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character > "\u00a0" && INVISIBLE.test(character)) continue;
    visible += character;
    kept.push(index);
  }
  // The end of a find is one past its last character, not before whatever comes next.
  return { text: visible, original: (offset) => (offset === 0 ? 0 : (kept[offset - 1] ?? 0) + 1) };
}
