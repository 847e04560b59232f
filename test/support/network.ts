/** Servers on loopback that stand for parts of a network: a TLS front for a receiver, an HTTP proxy, a name server. */
import { createSocket, type RemoteInfo } from "node:dgram";
import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { resolve } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";

/** A certificate for localhost and 127.0.0.1. A process trusts it through NODE_EXTRA_CA_CERTS. */
export const CERTIFICATE = resolve("test/fixtures/tls/cert.pem");
const CREDENTIALS = {
  cert: readFileSync(CERTIFICATE),
  key: readFileSync(resolve("test/fixtures/tls/key.pem")),
};

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** Starts a TLS server in front of a plain one. Returns its URL. */
export async function startTlsFront(port: number): Promise<string> {
  const server = createTlsServer(CREDENTIALS, (socket) => {
    const inner = connect(port, "127.0.0.1");
    inner.on("error", () => socket.destroy());
    socket.on("error", () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
  return `https://localhost:${await listen(server)}`;
}

export interface Proxy {
  readonly host: string;
  /** The tunnels that clients have requested, in order. */
  readonly tunnels: { readonly target: string; readonly headers: IncomingHttpHeaders }[];
}

/** Starts a proxy that opens tunnels, or refuses each of them with the given status line. */
export async function startProxy(refusal?: string): Promise<Proxy> {
  const tunnels: Proxy["tunnels"] = [];
  const server = createServer();
  server.on("connect", ({ url = "", headers }, socket) => {
    tunnels.push({ target: url, headers });
    socket.on("error", () => {});
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const inner = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(inner).pipe(socket);
    });
    inner.on("error", () => socket.destroy());
  });
  return { host: `127.0.0.1:${await listen(server)}`, tunnels };
}

/** Starts a line to a server that delays all bytes in each direction. Returns its URL for TLS. */
export async function startSlowLine(target: string, delayMs: number): Promise<string> {
  const server = createTcpServer((socket) => {
    const inner = connect(Number(new URL(target).port), "127.0.0.1");
    for (const [from, to] of [
      [socket, inner],
      [inner, socket],
    ] as const) {
      from.on("data", (bytes) => setTimeout(() => to.write(bytes), delayMs));
      from.on("end", () => setTimeout(() => to.end(), delayMs));
      from.on("error", () => to.destroy());
    }
  });
  return `https://localhost:${await listen(server)}`;
}

/** Starts a server that accepts connections and never answers. Returns its host. */
export async function startBlackHole(): Promise<string> {
  return `127.0.0.1:${await listen(createTcpServer(() => {}))}`;
}

export interface NameServer {
  readonly server: string;
  queryCount: number;
}

/**
 * Starts a name server that answers queries for an A record with an address.
 * "unknown" answers that the name does not exist, "none" that it has no A record. With "none" queries for other records
 * stay unanswered, and with undefined all queries do.
 */
export async function startNameServer(answer: string | undefined): Promise<NameServer> {
  const socket = createSocket("udp4");
  const state: NameServer = { server: "", queryCount: 0 };
  socket.on("message", (query: Buffer, from: RemoteInfo) => {
    state.queryCount++;
    if (answer === undefined || (answer === "none" && !asksForA(query))) return;
    socket.send(createResponse(query, answer), from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
  onTestFinished(() => {
    socket.close();
  });
  return Object.assign(state, { server: `127.0.0.1:${socket.address().port}` });
}

/** Reads the question: a name that ends with an empty label, a type and a class. */
const readQuestion = (query: Buffer) => query.subarray(12, query.indexOf(0, 12) + 5);
const asksForA = (query: Buffer) => readQuestion(query).readUInt16BE(readQuestion(query).length - 4) === 1;

/** Creates a response (RFC 1035, section 4.1): the question again, and at most one answer. */
function createResponse(query: Buffer, answer: string): Buffer {
  const question = readQuestion(query);
  const isKnown = answer !== "unknown";
  const hasAddress = isKnown && answer !== "none" && asksForA(query);
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2); // an answer; NXDOMAIN
  header.writeUInt16BE(hasAddress ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...answer.split(".").map(Number)]);
  return Buffer.concat([header, question, ...(hasAddress ? [record] : [])]);
}
