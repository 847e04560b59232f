// A server that takes events as PostHog, Segment and an OTLP collector do, and can be told to behave badly and to recover.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createTcpServer } from "node:net";
import { resolve } from "node:path";
import { readCapturedIds } from "../../bench/support/captured-ids.mjs";
import { BEHAVIOURS } from "./behaviours.mjs";
import { startDelayedLine } from "./lines.mjs";

const TLS = resolve("test/fixtures/tls");
/** The certificate of every server with TLS. No runtime trusts it unless it is told to. */
export const CERTIFICATE = `${TLS}/cert.pem`;
/** Longer than any case, so that only clients close connections. */
const KEEP_ALIVE_MS = 60_000;

export class FaultServer {
  behaviour = BEHAVIOURS.healthy;
  /** Each id that was stored, as often as it was. */
  ids = [];
  /** Requests with events, and connections in a behaviour without HTTP. */
  requests = 0;
  url = "";
  #port = 0;
  #tcp;
  #openSockets = new Set();
  /** Ids that a request had, whether or not they were stored. */
  #seen = new Set();

  /**
   * @param tls whether the server has the certificate above
   * @param roundTripMs the delay of the line to the server
   */
  static async start({ tls = false, roundTripMs = 0 } = {}) {
    const server = new FaultServer();
    const listener = (request, response) => server.#take(request, response);
    const options = { keepAliveTimeout: KEEP_ALIVE_MS };
    const pair = () => ({ key: readFileSync(`${TLS}/key.pem`), cert: readFileSync(CERTIFICATE) });
    const http = tls
      ? createSecureServer({ ...options, ...pair() }, listener)
      : createServer(options, listener);
    server.#tcp = createTcpServer((socket) => {
      server.#openSockets.add(socket);
      socket.on("error", () => {}).on("close", () => server.#openSockets.delete(socket));
      if (server.behaviour.socket === undefined) return http.emit("connection", socket);
      server.requests++;
      server.behaviour.socket(socket);
    });
    await server.#listen();
    const port = roundTripMs === 0 ? server.#port : await startDelayedLine(server.#port, roundTripMs);
    server.url = `${tls ? "https" : "http"}://localhost:${port}`;
    return server;
  }

  /** The number of connections that no side has closed. */
  get openSocketCount() {
    return this.#openSockets.size;
  }

  async #listen() {
    await new Promise((done) => this.#tcp.listen(this.#port, "127.0.0.1", done));
    this.#port = this.#tcp.address().port;
  }

  async become(behaviour) {
    if (this.behaviour.isGone) await this.#listen();
    this.behaviour = behaviour;
    if (behaviour.isGone) await new Promise((done) => this.#tcp.close(done));
  }

  #take(request, response) {
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("error", () => {});
    response.on("error", () => {});
    request.on("end", () => {
      const ids = readCapturedIds(Buffer.concat(chunks), request.headers["content-encoding"]);
      if (ids.length > 0) this.requests++; // the others are those of a control
      const facts = { ids, luck: Math.random(), isNew: ids.some((id) => !this.#seen.has(id)) };
      for (const id of ids) this.#seen.add(id);
      const { isStoring, isStoringSome = () => isStoring === true, answer } = this.behaviour;
      if (isStoringSome(facts)) this.ids.push(...ids);
      answer(response, facts);
    });
  }
}
