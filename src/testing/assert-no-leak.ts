/** Searches events for texts that must not be sent, in every encoding that a transport or a digest could give them. */
import { createHash } from "node:crypto";

/** Shorter texts occur in UUIDs and digests by chance. */
const MIN_CANARY_LENGTH = 4;

/**
 * Asserts that no event contains one of the canaries: texts that a test planted and that must not be sent. It finds them in
 * any case, reversed, escaped as in JSON, HTML or a URL, in base64 and hex, and as digests without a key, which can be guessed.
 * @param events recorded events, or the bodies that a server received, as text or bytes
 * @throws Error with one line per leak, or if there are no events
 * @throws TypeError if there are no canaries, or if one is shorter than four characters
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
  const searched = new Set(canaries);
  if (searched.size === 0) throw new TypeError("there are no canaries to look for");
  const haystacks = texts.map((text) => [normalizeText(text), normalizeText(unescapeText(text))]);
  const leaks: string[] = [];
  for (const canary of searched) {
    if (typeof canary !== "string" || canary.length < MIN_CANARY_LENGTH)
      throw new TypeError(`a canary has at least ${MIN_CANARY_LENGTH} characters: ${JSON.stringify(canary)}`);
    for (const [spelling, spelled] of listSpellings(canary)) {
      const needle = normalizeText(spelled);
      for (const forms of haystacks) {
        const haystack = forms.find((form) => form.includes(needle));
        if (haystack !== undefined) leaks.push(formatLeak({ canary, spelling, haystack, needle }));
      }
    }
  }
  if (leaks.length > 0) throw new Error(`${leaks.length} leaked:\n${leaks.join("\n")}`);
}

/** Makes texts comparable that differ in case, or in how accents are encoded. */
function normalizeText(text: string): string {
  return text.normalize("NFC").toLowerCase();
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

interface Leak {
  readonly canary: string;
  /** The encoding in which the canary was found. */
  readonly spelling: string;
  readonly haystack: string;
  readonly needle: string;
}

function formatLeak({ canary, spelling, haystack, needle }: Leak): string {
  const start = haystack.indexOf(needle);
  const excerpt = haystack.slice(Math.max(0, start - 40), start + needle.length + 40);
  return `${JSON.stringify(canary)} (${spelling}) in …${excerpt}…`;
}

/** Returns the encodings of a canary by their names, without those that equal another or are too short to search for. */
function listSpellings(canary: string): Map<string, string> {
  const reversed = [...canary].reverse().join("");
  const candidates: [spelling: string, text: string][] = [
    ["as it is", canary],
    ["as JSON", escapeAsJson(canary)],
    ["as JSON in JSON", escapeAsJson(escapeAsJson(canary))],
    ["in a URL", encodeURIComponent(canary)],
    ["reversed", reversed],
    ["reversed, as JSON", escapeAsJson(reversed)],
    ["in hex", Buffer.from(canary).toString("hex")],
    ...listBase64Spellings(canary),
    ...listDigests(canary),
  ];
  const found = new Map<string, string>();
  for (const [spelling, text] of candidates)
    if (text.length >= MIN_CANARY_LENGTH && ![...found.values()].includes(text)) found.set(spelling, text);
  return found;
}

function escapeAsJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Shorter digits occur in UUIDs and digests by chance. */
const MIN_BASE64_DIGITS = 6;

/**
 * Encodes the canary at each of the three positions that it can have in the groups of three bytes of a longer text. The first
 * and the last digit of the canary then also encode its neighbours, so they are cut off.
 */
function listBase64Spellings(canary: string): [spelling: string, text: string][] {
  const bytes = Buffer.from(canary);
  const spellings: [string, string][] = [];
  for (const offset of [0, 1, 2])
    for (const encoding of ["base64", "base64url"] as const) {
      const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString(encoding)
        .replaceAll("=", "");
      const start = offset === 0 ? 0 : offset + 1;
      const end = (offset + bytes.length) % 3 === 0 ? undefined : -1;
      const digits = encoded.slice(start, end);
      if (digits.length >= MIN_BASE64_DIGITS)
        spellings.push([`in ${encoding}, at an offset of ${offset} bytes`, digits]);
    }
  return spellings;
}

/** Lists digests that do not hide a text, because anyone can compute them. */
function listDigests(canary: string): [spelling: string, text: string][] {
  return ["md5", "sha1", "sha256", "sha512"].flatMap((algorithm) =>
    (["hex", "base64", "base64url"] as const).map((encoding): [string, string] => [
      `its ${algorithm} in ${encoding}`,
      createHash(algorithm).update(canary).digest(encoding).replaceAll("=", ""),
    ]),
  );
}
