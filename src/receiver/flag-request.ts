/** Parses requests for flags as PostHog does (PostHog/posthog, rust/feature-flags/src/flags and src/handler). */
import type { IncomingHttpHeaders } from "node:http";
import { decodeBase64, FORM_TYPE } from "./event-payload.js";
import type { FlagRequest } from "./flags-response.js";
import { isJsonObject, type JsonObject, type ParsedJson, parseJson } from "./json-text.js";
import { findKeyFault } from "./project-key.js";
import { RejectedRequest } from "./rejection.js";
import { decompress, isGzip } from "./request-body.js";

export interface ParsedFlagRequest {
  readonly request: FlagRequest;
  readonly text: string;
  readonly count: number;
}

const JSON_TYPES = new Set(["application/json", "text/plain"]);

/** @throws RejectedRequest */
export async function parseFlagRequest(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  maxBytes: number,
): Promise<ParsedFlagRequest> {
  const text = await decodeFlagText(query, headers, bytes, maxBytes);
  const { value, count } = parseTextOrBase64(text);
  return { request: checkFlagRequest(value), text, count };
}

async function decodeFlagText(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  maxBytes: number,
): Promise<string> {
  const type = (headers["content-type"] ?? "application/json").split(";", 1)[0]?.trim() ?? "";
  const compression = query.get("compression");
  if (type === FORM_TYPE)
    return new URLSearchParams(bytes.toString()).get("data")?.replaceAll(" ", "+") ?? "";
  if (!JSON_TYPES.has(type)) throw createDecodeError(`unsupported content type: ${type}`);
  if (compression !== null && !/^(?:gzip|gzip-js|base64)$/.test(compression))
    throw createDecodeError("unsupported compression type");
  const isCompressed =
    compression?.startsWith("gzip") || headers["content-encoding"]?.includes("gzip") || isGzip(bytes);
  // Unlike events, flag requests may contain bytes that are not UTF-8.
  return (isCompressed ? await decompress("gzip", bytes, maxBytes) : bytes).toString();
}

function parseTextOrBase64(text: string): ParsedJson {
  try {
    return parseJson(text);
  } catch (error) {
    const decoded = decodeBase64(Buffer.from(text));
    if (decoded === undefined) throw error;
    return parseJson(decoded.toString());
  }
}

function checkFlagRequest(body: unknown): FlagRequest {
  if (!isJsonObject(body)) throw createDecodeError("not an object");
  const token = body.token ?? body.api_key ?? body.$token ?? "";
  const distinctId = body.distinct_id ?? body.$distinct_id ?? undefined;
  const { flag_keys_to_evaluate: keys, ...rest } = body;
  if (typeof token !== "string") throw createDecodeError("token is not a text");
  if (distinctId !== undefined && typeof distinctId !== "string" && typeof distinctId !== "number")
    throw createDecodeError("distinct_id is neither a text nor a number");
  checkObjects(body);
  const hasKeys = keys !== undefined && keys !== null;
  if (hasKeys && !(Array.isArray(keys) && keys.every((key) => typeof key === "string")))
    throw createDecodeError("flag_keys_to_evaluate is not a list of texts");
  if (token === "") throw new RejectedRequest(401, "No API token provided. The request needs a token.");
  // PostHog looks the key up. A key that has the wrong form never exists.
  const fault = findKeyFault(token);
  if (fault !== undefined) throw new RejectedRequest(401, `The API key is invalid: ${fault}`);
  if (distinctId === undefined && body.disable_flags !== true)
    throw new RejectedRequest(400, "The distinct_id field is missing from the request.");
  return {
    ...rest,
    ...(distinctId !== undefined && { distinct_id: String(distinctId) }),
    ...(hasKeys && { flag_keys_to_evaluate: keys }),
  };
}

function checkObjects(body: JsonObject): void {
  for (const name of ["person_properties", "groups", "group_properties"]) {
    const value = body[name] ?? null;
    if (value !== null && !isJsonObject(value)) throw createDecodeError(`${name} is not an object`);
  }
}

function createDecodeError(fault: string): RejectedRequest {
  return new RejectedRequest(400, `Failed to decode request: ${fault}`);
}
