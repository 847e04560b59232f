/**
 * Finds the JSON in a request for PostHog's older event endpoints. It can be the body, or the field `data` of a form or of
 * the query, and each of them can be in base64, compressed, or both (PostHog/posthog, rust/capture/src/payload).
 */
import type { IncomingHttpHeaders } from "node:http";
import { RejectedRequest } from "./rejection.js";
import { decodeUtf8, decompress, isGzip } from "./request-body.js";

export const FORM_TYPE = "application/x-www-form-urlencoded";
const FORM_FIELDS = ["data=", "ver=", "_=", "ip=", "compression="];

/** The paths at which the decompressed text can be in base64. */
const LEGACY_PATH = /^\/(?:e|capture|engage|track)$/;

/** @throws RejectedRequest if there is no payload, or it cannot be decoded */
export function decodeEventPayload(
  path: string,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  body: Buffer,
  maxBytes: number,
): string {
  const inQuery = query.get("data");
  const raw = inQuery ? Buffer.from(inQuery) : body;
  if (raw.length === 0) throw new RejectedRequest(400, "request missing data payload");
  const decoded = (!isForm(raw) && decodeBase64(raw)) || raw;
  const form = headers["content-type"] === FORM_TYPE ? parseForm(decoded) : undefined;
  const payload = form?.get("data") ?? undefined;
  const bytes = payload === undefined ? decoded : Buffer.from(payload);

  const hints = [query.get("compression"), form?.get("compression"), headers["content-encoding"]];
  const compression = hints.map(parseCompression).find((hint) => hint !== undefined);
  if (compression === "lz-string")
    throw new RejectedRequest(400, "this receiver reads no lz-string: send gzip or plain JSON");
  const plain = compression === "gzip" || isGzip(bytes) ? decompress("gzip", bytes, maxBytes) : bytes;
  const unwrapped = LEGACY_PATH.test(path) ? decodeBase64(plain) : undefined;
  return decodeUtf8(unwrapped ?? plain);
}

function isForm(bytes: Buffer): boolean {
  const start = bytes.toString("latin1", 0, 12);
  return FORM_FIELDS.some((field) => start.startsWith(field));
}

function parseForm(bytes: Buffer): URLSearchParams {
  if (!isForm(bytes))
    throw new RejectedRequest(400, "failed to decode request: expected form data in POST request payload");
  const form = new URLSearchParams(bytes.toString());
  const data = form.get("data");
  // A plus sign of base64 that the client has not escaped was decoded to a space.
  if (data !== null && /^[\w+/= ]{0,128}/.exec(data)?.[0].length === Math.min(data.length, 128))
    form.set("data", data.replaceAll(" ", "+"));
  return form;
}

function parseCompression(hint: string | null | undefined): "gzip" | "lz-string" | "base64" | undefined {
  switch (hint?.toLowerCase()) {
    case "gzip":
    case "gzip-js":
      return "gzip";
    case "lz64":
    case "lz-string":
      return "lz-string";
    case "base64":
    case "b64":
      return "base64"; // base64 is recognised by its form, but it has precedence over other hints
    default:
      return undefined;
  }
}

/** Returns undefined if the bytes are not base64 with its padding. */
export function decodeBase64(bytes: Buffer): Buffer | undefined {
  if (bytes.length % 4 !== 0 || !/^[A-Za-z0-9+/=]+$/.test(bytes.toString("latin1", 0, 128))) return undefined;
  const text = bytes.toString("latin1");
  const decoded = Buffer.from(text, "base64");
  return decoded.toString("base64") === text ? decoded : undefined; // Node ignores what is not base64
}
