/** A `fetch` for posthog-node on node:http and node:https: it never holds the process open and never writes to stderr. */
import * as http from "node:http";
import * as https from "node:https";

// Global fetch costs ~25 ms to load on Node 20 and keeps the process ~44 ms longer (RESEARCH.md).

export interface FetchRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: null;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

/** An answer is read to this length; PostHog's are some hundred bytes, flags some kilobytes. */
const MAX_ANSWER_BYTES = 1024 * 1024;

const agents = {
  "http:": new http.Agent({ keepAlive: true, maxSockets: 4 }),
  "https:": new https.Agent({ keepAlive: true, maxSockets: 4 }),
};

/**
 * Rejects on a network fault, an aborted signal or an answer without end. Redirects are not followed: a batch goes to
 * the host the person can read in `status`, and nowhere else.
 */
export function nodeFetch(
  url: string,
  { method, headers, body, signal }: FetchRequest,
): Promise<FetchResponse> {
  return new Promise((resolve, reject) => {
    const target = new URL(url);
    const secure = target.protocol === "https:";
    const options: https.RequestOptions = {
      method,
      headers: { ...headers, "Content-Length": String(Buffer.byteLength(body ?? "")) },
      agent: secure ? agents["https:"] : agents["http:"],
      ...(signal === undefined ? {} : { signal }),
    };
    const request = (secure ? https : http).request(target, options, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on("data", (chunk: Buffer) => {
        length += chunk.length;
        if (length > MAX_ANSWER_BYTES) response.destroy(new Error("the answer has no end"));
        else chunks.push(chunk);
      });
      response.on("error", reject);
      response.on("end", () => resolve(answer(response, Buffer.concat(chunks).toString("utf8"))));
    });
    // Whoever waits for an answer holds the process open by a timer of their own, with an end to it.
    request.on("socket", (socket) => socket.unref());
    request.on("error", reject);
    request.end(body);
  });
}

function answer(response: http.IncomingMessage, text: string): FetchResponse {
  return {
    status: response.statusCode ?? 0,
    headers: {
      get: (name) => {
        const value = response.headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(", ") : (value ?? null);
      },
    },
    body: null,
    text: () => Promise.resolve(text),
    json: () => Promise.resolve(text).then((json): unknown => JSON.parse(json)),
  };
}
