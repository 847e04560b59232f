// A server that takes events as PostHog, Segment and an OTLP collector do, and can be told to behave badly and to recover.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect, createServer as createTcpServer } from "node:net";
import { gunzipSync, gzipSync } from "node:zlib";

/** Ids of the events in a request's body, whoever sent it. */
function idsIn(body, encoding) {
  const { batch, resourceSpans } = JSON.parse(encoding === "gzip" ? gunzipSync(body) : body);
  if (batch !== undefined) return batch.map(({ uuid, messageId }) => uuid ?? messageId);
  return resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map(({ spanId }) => spanId)),
  );
}

const fails = (status, headers = {}) => ({
  answer: (response) => response.writeHead(status, { "Content-Length": 0, ...headers }).end(),
});
const takes = (answer) => ({ takes: true, answer });
const healthy = takes((response) =>
  response.writeHead(200, { "Content-Type": "application/json" }).end("{}"),
);

const BOMB = gzipSync(Buffer.alloc(64 * 1024 * 1024));

/** What a server may do. `takes`: the events of a request have arrived. `final`: it will never take them. */
export const BEHAVIOURS = {
  healthy,
  "refuses connections": { isGone: true },
  "accepts, and never answers": { socket: () => {} },
  "answers a byte a second": {
    socket: (socket) => {
      const drops = setInterval(() => socket.write("H"), 1000);
      socket.resume().on("close", () => clearInterval(drops));
    },
  },
  "resets in the middle": { socket: (socket) => socket.once("data", () => socket.resetAndDestroy()) },
  "headers, then nothing": takes((response) =>
    response.writeHead(200, { "Content-Length": 100 }).flushHeaders(),
  ),
  204: takes((response) => response.writeHead(204).end()),
  "wrong JSON": takes((response) =>
    response.writeHead(200, { "Content-Type": "application/json" }).end("<html>{"),
  ),
  "a gzip bomb": takes((response) => response.writeHead(200, { "Content-Encoding": "gzip" }).end(BOMB)),
  500: fails(500),
  503: fails(503),
  "503, Retry-After: 5": fails(503, { "Retry-After": "5" }),
  "429, Retry-After: 5": fails(429, { "Retry-After": "5" }),
  408: fails(408),
  "a redirect to itself": { answer: (response) => response.writeHead(307, { Location: "/batch/" }).end() },
  400: { ...fails(400), final: true },
  401: { ...fails(401), final: true },
  413: { ...fails(413), final: true },
  "413 for more than two": {
    answer: (response, ids) => (ids.length > 2 ? fails(413) : healthy).answer(response),
    takesSome: (ids) => ids.length <= 2,
  },
  "30 % fail": {
    answer: (response, _, luck) => {
      if (luck >= 0.3) healthy.answer(response);
      else if (luck < 0.1) response.socket.destroy();
      else fails(luck < 0.2 ? 500 : 503).answer(response);
    },
    takesSome: (_, luck) => luck >= 0.3,
  },
};

export class FaultServer {
  behaviour = BEHAVIOURS.healthy;
  /** Every id that was taken, as often as it was. */
  ids = [];
  url = "";
  #tcp;

  /** @param tls a folder with a key and a certificate that nobody vouches for */
  static async start(tls) {
    const server = new FaultServer();
    const listener = (request, response) => server.#take(request, response);
    const http = tls
      ? createSecureServer(
          { key: readFileSync(`${tls}/key.pem`), cert: readFileSync(`${tls}/cert.pem`) },
          listener,
        )
      : createServer({ keepAliveTimeout: 1000 }, listener);
    server.#tcp = createTcpServer((socket) => {
      socket.on("error", () => {});
      if (server.behaviour.socket === undefined) http.emit("connection", socket);
      else server.behaviour.socket(socket);
    });
    await server.#listen(0);
    server.url = `${tls ? "https" : "http"}://localhost:${server.#tcp.address().port}`;
    return server;
  }

  #listen(port) {
    return new Promise((done) => this.#tcp.listen(port, "127.0.0.1", done));
  }

  async become(behaviour) {
    const port = Number(new URL(this.url).port);
    if (this.behaviour.isGone) await this.#listen(port);
    this.behaviour = behaviour;
    if (behaviour.isGone) await new Promise((done) => this.#tcp.close(done));
  }

  #take(request, response) {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("error", () => {});
    response.on("error", () => {});
    request.on("end", () => {
      const ids = idsIn(Buffer.concat(chunks), request.headers["content-encoding"]);
      const luck = Math.random();
      const { takes, takesSome = () => takes === true, answer } = this.behaviour;
      if (takesSome(ids, luck)) this.ids.push(...ids);
      answer(response, ids, luck);
    });
  }
}

/** A proxy that makes tunnels. */
export async function proxy() {
  const server = createServer().on("connect", ({ url }, socket) => {
    const { hostname, port } = new URL(`http://${url}`);
    const inner = connect(port, hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(inner).pipe(socket);
    });
    socket.on("error", () => inner.destroy());
    inner.on("error", () => socket.destroy());
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${server.address().port}`;
}
