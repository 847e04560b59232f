/** Defines the answers to requests, and sends them. */
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";

/** Why a request was refused, for the counts that the operator sees. */
export type RefusalReason =
  | "wrong_key"
  | "no_key"
  | "host_not_allowed"
  | "other_site"
  | "wrong_admin_token"
  | "too_many_requests";

export interface HttpAnswer {
  readonly status: number;
  /** Undefined for a request that was not refused, or for a reason that concerns only the client. */
  readonly refusal?: RefusalReason;
  /** An object is sent as JSON. A generator is sent line by line. */
  readonly body?: string | object | AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by a route that cannot answer now. The client should try again. */
export class UnavailableError extends Error {
  override readonly name = "UnavailableError";

  constructor(
    message: string,
    readonly retryAfterSeconds: number,
  ) {
    super(message);
  }
}

/** A client that reads more slowly than that would hold the place of others. */
const MAX_SEND_MS = 10 * 60 * 1000;

export async function sendAnswer(
  response: ServerResponse,
  { status, body = "", headers }: HttpAnswer,
): Promise<void> {
  if (typeof body === "string") {
    response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", ...headers });
    response.end(body);
  } else if (isAsyncIterable(body)) {
    response.writeHead(status, { ...headers });
    await pipeline(body, response, { signal: AbortSignal.timeout(MAX_SEND_MS) });
  } else {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify(body));
  }
}

function isAsyncIterable(body: object): body is AsyncIterable<string> {
  return Symbol.asyncIterator in body;
}
