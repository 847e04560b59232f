/** Reads UUIDs in all spellings that PostHog accepts, which are those of the crate uuid (uuid-rs/uuid, src/parser.rs). */

const HYPHENATED = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SIMPLE = /^[0-9a-f]{32}$/;

/** Returns the UUID in lower case and with hyphens, or undefined if the text is none. */
export function parseUuid(text: string): string | undefined {
  if (text.length > 45) return undefined; // the longest spelling is a URN
  const lowerCase = text.toLowerCase();
  if (HYPHENATED.test(lowerCase)) return lowerCase; // as most clients write it
  const bare = lowerCase.replace(/^urn:uuid:/, "").replace(/^\{(.*)\}$/, "$1");
  if (HYPHENATED.test(bare)) return bare;
  if (!SIMPLE.test(bare)) return undefined;
  return [bare.slice(0, 8), bare.slice(8, 12), bare.slice(12, 16), bare.slice(16, 20), bare.slice(20)].join(
    "-",
  );
}
