/** Starts a local HTTP server that answers like PostHog, a plain endpoint and an OTLP collector, for development and tests. */
import { randomUUID } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { writeSafely } from "../internal/safe-write.js";
import { escapeLinesForTerminal } from "../internal/terminal-text.js";
import type { ReceivedEvent } from "./event-batch.js";
import { createFlagsResponse, type FlagRequest, type FlagTable } from "./flags-response.js";
import { parseMessage, type ReceivedMessage, readRequest } from "./received-message.js";
import type { ReceivedSpan } from "./traces.js";

/**
 * The options of a receiver. If a function among them throws, its error is printed to stderr, and the request that it was
 * called for is answered 500.
 */
export interface ReceiverOptions {
  /** @default any free port */
  readonly port?: number;
  /** The flags that `/flags/` returns, for all requests or by request. @default {} */
  readonly flags?: FlagTable | ((request: FlagRequest) => FlagTable);
  /** Called for each accepted event. */
  readonly onEvent?: (event: ReceivedEvent) => void;
  /** Called for each accepted span. */
  readonly onSpan?: (span: ReceivedSpan) => void;
}

/** A request, and the status of its response. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as received, compressed or not. */
  readonly body: Buffer;
  /** The body, decompressed. */
  readonly text: string;
  readonly status: number;
}

/** A running receiver. `await using` closes it. */
export interface Receiver extends AsyncDisposable {
  /** The value for `posthog_host`, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  readonly events: readonly ReceivedEvent[];
  /** The spans that `/v1/traces` received as JSON. */
  readonly spans: readonly ReceivedSpan[];
  /** Returns the events as JSON lines, like `GET /received`. */
  toJsonLines(): string;
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

/**
 * Starts a receiver on 127.0.0.1.
 * @throws the system's error if the port is in use
 *
 * @example
 * await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
 * const client = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_local", posthogHost: receiver.url });
 * client.capture("index_done", { files: 3 });
 * await client.flush();
 * console.log(receiver.events);
 */
export async function startReceiver({ port = 0, ...options }: ReceiverOptions = {}): Promise<Receiver> {
  const handler = new RequestHandler(options);
  const server = createServer((request, response) => handler.handle(request, response));
  await listen(server, port);
  const address = server.address() as AddressInfo; // a listening TCP server's address is never a string or null
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests: handler.requests,
    events: handler.events,
    spans: handler.spans,
    toJsonLines: () => handler.toJsonLines(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Answers requests, and keeps what was received. */
class RequestHandler {
  readonly requests: ReceivedRequest[] = [];
  readonly events: ReceivedEvent[] = [];
  readonly spans: ReceivedSpan[] = [];
  readonly #options: Omit<ReceiverOptions, "port">;

  constructor(options: Omit<ReceiverOptions, "port">) {
    this.#options = options;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const content = await readRequest(request);
    if (content.method === "GET" && content.path === "/received")
      return sendResponse(response, { status: 200, body: this.toJsonLines() });
    const answer = this.#answer(parseMessage(content));
    const { method = "", url = "", headers } = request;
    const { bytes: body, text } = content;
    this.requests.push({ method, path: url, headers, body, text, status: answer.status });
    sendResponse(response, answer);
  }

  toJsonLines(): string {
    return this.events.map((event) => `${JSON.stringify(event)}\n`).join("");
  }

  #answer(message: ReceivedMessage): HttpAnswer {
    if (message.kind === "rejected") return { status: message.status, body: message.message };
    try {
      return { status: 200, body: this.#accept(message) };
    } catch (error) {
      // The message is already parsed, so this is an error of one of the author's functions.
      const text = `codeweaver-telemetry: a function given to startReceiver threw ${inspect(error)}\n`;
      writeSafely("stderr", escapeLinesForTerminal(text));
      return { status: 500, body: "a function given to startReceiver threw" };
    }
  }

  /** Keeps an accepted message, calls the author's functions for it, and returns the body of the response. */
  #accept(message: Exclude<ReceivedMessage, { kind: "rejected" }>): object {
    const { flags = {}, onEvent, onSpan } = this.#options;
    switch (message.kind) {
      case "events":
        this.events.push(...message.events);
        for (const event of message.events) onEvent?.(event);
        return { status: "Ok" };
      case "spans":
        this.spans.push(...message.spans);
        for (const span of message.spans) onSpan?.(span);
        return { partialSuccess: {} };
      case "flags": {
        const { request, version } = message;
        const table = typeof flags === "function" ? flags(request) : flags;
        return createFlagsResponse(table, request, version, randomUUID());
      }
    }
  }
}

interface HttpAnswer {
  readonly status: number;
  readonly body: string | object;
}

function sendResponse(response: ServerResponse, { status, body }: HttpAnswer): void {
  const isText = typeof body === "string";
  response.writeHead(status, { "Content-Type": isText ? "text/plain; charset=utf-8" : "application/json" });
  response.end(isText ? body : JSON.stringify(body));
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
