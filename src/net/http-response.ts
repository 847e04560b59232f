/** Converts an answer of node:http: with its whole body, or with a body that is read while it arrives. */
import type { IncomingMessage } from "node:http";

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  /** posthog-node cancels the body of an answer. There is none to cancel, because the answer is always read. */
  readonly body: null;
  bytes(): Promise<Uint8Array>;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** An answer whose body is read while it arrives. Its size is not limited. */
export interface StreamedResponse extends Pick<FetchResponse, "status" | "headers"> {
  /** Throws if the connection ends before the body does. A caller that does not read it closes the connections. */
  readonly body: AsyncIterable<Uint8Array>;
}

/** PostHog's answers have some hundred bytes, and those for flags some kilobytes. */
const MAX_RESPONSE_BYTES = 1024 * 1024;

/** Collects the body, which may have a megabyte. */
export function toFetchResponse(response: IncomingMessage): FetchResponse {
  const bytes = readBody(response); // always read, because the next request uses the same connection
  bytes.catch(() => {}); // the caller may not read the body
  const text = () => bytes.then((body) => body.toString("utf8"));
  return {
    ...getStatusAndHeaders(response),
    body: null,
    bytes: () => bytes,
    text,
    json: () => text().then((json): unknown => JSON.parse(json)),
  };
}

export function toStreamedResponse(response: IncomingMessage): StreamedResponse {
  response.on("error", () => {}); // the reader gets it, and there may be none yet
  return { ...getStatusAndHeaders(response), body: response };
}

function getStatusAndHeaders(response: IncomingMessage): Pick<FetchResponse, "status" | "headers"> {
  return {
    status: response.statusCode ?? 0,
    headers: {
      get: (name) => {
        const value = response.headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(", ") : (value ?? null);
      },
    },
  };
}

function readBody(response: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    response.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_RESPONSE_BYTES) response.destroy(new Error("the answer is too large"));
      else chunks.push(chunk);
    });
    response.on("error", reject);
    response.on("end", () => resolve(Buffer.concat(chunks)));
  });
}
