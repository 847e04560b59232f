/** Explains an answer with which a server refuses a request about a person's events. */
import { parseJsonObject } from "../../delivery/request-log-reader.js";
import type { StreamedResponse } from "../../net/http-response.js";
import { parseRetryAfterMs } from "../../transports/retry-policy.js";

/** Completes the sentence "<server> …" for each status that has a meaning of its own. */
const MEANINGS: Readonly<Record<number, string>> = {
  400: "does not understand the request",
  401: "does not accept the project's key",
  403: "does not allow the request",
  404: "takes no such request, as a server of PostHog does not",
  405: "takes no such request, as a server of PostHog does not",
  413: "refuses so many ids in one request",
  429: "has had too many requests",
  503: "cannot do it now",
};

const MAX_READ_BYTES = 8192;
const MAX_QUOTED_CHARACTERS = 200;

/**
 * Returns a clause such as `https://a.example does not accept the project's key (401: "unknown key")`.
 * @param parts the body, of which the beginning is read
 */
export async function describeRefusal(
  host: string,
  { status, headers }: StreamedResponse,
  parts: AsyncIterable<Uint8Array>,
): Promise<string> {
  const isRedirect = status >= 300 && status < 400;
  const meaning =
    MEANINGS[status] ??
    (isRedirect ? "redirects to another address, which is not used" : "refused the request");
  const quote = quoteReason(await readBeginning(parts));
  const reason = quote === "" || isRedirect ? "" : `: ${quote}`;
  const waitMs = parseRetryAfterMs(headers.get("retry-after"), Date.now());
  const wait = waitMs === undefined ? "" : `; try again in ${formatWait(waitMs)}`;
  return `${host} ${meaning} (${status}${reason})${wait}`;
}

async function readBeginning(parts: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const part of parts) {
      chunks.push(part);
      length += part.length;
      if (length >= MAX_READ_BYTES) break;
    }
  } catch {
    // The status says enough.
  }
  return Buffer.concat(chunks).subarray(0, MAX_READ_BYTES).toString("utf8");
}

/** Returns the server's own words in quotation marks, or the empty text for a web page. They are escaped when they are printed. */
function quoteReason(body: string): string {
  const fields = parseJsonObject(body);
  const text =
    [fields.error, fields.message, fields.detail].find((field) => typeof field === "string") ?? body;
  const line = String(text).replace(/\s+/g, " ").trim();
  if (line === "" || /^[<{[]/.test(line)) return "";
  return JSON.stringify(
    line.length > MAX_QUOTED_CHARACTERS ? `${line.slice(0, MAX_QUOTED_CHARACTERS)}…` : line,
  );
}

function formatWait(milliseconds: number): string {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} minutes`;
}
