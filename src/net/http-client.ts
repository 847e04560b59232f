/** Provides a `fetch` on node:http and node:https that does not keep the process alive. */
import * as http from "node:http";
import * as https from "node:https";
import { getErrorCode } from "../internal/errors.js";
import { startTimeout } from "../internal/timeout.js";
import { observePhases } from "./connection-phases.js";
import { createLookup } from "./dns-lookup.js";
import {
  type FetchResponse,
  type StreamedResponse,
  toFetchResponse,
  toStreamedResponse,
} from "./http-response.js";
import { TunnelAgent, type TunnelOptions } from "./proxy-agent.js";

// Global fetch takes about 25 ms to load on Node 20, and keeps the process alive about 44 ms longer.

export interface FetchRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** Ends the request. */
  readonly signal?: AbortSignal | undefined;
  /** Called when the whole request has been passed to the system. From then on it counts as sent. */
  readonly onSent?: () => void;
  /** Called on a new connection when the name was looked up, when it is connected, and after the TLS handshake. */
  readonly onPhaseEnded?: () => void;
}

export type Fetch = (url: string, request: FetchRequest) => Promise<FetchResponse>;

const AGENT_OPTIONS = { keepAlive: true, maxSockets: 4 };

export interface HttpClient {
  /**
   * Rejects on a network fault, on an aborted signal, and if the answer has not begun within the time. If the answer has
   * begun and does not end within the time, its `bytes` reject. Redirects are not followed: a batch is sent only to the
   * host that `status` shows.
   */
  readonly fetch: Fetch;
  /** Sends a request as `fetch` does. The sender waits while the caller does not read the body. */
  readonly stream: (url: string, request: FetchRequest) => Promise<StreamedResponse>;
  /** Closes all connections, also those with a request. Later requests open new ones. */
  readonly closeConnections: () => void;
}

/**
 * Creates a client with connections of its own.
 * @param timeoutMs from the call to the end of the answer
 * @param proxy used for https only, because requests without TLS are sent to this machine only
 */
export function createHttpClient(timeoutMs: number, proxy?: string): HttpClient {
  const httpAgent = new http.Agent(AGENT_OPTIONS);
  const httpsAgent =
    proxy === undefined ? new https.Agent(AGENT_OPTIONS) : new TunnelAgent(proxy, AGENT_OPTIONS);

  const send = <T>(
    url: string,
    { method, headers, body, signal: callerSignal, onSent, onPhaseEnded = () => {} }: FetchRequest,
    convert: (response: http.IncomingMessage) => T,
  ) =>
    new Promise<T>((resolve, reject) => {
      const target = new URL(url);
      const isSecure = target.protocol === "https:";
      const { signal, release } = createRequestSignal(timeoutMs, callerSignal);
      const options: TunnelOptions = {
        method,
        headers: { ...headers, "Content-Length": String(Buffer.byteLength(body ?? "")) },
        agent: isSecure ? httpsAgent : httpAgent,
        lookup: createLookup(signal),
        signal,
        tunnelSignal: signal, // Node does not pass `signal` to the agent
        onPhaseEnded,
      };
      const sendRequest = () => {
        let hasAnswer = false;
        // Resolved when the answer begins, because its status decides about the batch.
        const request = (isSecure ? https : http).request(target, options, (response) => {
          hasAnswer = true;
          resolve(convert(response));
        });
        const end = () => {
          release();
          reject(new Error("no answer")); // without effect if there was one; a change of protocol (101) is not an answer
        };
        // A caller that waits for the answer keeps the process alive with its own timer.
        request.on("socket", (socket) => {
          socket.unref();
          if (!request.reusedSocket) observePhases(socket, onPhaseEnded);
        });
        if (onSent !== undefined) request.on("finish", onSent);
        request.on("close", end);
        request.on("error", (error) => {
          if (!request.reusedSocket || !isClosedConnection(error) || hasAnswer || signal.aborted)
            return reject(error);
          // A server may close a connection that it has not used for a while, just as the next request is sent.
          request.off("close", end);
          sendRequest();
        });
        request.end(body);
      };
      sendRequest();
    });
  const closeConnections = () => {
    httpAgent.destroy();
    httpsAgent.destroy();
  };
  return {
    fetch: (url, request) => send(url, request, toFetchResponse),
    stream: (url, request) => send(url, request, toStreamedResponse),
    closeConnections,
  };
}

/**
 * Returns a signal that aborts after the time, or with the caller's signal. Node 20 never frees the signals of
 * `AbortSignal.any` and `AbortSignal.timeout`: 1 to 2 KB for each request. This one is freed by `release`.
 */
function createRequestSignal(timeoutMs: number, callerSignal: AbortSignal | undefined) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancelTimeout = startTimeout(abort, timeoutMs);
  if (callerSignal?.aborted === true) abort();
  callerSignal?.addEventListener("abort", abort);
  const release = () => {
    cancelTimeout();
    callerSignal?.removeEventListener("abort", abort);
  };
  return { signal: controller.signal, release };
}

function isClosedConnection(error: Error): boolean {
  return ["ECONNRESET", "EPIPE"].includes(String(getErrorCode(error)));
}
