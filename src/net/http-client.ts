/** The `fetch` of every request, on node:http and node:https: it never holds the process open and never writes to stderr. */
import * as http from "node:http";
import * as https from "node:https";
import { createLookup } from "./dns-lookup.js";
import { TunnelAgent, type TunnelOptions } from "./proxy-agent.js";

// Global fetch takes about 25 ms to load on Node 20, and keeps the process alive for about 44 ms longer.

export interface FetchRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Any of them ends it. */
  readonly signals?: readonly AbortSignal[];
  /** All of it has been given to the system: from now on it counts as having left. */
  readonly onSent?: () => void;
}

export interface FetchResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: null;
  bytes(): Promise<Uint8Array>;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>;

/** An answer is read to this length; PostHog's are some hundred bytes, flags some kilobytes. */
const MAX_RESPONSE_BYTES = 1024 * 1024;

const AGENT_OPTIONS = { keepAlive: true, maxSockets: 4 };

/**
 * One `fetch`, with connections of its own. It rejects on a network fault, an aborted signal, or where no answer has begun
 * in `timeoutMs`, which is for all of it: connection, question and answer. Redirects are not followed: a batch goes to the
 * host the person can read in `status`, and nowhere else.
 * @param proxy for https alone: without TLS nothing leaves this machine
 */
export function createNodeFetch(timeoutMs: number, proxy?: string): Fetch {
  const httpAgent = new http.Agent(AGENT_OPTIONS);
  const httpsAgent =
    proxy === undefined ? new https.Agent(AGENT_OPTIONS) : new TunnelAgent(proxy, AGENT_OPTIONS);

  return (url, { method, headers, body, signals = [], onSent }) =>
    new Promise((resolve, reject) => {
      const target = new URL(url);
      const isSecure = target.protocol === "https:";
      const { signal: requestSignal, release } = combineSignals(signals, timeoutMs);
      const options: TunnelOptions = {
        method,
        headers: { ...headers, "Content-Length": String(Buffer.byteLength(body ?? "")) },
        agent: isSecure ? httpsAgent : httpAgent,
        lookup: createLookup(requestSignal),
        signal: requestSignal,
        tunnelSignal: requestSignal,
      };
      // Resolved when the answer begins: its status says what became of a batch, whatever follows.
      const request = (isSecure ? https : http).request(target, options, (response) =>
        resolve(toFetchResponse(response)),
      );
      // Whoever waits for an answer holds the process open by a timer of their own, with an end to it.
      request.on("socket", (socket) => socket.unref());
      if (onSent !== undefined) request.on("finish", onSent);
      request.on("error", reject);
      request.on("close", () => {
        release();
        reject(new Error("no answer")); // where there was one, that is settled; a server that changes protocols gives none
      });
      request.end(body);
    });
}

/**
 * A signal that aborts with the first of others, or when the time is over, until it is released. Node 20 keeps what
 * `AbortSignal.any` and `AbortSignal.timeout` make: 1 to 2 KB for each request, for ever.
 */
function combineSignals(
  signals: readonly AbortSignal[],
  timeoutMs: number,
): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, timeoutMs).unref();
  for (const signal of signals) {
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort);
  }
  const release = () => {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener("abort", abort);
  };
  return { signal: controller.signal, release };
}

function toFetchResponse(response: http.IncomingMessage): FetchResponse {
  const bytes = readBody(response); // whether it is wanted or not, for the next request takes the same connection
  bytes.catch(() => {}); // then nobody asked for it
  const text = () => bytes.then((answered) => answered.toString("utf8"));
  return {
    status: response.statusCode ?? 0,
    headers: {
      get: (name) => {
        const value = response.headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(", ") : (value ?? null);
      },
    },
    body: null,
    bytes: () => bytes,
    text,
    json: () => text().then((json): unknown => JSON.parse(json)),
  };
}

function readBody(response: http.IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    response.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_RESPONSE_BYTES) response.destroy(new Error("the answer has no end"));
      else chunks.push(chunk);
    });
    response.on("error", reject);
    response.on("end", () => resolve(Buffer.concat(chunks)));
  });
}
