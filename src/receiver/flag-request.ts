/** Parses requests for flags as PostHog does (PostHog/posthog, rust/feature-flags/src/flags and src/handler). */
import type { IncomingHttpHeaders } from "node:http";
import { isRecord, type UnknownRecord } from "../internal/record.js";
import { decodeBase64, FORM_TYPE } from "./event-payload.js";
import { type ParsedJson, parseJson } from "./json-text.js";
import { findKeyFault } from "./project-key.js";
import { RejectedRequest } from "./rejection.js";
import { decompress, isGzip } from "./request-body.js";

/**
 * The body of a flag request. It has more fields than these.
 *
 * @example
 * function chooseFlags({ person_properties }: FlagRequest): FlagTable {
 *   return { new_reranker: person_properties?.plan === "pro" ? "test" : "control" };
 * }
 * await using receiver = await startReceiver({ flags: chooseFlags });
 */
export interface FlagRequest {
  readonly distinct_id?: string;
  readonly flag_keys_to_evaluate?: readonly string[];
  /** True: the answer of `FlagRules` has no flags. */
  readonly disable_flags?: unknown;
  readonly person_properties?: UnknownRecord;
  /** The keys of groups by type. */
  readonly groups?: UnknownRecord;
  /** The properties of groups by type. */
  readonly group_properties?: UnknownRecord;
}

export interface ParsedFlagRequest {
  readonly request: FlagRequest;
  readonly key: string;
  readonly text: string;
  readonly count: number;
}

const JSON_TYPES = new Set(["application/json", "text/plain"]);

/** @throws RejectedRequest */
export function parseFlagRequest(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  maxBytes: number,
): ParsedFlagRequest {
  const text = decodeFlagText(query, headers, bytes, maxBytes);
  const { value, count } = parseTextOrBase64(text);
  return { ...checkFlagRequest(value), text, count };
}

function decodeFlagText(
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
  bytes: Buffer,
  maxBytes: number,
): string {
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
  return (isCompressed ? decompress("gzip", bytes, maxBytes) : bytes).toString();
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

function checkFlagRequest(body: unknown): Pick<ParsedFlagRequest, "request" | "key"> {
  if (!isRecord(body)) throw createDecodeError("not an object");
  const token = body.token ?? body.api_key ?? body.$token ?? "";
  const distinctId = body.distinct_id ?? body.$distinct_id ?? undefined;
  const { flag_keys_to_evaluate: keys, person_properties, groups, group_properties, ...rest } = body;
  if (typeof token !== "string") throw createDecodeError("token is not a text");
  if (distinctId !== undefined && typeof distinctId !== "string" && typeof distinctId !== "number")
    throw createDecodeError("distinct_id is neither a text nor a number");
  const objects = parseObjects({ person_properties, groups, group_properties });
  const hasKeys = keys !== undefined && keys !== null;
  if (hasKeys && !(Array.isArray(keys) && keys.every((key) => typeof key === "string")))
    throw createDecodeError("flag_keys_to_evaluate is not a list of texts");
  if (token === "") throw new RejectedRequest(401, "No API token provided. The request needs a token.");
  // PostHog looks the key up. A key that has the wrong form never exists.
  const fault = findKeyFault(token);
  if (fault !== undefined) throw new RejectedRequest(401, `The API key is invalid: ${fault}`);
  if (distinctId === undefined && body.disable_flags !== true)
    throw new RejectedRequest(400, "The distinct_id field is missing from the request.");
  const request = {
    ...rest,
    ...objects,
    ...(distinctId !== undefined && { distinct_id: String(distinctId) }),
    ...(hasKeys && { flag_keys_to_evaluate: keys }),
  };
  return { request, key: token };
}

/** A field that is null is missing. */
function parseObjects(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, UnknownRecord>> {
  const objects: Record<string, UnknownRecord> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || value === null) continue;
    if (!isRecord(value)) throw createDecodeError(`${name} is not an object`);
    objects[name] = value;
  }
  return objects;
}

function createDecodeError(fault: string): RejectedRequest {
  return new RejectedRequest(400, `Failed to decode request: ${fault}`);
}
