/** Searches events for texts that must not be sent, in every encoding that a transport or a digest could give them. */
import { createHash } from "node:crypto";

/** Shorter texts occur in UUIDs and digests by chance. */
const MIN_CANARY_LENGTH = 4;

/**
 * Asserts that no event contains one of the canaries: texts that a test planted and that must not be sent. It finds them in
 * any case, reversed, escaped as in JSON, HTML or a URL, in base64 and hex, and as digests without a key, which can be guessed.
 * @param events recorded events, or the bodies that a server received, as text or bytes
 * @throws Error with one line per leak, or if there are no events
 * @throws TypeError if a canary is shorter than four characters
 *
 * @example
 * const { telemetry, events } = createTestTelemetry();
 * telemetry.capture("index_done", { path: "/home/jane/secret-project" });
 * await telemetry.flush();
 * assertNoLeak(events, ["secret-project"]);
 */
export function assertNoLeak(events: Iterable<object | string>, canaries: Iterable<string>): void {
  const texts = [...events].map(toSearchableText);
  if (texts.length === 0) throw new Error("there are no events to look in: flush first");
  const folded = texts.map((text) => ({
    text,
    plain: [text, unescapeText(text)].map((form) => form.normalize("NFC").toLowerCase()),
  }));
  const leaks: string[] = [];
  for (const canary of new Set(canaries)) {
    if (typeof canary !== "string" || canary.length < MIN_CANARY_LENGTH)
      throw new TypeError(`a canary has at least ${MIN_CANARY_LENGTH} characters: ${JSON.stringify(canary)}`);
    for (const [spelling, text] of listSpellings(canary)) {
      const needle = text.normalize("NFC").toLowerCase();
      for (const { plain } of folded) {
        const haystack = plain.find((form) => form.includes(needle));
        if (haystack !== undefined)
          leaks.push(formatLeak(canary, spelling, haystack, haystack.indexOf(needle), needle.length));
      }
    }
  }
  if (leaks.length > 0) throw new Error(`${leaks.length} leaked:\n${leaks.join("\n")}`);
}

function toSearchableText(event: object | string): string {
  if (typeof event === "string") return event;
  if (event instanceof Uint8Array) return Buffer.from(event).toString();
  return JSON.stringify(event, (_, item) => (item instanceof Map || item instanceof Set ? [...item] : item));
}

/** Replaces the escapes of URLs, HTML and JSON by their characters. */
function unescapeText(text: string): string {
  return text
    .replaceAll("+", " ")
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString())
    .replace(/\\+u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,6});/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(
      /&(quot|apos|lt|gt|amp);/gi,
      (_, name) => ({ quot: '"', apos: "'", lt: "<", gt: ">", amp: "&" })[String(name).toLowerCase()] ?? "",
    );
}

function formatLeak(canary: string, spelling: string, text: string, at: number, length: number): string {
  const around = text.slice(Math.max(0, at - 40), at + length + 40);
  return `${JSON.stringify(canary)} (${spelling}) in …${around}…`;
}

/** Digests that do not hide a text, because anyone can compute them. */
const UNKEYED_DIGESTS = ["md5", "sha1", "sha256", "sha512"];

function listSpellings(canary: string): Map<string, string> {
  const bytes = Buffer.from(canary);
  const found = new Map([["as it is", canary]]);
  const addSpelling = (spelling: string, text: string): void => {
    if (text.length >= MIN_CANARY_LENGTH && ![...found.values()].includes(text)) found.set(spelling, text);
  };
  addSpelling("as JSON", JSON.stringify(canary).slice(1, -1));
  addSpelling("as JSON in JSON", JSON.stringify(JSON.stringify(canary)).slice(3, -3));
  addSpelling("in a URL", encodeURIComponent(canary));
  const reversed = [...canary].reverse().join("");
  addSpelling("reversed", reversed);
  addSpelling("reversed, as JSON", JSON.stringify(reversed).slice(1, -1));
  addSpelling("in hex", bytes.toString("hex"));
  for (let shift = 0; shift < 3; shift++) {
    for (const encoding of ["base64", "base64url"] as const) {
      // Inside of a longer text, the first and last digit of the canary also encode its neighbours.
      const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
        .toString(encoding)
        .replaceAll("=", "");
      const own = encoded.slice(
        shift === 0 ? 0 : shift + 1,
        (bytes.length + shift) % 3 === 0 ? undefined : -1,
      );
      if (own.length >= 6) addSpelling(`in ${encoding}, ${shift} on`, own);
    }
  }
  for (const algorithm of UNKEYED_DIGESTS)
    for (const encoding of ["hex", "base64", "base64url"] as const)
      addSpelling(
        `its ${algorithm} in ${encoding}`,
        createHash(algorithm).update(canary).digest(encoding).replaceAll("=", ""),
      );
  return found;
}
