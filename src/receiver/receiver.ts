/** Starts a local HTTP server that answers like PostHog, a plain endpoint and an OTLP collector, for development and tests. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { ReceivedRequest } from "./received-data.js";
import type { ReceivedEvent } from "./received-event.js";
import type { ReceiverOptions } from "./receiver-options.js";
import { RequestHandler } from "./request-handler.js";
import type { ReceivedSpan } from "./traces.js";

/**
 * A running receiver. `await using` closes it. It keeps about 256 MB, and then forgets the oldest requests.
 *
 * @example
 * import { after, before } from "node:test";
 * let receiver: Receiver;
 * before(async () => {
 *   receiver = await startReceiver();
 * });
 * after(() => receiver.close());
 */
export interface Receiver extends AsyncDisposable {
  /** The value for `posthog_host`, such as `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  readonly requests: readonly ReceivedRequest[];
  readonly events: readonly ReceivedEvent[];
  /** The spans that `/v1/traces` and `/i/v0/ai/otel` received as JSON. */
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
  const { data } = handler;
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests: data.requests,
    events: data.events,
    spans: data.spans,
    toJsonLines: () => data.toJsonLines(),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve());
  });
}
